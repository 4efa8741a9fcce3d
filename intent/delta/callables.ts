import { symbolOf } from "../graph/symbols.ts";
import { resolveType } from "../model/resolve-type.ts";
import { typeText } from "../model/type-text.ts";
import type { Field, SymbolRef, TypeRef } from "../model/types.ts";
import { causeOf } from "./cause.ts";
import { reporter } from "./declarations.ts";
import type { Report, ServiceComparison } from "./draft.ts";
import { compareFields, holder } from "./fields.ts";
import { sameType } from "./resolve.ts";
import type { Change, DeltaKind } from "./types.ts";
import { wireConditions } from "./wire-form.ts";

/** What takes parameters and answers: rpcs, tools, utils, rules, and the members of engines. */
export interface Callable {
  readonly input: readonly Field[];
  readonly output?: TypeRef;
  readonly errors?: readonly SymbolRef[];
  readonly span: Change["span"];
}

/** Kinds of what may change about an answer. What an rpc answers is on the wire of others, hence kinds of its own. */
const kindsOfAnswer = {
  rpc: {
    output: "rpc-output-changed",
    errorAdded: "rpc-error-added",
    errorRemoved: "rpc-error-removed",
    errorOrder: "rpc-error-order-changed",
  },
  other: {
    output: "answer-changed",
    errorAdded: "answer-error-added",
    errorRemoved: "answer-error-removed",
    errorOrder: "answer-error-order-changed",
  },
} as const satisfies Record<string, Record<string, DeltaKind>>;

/** A callable before and after, under its symbols. */
export interface CalledPair {
  readonly flavour: keyof typeof kindsOfAnswer;
  readonly symbolBefore: string;
  readonly symbolAfter: string;
  readonly before: Callable;
  readonly after: Callable;
  /** Reports changes of the callable itself. */
  readonly report: Report;
}

/** Compares parameters, answer and errors of one callable. */
export function compareCallable(at: ServiceComparison, pair: CalledPair): void {
  const { symbolBefore, symbolAfter, before, after } = pair;
  compareFields(
    at,
    holder("parameter", symbolBefore, symbolAfter, ".in."),
    before.input,
    after.input,
  );
  compareOutput(at, pair);
  compareErrorLists(at, pair);
}

/** The type of an answer as text, with names of the own service bare; empty where there is none. */
export const answerText = (
  model: ServiceComparison["after"],
  home: string,
  output: TypeRef | undefined,
): string => (output === undefined ? "" : typeText(resolveType(model, output), home));

function compareOutput(at: ServiceComparison, pair: CalledPair): void {
  const { before, after, renames } = at;
  const { before: old, after: now } = pair;
  const service = at.now.name;
  const kind = kindsOfAnswer[pair.flavour].output;
  const report = reporter(at, `${pair.symbolBefore}.out`, `${pair.symbolAfter}.out`, now);
  if (old.output === undefined || now.output === undefined) {
    if (old.output === now.output) return;
    const from = old.output === undefined ? null : typeText(old.output, service);
    const to = now.output === undefined ? null : typeText(now.output, service);
    report(kind, from, to, { conditions: [to === null ? "output-removed" : "output-added"] });
    return;
  }
  const fromType = resolveType(before, old.output);
  const toType = resolveType(after, now.output);
  if (sameType(fromType, toType, renames)) return;
  const cause = causeOf(before, after, renames, old.output, now.output);
  const [from, to] = cause === undefined ? [old.output, now.output] : [fromType, toType];
  const follows: Pick<Change, "cause"> = cause === undefined ? {} : { cause };
  const conditions = wireConditions(at, fromType, toType);
  report(kind, typeText(from, service), typeText(to, service), {
    fromType,
    toType,
    conditions,
    ...follows,
  });
}

/** Errors that may be answered: those that came and went, and whether those that stayed stand in another order. */
function compareErrorLists(at: ServiceComparison, pair: CalledPair): void {
  const [old, now] = [pair.before.errors ?? [], pair.after.errors ?? []];
  if (old.length === 0 && now.length === 0) return;
  const kinds = kindsOfAnswer[pair.flavour];
  const before = new Set(old.map(({ service, name }) => renamedError(at, service, name)));
  const after = new Set(now.map(({ service, name }) => symbolOf.error(service, name)));
  for (const error of after.difference(before)) pair.report(kinds.errorAdded, null, error);
  for (const error of before.difference(after)) pair.report(kinds.errorRemoved, error, null);
  const stayed = [
    [...before].filter((error) => after.has(error)),
    [...after].filter((error) => before.has(error)),
  ];
  const [from = "", to = ""] = stayed.map((errors) => errors.join(" "));
  if (from !== to) pair.report(kinds.errorOrder, from, to);
}

function renamedError(at: ServiceComparison, service: string, name: string): string {
  const symbol = symbolOf.error(service, name);
  return at.renames.get(symbol) ?? symbol;
}
