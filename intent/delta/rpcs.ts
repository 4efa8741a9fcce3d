import { symbolOf } from "../graph/symbols.ts";
import { rpcPath } from "../model/names.ts";
import type { Rpc } from "../model/types.ts";
import { answerText, compareCallable } from "./callables.ts";
import { compareClauses } from "./clauses.ts";
import { compareDeclarations, fieldTexts } from "./declarations.ts";
import type { ServiceComparison } from "./draft.ts";

/** Compares the rpcs of a service: input, output, errors, path and clauses. */
export function compareRpcs(at: ServiceComparison): void {
  const service = at.now.name;
  compareDeclarations<Rpc>(
    at,
    {
      kind: "rpc",
      symbol: symbolOf.rpc,
      members: (model, rpc) => [
        ...fieldTexts(model, at.now, rpc.input),
        `out ${answerText(model, service, rpc.output)}`,
      ],
      inside: ({ before, after, report }) => {
        const [wireFrom, wireTo] = [rpcPath(before), rpcPath(after)];
        if (wireFrom !== wireTo) report("rpc-wire-changed", wireFrom, wireTo);
        const symbolBefore = symbolOf.rpc(service, before.name);
        const symbolAfter = symbolOf.rpc(service, after.name);
        compareCallable(at, { flavour: "rpc", symbolBefore, symbolAfter, before, after, report });
        compareClauses(before.clauses, after.clauses, report);
      },
    },
    at.old.rpcs,
    at.now.rpcs,
  );
}
