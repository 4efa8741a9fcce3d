import { fieldWireName, otherKeys } from "./names.ts";
import type { LoadedService } from "./build.ts";
import { ownTypes, typesIn } from "./own-types.ts";
import type { Field, TypeRef } from "./types.ts";

/** The most that a file may hold where its intent says nothing, in bytes. */
export const fileMaxDefault = 10_000_000;

/** Files are held in memory; what is larger than this is not sent in one piece. */
const fileMaxGreatest = 1_000_000_000;

/** Whether a bound of a file can be kept: a whole number of bytes, of which there is one at least. */
const isFileMax = (bytes: number): boolean =>
  Number.isInteger(bytes) && bytes >= 1 && bytes <= fileMaxGreatest;

/** What a parameter is, where that is a file, given or not. */
export function fileOf({ type }: Pick<Field, "type">): TypeRef | undefined {
  const bare = type.kind === "optional" ? type.item : type;
  return bare.kind === "file" ? bare : undefined;
}

/** Files are parameters of rpcs, or all that an rpc answers with; and none of those answers is to be remembered. */
export function checkFiles({ service, context }: LoadedService): void {
  const placed = new Set<TypeRef>();
  for (const rpc of service.rpcs) {
    const given = rpc.input.filter((field) => fileOf(field) !== undefined);
    const others = otherKeys(rpc.input);
    for (const field of given) {
      placed.add(fileOf(field) ?? field.type);
      if (fieldWireName(field) === "input" || others.get(field)?.other === "input")
        context.report("file-named-input", field.nameSpan, { field: field.name });
      if (field.constraints.secret !== true) continue;
      const span = context.optionSpan(field, "secret", field.nameSpan);
      context.report("file-secret", span, { field: field.name });
    }
    const isAnswer = rpc.output?.kind === "file";
    if (rpc.output !== undefined && isAnswer) placed.add(rpc.output);
    if (rpc.clauses.idempotent !== undefined && isAnswer)
      context.report("file-clause", context.optionSpan(rpc, "idempotent", rpc.span), {});
  }
  for (const type of ownTypes(service))
    for (const one of typesIn(type)) {
      if (one.kind !== "file") continue;
      if (!placed.has(one)) context.report("file-place", one.span, {});
      else if (one.max !== undefined && !isFileMax(one.max))
        context.report("file-max", one.span, {});
    }
}
