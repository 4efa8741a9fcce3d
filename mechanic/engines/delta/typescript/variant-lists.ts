import ts from "typescript-services";

import { rangeOf, type Change, type RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import { enclosingName } from "./places.ts";
import { holderOf } from "./table-literals.ts";
import { enumOf, isEnum, wireNames } from "./variants.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Places that tell the variants of an enum apart without a table or a switch, and that a new one is missing from without a
 * word of the compiler: lists of some of them (`new Set<State>(["open", "paid"])`), texts that stand for them
 * (`{ O: "open" }`), and comparisons with several of them. One comparison asks about that variant alone and stays, unless
 * there were two variants and it chooses between both (`half === "first" ? 1 : 2`), or many are told by what they are not
 * (`all.filter((one) => one.state !== "closed")`): there the new one goes through unseen. A function that makes every
 * variant there was makes no new one.
 */
export function askVariantLists(request: RepairRequest, snapshot: Snapshot, holes: HoleList): void {
  for (const change of request.changes.filter(({ kind }) => kind === "variant-added")) {
    const declared = enumOf(request.after.services, change.symbol);
    const before = enumOf(request.before.services, change.fromSymbol ?? change.symbol);
    if (declared === undefined || before === undefined) continue;
    const names = wireNames(declared);
    for (const file of request.sources.keys()) {
      const tree = request.tests.has(file) ? undefined : snapshot.file(file);
      if (tree === undefined) continue;
      const context = { request, snapshot, file, change, names, old: wireNames(before), holes };
      lists(context, tree);
      comparisons(context, tree);
      makers(context, tree);
    }
  }
}

interface Context {
  readonly request: RepairRequest;
  readonly snapshot: Snapshot;
  readonly file: string;
  readonly change: Change;
  /** Variants after the change, as code spells them. */
  readonly names: ReadonlySet<string>;
  /** Those that there were before. */
  readonly old: ReadonlySet<string>;
  readonly holes: HoleList;
}

function lists(context: Context, tree: ts.SourceFile): void {
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node) && isMembership(node) && holdsVariants(context, node))
      ask(context, node, `which place does it have among ${short(node)}`);
    else if (ts.isArrayLiteralExpression(node) && holdsAll(context, node))
      ask(context, node, `which place does it have among ${short(node)}`);
    else if (isAlternation(context, node)) ask(context, node, `does ${short(node)} let it through`);
    else if (ts.isObjectLiteralExpression(node) && standsFor(context, node))
      ask(context, node, `what stands for it in ${nameOf(node)}`);
    else ts.forEachChild(node, visit);
  };
  visit(tree);
}

/** A list that is kept to be looked into: a constant's, a static member's, or one that is asked on the spot. */
function isMembership(list: ts.ArrayLiteralExpression): boolean {
  let at: ts.Node = list;
  for (;;) {
    const { parent }: { parent: ts.Node } = at;
    const wraps =
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      (ts.isNewExpression(parent) && parent.expression.getText() === "Set") ||
      (ts.isCallExpression(parent) && /^Object\.freeze$/.test(parent.expression.getText()));
    if (!wraps) break;
    at = parent;
  }
  const { parent } = at;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === at)
    return /^(?:includes|has|indexOf|some|every)$/.test(parent.name.text);
  if (ts.isPropertyDeclaration(parent)) return true;
  return (
    ts.isVariableDeclaration(parent) &&
    ts.isVariableDeclarationList(parent.parent) &&
    (parent.parent.flags & ts.NodeFlags.Const) !== 0 &&
    ts.isSourceFile(parent.parent.parent.parent)
  );
}

/** Whether a list holds variants of the enum and nothing else, alone or in tuples of them. */
function holdsVariants({ snapshot, names }: Context, list: ts.ArrayLiteralExpression): boolean {
  const parts = list.elements.flatMap((one) =>
    ts.isArrayLiteralExpression(one) ? [...one.elements] : [one],
  );
  return (
    parts.length > 0 &&
    parts.every(
      (one) =>
        ts.isStringLiteral(one) &&
        names.has(one.text) &&
        isEnum(snapshot.checker.getContextualType(one)?.getNonNullableType(), names),
    )
  );
}

/**
 * Whether a list names each variant that there was, and nothing else, without a type that says so: `["low", "mid", "high"]
 * as const` and `"low mid high".split(" ")` as validators take them. Two names may meet by chance.
 */
function holdsAll({ old }: Context, list: ts.ArrayLiteralExpression): boolean {
  const texts = new Set(
    list.elements.map((one) => (ts.isStringLiteralLike(one) ? one.text : undefined)),
  );
  return isAll(old, texts);
}

const isAll = (old: ReadonlySet<string>, texts: ReadonlySet<string | undefined>): boolean =>
  old.size > severalMin &&
  texts.size === old.size &&
  [...texts].every((text) => text !== undefined && old.has(text));

/** Whether a pattern lets variants through by their names, and nothing else in their place: `/^(low|mid|high)=/`. */
function isAlternation({ old }: Context, node: ts.Node): boolean {
  const isText =
    ts.isStringLiteralLike(node) &&
    (ts.isNewExpression(node.parent) || ts.isCallExpression(node.parent));
  const isPattern =
    ts.isRegularExpressionLiteral(node) ||
    (isText && /^(?:RegExp)$/.test(node.parent.expression.getText()));
  if (isPattern)
    return [
      ...node.text.matchAll(/(?:^|[(/^])(?:\?:|\?<\w+>)?([\w-]+(?:\|[\w-]+)+)(?=$|[)/$])/g),
    ].some(([, names = ""]) => isSeveral(old, names.split("|")));
  const { parent } = node;
  const isSplit =
    ts.isStringLiteralLike(node) &&
    ts.isPropertyAccessExpression(parent) &&
    parent.name.text === "split";
  return isSplit && isAll(old, new Set(node.text.split(/[^\w-]+/)));
}

const isSeveral = (old: ReadonlySet<string>, names: readonly string[]): boolean =>
  new Set(names).size >= severalMin && names.every((name) => old.has(name));

/** Whether texts of any kind stand for variants: `{ J: "junior", S: "senior" }` of a type that says they are this enum. */
function standsFor({ snapshot, names }: Context, literal: ts.ObjectLiteralExpression): boolean {
  const wanted = snapshot.checker.getContextualType(literal)?.getNonNullableType();
  const values = literal.properties.map((one) =>
    ts.isPropertyAssignment(one) && ts.isStringLiteral(one.initializer)
      ? one.initializer.text
      : undefined,
  );
  return (
    new Set(values).size >= severalMin &&
    values.every((value) => value !== undefined && names.has(value)) &&
    isEnum(wanted?.getStringIndexType(), names)
  );
}

const severalMin = 2;

/** A comparison of a value of the enum with one variant. */
interface Comparison {
  readonly node: ts.BinaryExpression;
  readonly variant: string;
  readonly scope: ts.Node;
  readonly subject: string;
}

function comparisons(context: Context, tree: ts.SourceFile): void {
  const found: Comparison[] = [];
  const visit = (node: ts.Node): void => {
    const one = ts.isBinaryExpression(node) ? comparison(context, node) : undefined;
    if (one !== undefined) found.push(one);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const groups = Map.groupBy(found, ({ scope }) => scope);
  for (const inScope of groups.values())
    for (const group of Map.groupBy(inScope, ({ subject }) => subject).values()) {
      const [first] = group;
      if (first === undefined) continue;
      if (new Set(group.map(({ variant }) => variant)).size < severalMin) {
        const choice = group.find(
          ({ node }) => isExclusion(node) || (context.old.size === 2 && isChoice(node)),
        );
        if (choice !== undefined)
          ask(context, choice.node, `which way does it go at ${short(choice.node)}`);
        continue;
      }
      const nodes = group.map(({ node }) => node);
      const whole = ts.findAncestor(first.node, (at) =>
        nodes.every((node) => at.pos <= node.pos && node.end <= at.end),
      );
      const place = whole !== undefined && ts.isExpression(whole) ? whole : first.node;
      ask(context, place, `which way does it go at ${short(place)}`);
    }
}

/** Whether a comparison lets through, of many, all that are not of one variant. */
function isExclusion({ operatorToken, parent }: ts.BinaryExpression): boolean {
  if (!operatorToken.getText().startsWith("!")) return false;
  return (
    ts.isArrowFunction(parent) &&
    ts.isCallExpression(parent.parent) &&
    ts.isPropertyAccessExpression(parent.parent.expression) &&
    parent.parent.expression.name.text === "filter"
  );
}

/** Functions that make every variant there was, each written out in what they return. */
function makers(context: Context, tree: ts.SourceFile): void {
  const { snapshot, names, old } = context;
  const visit = (node: ts.Node): void => {
    if (
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isArrowFunction(node)
    ) {
      const result =
        node.type === undefined ? undefined : snapshot.checker.getTypeFromTypeNode(node.type);
      const made = isEnum(result, names) ? madeBy(node) : new Set<string>();
      if (old.size > severalMin && [...old].every((name) => made.has(name)))
        return ask(context, node, `when does ${nameOf(node)} give it`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
}

/** Texts that a function may return, as they are written in it. */
function madeBy({ body }: ts.FunctionLikeDeclaration): ReadonlySet<string> {
  const made = new Set<string>();
  const result = (node: ts.Expression): void => {
    if (ts.isParenthesizedExpression(node)) result(node.expression);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(result);
    else if (ts.isStringLiteral(node)) made.add(node.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) result(node.expression);
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  if (body !== undefined && ts.isExpression(body)) result(body);
  else if (body !== undefined) visit(body);
  return made;
}

/** Whether a comparison says what happens in both cases. */
function isChoice(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent)) return isChoice(parent);
  if (ts.isConditionalExpression(parent)) return parent.condition === node;
  return (
    ts.isIfStatement(parent) && parent.expression === node && parent.elseStatement !== undefined
  );
}

const equalities: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

function comparison(
  { snapshot, names }: Context,
  node: ts.BinaryExpression,
): Comparison | undefined {
  if (!equalities.has(node.operatorToken.kind)) return undefined;
  const [value, subject] = ts.isStringLiteral(node.left)
    ? [node.left, node.right]
    : [node.right, node.left];
  if (!ts.isStringLiteral(value) || !names.has(value.text)) return undefined;
  // Behind one comparison the compiler knows that the value is none of that variant any more.
  const symbol = snapshot.checker.getSymbolAtLocation(
    ts.isPropertyAccessExpression(subject) ? subject.name : subject,
  );
  const type =
    symbol === undefined
      ? snapshot.checker.getTypeAtLocation(subject)
      : snapshot.checker.getTypeOfSymbol(symbol).getNonNullableType();
  if (!isEnum(type, names)) return undefined;
  const scope = ts.findAncestor(node, ts.isFunctionLike) ?? node.getSourceFile();
  return { node, variant: value.text, scope, subject: subject.getText() };
}

/** Asks once at a place, unless something there asks what becomes of the variant already. */
function ask(context: Context, node: ts.Node, question: string): void {
  const { request, file, change, holes } = context;
  const text = request.sources.get(file) ?? "";
  const span = { start: node.getStart(), end: node.getEnd() };
  const range = rangeOf(text, span);
  const isAsked = holes
    .all()
    .some(
      (hole) =>
        hole.file === file &&
        hole.kind === "variant-arm" &&
        hole.line <= range.endLine &&
        range.line <= hole.endLine,
    );
  if (isAsked) return;
  holes.add({
    kind: "variant-arm",
    file,
    text,
    span,
    delta: change.symbol,
    inside: enclosingName(node),
    question: `${happened(change)}: ${question}?`,
    meaning: nameOf(node),
  });
}

const lengthMax = 60;

function short(node: ts.Node): string {
  const line = node.getText().replaceAll(/\s+/g, " ");
  return `\`${line.length > lengthMax ? `${line.slice(0, lengthMax - 1)}…` : line}\``;
}

function nameOf(node: ts.Node): string {
  const holder = ts.isExpression(node) ? holderOf(node) : node;
  const isNamed =
    ts.isVariableDeclaration(holder) ||
    ts.isPropertyDeclaration(holder) ||
    ts.isPropertyAssignment(holder);
  return isNamed ? `\`${holder.name.getText()}\`` : short(node);
}
