import { rangeOf, unstampedOf, type Host, type Source } from "#intent";
import type { Sensed } from "../sense/sense.ts";
import type { Repository } from "../universe/discover.ts";
import {
  openEpoch,
  runPlaces,
  writeRunRecord,
  type DeliverMode,
  type RunPlaces,
  type RunRecord,
} from "./run.ts";
import { dirtyFiles } from "./status.ts";

export interface CascadeOptions {
  readonly deliver: DeliverMode;
  readonly except: readonly string[];
  readonly engine: string;
  /** The words of `--command`, for a run that is resumed. */
  readonly command?: readonly string[];
  /** Answers of people to what this run may ask, `ID=CHOICE`. */
  readonly answers?: readonly string[];
  /** The repair of one service by itself: it takes no cascade's place. */
  readonly alone?: boolean;
}

/** Why a cascade cannot start: what the environment lacks, by name, and the cure. */
export interface Obstacle {
  readonly message: string;
  readonly cure: string;
}

const byPath = (sources: readonly Source[]): Source[] =>
  [...sources].sort((a, b) => (a.path < b.path ? -1 : 1));

const unbuilt: ReadonlySet<string> = new Set(["experimental", "self-distillation", "polisher"]);

/** What the intents ask for that does not exist yet: told, never passed over. */
function unbuiltForms(sensed: Sensed, names: readonly string[]): Obstacle[] {
  const found: Obstacle[] = [];
  const { sandbox } = sensed.after.universe;
  if (sandbox !== "none") {
    found.push({
      message: `form-not-supported-yet: (sandbox ${sandbox}); without its sandbox no gate runs`,
      cure: "write (sandbox none) in universe.lisp if gates may run as you",
    });
  }
  for (const name of names) {
    const governance = sensed.after.services.get(name)?.governance ?? "strict-codegen";
    if (unbuilt.has(governance)) {
      found.push({
        message: `form-not-supported-yet: (governance ${governance}) of ${name}`,
        cure: "use strict-codegen, survival-patching, cartography or newborn",
      });
    }
    found.push(...unstampable(sensed, name));
  }
  return found;
}

/** A service that no stamp can be made of would hold the whole cascade after its gates have run: told before, with its place. */
function unstampable({ after, universe }: Sensed, name: string): Obstacle[] {
  const service = after.services.get(name);
  const [first] = service === undefined ? [] : unstampedOf(service);
  if (first === undefined) return [];
  const text = universe.sources.find(({ path }) => path === first.file)?.text ?? "";
  const { line, column } = rangeOf(text, first.span);
  return [
    {
      message: `${name} cannot be stamped: ${first.file}:${line}:${column}: ${first.message}`,
      cure: `take it out for now, or leave ${name} out with --except ${name}`,
    },
  ];
}

/**
 * Services that are left out although others are to be stamped from what they changed: their intent would stay behind, and
 * the drafts of the others would stand on a contract that no commit declares.
 */
export function exceptedOwners(sensed: Sensed, except: readonly string[]): Obstacle[] {
  return except.flatMap((owner) => {
    const own = sensed.delta.changes.filter(
      (change) => change.service === owner && change.cause === undefined,
    );
    const consumers = own
      .flatMap(({ verdicts }) => verdicts.filter((one) => one.outside === undefined))
      .map((one) => one.consumer)
      .filter((name) => name !== owner && !except.includes(name));
    const names = [...new Set(consumers)].sort();
    const [first] = own;
    if (first === undefined || names.length === 0) return [];
    return [
      {
        message: `${owner} cannot be left out alone: ${names.join(", ")} would be stamped from ${first.symbol}, which it changed`,
        cure: `leave out ${names.map((name) => `--except ${name}`).join(" ")} as well, or put the intent of ${owner} back`,
      },
    ];
  });
}

/** Looks for what would stop a cascade before anything is written. */
export function obstacles(sensed: Sensed, names: readonly string[]): Obstacle[] {
  const found: Obstacle[] = unbuiltForms(sensed, names);
  for (const name of names) {
    const service = sensed.after.services.get(name) ?? sensed.before.services.get(name);
    const folder = sensed.universe.folders.find((one) => one.directory === service?.directory);
    if (folder?.repository === undefined) {
      found.push({
        message: `${name} stands in no git repository (${service?.directory ?? "?"})`,
        cure: "run `git init` there and commit once",
      });
    } else found.push(...uncommittedMove(sensed, name, folder.repository));
  }
  for (const base of sensed.bases) {
    if (base.head === undefined)
      found.push({
        message: `the repository ${base.repository.name} has no commit yet`,
        cure: "commit once; a draft branch needs something to start from",
      });
  }
  return found;
}

/** A service that left its folder after HEAD: its code is taken from HEAD, which has none where it stands now. */
function uncommittedMove(
  { before, after, bases }: Sensed,
  name: string,
  at: Repository,
): Obstacle[] {
  const [from, to] = [before.services.get(name)?.directory, after.services.get(name)?.directory];
  const base = bases.find(({ repository }) => repository.name === at.name);
  if (from === undefined || to === undefined || from === to || base?.revision !== base?.head)
    return [];
  return [
    {
      message: `${name} moved from ${from} to ${to}, and no commit says so yet`,
      cure: "commit the move with the service's code; the change itself may stay uncommitted",
    },
  ];
}

/** Opens an epoch and writes down all that the run needs. */
export async function startRun(
  host: Host,
  sensed: Sensed,
  options: CascadeOptions,
  before: readonly Source[],
): Promise<{ places: RunPlaces; record: RunRecord }> {
  const { universe } = sensed;
  const epoch = await openEpoch(host, universe);
  const places = runPlaces(host, universe.id, epoch);
  const order = sensed.waves.flat().filter((name) => !options.except.includes(name));
  const repositoryOf = (name: string): Repository | undefined => {
    const service = sensed.after.services.get(name);
    return universe.folders.find((folder) => folder.directory === service?.directory)?.repository;
  };
  const services = order.flatMap((name) => {
    const repository = repositoryOf(name);
    return repository === undefined || !sensed.after.services.has(name)
      ? []
      : [{ name, repository: repository.name }];
  });
  const touched = new Set(services.map((one) => one.repository));
  const carried = new Set([
    universe.universeFile,
    ...services.flatMap((one) => sensed.after.services.get(one.name)?.file ?? []),
  ]);
  const dirty = await Promise.all(
    universe.repositories.map((repository) => dirtyFiles(host, universe.root, repository)),
  );
  const moves = (name: string): boolean =>
    touched.has(name) || name === universe.rootRepository?.name;
  const stood = sensed.bases.flatMap((base) =>
    base.head === undefined
      ? []
      : [{ ...base.repository, head: base.head, base: base.revision ?? base.head }],
  );
  const record: RunRecord = {
    v: 1,
    run: `${universe.name}-${epoch}-${host.randomId()}`,
    epoch,
    root: universe.root,
    universe: universe.name,
    universeId: universe.id,
    startedAt: host.clock.now(),
    pid: host.platform.pid,
    deliver: options.deliver,
    except: options.except,
    engine: options.engine,
    ...(options.command === undefined ? {} : { command: options.command }),
    before: byPath(before),
    after: byPath(universe.sources),
    repositories: stood.filter((one) => moves(one.name)),
    others: stood.filter((one) => !moves(one.name)),
    services,
    unseen: [...new Set(dirty.flat())].filter((path) => !carried.has(path)),
    ...(options.answers === undefined || options.answers.length === 0
      ? {}
      : { answers: options.answers }),
    ...(options.alone === true ? { alone: true } : {}),
  };
  await writeRunRecord(host, places, record);
  return { places, record };
}
