import type { Change, TypeRef } from "#intent";

import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { calleeName, receiverOf } from "../slots.ts";
import { fieldOf, parts, walk, type Node } from "../tree.ts";
import { carried } from "./always-there.ts";

/** Which part of a pair an element of the list is: `{ key: 7, value: coach }` holds the coaches of `[coach]`. */
type Part = "key" | "value";

/** A list that became a map of the same elements, or the other way round. */
interface Kept {
  readonly change: Change;
  readonly part: Part;
  readonly toMap: boolean;
}

/**
 * A collection that keeps the very same elements otherwise is walked by them: a list that became a map by its values (or by
 * its keys, where those are what was listed), and back. What asks for a place among them, puts one in or looks one up is a
 * decision: nobody declared under which key, or where.
 */
export function elementsRule(finding: Finding, engine: Engine): Patch[] {
  if (finding.node === undefined) return [];
  return engine.request.changes.flatMap((change) => {
    const kept = keptBy(change);
    const edits = kept === undefined ? [] : sitesAround(finding, kept);
    if (edits.length === 0) return [];
    return [
      {
        rule: "convert-elements",
        change: change.symbol,
        certainty: "certain" as const,
        because: `\`${change.symbol}\` holds the same elements, as its ${kept?.toMap === true ? `map's ${kept.part}s` : "list"} now.`,
        edits,
      },
    ];
  });
}

const kindOf = (type: TypeRef): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));

function keptBy(change: Change): Kept | undefined {
  const { fromType: was, toType: now } = change;
  const toMap = was?.kind === "list" && now?.kind === "map";
  const list = toMap ? was : now;
  const map = toMap ? now : was;
  if (list?.kind !== "list" || map?.kind !== "map") return undefined;
  const [element, key, value] = [list.item, map.key, map.value].map(kindOf);
  // Where key and value are of one kind nobody can tell which of them was listed.
  if (key === value) return undefined;
  const part = element === value ? "value" : element === key ? "key" : undefined;
  return part === undefined ? undefined : { change, part, toMap };
}

/** The edits of the smallest expression around an error in which the collection is walked. */
function sitesAround(finding: Finding, kept: Kept): PatchEdit[] {
  const empty = emptied(finding, kept);
  if (empty.length > 0) return empty;
  for (let at = finding.node; at !== undefined && at.type !== "function_item"; at = at.parent) {
    const around = at.type === "for_expression" ? (fieldOf(at, "value") ?? at) : at;
    const edits = [...walk(around)].flatMap((node) => siteAt(node, kept));
    if (edits.length > 0) return edits;
    if (at.type === "block" && at.parent?.type !== "for_expression") return [];
  }
  return [];
}

/** An empty list is an empty map. */
function emptied({ node, code, words }: Finding, { toMap }: Kept): PatchEdit[] {
  const { expected, found } = expectation(words);
  const [from, to] = toMap ? ["Vec", "BTreeMap"] : ["BTreeMap", "Vec"];
  const are = new RegExp(`^(?:\\w+::)*${to}<`).test(expected ?? "");
  if (code !== "E0308" || node === undefined || !are || found?.includes(`${from}<`) !== true)
    return [];
  const text = node.text.replaceAll(/\s/g, "");
  if (text !== `${from}::new()` && !(toMap && text === "vec![]")) return [];
  const path = to === "Vec" ? "Vec" : "std::collections::BTreeMap";
  return [{ file: node.file, start: node.start, end: node.end, text: `${path}::new()` }];
}

const walks = (part: Part): Readonly<Record<string, string>> =>
  part === "value"
    ? { iter: "values", into_iter: "into_values", iter_mut: "values_mut" }
    : { iter: "keys", into_iter: "into_keys", contains: "contains_key" };

const inverted = (table: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(table).map(([from, to]) => [to, from]));

function siteAt(node: Node, kept: Kept): PatchEdit[] {
  if (node.parent?.type === "for_expression" && node.field === "value") return loop(node, kept);
  if (node.type !== "call_expression") return [];
  const receiver = receiverOf(node);
  const callee = fieldOf(node, "function");
  const method = callee === undefined ? undefined : fieldOf(callee, "field");
  if (method === undefined || carried(receiver, [kept.change]) === undefined) return [];
  const table = walks(kept.part);
  const name = (kept.toMap ? table : inverted(table))[method.text];
  if (name !== undefined && !asksForPlace(node))
    return [{ file: method.file, start: method.start, end: method.end, text: name }];
  return method.text === "retain" && kept.part === "value" ? thinned(node, kept) : [];
}

const ofPlaces =
  /^(?:enumerate|rev|position|rposition|nth|next|next_back|last|skip|skip_while|take|take_while|step_by|zip|windows|chunks\w*|first|peekable|is_sorted\w*|rfind)$/;

/** Whether a walk asks at which place something stands: a map's places are those of its keys. */
function asksForPlace(walked: Node): boolean {
  for (let at = walked; at.parent?.type === "field_expression";) {
    const call = at.parent.parent;
    if (call?.type !== "call_expression") return false;
    if (ofPlaces.test(calleeName(at.parent))) return true;
    at = call;
  }
  return false;
}

/** `for each in &held` walks pairs of a map: what was walked are its values, or its keys. */
function loop(value: Node, { change, part, toMap }: Kept): PatchEdit[] {
  const lent = value.type === "reference_expression";
  const held = lent ? parts(value).at(-1) : value;
  const plain = held !== undefined && /^(?:identifier|field_expression)$/.test(held.type);
  if (!plain || !toMap || carried(held, [change]) === undefined) return [];
  const mutable = lent && /^&\s*mut\b/.test(value.text);
  if (mutable && part === "key") return [];
  const method = `${lent ? "" : "into_"}${part}s${mutable ? "_mut" : ""}`;
  const { file, start, end } = value;
  return [{ file, start, end, text: `${held.text}.${method}()` }];
}

/** `retain(|each| …)` gets the key before the value. */
function thinned(call: Node, { toMap }: Kept): PatchEdit[] {
  const [closure] = parts(fieldOf(call, "arguments") ?? call);
  const list = closure?.type === "closure_expression" ? fieldOf(closure, "parameters") : undefined;
  const [first, second, ...others] = list === undefined ? [] : parts(list);
  if (list === undefined || first === undefined || others.length > 0) return [];
  const { file, start } = first;
  if (toMap) return second === undefined ? [{ file, start, end: start, text: "_, " }] : [];
  return second !== undefined && first.text === "_"
    ? [{ file, start, end: second.start, text: "" }]
    : [];
}
