import ts from "typescript-services";

import type { Change, RepairRequest } from "#intent";

import type { EditList, HoleList } from "../shared/index.ts";
import { assertionOf } from "./expected-texts.ts";
import { expectedObjects, untypedExpectations } from "./expectations.ts";
import { inFrontOf, isCopy, isOf, isReadBack, mayHold, objectOf, startOf } from "./fill-places.ts";
import { defaultInCode, defaultOnWire } from "./literals.ts";
import { enclosingName, nodeAt } from "./places.ts";
import { memberSlot, propertiesInto } from "./slots.ts";
import { answersOf } from "./given-answers.ts";
import { changeFor, type Stamped } from "./stamps.ts";
import { wireObjects } from "./wire-objects.ts";
import type { Snapshot } from "./workspace.ts";

/** A required member that a stamped type has gained. */
interface Gained {
  readonly owner: string;
  readonly name: string;
  readonly declaration: ts.Declaration;
  readonly change: Change;
}

const isAddition = (change: Change): boolean =>
  /^(?:field|parameter)-(?:added|became-required)$/.test(change.kind);

/** Required members of stamped interfaces that were not there before under any name. */
export function gainedMembers(
  request: RepairRequest,
  before: Stamped,
  after: Stamped,
  newPaths: ReadonlySet<string>,
): readonly Gained[] {
  return [...after.names.values()].flatMap((name) => {
    const declaration = name.name.parent;
    const owner = name.path.slice(0, name.path.lastIndexOf("."));
    if (
      !ts.isPropertySignature(declaration) ||
      declaration.questionToken !== undefined ||
      !ts.isInterfaceDeclaration(declaration.parent)
    )
      return [];
    const known = before.names.get(name.path)?.name.parent;
    const wasRequired =
      known !== undefined && !(ts.isPropertySignature(known) && known.questionToken !== undefined);
    if (wasRequired || newPaths.has(name.path)) return [];
    const change = changeFor(request, name.path, isAddition);
    return change === undefined || !isAddition(change)
      ? []
      : [{ owner, name: name.path.slice(owner.length + 1), declaration, change }];
  });
}

/**
 * Writes the declared default into every object literal that has become incomplete, never an invented value. Without a
 * declared default each such place is a hole. Expected objects of tests are paired by hand, because assertions take
 * anything.
 */
export function fillDefaults(
  request: RepairRequest,
  snapshot: Snapshot,
  gained: readonly Gained[],
  renamedTo: ReadonlySet<string>,
  edits: EditList,
  holes: HoleList,
): void {
  // To look at a service's objects is to infer the types of all its code, which costs a second.
  if (gained.length === 0) return;
  const done = new Set<ts.Node>();
  askWire(request, snapshot, gained, holes);
  for (const file of request.sources.keys()) {
    const tree = snapshot.file(file);
    if (tree === undefined) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node)) {
        const wanted = snapshot.checker.getContextualType(node);
        if (wanted !== undefined) consider(node, wanted);
      }
      for (const given of answersOf(snapshot, node)) consider(given.literal, given.type);
      if (ts.isCallExpression(node)) {
        for (const expected of expectedObjects(snapshot, node))
          if (expected.whole) consider(expected.literal, expected.type);
        if (request.tests.has(file)) fillWire(request, snapshot, file, node, gained, edits);
      }
      ts.forEachChild(node, visit);
    };
    const consider = (given: ts.ObjectLiteralExpression, wanted: ts.Type): void => {
      const missing = missingMembers(snapshot, given, wanted, gained, renamedTo);
      if (missing.length === 0) return;
      // What an object takes over from a constant is missing there already.
      const literal = startOf(snapshot, given, missing) ?? given;
      const own = snapshot.pathOf(literal.getSourceFile());
      if (done.has(literal) || !request.sources.has(own)) return;
      done.add(literal);
      fill(request, snapshot, own, literal, missing, edits, holes);
    };
    visit(tree);
    for (const { literal, type } of blamedLiterals(snapshot, file, tree, gained))
      consider(literal, type);
  }
}

/**
 * What a test sends lacks a member that has no default, and what it expects lacks any: nothing objects, as no type says what
 * is on the wire. A default may be left out of what is sent.
 */
function askWire(
  request: RepairRequest,
  snapshot: Snapshot,
  gained: readonly Gained[],
  holes: HoleList,
): void {
  const isBare = ({ change }: Gained): boolean => change.defaultValue === undefined;
  for (const { file, literal, type } of gained.some(isBare)
    ? wireObjects(request, snapshot, request.stampedAfter)
    : []) {
    const missing = missingMembers(snapshot, literal, type, gained, new Set());
    ask(snapshot, file, literal, missing.filter(isBare), false, holes, false);
  }
}

/** Fewer properties than this are no description of a type: `{ id: 7 }` may be anything. */
const telling = 3;

/**
 * Defaults are always written, so what a test expects on the wire grows, too. No type says what such a literal is; it is
 * taken for one of the grown types only where it spells all of that type's other members and nothing else.
 */
function fillWire(
  request: RepairRequest,
  snapshot: Snapshot,
  file: string,
  call: ts.CallExpression,
  gained: readonly Gained[],
  edits: EditList,
): void {
  for (const literal of untypedExpectations(snapshot, call)) {
    const names = new Set(literal.properties.map((property) => property.name?.getText() ?? ""));
    for (const type of ownTypes(snapshot, gained)) {
      const missing = missingMembers(snapshot, literal, type, gained, new Set());
      if (missing.length === 0 || names.size < telling || !isOf(literal, type)) continue;
      const known = missing.flatMap(({ name, change }) => {
        const value =
          change.defaultValue === undefined
            ? undefined
            : defaultOnWire(change.defaultValue, change.toType);
        return value === undefined ? [] : [`${name}: ${value}`];
      });
      if (known.length === missing.length)
        addFill(request, snapshot, file, literal, known, missing, edits);
    }
  }
}

const ownTypes = (snapshot: Snapshot, gained: readonly Gained[]): readonly ts.Type[] =>
  [...new Set(gained.map((member) => member.declaration.parent))].map((owner) =>
    snapshot.checker.getTypeAtLocation(owner),
  );

const incomplete = new Set([2322, 2345, 2739, 2740, 2741]);

/** Object literals inside what the compiler calls incomplete: `names.map((name) => ({ name }))` is blamed as a whole. */
function blamedLiterals(
  snapshot: Snapshot,
  file: string,
  tree: ts.SourceFile,
  gained: readonly Gained[],
): readonly { literal: ts.ObjectLiteralExpression; type: ts.Type }[] {
  const found: { literal: ts.ObjectLiteralExpression; type: ts.Type }[] = [];
  const collect = (node: ts.Node, type: ts.Type): void => {
    if (ts.isObjectLiteralExpression(node) && isOf(node, type)) found.push({ literal: node, type });
    ts.forEachChild(node, (child) => collect(child, type));
  };
  for (const error of snapshot.errors(file)) {
    if (!incomplete.has(error.code) || error.start === undefined) continue;
    const message = ts.flattenDiagnosticMessageText(error.messageText, " ");
    const place = nodeAt(tree, error.start, error.start + (error.length ?? 1));
    const owners = new Set(
      gained
        .filter((member) => message.includes(member.name))
        .map((member) => member.declaration.parent),
    );
    const named = ts.isPropertyAssignment(place.parent) ? place.parent.initializer : place;
    const start = objectOf(snapshot, named);
    for (const owner of owners) {
      const type = snapshot.checker.getTypeAtLocation(owner);
      if (start !== undefined && isOf(start, type)) found.push({ literal: start, type });
    }
    for (const owner of owners)
      collect(
        ts.isIdentifier(place) ? place.parent : place,
        snapshot.checker.getTypeAtLocation(owner),
      );
  }
  return found;
}

/** Members that the literal lacks, if it is one of the types that gained them: all else that the type requires is there. */
function missingMembers(
  snapshot: Snapshot,
  literal: ts.ObjectLiteralExpression,
  wanted: ts.Type,
  gained: readonly Gained[],
  renamedTo: ReadonlySet<string>,
): readonly Gained[] {
  const { checker } = snapshot;
  const has = new Set(
    checker
      .getTypeAtLocation(literal)
      .getProperties()
      // What a spread may leave out is not there for sure.
      .filter(({ flags }) => (flags & ts.SymbolFlags.Optional) === 0)
      .map((property) => property.name),
  );
  for (const part of wanted.isUnion() ? wanted.types : [wanted]) {
    const lacking = part
      .getProperties()
      .filter(
        (property) => (property.flags & ts.SymbolFlags.Optional) === 0 && !has.has(property.name),
      );
    const members = gained.filter((member) =>
      lacking.some((property) => property.declarations?.includes(member.declaration) === true),
    );
    const names = new Set(members.map((member) => member.name));
    if (
      members.length > 0 &&
      lacking.every((property) => names.has(property.name) || renamedTo.has(property.name))
    )
      return members;
  }
  return [];
}

function fill(
  request: RepairRequest,
  snapshot: Snapshot,
  file: string,
  literal: ts.ObjectLiteralExpression,
  missing: readonly Gained[],
  edits: EditList,
  holes: HoleList,
): void {
  const known: string[] = [];
  const open: Gained[] = [];
  const isRead = isReadBack(request, snapshot, file, literal);
  const isTaken = isCopy(snapshot, literal, missing);
  for (const member of missing) {
    const { change } = member;
    const value =
      change.defaultValue === undefined || isRead || isTaken
        ? undefined
        : defaultInCode(change.defaultValue, change.toType);
    if (value !== undefined) known.push(`${member.name}: ${value}`);
    else open.push(member);
  }
  ask(snapshot, file, literal, open, known.length > 0, holes, isRead);
  if (known.length > 0) addFill(request, snapshot, file, literal, known, missing, edits);
}

function addFill(
  request: RepairRequest,
  snapshot: Snapshot,
  file: string,
  literal: ts.ObjectLiteralExpression,
  known: readonly string[],
  missing: readonly Gained[],
  edits: EditList,
): void {
  // A spread that may hold the member comes behind its default, or would always be overridden.
  const spread = literal.properties.find(
    (property) =>
      ts.isSpreadAssignment(property) && mayHold(snapshot, property.expression, missing),
  );
  const source = literal.getSourceFile().text;
  edits.add({
    file,
    ...(spread === undefined ? propertiesInto(literal, known) : inFrontOf(source, spread, known)),
    change: missing[0]?.change.symbol ?? "",
    rule: "fill-declared-default",
    certainty: request.tests.has(file) ? "likely" : "certain",
    because: `${missing.map((member) => member.change.symbol).join(", ")} is new and the intent declares its default.`,
  });
}

/** One question for all members that a literal lacks: they are answered at one place. */
function ask(
  snapshot: Snapshot,
  file: string,
  literal: ts.ObjectLiteralExpression,
  missing: readonly Gained[],
  isFilled: boolean,
  holes: HoleList,
  isRead: boolean,
): void {
  const [first, second] = missing;
  if (first === undefined) return;
  const text = snapshot.texts.get(file) ?? "";
  const names = missing.map(({ owner, name }) => `${owner.slice(owner.indexOf("|") + 1)}.${name}`);
  const isKept = isRead && first.change.defaultValue !== undefined;
  // What a conditional spread gives at times is asked about where it does not.
  const isAtTimes =
    first.change.kind.endsWith("-became-required") &&
    literal.properties.some(
      (one) => ts.isSpreadAssignment(one) && mayHold(snapshot, one.expression, missing),
    );
  const isForgotten =
    !isKept && first.change.defaultValue !== undefined && isCopy(snapshot, literal, missing);
  const question = isForgotten
    ? `${names.join(", ")} is new, and this is a copy that leaves it out: a default would forget what the other one holds. Which value belongs here?`
    : isKept
      ? `${names.join(", ")} is new, and what is stored does not hold it: a default alone would forget it. How is it kept?`
      : second === undefined
        ? `${names.join()} is required now and the intent declares no default: which value belongs here?`
        : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""} are required now and the intent declares no defaults: which values belong here?`;
  holes.add({
    kind: isKept
      ? "wire-form"
      : isAtTimes
        ? "absent-value"
        : assertionOf(literal) === undefined
          ? "required-value"
          : "expected-value",
    file,
    text,
    span: { start: literal.getStart(), end: literal.getEnd() },
    delta: first.change.symbol,
    inside: enclosingName(literal),
    question,
    candidates: second === undefined ? candidates(first.change) : [],
    // An empty literal takes either the declared defaults or an answer, and not both at one place.
    slot:
      literal.properties.length === 0 && isFilled
        ? undefined
        : memberSlot(
            literal,
            missing.map(({ name }) => name),
          ),
    meaning: missing
      .slice(1)
      .map(({ name }) => name)
      .join(),
  });
}

const candidates = (change: Change): readonly string[] =>
  change.toType?.kind === "primitive" && change.toType.name === "bool" ? ["true", "false"] : [];
