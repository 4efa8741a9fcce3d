import { usedSymbol } from "../graph/symbols.ts";
import type { AllowedBreak } from "../model/pattern-types.ts";
import type {
  Boundary,
  OutsideConsumer,
  Repositories,
  RuleOverride,
  UniverseSchedule,
} from "../model/universe-types.ts";
import type { Comparison, Report } from "./draft.ts";
import { compareKeyed, type Sides } from "./keyed.ts";
import { overrideText, verdictsText } from "./overrides.ts";

/** Compares what surrounds the services of a universe: times, boundaries, overridden rules, and who uses them from outside. */
export function compareSurroundings(at: Comparison, symbol: string): void {
  const before = at.before.universe.surroundings;
  const after = at.after.universe.surroundings;
  const sides = universeSides(at);
  compareSchedules(sides, symbol, before.schedules, after.schedules);
  compareBoundaries(sides, symbol, before.boundaries, after.boundaries);
  compareOverrides(sides, symbol, before.overrides, after.overrides);
  compareAllowed(sides, symbol, before.allowed, after.allowed);
  compareConsumers(at, sides, symbol, before.consumers, after.consumers);
}

/** Changes of the universe's file belong to no service. */
const universeSides = ({ before, after, found }: Comparison): Sides => ({
  old: { file: before.universe.file },
  now: { name: "", file: after.universe.file },
  found,
});

/** Where repositories are, as intent text in any order; `null` where it is not said. */
export function repositoriesText(all: readonly Repositories[]): string | null {
  const texts = all.map(({ host, name, topic }) => {
    const about = topic === undefined ? "" : ` :topic ${topic}`;
    return `(${host} ${JSON.stringify(name)}${about})`;
  });
  return texts.length === 0 ? null : [...new Set(texts)].sort().join(" ");
}

const because = (text: string | undefined): string | null => text ?? null;

function compareSchedules(
  at: Sides,
  universe: string,
  before: readonly UniverseSchedule[],
  after: readonly UniverseSchedule[],
): void {
  const key = ({ cron, verb, zone }: UniverseSchedule): string =>
    `${verb} at ${cron}${zone === undefined ? "" : ` (${zone})`}`;
  const symbol = (name: string): string => `${universe}.schedule:${name}`;
  const kinds = { added: "schedule-added", removed: "schedule-removed" } as const;
  compareKeyed(at, { ...kinds, key, symbol }, before, after);
}

function compareBoundaries(
  at: Sides,
  universe: string,
  before: readonly Boundary[],
  after: readonly Boundary[],
): void {
  compareKeyed<Boundary>(
    at,
    {
      added: "boundary-added",
      removed: "boundary-removed",
      key: ({ from, to }) => `${from} never uses ${to}`,
      symbol: (name) => `${universe}.boundary:${name}`,
      inside: (old, now, report) => {
        if (old.because !== now.because)
          report("boundary-changed", because(old.because), because(now.because));
      },
    },
    before,
    after,
  );
}

function compareOverrides(
  at: Sides,
  universe: string,
  before: readonly RuleOverride[],
  after: readonly RuleOverride[],
): void {
  compareKeyed<RuleOverride>(
    at,
    {
      added: "conflict-rule-added",
      removed: "conflict-rule-removed",
      key: overrideText,
      symbol: (name) => `${universe}.${name}`,
      text: verdictsText,
      inside: (old, now, report) => {
        const [from, to] = [verdictsText(old), verdictsText(now)];
        if (from !== to) report("conflict-rule-changed", from, to);
      },
    },
    before,
    after,
  );
}

const allowedText = ({ until, because: reason }: AllowedBreak): string =>
  reason === undefined ? until : `${until}: ${reason}`;

/** Compares the breaks that a service or a universe accepts; `holder` is its symbol, and what parts it from a member's. */
export function compareAllowed(
  at: Sides,
  holder: string,
  before: readonly AllowedBreak[],
  after: readonly AllowedBreak[],
  between = ".",
): void {
  compareKeyed<AllowedBreak>(
    at,
    {
      added: "allow-break-added",
      removed: "allow-break-removed",
      key: ({ symbol }) => symbol,
      symbol: (name) => `${holder}${between}allow-break:${name}`,
      text: allowedText,
      inside: (old, now, report) => {
        const [from, to] = [allowedText(old), allowedText(now)];
        if (from !== to) report("allow-break-changed", from, to);
      },
    },
    before,
    after,
  );
}

function compareConsumers(
  { renames }: Comparison,
  at: Sides,
  universe: string,
  before: readonly OutsideConsumer[],
  after: readonly OutsideConsumer[],
): void {
  const symbol = (name: string): string => `${universe}.consumer:${name}`;
  compareKeyed<OutsideConsumer>(
    at,
    {
      added: "consumer-added",
      removed: "consumer-removed",
      key: ({ name }) => name,
      symbol,
      inside: (old, now, report) => {
        said(report, "consumer-lag-changed", old.lag, now.lag);
        said(report, "consumer-doc-changed", old.doc, now.doc);
        const uses = {
          added: "consumer-uses-added",
          removed: "consumer-uses-removed",
          key: usedBy,
          keyBefore: (item: Used) => renames.get(usedBy(item)) ?? usedBy(item),
          symbol: () => symbol(now.name),
        } as const;
        compareKeyed(at, uses, usedOf(old), usedOf(now));
      },
    },
    before,
    after,
  );
}

function said(
  report: Report,
  kind: "consumer-lag-changed" | "consumer-doc-changed",
  from: string | undefined,
  to: string | undefined,
): void {
  if (from !== to) report(kind, from ?? null, to ?? null);
}

type Used = OutsideConsumer["uses"][number]["items"][number] & { readonly service: string };

const usedOf = ({ uses }: OutsideConsumer): Used[] =>
  uses.flatMap(({ service, items }) => items.map((item) => ({ ...item, service })));

const usedBy = ({ service, kind, name }: Used): string => usedSymbol(service, kind, name);
