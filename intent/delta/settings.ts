import { symbolOf, usedSymbol } from "../graph/symbols.ts";
import type { Foreign } from "../model/pattern-types.ts";
import type { GateCommands, Listener, Service } from "../model/types.ts";
import { compareClauses } from "./clauses.ts";
import { reporter } from "./declarations.ts";
import { placed, type ServiceComparison } from "./draft.ts";
import { reportLifecycle } from "./lifecycle.ts";
import { compareAllowed } from "./surroundings.ts";
import type { DeltaKind } from "./types.ts";

/** What a service says about itself and about what it uses: everything but its own declarations. */
export function compareSettings(at: ServiceComparison): void {
  const { old, now } = at;
  const said = (kind: DeltaKind, from: string | null, to: string | null): void => {
    if (from !== to) at.found({ ...placed(at, now.name, kind, now), from, to });
  };
  said("service-doc-changed", old.doc ?? null, now.doc ?? null);
  said("language-changed", old.language, now.language);
  said("governance-changed", old.governance, now.governance);
  said("tier-changed", old.tier, now.tier);
  said("gates-changed", gatesText(old.gates), gatesText(now.gates));
  said("limits-changed", limitsText(old.limits), limitsText(now.limits));
  said("broker-changed", old.broker ?? null, now.broker ?? null);
  said("bench-changed", wordsText(old.bench), wordsText(now.bench));
  compareForeign(old.foreign, now.foreign, said);
  reportLifecycle(lifecycleOf(old), lifecycleOf(now), false, (_kind, from, to) =>
    said("lifecycle-changed", from, to),
  );
  compareAllowed(at, now.name, old.allowed, now.allowed, "/");
  compareUses(at);
  compareListeners(at);
  compareGaps(at);
}

const lifecycleOf = ({ name, since, until }: Service) => ({
  name,
  ...(since === undefined ? {} : { since }),
  ...(until === undefined ? {} : { until }),
});

/** Texts as an intent writes them; `null` where there are none. */
const wordsText = (words: readonly string[]): string | null =>
  words.length === 0 ? null : words.map((word) => JSON.stringify(word)).join(" ");

/** What a service says whose code another generator owns: where its contract is, what stamps it, what repair may touch. */
function compareForeign(
  old: Foreign | undefined,
  now: Foreign | undefined,
  said: (kind: DeltaKind, from: string | null, to: string | null) => void,
): void {
  said("contract-changed", wordsText(old?.contracts ?? []), wordsText(now?.contracts ?? []));
  const stampText = (one: Foreign | undefined): string | null =>
    one?.stamp === undefined ? null : wordsText([one.stamp.run, ...one.stamp.outputs]);
  said("stamp-changed", stampText(old), stampText(now));
  const codeText = (one: Foreign | undefined): string | null => {
    const code = wordsText(one?.code ?? []);
    return one?.except === undefined ? code : `${code} :except ${JSON.stringify(one.except)}`;
  };
  said("code-changed", codeText(old), codeText(now));
}

/** Gate commands as intent text, in the order in which they run; `null` where none is declared. */
export function gatesText(gates: GateCommands): string | null {
  const parts: string[] = [];
  for (const gate of ["setup", "check", "lint", "test"] as const) {
    const commands = gates[gate];
    if (commands !== undefined)
      parts.push(`(${[gate, ...commands.map((command) => JSON.stringify(command))].join(" ")})`);
  }
  return parts.length === 0 ? null : parts.join(" ");
}

/** Limits as intent text; `null` where none is declared. */
export function limitsText(limits: Service["limits"]): string | null {
  const parts: string[] = [];
  if (limits.repairCycles !== undefined) parts.push(`:repair-cycles ${limits.repairCycles}`);
  if (limits.minutes !== undefined) parts.push(`:minutes ${limits.minutes}`);
  if (limits.usd !== undefined) parts.push(`:usd ${limits.usd}`);
  if (limits.rounds !== undefined) parts.push(`:rounds ${limits.rounds}`);
  if (limits.tokens !== undefined) parts.push(`:tokens ${limits.tokens}`);
  return parts.length === 0 ? null : parts.join(" ");
}

/** Used things by symbol as it is called now, so that a renamed upstream symbol is no new use. */
function compareUses(at: ServiceComparison): void {
  const before = usesBySymbol(at.old, (symbol) => at.renames.get(symbol) ?? symbol);
  const after = usesBySymbol(at.now, (symbol) => symbol);
  for (const [used, item] of after) {
    if (!before.has(used))
      at.found({ ...placed(at, symbolOf.uses(at.now.name, used), "uses-added", item), to: used });
  }
  for (const [used, item] of before) {
    if (after.has(used)) continue;
    at.found({
      ...placed(at, symbolOf.uses(at.now.name, used), "uses-removed", item),
      file: at.old.file,
      from: used,
    });
  }
}

type UsedItem = Service["uses"][number]["items"][number];

function usesBySymbol(service: Service, called: (symbol: string) => string): Map<string, UsedItem> {
  const found = new Map<string, UsedItem>();
  for (const uses of service.uses) {
    for (const item of uses.items) {
      const symbol = called(usedSymbol(uses.service, item.kind, item.name));
      if (!found.has(symbol)) found.set(symbol, item);
    }
  }
  return found;
}

/** Listeners by event and handler; one event that only got another handler is one change. */
function compareListeners(at: ServiceComparison): void {
  const eventOf = ({ service, event }: Listener): string => symbolOf.event(service, event);
  const eventBefore = (listener: Listener): string =>
    at.renames.get(eventOf(listener)) ?? eventOf(listener);
  const has = (
    all: readonly Listener[],
    called: (listener: Listener) => string,
    event: string,
    handler: string,
  ): boolean => all.some((listener) => called(listener) === event && listener.handler === handler);
  const came = at.now.listeners.filter(
    (one) => !has(at.old.listeners, eventBefore, eventOf(one), one.handler),
  );
  const gone = at.old.listeners.filter(
    (one) => !has(at.now.listeners, eventOf, eventBefore(one), one.handler),
  );
  for (const listener of at.now.listeners) {
    const old = at.old.listeners.find(
      (one) => eventBefore(one) === eventOf(listener) && one.handler === listener.handler,
    );
    const symbol = symbolOf.listener(at.now.name, eventOf(listener), listener.handler);
    if (old !== undefined)
      compareClauses(old.clauses, listener.clauses, reporter(at, symbol, symbol, listener));
  }
  for (const listener of came) {
    const event = eventOf(listener);
    const symbol = symbolOf.listener(at.now.name, event, listener.handler);
    const former = gone.findIndex((one) => eventBefore(one) === event);
    if (former === -1) {
      at.found({ ...placed(at, symbol, "listener-added", listener), to: listener.handler });
      continue;
    }
    const [old] = gone.splice(former, 1);
    at.found({
      ...placed(at, symbol, "listener-handler-changed", listener),
      from: old?.handler ?? null,
      to: listener.handler,
    });
    if (old !== undefined)
      compareClauses(old.clauses, listener.clauses, reporter(at, symbol, symbol, listener));
  }
  for (const listener of gone) {
    const symbol = symbolOf.listener(at.now.name, eventBefore(listener), listener.handler);
    at.found({
      ...placed(at, symbol, "listener-removed", listener),
      file: at.old.file,
      from: listener.handler,
    });
  }
}

function compareGaps(at: ServiceComparison): void {
  const before = new Set(at.old.gaps.map(({ text }) => text));
  const after = new Set(at.now.gaps.map(({ text }) => text));
  for (const gap of at.now.gaps) {
    if (before.has(gap.text)) continue;
    at.found({
      ...placed(at, symbolOf.gap(at.now.name, gap.text), "gap-added", gap),
      to: gap.text,
    });
  }
  for (const gap of at.old.gaps) {
    if (after.has(gap.text)) continue;
    at.found({
      ...placed(at, symbolOf.gap(at.now.name, gap.text), "gap-removed", gap),
      file: at.old.file,
      from: gap.text,
    });
  }
}
