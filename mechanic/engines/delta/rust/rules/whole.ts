import { typeName, valueName, type Change, type TypeRef } from "#intent";

import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import { lastName } from "../names.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { calleeName, receiverOf } from "../slots.ts";
import { fieldOf, type Node } from "../tree.ts";

/**
 * What was told by one of its fields and is told whole now is the very thing that the field was read from:
 * `zone: zone.name` becomes `zone`. And back: where a declared field of it is told instead of the whole, that field is
 * read. The compiler says whether what stands there is such a thing; where it is not, it is asked about.
 */
export function wholeRule(finding: Finding, engine: Engine): Patch[] {
  const { node, code, words } = finding;
  if (code !== "E0308" || node === undefined || !node.named) return [];
  const { expected, found } = expectation(words);
  for (const change of engine.request.changes) {
    if (!change.kind.endsWith("-retyped") || !isPutAt(node, change)) continue;
    const text = taken(node, plain(expected), change, engine) ?? read(node, plain(found), change);
    if (text === undefined) continue;
    return [
      {
        rule: "convert-to-holder",
        change: change.symbol,
        certainty: "certain",
        because: `\`${change.symbol}\` is \`${change.to ?? ""}\` now, and this is where it was read from.`,
        edits: [put(node, text)],
      },
    ];
  }
  return [];
}

const plain = (type: string | undefined): string =>
  (type ?? "").replaceAll(/(?:\w+::)+/g, "").replaceAll(/'\w+ /g, "");

const kindOf = (type: TypeRef): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));

/** Whether a value is put into the changed field, or given under its name. */
function isPutAt(node: Node, { symbol }: Change): boolean {
  const holder = node.parent;
  return (
    holder?.type === "field_initializer" &&
    node.field === "value" &&
    fieldOf(holder, "field")?.text === valueName("rust", lastName(symbol))
  );
}

/** `zone` of `zone.name` and of `zone.name.clone()`, where a zone is wanted and names have the type that was wanted. */
function taken(node: Node, wanted: string, change: Change, engine: Engine): string | undefined {
  const { fromType: was, toType: now } = change;
  if (was === undefined || now?.kind !== "named" || wanted !== typeName("rust", now.name))
    return undefined;
  const fields = engine.request.after.services
    .get(now.service)
    ?.entities.find((one) => one.name === now.name)?.fields;
  const callee = node.type === "call_expression" ? fieldOf(node, "function") : undefined;
  const cloned = callee !== undefined && /^(?:clone|to_owned|to_string)$/.test(calleeName(callee));
  const access = cloned ? receiverOf(node) : node;
  if (access?.type !== "field_expression") return undefined;
  const name = fieldOf(access, "field")?.text;
  const value = fieldOf(access, "value")?.text;
  const one = fields?.find((field) => valueName("rust", field.name) === name);
  if (one === undefined || value === undefined || kindOf(one.type) !== kindOf(was))
    return undefined;
  return cloned ? `${value}.clone()` : value;
}

/** `zone.id` of `zone` and of `zone.clone()`, where the intent says that it is the zone's. */
function read(
  node: Node,
  seen: string,
  { fromType: was, toType: now }: Change,
): string | undefined {
  if (was?.kind !== "named" || now?.kind !== "member") return undefined;
  if (was.service !== now.service || was.name !== now.entity) return undefined;
  if (seen !== typeName("rust", was.name)) return undefined;
  const field = valueName("rust", now.field);
  const cloned = /^([\w.]+)\.clone\(\)$/.exec(node.text)?.[1];
  if (cloned !== undefined) return `${cloned}.${field}.clone()`;
  return /^(?:identifier|field_expression)$/.test(node.type) ? `${node.text}.${field}` : undefined;
}

/** A field that is given a local of its own name needs no label. */
function put(node: Node, text: string): PatchEdit {
  const holder = node.parent;
  const short = holder !== undefined && fieldOf(holder, "field")?.text === text ? holder : node;
  const { file, start, end } = short;
  return { file, start, end, text };
}
