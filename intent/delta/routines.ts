import { symbolOf } from "../graph/symbols.ts";
import type { Crud, Every, Scenario, Step } from "../model/pattern-types.ts";
import { literalText } from "../model/type-text.ts";
import { compareClauses } from "./clauses.ts";
import { reporter } from "./declarations.ts";
import { placed, type Report, type ServiceComparison } from "./draft.ts";
import { compareKeyed } from "./keyed.ts";

/** Compares what of a service has no name of its own: gateways of entities, what runs at fixed times, and scenarios. */
export function compareRoutines(at: ServiceComparison): void {
  compareCruds(at);
  compareEveries(at);
  compareScenarios(at);
}

const entityText = (home: string, symbol: string): string =>
  symbol.startsWith(`${home}/`) ? symbol.slice(home.length + 1) : symbol;

function compareCruds(at: ServiceComparison): void {
  const { name: service } = at.now;
  const entityOf = ({ entity }: Crud): string => symbolOf.type(entity.service, entity.name);
  compareKeyed<Crud>(
    at,
    {
      added: "crud-added",
      removed: "crud-removed",
      key: (crud) => entityText(service, entityOf(crud)),
      keyBefore: (crud) => entityText(service, at.renames.get(entityOf(crud)) ?? entityOf(crud)),
      symbol: (key) => symbolOf.crud(service, key),
      text: ({ path }) => path,
      inside: (before, after, report) => {
        const { entity } = before;
        const touched = symbolOf.crud(
          service,
          entityText(service, symbolOf.type(entity.service, entity.name)),
        );
        const said: Report = (kind, from, to, more) =>
          from === to ? undefined : report(kind, from, to, { ...more, touched });
        said("crud-path-changed", before.path, after.path);
        said("crud-store-changed", before.store, after.store, {
          conditions: before.store === "memory" ? ["nothing-stored"] : [],
        });
        said("crud-doc-changed", before.doc ?? null, after.doc ?? null);
      },
    },
    at.old.patterns.cruds,
    at.now.patterns.cruds,
  );
}

const timeText = ({ cron, zone }: Every): string =>
  zone === undefined ? cron : `${cron} (${zone})`;

/** In an order that has nothing to do with that of the forms, so that of two of one handler the same ones meet. */
const ordered = (all: readonly Every[]): Every[] =>
  all.toSorted((a, b) => (`${a.handler} ${timeText(a)}` < `${b.handler} ${timeText(b)}` ? -1 : 1));

/** Times by handler; one time that only got another handler is one change. */
function compareEveries(at: ServiceComparison): void {
  const gone = new Set(ordered(at.old.patterns.everies));
  const came = new Set(ordered(at.now.patterns.everies));
  const pairs: [Every, Every][] = [];
  const pairUp = (same: (old: Every, now: Every) => boolean): void => {
    for (const now of came) {
      const old = [...gone].find((one) => same(one, now));
      if (old === undefined) continue;
      gone.delete(old);
      came.delete(now);
      pairs.push([old, now]);
    }
  };
  const sameTime = (old: Every, now: Every): boolean => timeText(old) === timeText(now);
  pairUp((old, now) => old.handler === now.handler && sameTime(old, now));
  pairUp((old, now) => old.handler === now.handler);
  pairUp(sameTime);
  const symbol = ({ handler }: Every): string => symbolOf.every(at.now.name, handler);
  for (const one of came)
    at.found({ ...placed(at, symbol(one), "every-added", one), to: timeText(one) });
  for (const one of gone) {
    const place = { ...placed(at, symbol(one), "every-removed", one), file: at.old.file };
    at.found({ ...place, from: timeText(one) });
  }
  for (const [old, now] of pairs)
    compareEvery(old, now, reporter(at, symbol(old), symbol(now), now));
}

function compareEvery(old: Every, now: Every, report: Report): void {
  if (timeText(old) !== timeText(now)) report("every-time-changed", timeText(old), timeText(now));
  if (old.handler !== now.handler) report("every-handler-changed", old.handler, now.handler);
  if (old.doc !== now.doc) report("every-doc-changed", old.doc ?? null, now.doc ?? null);
  compareClauses(old.clauses, now.clauses, report);
}

function compareScenarios(at: ServiceComparison): void {
  const { name: service } = at.now;
  const called = (symbol: string): string => at.renames.get(symbol) ?? symbol;
  compareKeyed<Scenario>(
    at,
    {
      added: "scenario-added",
      removed: "scenario-removed",
      key: ({ text }) => text,
      symbol: (text) => symbolOf.scenario(service, text),
      inside: (before, after, report) => {
        const same = (symbol: string): string => symbol;
        const from = before.steps.map((step) => stepText(step, called)).join(" ");
        const to = after.steps.map((step) => stepText(step, same)).join(" ");
        if (from !== to) report("scenario-changed", from, to);
      },
    },
    at.old.patterns.scenarios,
    at.now.patterns.scenarios,
  );
}

/** A step as intent text, with full names; `called` tells what a symbol is called now. */
function stepText(step: Step, called: (symbol: string) => string): string {
  const values = step.values.map(({ name, value }) => `(${name} ${literalText(value)})`);
  if (step.kind === "expect") {
    const { error } = step;
    const name = error && `:error ${called(symbolOf.error(error.service, error.name))}`;
    return `(${["expect", ...values, ...(name === undefined ? [] : [name])].join(" ")})`;
  }
  const as = step.as === undefined ? [] : [`:as ${step.as}`];
  const rpc = called(symbolOf.rpc(step.rpc.service, step.rpc.name));
  return `(${["call", rpc, ...values, ...as].join(" ")})`;
}
