import type { LoadedService } from "./build.ts";
import { ownTypes } from "./own-types.ts";
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
    for (const stream of streamsIn(type))
      if (!answers.has(stream)) context.report("stream-place", stream.span, {});
}

/** The streams that a type is written with, at any depth; aliases are not followed, since none may stand for one. */
function* streamsIn(type: TypeRef): Generator<TypeRef> {
  if (type.kind === "stream") yield type;
  if ("item" in type) yield* streamsIn(type.item);
  if (type.kind === "map") {
    yield* streamsIn(type.key);
    yield* streamsIn(type.value);
  }
}
