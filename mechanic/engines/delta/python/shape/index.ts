import type { Edit, RepairRequest, SyntaxNode } from "#intent";

import type { EditList, HoleList } from "../../shared/index.ts";
import { valueSlot } from "../answers.ts";
import { indexAll, usesOf } from "../gone/uses.ts";
import { locate, stampedFileOf } from "../locate.ts";
import { above, argumentsOf, methodOf, plainString } from "../retype/indexed.ts";
import { isClosed } from "../retype/judgement.ts";
import type { Indexed } from "../retype/types.ts";
import type { Snapshot } from "../snapshot.ts";
import { childOf, nodesOf, pathTo, textOf } from "../tree.ts";
import { happened } from "../words.ts";
import { isAskedForTruth } from "../truth.ts";
import { imported, splatOf, wrapped } from "./builds.ts";
import type { ShapeChange } from "./changes.ts";
import { follow, readsAlready, type Reads } from "./reads.ts";

interface Shaping {
  readonly request: RepairRequest;
  readonly shape: ShapeChange;
  readonly edits: EditList;
  readonly holes: HoleList;
  readonly asked: Set<SyntaxNode>;
  readonly modules: ReadonlyMap<string, Indexed>;
}

/**
 * A member that holds more than it held: where the old value is a certain field of the new one, what reads the member reads
 * that field, and what gives it makes the record of it; where one became several, one value is a list of one, and which of
 * several is read is a decision.
 */
export async function reshape(
  request: RepairRequest,
  snapshot: Snapshot,
  shapes: readonly ShapeChange[],
  edits: EditList,
  holes: HoleList,
): Promise<void> {
  const modules = indexAll(snapshot);
  for (const shape of shapes) {
    const file = stampedFileOf(snapshot.stamped.keys(), shape.service, request.service.name);
    const stamp = file === undefined ? undefined : snapshot.stamped.get(file);
    if (stamp === undefined) continue;
    const shaping: Shaping = { request, shape, edits, holes, asked: new Set(), modules };
    const { change, service, name } = shape;
    for (const target of [
      { kind: "attribute", owner: shape.owner },
      { kind: "parameter", owner: shape.builder },
    ] as const) {
      const declared = locate(stamp.text, stamp.root, {
        ...target,
        change,
        service,
        from: name,
        to: name,
      });
      if (declared === undefined) continue;
      const place = { file: stamp.file, offset: declared.start, name };
      for (const { module, node } of await usesOf(snapshot, modules, place))
        use(shaping, module, node);
    }
    for (const module of modules.values()) await updates(shaping, snapshot, module);
  }
}

function use(shaping: Shaping, module: Indexed, node: SyntaxNode): void {
  const { shape } = shaping;
  const parent = module.parents.get(node);
  if (parent?.type === "keyword_argument" && node.field === "name") {
    const value = childOf(parent, "value");
    if (value !== undefined && !isSameMember(module, value, shape.name))
      give(shaping, module, value, shape.path);
    return;
  }
  if (parent?.type === "assignment" && node.field === "left") {
    const value = childOf(parent, "right");
    if (value !== undefined) give(shaping, module, value, shape.path);
    return;
  }
  if (node.type === "attribute" && !isGivenOn(module, node, shape.name))
    read(shaping, module, node);
}

/** `if car.owner`, `car.owner is None`: such a test says of a record, too, whether it is there, and of a list by its truth. */
function isAskedWhether(module: Indexed, node: SyntaxNode): boolean {
  const parent = module.parents.get(node);
  return parent?.type === "comparison_operator"
    ? parent.children.some(({ type }) => type === "none")
    : isAskedForTruth(module, node) && parent?.type !== "boolean_operator";
}

/** `other.standing` has the new shape already; what an object has of its own by that name has not. */
const isSameMember = (module: Indexed, value: SyntaxNode, name: string): boolean => {
  const attribute = value.type === "attribute" ? childOf(value, "attribute") : undefined;
  const object = attribute === undefined ? undefined : childOf(value, "object");
  return (
    attribute !== undefined &&
    object !== undefined &&
    textOf(module.text, attribute) === name &&
    textOf(module.text, object) !== "self"
  );
};

/** Whether what is read is given on as the same member of another record. */
function isGivenOn(module: Indexed, node: SyntaxNode, name: string): boolean {
  const parent = module.parents.get(node);
  const keyword = parent?.type === "keyword_argument" ? childOf(parent, "name") : undefined;
  return keyword !== undefined && textOf(module.text, keyword) === name;
}

function read(shaping: Shaping, module: Indexed, node: SyntaxNode): void {
  const { shape } = shaping;
  const { into } = shape;
  // Whether there is one is asked as before.
  if (shape.wasOptional && isAskedWhether(module, node)) {
    const isNone = module.parents.get(node)?.type === "comparison_operator";
    if (isNone && into.kind === "list") ask(shaping, module, node);
    return;
  }
  const found: Reads = { values: [], compared: [], doubtful: [], looked: [], gathered: [] };
  follow(module, node, shape.path, found);
  for (const doubt of found.doubtful) ask(shaping, module, doubt);
  for (const { node: literal, path } of found.compared) give(shaping, module, literal, path);
  for (const look of found.looked) {
    const made = into.kind === "record" ? lookedUp(module, look, into.field) : undefined;
    if (made === undefined) ask(shaping, module, look);
    else
      add(
        shaping,
        module,
        [{ start: look.start, end: look.end, text: made }],
        "retype-read",
        "so what is looked up is a part of what is found, and the default is as it was.",
      );
  }
  for (const yielding of found.gathered) {
    if (into.kind === "list") ask(shaping, module, yielding);
    else
      add(
        shaping,
        module,
        gathered(module, yielding, into.field),
        "retype-read",
        `so each of its old values is \`${into.field}\` of one.`,
      );
  }
  for (const value of found.values) {
    if (into.kind === "list") ask(shaping, module, value);
    else if (!readsAlready(module, value, into.field))
      add(
        shaping,
        module,
        [{ start: value.end, end: value.end, text: `.${into.field}` }],
        "retype-read",
        `so its old value is \`${into.field}\` of it.`,
      );
  }
}

/** `sum(each.places for each in shelves.values())`; the list of them where it is no call's only argument. */
function gathered(module: Indexed, node: SyntaxNode, field: string): readonly Omit<Edit, "file">[] {
  const { text, parents } = module;
  const outer = parents.get(node);
  const call = outer?.type === "argument_list" ? parents.get(outer) : undefined;
  const isAlone = outer?.children.filter(({ named }) => named).length === 1;
  const isBare = isAlone && consumes.test(methodOf(text, call));
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  const isUsed = /\beach\b/.test(textOf(text, scope ?? module.root));
  const name = isUsed ? "entry" : "each";
  const { start, end } = node;
  return [
    { start, end: start, text: `${isBare ? "" : "["}${name}.${field} for ${name} in ` },
    ...(isBare ? [] : [{ start: end, end, text: "]" }]),
  ];
}

/** Calls that take any iterable, once. */
const consumes = /^(?:sum|max|min|sorted|list|set|tuple|frozenset|any|all|Counter|join)$/;

/** `shelves.get(name, 0)` as `shelves[name].places if name in shelves else 0`, where nothing is done twice by that. */
function lookedUp(module: Indexed, call: SyntaxNode, field: string): string | undefined {
  const { text } = module;
  const map = childOf(childOf(call, "function") ?? call, "object");
  const [key, otherwise] = argumentsOf(call);
  if (map === undefined || key === undefined || methodOf(text, call) !== "get") return undefined;
  const isPlain = (node: SyntaxNode): boolean =>
    /^(?:identifier|string|integer)$/.test(node.type) ||
    (node.type === "attribute" && isPlain(childOf(node, "object") ?? call));
  if (!isPlain(map) || !isPlain(key)) return undefined;
  const [from, at] = [textOf(text, map), textOf(text, key)];
  const other = otherwise === undefined ? "None" : textOf(text, otherwise);
  const made = `${from}[${at}].${field} if ${at} in ${from} else ${other}`;
  const isAlone =
    /^(?:argument_list|assignment|return_statement|keyword_argument|pair|list|tuple)$/;
  return isAlone.test(module.parents.get(call)?.type ?? "") ? made : `(${made})`;
}

/** Puts a value that is given into its new shape, or asks how. */
function give(
  shaping: Shaping,
  module: Indexed,
  value: SyntaxNode,
  path: ShapeChange["path"],
): void {
  const { shape, request } = shaping;
  const names = path[0] === "map" ? namesIn(value) : [];
  const isTest = request.tests.has(module.file);
  for (const name of names) {
    const source = sourceOf(shaping, module, name);
    if (source === undefined && isTest && name === value) break;
    if (source === undefined) return ask(shaping, module, name);
    give(shaping, module, source, path);
  }
  if (names.includes(value) && !(isTest && sourceOf(shaping, module, value) === undefined)) return;
  const { into } = shape;
  const maker = into.kind === "list" ? "" : into.isWhole || !isTest ? into.type : into.builder;
  const canMake = into.kind === "list" || into.isWhole || isTest;
  const made = canMake
    ? wrapped(value, path, { into, maker, text: module.text, isEmptied: shape.wasOptional, isTest })
    : undefined;
  const from = into.kind === "list" ? "" : stampOf(into.service, request.service.name);
  const brought = into.kind === "list" || made?.length === 0 ? [] : imported(module, from, maker);
  if (made === undefined || brought === undefined || isClosed(module.file))
    return ask(shaping, module, value, canMake ? "conversion" : "required-value");
  const what =
    into.kind === "list"
      ? "and one value is a list of one."
      : `and \`${into.field}\` of it is what it was.`;
  add(shaping, module, [...made, ...brought], "retype-wrapped", what);
}

/** The name that a map is given by, or the names whose entries one that is written out takes in. */
const namesIn = (value: SyntaxNode): readonly SyntaxNode[] =>
  value.type === "identifier"
    ? [value]
    : value.type === "dictionary"
      ? value.children.flatMap((child) => splatOf(child) ?? [])
      : [];

/** What a name of the module is assigned, once, where it stands for nothing but this member. */
function sourceOf(
  { shape, modules }: Shaping,
  module: Indexed,
  name: SyntaxNode,
): SyntaxNode | undefined {
  const { text } = module;
  const own = textOf(text, name);
  const isImported = [...modules.values()].some(
    (other) => other !== module && new RegExp(`\\bimport\\b[^#]*\\b${own}\\b`).test(other.text),
  );
  const uses = nodesOf(module.root, "identifier").filter((one) => textOf(text, one) === own);
  const assigned = uses.flatMap((use) => {
    const parent = module.parents.get(use);
    return parent?.type === "assignment" && use.field === "left" ? [{ use, parent }] : [];
  });
  const [only] = assigned;
  const isGiven = (use: SyntaxNode): boolean => {
    const keyword = [...above(module, use)].find(({ type }) => type === "keyword_argument");
    const named = keyword === undefined ? undefined : childOf(keyword, "name");
    return named !== undefined && textOf(text, named) === shape.name;
  };
  return isImported ||
    only === undefined ||
    assigned.length > 1 ||
    !uses.every((use) => use === only.use || isGiven(use))
    ? undefined
    : childOf(only.parent, "right");
}

const stampOf = (service: string, self: string): string =>
  service === self ? "generated" : `generated_${service.replaceAll("-", "_")}`;

/** `vessel.model_copy(update={"standing": …})`, where pyright says that it is such a record. */
async function updates(shaping: Shaping, snapshot: Snapshot, module: Indexed): Promise<void> {
  const { shape } = shaping;
  for (const call of nodesOf(module.root, "call")) {
    if (methodOf(module.text, call) !== "model_copy") continue;
    const callee = childOf(call, "function");
    const receiver = callee === undefined ? undefined : childOf(callee, "object");
    const pair = nodesOf(call, "pair").find(
      (one) => plainString(module.text, childOf(one, "key")) === shape.name,
    );
    const value = pair === undefined ? undefined : childOf(pair, "value");
    if (receiver === undefined || value === undefined) continue;
    const said = await snapshot.session.hover(module.file, receiver.end - 1);
    if (new RegExp(`\\b${shape.owner}\\b`).test(said)) give(shaping, module, value, shape.path);
  }
}

function add(
  { shape, edits }: Shaping,
  module: Indexed,
  made: readonly Omit<Edit, "file">[],
  rule: string,
  what: string,
): void {
  for (const edit of made)
    edits.add({
      file: module.file,
      ...edit,
      change: shape.change.symbol,
      rule,
      certainty: "certain",
      because: `${happened(shape.change)}, ${what}`,
    });
}

/** One question for each statement, or for each value that is given by name. */
function ask(
  { shape, holes, asked }: Shaping,
  module: Indexed,
  node: SyntaxNode,
  kind: "conversion" | "required-value" = "conversion",
): void {
  const unit =
    [...above(module, node)].find(({ type }) =>
      /_statement$|_definition$|^keyword_argument$/.test(type),
    ) ?? node;
  if (asked.has(unit)) return;
  asked.add(unit);
  const { start, end } = node;
  holes.add({
    kind,
    file: module.file,
    text: module.text,
    span: { start, end },
    delta: shape.change.symbol,
    inside: pathTo(module.text, module.root, start),
    question: `${happened(shape.change)}: ${shape.into.kind === "list" ? "which of several is meant here" : "what is it made of here"}?`,
    slot: isClosed(module.file) ? undefined : valueSlot(module, start, end),
  });
}
