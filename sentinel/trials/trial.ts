import { challenged, codemodOf, type Challenger, type Templates } from "#forge";
import type { Model, Service } from "#intent";
import { checkoutInto } from "../runtree/checkout.ts";
import type { LoadedUniverse } from "../universe/load.ts";
import { holds, joinPath } from "../universe/paths.ts";
import {
  customLines,
  judge,
  redSentence,
  sourcesIn,
  stampInto,
  type TrialContext,
} from "./bench.ts";
import type { Recalled } from "./history.ts";

/** What a challenger did to one recorded repair that it was not made from. */
export interface Trial {
  readonly seq: number;
  readonly service: string;
  /** `unnecessary`: green after the change with no edit of custom code; `needed`: no better than before; `worse`: it broke something. */
  readonly verdict: "unnecessary" | "needed" | "worse";
  readonly because: string;
  /** Lines of custom code before the codemod and after it. */
  readonly lines: { readonly before: number; readonly after: number };
}

/** What is tried at once. */
export interface Entrants {
  readonly challengers: readonly Challenger[];
  /** What the templates print already: code of then still has it by hand, and it moves too. */
  readonly standing: readonly Challenger[];
}

/** What a challenger is, whichever cases it was made from. */
export const keyOf = ({ pattern, language, block }: Challenger): string =>
  [pattern, language, block].join("\n");

/** The challengers, each block once. */
export const distinct = (challengers: readonly Challenger[]): Challenger[] => [
  ...new Map(challengers.map((one) => [keyOf(one), one])).values(),
];

/** A trial, and how many declarations each challenger moved in it, by `keyOf`. */
export interface Tried {
  readonly trial: Trial;
  readonly moved: ReadonlyMap<string, number>;
}

/**
 * Tries challengers, all at once, on a recorded repair: at the record's base, with their templates and codemods, the gates
 * must be green; then the record's intent change is made and the service stamped. The repair counts as unnecessary where
 * the gates are green without an edit of custom code, which must not have grown.
 */
export async function tryOn(
  context: TrialContext,
  universe: LoadedUniverse,
  entrants: Entrants,
  templates: Templates,
  recalled: Recalled,
  tree: string,
): Promise<Tried> {
  const { record, before, after } = recalled;
  const service = before.services.get(record.service);
  const later = after.services.get(record.service);
  const about = { seq: record.seq, service: record.service };
  const needed = (because: string): Tried => ({
    trial: { ...about, verdict: "needed", because, lines: { before: 0, after: 0 } },
    moved: new Map(),
  });
  if (service === undefined || later === undefined) return needed("the service is new in it");
  try {
    const missing = await checkOut(context, universe, recalled, service, tree);
    if (missing !== undefined) return needed(missing);
    const linesBefore = customLines(await sourcesIn(context, tree, service));
    const moved = await moveAll(context, entrants, { before, service }, templates, tree);
    const lines = {
      before: linesBefore,
      after: customLines(await sourcesIn(context, tree, service)),
    };
    const outcome = await twice(context, tree, withAll(templates, entrants.challengers), [
      [before, service],
      [after, later],
    ]);
    const all = [...moved.values()].reduce((sum, count) => sum + count, 0);
    return { trial: { ...about, ...verdictOf(outcome, lines, all), lines }, moved };
  } finally {
    await context.host.files.remove(tree);
  }
}

/** The templates with the block of each challenger. */
export const withAll = (templates: Templates, challengers: readonly Challenger[]): Templates =>
  distinct(challengers).reduce((all, one) => challenged(all, one).templates, templates);

/** Runs the codemods one on what the other left. What is standing is not counted. */
async function moveAll(
  context: TrialContext,
  { challengers, standing }: Entrants,
  at: { readonly before: Model; readonly service: Service },
  templates: Templates,
  tree: string,
): Promise<Tried["moved"]> {
  const moved = new Map<string, number>();
  const counted = distinct(challengers);
  for (const challenger of [...distinct(standing), ...counted]) {
    const { sources, tests } = await sourcesIn(context, tree, at.service);
    const codemod = await codemodOf(
      challenger,
      { model: at.before, service: at.service, templates, sources, tests },
      context.host.syntax,
    );
    for (const [path, text] of codemod.texts)
      await context.host.files.writeText(joinPath(tree, path), text);
    if (counted.includes(challenger)) moved.set(keyOf(challenger), codemod.moved.length);
  }
  return moved;
}

interface Outcome {
  readonly round: "before" | "after";
  readonly red: string;
}

/** Stamp and gates at the base, then with the change; tells the first round that is red. */
async function twice(
  context: TrialContext,
  tree: string,
  templates: Templates,
  rounds: readonly (readonly [Model, Service])[],
): Promise<Outcome | undefined> {
  for (const [index, [model, service]] of rounds.entries()) {
    const round = index === 0 ? "before" : "after";
    const problems = await stampInto(context, tree, model, service, templates);
    if (problems.length > 0) return { round, red: `the template fails: ${problems.join("; ")}` };
    const report = await judge(context, tree, model, service);
    if (!report.green) return { round, red: redSentence(report) };
  }
  return undefined;
}

function verdictOf(
  outcome: Outcome | undefined,
  lines: Trial["lines"],
  moved: number,
): Pick<Trial, "verdict" | "because"> {
  if (outcome?.round === "before")
    return { verdict: "worse", because: `without any change, ${outcome.red}` };
  if (lines.after > lines.before)
    return {
      verdict: "worse",
      because: `custom code grows from ${lines.before} to ${lines.after} lines`,
    };
  if (moved === 0) return { verdict: "needed", because: "the codemod found nothing to move" };
  if (outcome !== undefined)
    return { verdict: "needed", because: `after the change, ${outcome.red}` };
  return {
    verdict: "unnecessary",
    because: `${moved} declaration${moved === 1 ? "" : "s"} moved, gates green after the change with no edit`,
  };
}

/** The service as it stood when it was repaired, and beside it what its repository holds outside of services. */
async function checkOut(
  context: TrialContext,
  universe: LoadedUniverse,
  recalled: Recalled,
  service: Service,
  tree: string,
): Promise<string | undefined> {
  const folder = universe.folders.find((one) => one.directory === service.directory);
  const repository = folder?.repository;
  const revision = recalled.record.revisions.find((one) => one.repository === repository?.name);
  if (repository === undefined || revision === undefined)
    return "its repository is not here any more";
  const others = [...recalled.before.services.values()].filter((one) => one !== service);
  await context.host.files.remove(tree);
  await checkoutInto(context.host, {
    root: universe.root,
    repository,
    revision: revision.head,
    runRoot: tree,
    wanted: (path) => !others.some((one) => holds(one.directory, path)),
  });
  return undefined;
}
