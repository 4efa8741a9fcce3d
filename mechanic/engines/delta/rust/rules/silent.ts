import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { addHole } from "../holes.ts";
import { keepsOrder, type Retype } from "../retypes.ts";
import { bindingOf } from "../bindings.ts";
import { calleeName, operatorOf, originsOf, receiverOf } from "../slots.ts";
import { ancestor, fieldOf, inTest, parts, walk, within, type Node } from "../tree.ts";
import { isLayout, layoutHole } from "./days.ts";
import { formatHole } from "./formats.ts";
import { printedHole, prints } from "./printed.ts";
import { retypeOf } from "./options.ts";
import { isAgainstNothing } from "./zeros.ts";

/**
 * What would compile again and mean something else: with a stand-in that has no order and cannot be parsed, each place
 * that sorts, compares or parses the changed value is an error, and each becomes a question.
 */
export function silentHoles(findings: readonly Finding[], engine: Engine): void {
  for (const finding of findings) {
    const retype = retypeOf(finding, engine, true);
    if (retype === undefined || finding.node === undefined) continue;
    if (/\bLowerHex\b/.test(finding.words)) formatHole(finding, engine);
    else if (isLayout(finding, retype)) layoutHole(finding, retype, engine);
    else if (prints(finding)) printedHole(finding.node, retype, engine);
    else if (/\bFromStr\b/.test(finding.words)) parsing(finding.node, retype, engine);
    else if (orders(finding)) ordering(finding.node, retype, engine);
  }
}

/** Errors that a type without an order brings. */
const orders = (finding: Finding): boolean =>
  /\b(?:Partial)?Ord\b|binary operation `[<>]=?`/.test(finding.words) ||
  (finding.code === "E0599" &&
    /`(?:cmp|partial_cmp|max|min|clamp|lt|le|gt|ge)`/.test(finding.message)) ||
  /`Flywheel\w+` is not an iterator/.test(finding.words);

function parsing(node: Node, retype: Retype, engine: Engine): void {
  const place = ancestor(node, "call_expression") ?? node;
  if (inTest(place, engine.request.tests)) return;
  // A type that is parsed as well goes on being read; what was written before is read no more.
  addHole(engine, {
    kind: retype.to === "String" ? "validation" : "wire-form",
    node: place,
    delta: retype.change,
    question: `Here text was accepted only when it parsed as \`${retype.from}\`. What is a valid \`${retype.change}\` now that it is \`${retype.to}\`?`,
    candidates:
      retype.to === "String"
        ? ["accept any text", "accept non-empty text", "reject what does not match a pattern"]
        : [`reject what does not parse as \`${retype.to}\``, `read the old form as well`],
  });
}

const walksInOrder = new Set([
  "iter",
  "iter_mut",
  "keys",
  "values",
  "values_mut",
  "into_iter",
  "into_keys",
  "into_values",
  "range",
  "range_mut",
  "first",
  "last",
  "first_key_value",
  "last_key_value",
  "pop_first",
  "pop_last",
  "split_off",
]);

function ordering(node: Node, retype: Retype, engine: Engine): void {
  if (ancestor(node, "attribute_item") !== undefined || inTest(node, engine.request.tests)) return;
  const comparison = ancestor(node, "binary_expression");
  if (comparison !== undefined && /^[<>]=?$/.test(operatorOf(comparison)))
    return compared(comparison, retype, engine);
  const sorted = sortedCollection(node, engine);
  if (sorted === "somewhere") return;
  if (sorted === undefined) return hole(comparing(node), retype, engine);
  const walks = walksOf(sorted, engine);
  const telling = walks.filter((walk) =>
    inOrder.test(calleeName(fieldOf(walk, "function") ?? walk)),
  );
  for (const place of telling.length > 0 ? telling : walks.length > 0 ? [sorted] : [])
    hole(place, retype, engine);
}

/** Walks that ask for a part of the order: where they stand, it is decided. */
const inOrder = /^(?:range\w*|first\w*|last\w*|pop_\w+|split_off)$/;

/**
 * Whether moments tell apart what was equal as days, where something else told the equal apart: `(job.due, job.title)`.
 */
function splitsEquals(node: Node, { from, to }: Retype): boolean {
  if (from !== "NaiveDate" || to !== "DateTime<Utc>") return false;
  const call = ancestor(node, "call_expression") ?? node;
  return (
    /\.then(?:_with)?\(/.test(call.text) ||
    [...walk(call)].some(({ type }) => type === "tuple_expression")
  );
}

/** Whether it was asked already what becomes of the value that is ordered or compared here. */
function isAskedWithin(node: Node, engine: Engine): boolean {
  if (node.type !== "binary_expression") return false;
  const joined = node.parent?.type === "binary_expression" ? node.parent : node;
  return engine.asked.some((asked) => within(asked, joined));
}

/** A comparison with a literal is a rule about valid values, not an order. */
function compared(comparison: Node, retype: Retype, engine: Engine): void {
  if (isAgainstNothing(comparison, retype)) return;
  if (!comparison.children.some((child) => child.type === "integer_literal"))
    return hole(comparison, retype, engine);
  addHole(engine, {
    kind: "validation",
    node: comparison,
    delta: retype.change,
    candidates: [],
    question: `This range of \`${retype.change}\` meant something while it was \`${retype.from}\`. What is the rule for \`${retype.to}\`?`,
  });
}

const compares = /^(?:sort\w*|min\w*|max\w*|cmp|partial_cmp|clamp|binary_search\w*|is_sorted\w*)$/;

/** The call that compares, or what it compares by where a chain of calls stands before it. */
function comparing(node: Node): Node {
  const call = ancestor(node, "call_expression");
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  const by = call === undefined ? undefined : parts(fieldOf(call, "arguments") ?? call)[0];
  return call !== undefined && by?.type === "closure_expression" && /\n/.test(callee?.text ?? "")
    ? by
    : (call ?? node);
}

const newOrder = "the order of the new type";

function hole(node: Node, retype: Retype, engine: Engine): void {
  if ((keepsOrder(retype) && !splitsEquals(node, retype)) || isAskedWithin(node, engine)) return;
  addHole(engine, {
    kind: "ordering",
    choices: [{ label: newOrder, edits: [] }],
    node,
    delta: retype.change,
    question: `This orders by \`${retype.change}\`. ${otherwise(retype)} Which order is meant?`,
    candidates: [
      newOrder,
      ...(isNumber.test(retype.from) && retype.to === "String"
        ? ["the numeric order, by a number parsed from the value"]
        : []),
      "the order of another field",
    ],
  });
}

const isNumber = /^(?:[iu](?:32|64)|f64|Decimal)$/;

/** How the order of the new type is another one. */
function otherwise({ from, to }: Retype): string {
  if (keepsOrder({ from, to }))
    return `What was one \`${from}\`, and was told apart by what comes after it, may be several \`${to}\` now.`;
  if (isNumber.test(from) && to === "String")
    return `As \`${from}\` 9 came before 10; as \`${to}\` it does not.`;
  if (to === "Uuid") return `As \`${from}\` it said something; the order of a \`${to}\` is chance.`;
  return `A \`${to}\` has another order than a \`${from}\` had.`;
}

const lookups = new Set([
  "insert",
  "get",
  "get_mut",
  "remove",
  "contains",
  "contains_key",
  "entry",
  "or_insert",
  "or_insert_with",
  "or_default",
  "and_modify",
  "extend",
  "from_iter",
  "from",
  "collect",
]);

/** The declaration of the `BTreeMap` or `BTreeSet` that an error is about; `somewhere` where it is only looked up. */
function sortedCollection(node: Node, engine: Engine): Node | "somewhere" | undefined {
  const type = ancestor(node, "generic_type");
  if (type !== undefined && /^(?:\w+::)*BTree/.test(type.text)) return type;
  const call = ancestor(node, "call_expression");
  const receiver = call === undefined ? undefined : receiverOf(call);
  if (call === undefined || receiver === undefined) return undefined;
  // What is sorted or compared here and now is no matter of what it was kept in.
  if (compares.test(calleeName(fieldOf(call, "function") ?? call))) return undefined;
  const annotated = annotatedAround(receiver, engine);
  if (annotated !== undefined) return annotated;
  if (!lookups.has(calleeName(fieldOf(call, "function") ?? call))) return undefined;
  const binding = receiver.type === "identifier" ? bindingOf(receiver) : undefined;
  return binding?.source !== undefined && isWalked(binding.source, engine)
    ? binding.source
    : "somewhere";
}

/** The sorted collection that one of the values of a chain is declared to be: `map` of `map.entry(id).or_default()`. */
function annotatedAround(receiver: Node, engine: Engine): Node | undefined {
  for (let at: Node | undefined = receiver; at !== undefined; at = receiverOf(at)) {
    const found = originsOf(at, engine.declarations)
      .types.map((type) =>
        walk(type).find((one) => one.type === "generic_type" && /^(?:\w+::)*BTree/.test(one.text)),
      )
      .find((one) => one !== undefined);
    if (found !== undefined || at.type !== "call_expression") return found;
  }
  return undefined;
}

/** What walks over a collection in its order, else the collection itself where that is not known; look-ups do not care. */
function walksOf(type: Node, engine: Engine): Node[] {
  const holder = ancestor(type, "field_declaration", "let_declaration", "parameter");
  const name =
    holder === undefined
      ? undefined
      : (fieldOf(holder, "name") ?? fieldOf(holder, "pattern"))?.text.replace(/^mut\s+/, "");
  if (name === undefined) return [type];
  return [...engine.files.values()].flatMap((file) =>
    [...walk(file.root)].filter((node) =>
      walksOver(node, name, holder?.type === "field_declaration"),
    ),
  );
}

/** A local of its own, and no field that was taken out of its struct by name. */
function isLocal(receiver: Node): boolean {
  const binding = receiver.type === "identifier" ? bindingOf(receiver) : undefined;
  return binding !== undefined && binding.name.parent?.type !== "field_pattern";
}

function walksOver(node: Node, name: string, member: boolean): boolean {
  if (node.type === "for_expression")
    return new RegExp(`\\b${name}$`).test(fieldOf(node, "value")?.text ?? "");
  if (node.type !== "call_expression") return false;
  const receiver = receiverOf(node);
  const method =
    node.children[0] === undefined ? undefined : fieldOf(node.children[0], "field")?.text;
  return (
    receiver !== undefined &&
    !(member && isLocal(receiver)) &&
    walksInOrder.has(method ?? "") &&
    new RegExp(`\\b${name}\\b[^.]*$|\\b${name}\\.(?:lock|read|write)\\(\\)`).test(receiver.text)
  );
}

const isWalked = (type: Node, engine: Engine): boolean => walksOf(type, engine).length > 0;
