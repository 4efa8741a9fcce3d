import { symbolOf } from "../graph/symbols.ts";
import { rpcPath } from "../model/names.ts";
import { typeText } from "../model/type-text.ts";
import type { Model, Rpc, Service } from "../model/types.ts";
import { resolveType } from "../model/resolve-type.ts";
import { causeOf } from "./cause.ts";
import { compareDeclarations, fieldTexts, reporter } from "./declarations.ts";
import type { Report, ServiceComparison } from "./draft.ts";
import { compareFields, holder } from "./fields.ts";
import { sameType } from "./resolve.ts";
import { wireConditions } from "./wire-form.ts";
import type { Change } from "./types.ts";

/** Compares the rpcs of a service: input, output, errors and path. */
export function compareRpcs(at: ServiceComparison): void {
  const service = at.now.name;
  compareDeclarations<Rpc>(
    at,
    {
      kind: "rpc",
      symbol: symbolOf.rpc,
      members: (model, rpc) => [
        ...fieldTexts(model, at.now, rpc.input),
        `out ${outputText(model, at.now, rpc)}`,
      ],
      inside: ({ before, after, report }) => {
        const [wireFrom, wireTo] = [rpcPath(before), rpcPath(after)];
        if (wireFrom !== wireTo) report("rpc-wire-changed", wireFrom, wireTo);
        const [old, now] = [symbolOf.rpc(service, before.name), symbolOf.rpc(service, after.name)];
        compareFields(at, holder("parameter", old, now, ".in."), before.input, after.input);
        compareOutput(at, before, after);
        compareErrorLists(at, before, after, report);
      },
    },
    at.old.rpcs,
    at.now.rpcs,
  );
}

const outputText = (model: Model, service: Service, rpc: Rpc): string =>
  rpc.output === undefined ? "" : typeText(resolveType(model, rpc.output), service.name);

function compareOutput(at: ServiceComparison, old: Rpc, now: Rpc): void {
  const { before, after, renames } = at;
  const service = at.now.name;
  const report = reporter(
    at,
    symbolOf.output(service, old.name),
    symbolOf.output(service, now.name),
    now,
  );
  if (old.output === undefined || now.output === undefined) {
    if (old.output === now.output) return;
    const from = old.output === undefined ? null : typeText(old.output, service);
    const to = now.output === undefined ? null : typeText(now.output, service);
    report("rpc-output-changed", from, to, {
      conditions: [to === null ? "output-removed" : "output-added"],
    });
    return;
  }
  const fromType = resolveType(before, old.output);
  const toType = resolveType(after, now.output);
  if (sameType(fromType, toType, renames)) return;
  const cause = causeOf(before, after, renames, old.output, now.output);
  const [from, to] = cause === undefined ? [old.output, now.output] : [fromType, toType];
  const follows: Pick<Change, "cause"> = cause === undefined ? {} : { cause };
  const conditions = wireConditions(at, fromType, toType);
  report("rpc-output-changed", typeText(from, service), typeText(to, service), {
    fromType,
    toType,
    conditions,
    ...follows,
  });
}

/** Errors that an rpc may answer with: those that came and went, and whether those that stayed stand in another order. */
function compareErrorLists(at: ServiceComparison, old: Rpc, now: Rpc, report: Report): void {
  if (old.errors.length === 0 && now.errors.length === 0) return;
  const before = new Set(old.errors.map(({ service, name }) => renamedError(at, service, name)));
  const after = new Set(now.errors.map(({ service, name }) => symbolOf.error(service, name)));
  for (const error of after.difference(before)) report("rpc-error-added", null, error);
  for (const error of before.difference(after)) report("rpc-error-removed", error, null);
  const stayed = [
    [...before].filter((error) => after.has(error)),
    [...after].filter((error) => before.has(error)),
  ];
  const [from = "", to = ""] = stayed.map((errors) => errors.join(" "));
  if (from !== to) report("rpc-error-order-changed", from, to);
}

function renamedError(at: ServiceComparison, service: string, name: string): string {
  const symbol = symbolOf.error(service, name);
  return at.renames.get(symbol) ?? symbol;
}
