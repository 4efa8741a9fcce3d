import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { addHole } from "../holes.ts";
import type { Retype } from "../retypes.ts";
import { originsOf, receiverOf } from "../slots.ts";
import { ancestor, fieldOf, inTest, walk, type Node } from "../tree.ts";
import { retypeOf } from "./options.ts";

/**
 * What would compile again and mean something else: with a stand-in that has no order and cannot be parsed, each place
 * that sorts, compares or parses the changed value is an error, and each becomes a question.
 */
export function silentHoles(findings: readonly Finding[], engine: Engine): void {
  for (const finding of findings) {
    const retype = retypeOf(finding, engine, true);
    if (retype === undefined || finding.node === undefined) continue;
    if (/\bFromStr\b/.test(finding.words)) parsing(finding.node, retype, engine);
    else if (/\b(?:Partial)?Ord\b|binary operation `[<>]=?`/.test(finding.words))
      ordering(finding.node, retype, engine);
  }
}

function parsing(node: Node, retype: Retype, engine: Engine): void {
  const place = ancestor(node, "call_expression") ?? node;
  if (inTest(place, engine.request.tests)) return;
  addHole(engine, {
    kind: "validation",
    node: place,
    delta: retype.change,
    question: `Here text was accepted only when it parsed as \`${retype.from}\`. What is a valid \`${retype.change}\` now that it is \`${retype.to}\`?`,
    candidates:
      retype.to === "String"
        ? ["accept any text", "accept non-empty text", "reject what does not match a pattern"]
        : [`reject what does not parse as \`${retype.to}\``],
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
  const tree = sortedCollection(node, engine);
  if (tree !== undefined) {
    if (!isWalked(tree, engine)) return;
    hole(tree, retype, engine);
    return;
  }
  const derive = ancestor(node, "attribute_item");
  if (derive !== undefined) return;
  const closure =
    node.type === "field_identifier" ? (ancestor(node, "call_expression") ?? node) : node;
  hole(ancestor(closure, "binary_expression", "call_expression") ?? closure, retype, engine);
}

function hole(node: Node, retype: Retype, engine: Engine): void {
  addHole(engine, {
    kind: "ordering",
    node,
    delta: retype.change,
    question: `This orders by \`${retype.change}\`. As \`${retype.from}\` 9 came before 10; as \`${retype.to}\` it does not. Which order is meant?`,
    candidates: [
      "the order of the new type",
      "the numeric order, by a number parsed from the value",
      "the order of another field",
    ],
  });
}

/** The type annotation of the `BTreeMap` or `BTreeSet` that an error is about. */
function sortedCollection(node: Node, engine: Engine): Node | undefined {
  const type = ancestor(node, "generic_type");
  if (type !== undefined && /^(?:\w+::)*BTree/.test(type.text)) return type;
  const call = ancestor(node, "call_expression");
  const receiver = call === undefined ? undefined : receiverOf(call);
  const types = receiver === undefined ? [] : originsOf(receiver, engine.declarations).types;
  return types
    .flatMap((one) => [...walk(one)])
    .find((one) => one.type === "generic_type" && /^(?:\w+::)*BTree/.test(one.text));
}

/** Whether anything walks over a collection in its order; look-ups do not care. */
function isWalked(type: Node, engine: Engine): boolean {
  const holder = ancestor(type, "field_declaration", "let_declaration", "parameter");
  const name =
    holder === undefined
      ? undefined
      : (fieldOf(holder, "name") ?? fieldOf(holder, "pattern"))?.text.replace(/^mut\s+/, "");
  if (name === undefined) return true;
  for (const file of engine.files.values()) {
    for (const node of walk(file.root)) {
      if (
        node.type === "for_expression" &&
        new RegExp(`\\b${name}$`).test(fieldOf(node, "value")?.text ?? "")
      )
        return true;
      if (node.type !== "call_expression") continue;
      const receiver = receiverOf(node);
      const method =
        node.children[0] === undefined ? undefined : fieldOf(node.children[0], "field")?.text;
      if (
        receiver !== undefined &&
        walksInOrder.has(method ?? "") &&
        new RegExp(`\\b${name}\\b[^.]*$|\\b${name}\\.(?:lock|read|write)\\(\\)`).test(receiver.text)
      )
        return true;
    }
  }
  return false;
}
