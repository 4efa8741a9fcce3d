import { typeName, valueName, type Change } from "#intent";

import type { Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { lastName, ownerOf } from "../names.ts";
import { ancestor, fieldOf, inTest, walk, type Node } from "../tree.ts";
import { isOwner } from "./codecs.ts";
import { formOf } from "./stored-forms.ts";

/**
 * JSON that people put together (`json!({ "customer": order.customer })`) takes whatever a field is, so it goes on
 * compiling when the field is something of another form, and whoever reads it gets that. Each place where such a field is
 * told under a name of the service's own is asked about, once a field and place.
 */
export function askWhereToldAsJson(engine: Engine): void {
  const { changes, before, after } = engine.request;
  for (const change of changes) {
    if (change.kind !== "field-retyped") continue;
    const [was, now] = [formOf(change.fromType, before), formOf(change.toType, after)];
    if (was === undefined || now === undefined || was === now) continue;
    for (const file of engine.files.values())
      for (const node of walk(file.root))
        if (isTold(node, change, engine)) ask(node, change, engine);
  }
}

function ask(node: Node, change: Change, engine: Engine): void {
  addHole(engine, {
    kind: "wire-form",
    node,
    delta: change.symbol,
    candidates: [asItStands],
    choices: [{ label: asItStands, edits: [] }],
    question: `\`${change.symbol}\` is told as JSON here, and was \`${change.from ?? "?"}\`: it is \`${change.to ?? "?"}\` now. What do its readers get?`,
  });
}

const asItStands = "what it is now: as it stands";

/** `order.customer` as a value of its own in `json!`. */
function isTold(node: Node, change: Change, engine: Engine): boolean {
  if (node.type !== "field_expression" || inTest(node, engine.request.tests)) return false;
  const value = fieldOf(node, "value");
  const owner = typeName("rust", ownerOf(change.symbol) ?? "");
  if (fieldOf(node, "field")?.text !== valueName("rust", lastName(change.symbol))) return false;
  if (value === undefined || !/^(?:identifier|self)$/.test(value.type)) return false;
  const holder = node.parent?.type === "reference_expression" ? node.parent.parent : node.parent;
  if (holder?.type !== "array_expression" && holder?.type !== "arguments") return false;
  let call = ancestor(node, "call_expression");
  while (call !== undefined && !isJson(call)) call = ancestor(call.parent, "call_expression");
  return call !== undefined && isOwner(value, owner, engine);
}

const isJson = (call: Node): boolean =>
  /(?:^|::)json\s*$/.test(fieldOf(call, "function")?.text.replace("!", "") ?? "");
