import type { Templates } from "#forge";
import type { ReadyRule } from "#mechanic";
import type { Delta, Emit, Host, Model } from "#intent";
import { toolEnvironment } from "../runtree/environment.ts";
import { confined } from "../universe/confined.ts";
import type { Filling } from "./fill.ts";
import { modelsOf, type RunPlaces, type RunRecord } from "./run.ts";
import { diffModels } from "#intent";

/** Environment variable that every tool of a run carries. */
export const runMark = "FLYWHEEL_RUN";

/** What every step of one run shares. */
export interface RunContext {
  readonly host: Host;
  readonly places: RunPlaces;
  readonly record: RunRecord;
  readonly templates: Templates;
  readonly before: Model;
  readonly after: Model;
  readonly delta: Delta;
  readonly environment: Readonly<Record<string, string>>;
  readonly emit: Emit;
  /** What the universe has learnt: tried at holes before anybody is asked. */
  readonly rules: readonly ReadyRule[];
  /** Who is asked about holes; absent: nobody. */
  readonly filling?: Filling;
}

/** Makes a run's context from its record alone, so that a resumed run sees what the first one saw. */
export function runContext(
  host: Host,
  places: RunPlaces,
  record: RunRecord,
  { templates, rules, filling }: Pick<RunContext, "templates" | "rules" | "filling">,
  emit: Emit,
): RunContext {
  const { before, after } = modelsOf(record);
  return {
    // A repository may hold links that lead anywhere; a run writes in its own tree alone.
    host: { ...host, files: confined(host.files, places.tree) },
    places,
    record,
    templates,
    rules,
    before,
    after,
    emit,
    ...(filling === undefined ? {} : { filling }),
    delta: diffModels(before, after),
    // The mark by which recovery finds tools that outlived a run that was killed.
    environment: { ...toolEnvironment(host, host.platform.cacheDirectory), [runMark]: record.run },
  };
}
