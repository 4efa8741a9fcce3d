import { typeName, valueName, type Field, type Model, type TypeRef } from "#intent";

import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { ancestor, fieldOf } from "../tree.ts";
import { goneAt } from "./drop.ts";

/**
 * An rpc gave something that held a value, and gives that very value now: `page.vessels` is `page`. What else it held is
 * gone, and asked about. The other way round, what it gave is held by what it gives, in the one field of its type.
 */
export function outputRule(finding: Finding, engine: Engine): Patch[] {
  return finding.code === "E0308" ? unpacked(finding, engine) : packed(finding, engine);
}

function packed(finding: Finding, engine: Engine): Patch[] {
  const { node } = finding;
  const gone = node === undefined || finding.code !== "E0609" ? undefined : goneAt(finding, engine);
  const access = ancestor(node, "field_expression");
  const value = access === undefined ? undefined : fieldOf(access, "value");
  if (gone?.change.kind !== "rpc-output-changed" || access === undefined || value === undefined)
    return [];
  const held = heldBy(gone.change.symbol, engine);
  if (held.length !== 1 || valueName("rust", held[0]?.name ?? "") !== gone.name) return [];
  const { file, end } = access;
  return [
    {
      rule: "convert-output",
      change: gone.change.symbol,
      certainty: "certain",
      because: `What was \`${gone.name}\` of the answer is the answer itself now.`,
      edits: [{ file, start: value.end, end, text: "" }],
    },
  ];
}

/** `page` where the list that it holds is wanted. */
function unpacked({ node, words }: Finding, engine: Engine): Patch[] {
  const { expected, found } = expectation(words);
  if (
    node === undefined ||
    !/^(?:identifier|call_expression|try_expression|field_expression)$/.test(node.type)
  )
    return [];
  for (const change of engine.request.changes.filter(({ kind }) => kind === "rpc-output-changed")) {
    const { before, after } = outputsOf(change.symbol, engine);
    const held = before === undefined ? [] : fieldsOf(after, engine.request.after, before);
    const name = after?.kind === "named" ? typeName("rust", after.name) : "";
    const [only, ...others] = held;
    const wanted =
      /^&?(?:\w+::)*(?:Vec|BTreeMap|Option)</.test(expected ?? "") || before?.kind === "named";
    if (only === undefined || others.length > 0 || !wanted || found?.split("::").at(-1) !== name)
      continue;
    const { file, end } = node;
    return [
      {
        rule: "convert-output",
        change: change.symbol,
        certainty: "certain",
        because: `What was the answer itself is \`${only.name}\` of it now.`,
        edits: [{ file, start: end, end, text: `.${valueName("rust", only.name)}` }],
      },
    ];
  }
  return [];
}

/** Fields of what an rpc gave that have the type of what it gives. */
function heldBy(symbol: string, engine: Engine): readonly Field[] {
  const { before, after } = outputsOf(symbol, engine);
  return after === undefined ? [] : fieldsOf(before, engine.request.before, after);
}

/** What an rpc gave, and what it gives. */
function outputsOf(
  symbol: string,
  { request }: Engine,
): { readonly before: TypeRef | undefined; readonly after: TypeRef | undefined } {
  const [service = "", rest = ""] = symbol.split("/");
  const name = /^rpc:([^.]+)/.exec(rest)?.[1];
  const output = (model: Model): TypeRef | undefined =>
    model.services.get(service)?.rpcs.find((one) => one.name === name)?.output;
  return { before: output(request.before), after: output(request.after) };
}

/** Fields of an entity that have a type. */
function fieldsOf(holder: TypeRef | undefined, model: Model, type: TypeRef): readonly Field[] {
  if (holder?.kind !== "named") return [];
  const entity = model.services
    .get(holder.service)
    ?.entities.find((one) => one.name === holder.name);
  return (entity?.fields ?? []).filter((field) => kindOf(field.type) === kindOf(type));
}

const kindOf = (type: TypeRef): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));
