import { calleeName, operatorOf, demandsOf, originsOf, receiverOf, type Places } from "../slots.ts";
import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { plainType, widens, type Retype } from "../retypes.ts";
import { ancestor, fieldOf, inTest, nodeAt, parts, within, type Node } from "../tree.ts";
import { differences, leafNames, positionOf, tuplePosition } from "../shape.ts";
import { companionsOf } from "./companions.ts";
import { convertPatch, wrapPatch } from "./convert.ts";
import { isCountedUp } from "./counted.ts";
import { isMixed } from "./decimals.ts";
import { flipPatch } from "./flip.ts";
import { leavesOf, slotId } from "./leaves.ts";
import { literalPatch } from "./literals.ts";
import { isReadFromText } from "./read-from-text.ts";

/** `forward`: the new type meets a slot of the old one. `backward`: something old is given where the new type is wanted. */
export type Direction = "forward" | "backward" | "either";

/** One way to answer a finding. `slot` is set where a declared slot flips. */
export interface Option {
  readonly id: string;
  readonly patch: Patch;
  readonly slot?: Node;
  /** Right whatever else is found out: it need not wait until the new type has met all old slots. */
  readonly sure?: boolean;
  /** Right only where it is all that has to be done: whatever else it would bring speaks against it. */
  readonly alone?: boolean;
}

/** An error that is about a retype, and its ways out in the order in which they are tried. */
export interface Question {
  readonly finding: Finding;
  readonly retype: Retype;
  readonly direction: Direction;
  readonly options: readonly Option[];
}

/** Whether several slots could answer, and none is called like the changed value. */
export const isUnclear = ({ options, retype }: Question): boolean => {
  const slots = options.flatMap(({ slot }) => slot ?? []);
  const [first] = options;
  return first?.slot !== undefined && slots.length > 1 && !soundsLike(first.slot, retype);
};

/** The retype that a finding talks about, by the name that its new type has in this mode. */
export function retypeOf(finding: Finding, engine: Engine, probing: boolean): Retype | undefined {
  const named = engine.retypes.find((retype) => mentions(finding.words, newName(retype, probing)));
  return (
    named ??
    (finding.code === closureMismatch && engine.retypes.length === 1
      ? engine.retypes[0]
      : undefined)
  );
}

/** rustc says the two signatures of this one only in a note without a place, which does not reach us. */
const closureMismatch = "E0631";

export const newName = (retype: Retype, probing: boolean): string =>
  probing && !retype.numeric ? retype.brand : retype.to;

const mentions = (words: string | undefined, type: string): boolean =>
  words !== undefined &&
  new RegExp(`(?<![\\w])${type.replaceAll(/[<>]/g, ".")}(?![\\w])`).test(
    words.replaceAll(/(?:\w+::)+/g, ""),
  );

/** Which way the types disagree. */
export function directionOf(finding: Finding, retype: Retype, probing: boolean): Direction {
  const { expected, found } = expectation(finding.words);
  const name = newName(retype, probing);
  const [wanted, seen] = [mentions(expected, name), mentions(found, name)];
  if (seen && !wanted) return "forward";
  return wanted && !seen ? "backward" : "either";
}

/** The ways out of a finding that were not refused yet; undefined where it is not about a retype. */
export function questionOf(
  finding: Finding,
  engine: Engine,
  probing: boolean,
): Question | undefined {
  const retype = retypeOf(finding, engine, probing);
  if (retype === undefined || finding.node === undefined) return undefined;
  const counts = arithmetic(finding) && !isMixed(finding, retype);
  if (counts || !speaksOfOld(finding, retype)) return undefined;
  const direction = directionOf(finding, retype, probing);
  const node = valueOf(finding.node);
  const all =
    direction === "backward"
      ? backward(node, finding, retype, engine)
      : forward(node, finding, retype, engine, direction);
  const options = all.filter(
    (option) =>
      !engine.refused.has(option.id) &&
      !engine.refused.has(`${finding.start}@${finding.file}|${option.id}`),
  );
  return { finding, retype, direction, options };
}

/**
 * Slots that were refused because something counts with what they hold, where nothing else is left: text that has to go
 * into a map of numbers goes there as no number, so the map moves, and what counts with its keys is the question. What is
 * counted up step by step stays what it is.
 */
export function lastResorts(finding: Finding, engine: Engine, probing: boolean): Node[] {
  const retype = retypeOf(finding, engine, probing);
  if (retype === undefined || retype.numeric || finding.node === undefined) return [];
  if (arithmetic(finding) || !speaksOfOld(finding, retype)) return [];
  if (directionOf(finding, retype, probing) !== "forward") return [];
  const node = valueOf(finding.node);
  const order = orderFor(node, finding, retype, false);
  const types = [...pointedAt(finding, engine), ...demandsOf(node, engine.declarations).types];
  return flips(types, retype, engine, order).flatMap(({ id, slot }) =>
    slot !== undefined &&
    engine.refused.has(id) &&
    !engine.forced.has(id) &&
    !isCountedUp(slot, nameOfSlot(slot), engine)
      ? [slot]
      : [],
  );
}

/** An operation that the new type does not have: no slot answers that. */
export function arithmetic(finding: Finding): boolean {
  if (["E0368", "E0600", "E0604", "E0605", "E0606"].includes(finding.code)) return true;
  if (finding.code === "E0369") return !/binary operation `[=!]=`/.test(finding.message);
  if (finding.code === "E0277")
    return /cannot (?:add|subtract|multiply|divide|calculate)|`[^`]*: (?:Step|Sum|Product|FromStr|Ord|SliceIndex)\b|can't be indexed/.test(
      finding.message,
    );
  return (
    finding.code === "E0599" &&
    /^no method named|its trait bounds were not satisfied/.test(finding.message)
  );
}

/**
 * The expression that a compiler's place means: the argument inside a comparison's operator, the field inside a name, what
 * a list is extended by, and the chain whose elements are collected.
 */
export function valueOf(node: Node): Node {
  const call = node.type === "field_identifier" ? node.parent?.parent : undefined;
  if (call?.type === "call_expression") {
    const given = parts(fieldOf(call, "arguments") ?? call)[0];
    if (node.text === "extend" && given !== undefined) return given;
    if (/^(?:collect|sum|product)$/.test(node.text)) return receiverOf(call) ?? node;
  }
  return node.named || node.parent === undefined ? node : node.parent;
}

function flips(types: readonly Node[], retype: Retype, engine: Engine, order: Order): Option[] {
  const seen = new Set<string>();
  const options: (Option & { readonly fits: boolean })[] = [];
  for (const type of types) {
    const leaves = leavesOf(type, retype, engine.declarations);
    for (const leaf of order.reversed ? leaves.reverse() : leaves) {
      const id = slotId(leaf);
      if (order.narrows && !mayNarrow(leaf, retype, engine)) continue;
      if (order.leaves === leafNames(type.text).length && isElsewhere(leaf, type, order)) continue;
      const taken = engine.patches.some((patch) =>
        patch.edits.some(
          (edit) => edit.file === leaf.file && edit.start === leaf.start && edit.end === leaf.end,
        ),
      );
      if (seen.has(id) || taken || !engine.files.has(leaf.file)) continue;
      seen.add(id);
      const patch = flipPatch(leaf, retype, engine);
      const fits = !isElsewhere(leaf, type, order);
      if (patch !== undefined) options.push({ id, patch, slot: leaf, fits });
    }
  }
  return [...options.filter((option) => option.fits), ...options.filter((option) => !option.fits)];
}

/** Whether the compiler sees the types differ at other places than this slot's. */
const isElsewhere = (leaf: Node, type: Node, { positions }: Order): boolean =>
  positions !== undefined &&
  positions.length > 0 &&
  // A slot behind an alias stands elsewhere in the code, and where the alias does among the types.
  within(leaf, type) &&
  !positions.includes(positionOf(leaf, type));

/** Whether a slot may hold less from now on: a number that is written down or counted up, or what is called like the changed field. */
const mayNarrow = (leaf: Node, retype: Retype, engine: Engine): boolean =>
  ancestor(leaf, "const_item", "static_item") !== undefined ||
  soundsLike(leaf, retype) ||
  (retype.numeric && isCountedUp(leaf, nameOfSlot(leaf), engine));

/** Which of several slots of one type goes first: the one at which the compiler sees the types differ. */
interface Order {
  /** Whether a slot that moves would hold less than what is put into it. */
  readonly narrows: boolean;
  readonly reversed: boolean;
  readonly positions: readonly number[] | undefined;
  /** How many leaves the compiler's types have: in a declared type of as many, each stands at its own place. */
  readonly leaves: number;
}

function orderFor(node: Node, finding: Finding, retype: Retype, backwards: boolean): Order {
  const { expected, found } = expectation(finding.words);
  const narrows =
    retype.numeric &&
    !retype.widening &&
    retype.to !== "Decimal" &&
    (backwards || widens(retype.to, retype.from));
  // Moments are reckoned with, and so are amounts: what they become leaves those that are called otherwise behind.
  const reckoned =
    /^(?:DateTime|NaiveDate|Duration)/.test(retype.from) ||
    (retype.to === "String" && /^(?:Decimal|f64)/.test(retype.from));
  return {
    narrows: narrows || reckoned,
    reversed: secondArgument(node),
    positions: differences(expected, found),
    leaves: leafNames(expected ?? "").length,
  };
}

/** Whether what is old in a mismatch is only a literal: then no slot is asked to move. */
function onlyLiteral(finding: Finding): boolean {
  const { expected, found } = expectation(finding.words);
  const positions = differences(expected, found);
  if (
    positions === undefined ||
    positions.length === 0 ||
    expected === undefined ||
    found === undefined
  )
    return false;
  const [left, right] = [leafNames(expected), leafNames(found)];
  return positions.every(
    (index) => written.test(left[index] ?? "") || written.test(right[index] ?? ""),
  );
}

/** A number that is written down, in the compiler's words. */
const written = /integer|float/;

/** Annotations that the compiler itself points at. */
export function pointedAt(finding: Finding, engine: Engine): Node[] {
  return [
    { file: finding.file, start: finding.start, end: finding.end },
    ...finding.related,
  ].flatMap((place) => {
    const file = engine.files.get(place.file);
    if (file === undefined || place.end <= place.start) return [];
    const node = nodeAt(file.root, place.start, place.end);
    const parameter = ancestor(node, "parameter");
    if (parameter !== undefined && parameter.start === node.start)
      return [fieldOf(parameter, "type") ?? node];
    return isType(node) ? [node] : [];
  });
}

const isType = (node: Node): boolean =>
  /(?:_type|^type_identifier|^type_arguments)$/.test(node.type);

function forward(
  node: Node,
  finding: Finding,
  retype: Retype,
  engine: Engine,
  direction: Direction,
): Option[] {
  const demands = demandsOf(node, engine.declarations);
  const origins = originsOf(node, engine.declarations);
  const order = orderFor(node, finding, retype, false);
  const literals: Places = {
    types: [],
    literals: [...demands.literals, ...(direction === "either" ? origins.literals : [])],
    initialisers: [],
  };
  const spelt = literalOptions(literals, retype, engine, order);
  if (onlyLiteral(finding) && spelt.length > 0) return spelt;
  const found = flips(
    [...pointedAt(finding, engine), ...demands.types, ...origins.types],
    retype,
    engine,
    order,
  );
  const named = found.some(({ slot }) => slot !== undefined && soundsLike(slot, retype));
  return [
    ...(named ? [] : conversions(timesOld(node, finding, retype), retype, engine)),
    ...found,
    ...spelt,
    ...(finding.code === closureMismatch ? namedOptions(node, retype, engine, order) : []),
    ...(direction === "either" && !holdsOld(finding, retype)
      ? conversions(comparedOld(node), retype, engine)
      : []),
    ...(direction === "forward" ? conversions(heldAgainst(node), retype, engine) : []),
  ];
}

/** How many times an amount is taken that is a decimal now: a count, which stays a whole number and converts there. */
function timesOld(node: Node, { message }: Finding, { from }: Retype): Node | undefined {
  const multiplied = /cannot multiply `([^`]+)` by `([^`]+)`/.exec(message);
  const operation = multiplied === null ? undefined : ancestor(node, "binary_expression");
  if (multiplied === null || operation === undefined) return undefined;
  const side = multiplied[1] === from ? "left" : multiplied[2] === from ? "right" : undefined;
  return side === undefined ? undefined : fieldOf(operation, side);
}

const secondArgument = (node: Node): boolean =>
  node.parent?.type === "arguments" && parts(node.parent).indexOf(node) === 1;

/** Of a pair or more, written out, the one element that is old. */
function oldElement(node: Node, finding: Finding): Node | undefined {
  const { expected, found } = expectation(finding.words);
  const [position, ...others] = differences(expected, found) ?? [];
  if (node.type !== "tuple_expression" || position === undefined || others.length > 0)
    return undefined;
  const elements = parts(node);
  return elements.length === leafNames(found ?? "").length ? elements[position] : undefined;
}

/** Whether what is old in a mismatch is a list, a map or a pair of old values: that converts in no single step. */
function holdsOld(finding: Finding, retype: Retype): boolean {
  const { expected, found } = expectation(finding.words);
  const old = new RegExp(`[<(\\[].*(?:\\b${plainType(retype.from)}\\b|integer)`);
  return [expected, found].some((type) => type !== undefined && old.test(type));
}

/** In a comparison that the compiler rejects as a whole, the side that is not the changed field's. */
function comparedOld(node: Node): Node | undefined {
  const comparison = ancestor(node, "binary_expression");
  return comparison === undefined || !/^[=!]=$/.test(operatorOf(comparison))
    ? undefined
    : fieldOf(comparison, "right");
}

/**
 * What a new value is counted with by a method: a sum that stays narrower than what it is held against widens before,
 * `i64::from(sum).min(limit)`.
 */
function heldAgainst(node: Node): Node | undefined {
  const list = ancestor(node, "arguments");
  const call = list?.parent;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  const [argument] = list === undefined ? [] : parts(list);
  const given = argument?.type === "reference_expression" ? parts(argument).at(-1) : argument;
  return call !== undefined &&
    callee !== undefined &&
    (given === node || argument === node) &&
    countsWith.test(calleeName(callee))
    ? receiverOf(call)
    : undefined;
}

const countsWith =
  /^(?:min|max|clamp|cmp|partial_cmp|total_cmp|abs_diff|(?:saturating|checked|wrapping)_(?:add|sub|mul|div))$/;

function backward(node: Node, finding: Finding, retype: Retype, engine: Engine): Option[] {
  const origins = originsOf(node, engine.declarations);
  const order = orderFor(node, finding, retype, true);
  const literal = literalOptions(origins, retype, engine, order).filter(
    ({ id }) => !engine.refused.has(id),
  );
  if (onlyLiteral(finding) && literal.length > 0) return literal;
  const found = flips([...origins.types, ...pointedAt(finding, engine)], retype, engine, order)
    .map((option) => surely(option, retype))
    .map((option) => onlyCounting(option, retype, engine));
  if (literal.length > 0 && origins.types.length === 0) return literal;
  const element = oldElement(node, finding);
  const value = element ?? node;
  const converted =
    element === undefined && holdsOld(finding, retype)
      ? []
      : [
          ...(origins.types.length > 0 && element === undefined
            ? conversions(origins.initialisers[0], retype, engine)
            : []),
          ...conversions(value, retype, engine, borrows(value, finding)),
        ];
  const unlikely =
    found.length > 0 && !found.some((option) => option.sure === true || ofTest(option, engine));
  const handWritten = demandsOf(node, engine.declarations).types.length > 0;
  const alone = found.filter((option) => option.alone === true);
  return unlikely && handWritten
    ? [...alone, ...converted, ...found]
    : [...found, ...literal, ...converted];
}

const surely = (option: Option, retype: Retype): Option =>
  option.slot !== undefined && soundsLike(option.slot, retype)
    ? { id: option.id, patch: option.patch, slot: option.slot, sure: true }
    : option;

/** Where nothing but the new number is made of what is counted up, that is what it counts, whatever it is called. */
const onlyCounting = (option: Option, retype: Retype, engine: Engine): Option =>
  retype.numeric &&
  option.sure !== true &&
  option.slot !== undefined &&
  isCountedUp(option.slot, nameOfSlot(option.slot), engine)
    ? { ...option, alone: true }
    : option;

/** Whether a slot is a constant of a test: it moves with its literals, unless something counts with it. */
const ofTest = ({ slot }: Option, engine: Engine): boolean =>
  ancestor(slot, "const_item", "static_item") !== undefined &&
  slot !== undefined &&
  inTest(slot, engine.request.tests);

/** The name of what a slot is the type of; empty where it has none. */
function nameOfSlot(slot: Node): string {
  const holder = ancestor(
    slot,
    "parameter",
    "field_declaration",
    "let_declaration",
    "const_item",
    "type_item",
    "function_item",
    "closure_parameters",
  );
  return holder === undefined
    ? ""
    : ((fieldOf(holder, "name") ?? fieldOf(holder, "pattern"))?.text ?? "");
}

/** Whether a slot's name shares a word with the changed field or its owner: `user_id` does, `limit` does not. */
export const soundsLike = (slot: Node, retype: Retype): boolean =>
  nameOfSlot(slot)
    .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => retype.words.has(word) || retype.words.has(word.replace(/s$/, "")));

/** Whether a slot is the alias that an id goes by: `type CrateId = i32`. Whoever counts with it is asked how. */
export const isNamedFor = (slot: Node | undefined, retype: Retype): boolean =>
  slot !== undefined && ancestor(slot, "type_item") !== undefined && soundsLike(slot, retype);

function literalOptions(places: Places, retype: Retype, engine: Engine, order: Order): Option[] {
  const numbers = [...new Set(places.literals)].filter(
    (literal) =>
      literal.type === "integer_literal" ||
      (literal.type === "float_literal" && retype.to === "Decimal"),
  );
  return numbers.flatMap((literal) => {
    const position = tuplePosition(literal);
    if (
      position !== undefined &&
      // What is compared is the tuple only where its type has parts of its own.
      order.leaves > 1 &&
      order.positions !== undefined &&
      order.positions.length > 0 &&
      !order.positions.includes(position)
    )
      return [];
    const companions = companionsOf(literal);
    const patch = together(companions, retype, engine);
    const id = `literal:${slotId(companions[0] ?? literal)}`;
    return patch === undefined ? [] : [{ id, patch, sure: true }];
  });
}

/** One patch for literals that have one type; those that moved already are left out. */
function together(literals: readonly Node[], retype: Retype, engine: Engine): Patch | undefined {
  const open = literals.filter(
    (one) =>
      !engine.patches.some((patch) =>
        patch.edits.some(
          (edit) => edit.file === one.file && edit.start <= one.start && one.end <= edit.end,
        ),
      ),
  );
  const patches = open.map((one) => literalPatch(one, retype, engine));
  const [first] = patches;
  const found = patches.filter((one) => one !== undefined);
  return first === undefined || found.length < patches.length
    ? undefined
    : { ...first, edits: found.flatMap((one) => one.edits) };
}

/** Whether a reference is given by name where a reference is wanted: what converts is lent again. */
function borrows(node: Node, finding: Finding): boolean {
  const { expected, found } = expectation(finding.words);
  return (
    node.type === "identifier" &&
    expected?.startsWith("&") === true &&
    found?.startsWith("&") === true
  );
}

/** A function handed on by name takes the new type, or, where it was moved already, gets a closure around it that converts. */
function namedOptions(node: Node, retype: Retype, engine: Engine, order: Order): Option[] {
  const known = engine.declarations.functions.get(node.text) ?? [];
  const types = known.length === 1 ? (known[0]?.parameters ?? []).map(({ type }) => type) : [];
  const moved = flips(types.slice(0, 1), retype, engine, order);
  if (types.length === 1 && moved.length > 0) return moved;
  const patch = engine.files.has(node.file) ? wrapPatch(node, retype, engine) : undefined;
  return patch === undefined ? [] : [{ id: `wrap:${slotId(node)}`, patch }];
}

function conversions(
  node: Node | undefined,
  retype: Retype,
  engine: Engine,
  borrowed = false,
): Option[] {
  const patch =
    node === undefined || !engine.files.has(node.file) || isTextAgain(node, retype, engine)
      ? undefined
      : convertPatch(node, retype, engine, borrowed);
  return patch === undefined || node === undefined
    ? []
    : [{ id: `convert:${slotId(node)}`, patch }];
}

/** Whether a value that is to become text was read from one, outside of tests. */
export const isTextAgain = (node: Node, { to }: Retype, engine: Engine): boolean =>
  to === "String" && !inTest(node, engine.request.tests) && isReadFromText(node, engine);

/** Whether the old type is spelt by a finding: then it is a mismatch, and no matter of ownership. */
export const speaksOfOld = (finding: Finding, retype: Retype): boolean =>
  finding.code === closureMismatch ||
  mentions(finding.words, plainType(retype.from)) ||
  /found integer|\{integer\}|floating-point number|\{float\}/.test(finding.words);
