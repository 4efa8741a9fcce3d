import { typeName, valueName, type RepairRequest, type SyntaxNode } from "#intent";

import type { HoleDraft } from "../../shared/index.ts";
import { askedAt } from "../asked.ts";
import { indexed } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import type { Module } from "../snapshot.ts";
import { parseSymbol } from "../targets.ts";
import { childOf, textOf } from "../tree.ts";
import { happened } from "../words.ts";
import { codecOf, typeOfParameter } from "./codecs.ts";

/**
 * Rows whose values may be anything are read without a check: what was written as a number before is given to a field that is
 * none any more, and fails when an old row is read. Rows of texts, and values that are made something else first, are the
 * type checker's.
 */
export function uncheckedHoles(
  request: RepairRequest,
  production: readonly Module[],
): readonly HoleDraft[] {
  const retyped = request.changes.filter(({ kind }) => kind === "field-retyped");
  if (retyped.length === 0) return [];
  const modules = production.map(indexed);
  return retyped.flatMap((change): readonly HoleDraft[] => {
    const symbol = parseSymbol(change.symbol);
    if (symbol === undefined || symbol.prefix !== "") return [];
    const field = valueName("python", symbol.member);
    return codecOf(modules, typeName("python", symbol.head)).readers.flatMap((reader) => {
      const argument = reader.given.get(field);
      const value = argument === undefined ? undefined : childOf(argument, "value");
      const row = value === undefined ? undefined : rowOf(reader.module, value);
      const type = row === undefined ? "" : typeOfParameter(reader.module, reader.scope, row);
      return argument === undefined || !isAnything(modules, type)
        ? []
        : [
            {
              kind: "wire-form" as const,
              ...askedAt(reader.module, argument, change),
              question: `${happened(change)}, and nothing checks what stands in a row: how is one read that was written before?`,
            },
          ];
    });
  });
}

/** The name of the row of `row["minutes"]` and `row.get("minutes")`. */
function rowOf({ text }: Indexed, value: SyntaxNode): string | undefined {
  const read =
    value.type === "call"
      ? childOf(childOf(value, "function") ?? value, "object")
      : childOf(value, "value");
  const isRead =
    value.type === "subscript" ||
    /\.(?:get|pop)\($/.test(
      text.slice(value.start, childOf(value, "arguments")?.start ?? value.end) + "(",
    );
  return isRead && read?.type === "identifier" ? textOf(text, read) : undefined;
}

/** Whether a row of a type may hold anything: `dict[str, Any]`, by itself or by a name that it has. */
function isAnything(modules: readonly Indexed[], type: string): boolean {
  const holds = (spelt: string): boolean =>
    /^(?:dict|Dict|Mapping|MutableMapping)\[str, ?(?:Any|object|JsonValue)\]$/.test(spelt);
  if (holds(type)) return true;
  return (
    /^\w+$/.test(type) &&
    modules.some(({ text }) => {
      const [, stands = ""] =
        new RegExp(`^(?:type )?${type}(?:: ?TypeAlias)? = (.+)$`, "m").exec(text) ?? [];
      return holds(stands.trim());
    })
  );
}
