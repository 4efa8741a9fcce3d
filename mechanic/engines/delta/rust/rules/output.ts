import type { Field, TypeRef } from "#intent";
import { valueName } from "#intent";

import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { ancestor, fieldOf } from "../tree.ts";
import { goneAt } from "./drop.ts";

/**
 * An rpc gave something that held a value, and gives that very value now: `page.vessels` is `page`. What else it held is
 * gone, and asked about.
 */
export function outputRule(finding: Finding, engine: Engine): Patch[] {
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

/** Fields of what an rpc gave that have the type of what it gives. */
function heldBy(symbol: string, { request }: Engine): readonly Field[] {
  const [service = "", rest = ""] = symbol.split("/");
  const name = /^rpc:([^.]+)/.exec(rest)?.[1];
  const [was, now] = [request.before, request.after].map(
    (model) => model.services.get(service)?.rpcs.find((one) => one.name === name)?.output,
  );
  if (was?.kind !== "named" || now === undefined) return [];
  const entity = request.before.services
    .get(was.service)
    ?.entities.find((one) => one.name === was.name);
  return (entity?.fields ?? []).filter((field) => kindOf(field.type) === kindOf(now));
}

const kindOf = (type: TypeRef): string =>
  JSON.stringify(type, (key, value: unknown) => (key === "span" ? undefined : value));
