import {
  derived,
  typeName,
  valueName,
  type Change,
  type Field,
  type Model,
  type TypeRef,
} from "#intent";

import type { Engine } from "../engine.ts";
import { expectation, type Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { ancestor, fieldOf, type Node } from "../tree.ts";
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
function unpacked(finding: Finding, engine: Engine): Patch[] {
  for (const change of engine.request.changes) {
    const only = change.kind === "rpc-output-changed" ? holding(change.symbol, engine) : undefined;
    const node = only === undefined ? undefined : givenAt(finding, only.owner);
    if (only === undefined || node === undefined) continue;
    const { file, end } = node;
    return [
      {
        rule: "convert-output",
        change: change.symbol,
        certainty: "certain",
        because: `What was the answer itself is \`${only.field}\` of it now.`,
        edits: [{ file, start: end, end, text: `.${only.field}` }],
      },
    ];
  }
  return [];
}

/** The one field of what an rpc gives that has the type of what it gave. */
function holding(
  symbol: string,
  engine: Engine,
): { readonly owner: string; readonly field: string } | undefined {
  const { before, after } = outputsOf(symbol, engine);
  const held = before === undefined ? [] : fieldsOf(after, engine.request.after, before);
  const [only, ...others] = held;
  return after?.kind !== "named" || only === undefined || others.length > 0
    ? undefined
    : { owner: typeName("rust", after.name), field: valueName("rust", only.name) };
}

/** The value of that type where another one is wanted: at the error itself, or in the arm that the others are held to. */
function givenAt({ node, words, message }: Finding, owner: string): Node | undefined {
  const { expected, found } = expectation(words);
  const named = (type: string | undefined): boolean => type?.split("::").at(-1) === owner;
  const match = /`match` arms have incompatible types/.test(message)
    ? ancestor(node?.parent, "match_expression")
    : undefined;
  const first = (match === undefined ? undefined : fieldOf(match, "body"))?.children.find(
    (one) => one.type === "match_arm",
  );
  const value = named(found)
    ? node
    : named(expected) && first !== undefined
      ? fieldOf(first, "value")
      : undefined;
  const isValue =
    /^(?:identifier|call_expression|try_expression|await_expression|field_expression)$/;
  return value !== undefined && isValue.test(value.type) ? value : undefined;
}

/** Fields of what an rpc gave that have the type of what it gives. */
function heldBy(symbol: string, engine: Engine): readonly Field[] {
  const { before, after } = outputsOf(symbol, engine);
  return after === undefined ? [] : fieldsOf(before, engine.request.before, after);
}

/**
 * The rpc that answers otherwise now and that an error is about: its handler does not give that yet (E0271 names the error
 * of the rpc), or the answer cannot do what it did.
 */
export function answeredOtherwise(
  { code, message }: Finding,
  engine: Engine,
): { readonly change: Change; readonly handler: boolean } | undefined {
  if (code !== "E0271" && code !== "E0599") return undefined;
  for (const change of engine.request.changes) {
    if (change.kind !== "rpc-output-changed") continue;
    const { after } = outputsOf(change.symbol, engine);
    const rpc = /\/rpc:([^.]+)/.exec(change.symbol)?.[1] ?? "";
    const given = after?.kind === "named" ? typeName("rust", after.name) : undefined;
    const name = code === "E0271" ? derived.rpcError(rpc) : given;
    if (name !== undefined && new RegExp(`\\b${name}\\b`).test(message))
      return { change, handler: code === "E0271" };
  }
  return undefined;
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
