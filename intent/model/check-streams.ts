import type { LoadedService } from "./build.ts";
import { ownTypes, typesIn } from "./own-types.ts";
import type { TypeRef } from "./types.ts";

/** Streams are what rpcs answer with and nothing more, and no clause promises what a stream cannot keep. */
export function checkStreams({ service, context }: LoadedService): void {
  const answers = new Set<TypeRef>();
  for (const rpc of service.rpcs) {
    if (rpc.output?.kind !== "stream") continue;
    answers.add(rpc.output);
    for (const clause of ["retry", "idempotent"] as const)
      if (rpc.clauses[clause] !== undefined)
        context.report("stream-clause", context.optionSpan(rpc, clause, rpc.span), { clause });
  }
  for (const type of ownTypes(service))
    for (const one of typesIn(type))
      if (one.kind === "stream" && !answers.has(one)) context.report("stream-place", one.span, {});
}
