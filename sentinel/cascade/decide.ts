import type { Host, UnchainedRecord } from "#intent";
import { buildCommit, type CommitFile } from "../delivery/commit.ts";
import { deliver, type AtFailpoint } from "../delivery/deliver.ts";
import { withDeliveryLock } from "../delivery/lock.ts";
import { openJournal, type RefMove } from "../journal/journal.ts";
import { relativeTo, joinPath } from "../universe/paths.ts";
import { keepRecords, recordsFile } from "./keep.ts";
import { decidedMoves } from "./recover.ts";
import type { ServiceArtifact } from "./artifact.ts";
import { draftRef, draftsOf, type RunPlaces, type RunRecord } from "./run.ts";

export type Decision =
  | {
      readonly outcome: "committed";
      readonly moves: readonly RefMove[];
      /** Why the repairs left no record, where they left none. */
      readonly unrecorded?: string;
    }
  /** Nothing differs from what the repositories hold already. */
  | { readonly outcome: "nothing" }
  | { readonly outcome: "preempted" }
  | { readonly outcome: "refused"; readonly repository: string; readonly reason: string };

/** Trailer that tells our own commits from a person's: a draft with a person's commit on top is never replaced. */
const trailer = "Flywheel-Epoch:";

function message(
  record: RunRecord,
  { title, breaks }: Pick<DecideOptions, "title" | "breaks">,
  artifacts: readonly ServiceArtifact[],
): string {
  const lines = artifacts.map(
    (one) =>
      `- ${one.name}: ${one.outcome}${one.edits.length > 0 ? `, ${one.edits.length} edits` : ""}`,
  );
  return [
    title,
    "",
    ...(breaks.length === 0 ? [] : ["What breaks:", ...breaks, "", "What was done:"]),
    ...lines,
    "",
    `Flywheel-Run: ${record.run}`,
    `${trailer} ${record.epoch}`,
    "",
  ].join("\n");
}

interface Own {
  readonly name: string;
  readonly absolute: string;
  readonly head: string;
  readonly files: readonly CommitFile[];
  readonly artifacts: readonly ServiceArtifact[];
}

const inOrder = (files: readonly CommitFile[]): CommitFile[] =>
  files.toSorted((a, b) => (a.path < b.path ? -1 : 1));

function byRepository(record: RunRecord, artifacts: readonly ServiceArtifact[]): Own[] {
  return record.repositories.map((repository) => {
    const names = new Set(
      record.services.filter((one) => one.repository === repository.name).map((one) => one.name),
    );
    const own = artifacts.filter((artifact) => names.has(artifact.name));
    const shared = own
      .flatMap((artifact) => artifact.files)
      .filter((file) => file.before !== file.after);
    const files = new Map<string, CommitFile>();
    for (const file of shared) {
      const path = relativeTo(repository.absolute, joinPath(record.root, file.path));
      if (path !== undefined) files.set(path, { path, text: file.after ?? undefined });
    }
    return {
      ...repository,
      files: inOrder([...files.values()]),
      artifacts: own,
    };
  });
}

/** Older drafts that are still as we made them: the new set replaces them. */
async function replaced(
  host: Host,
  own: { readonly name: string; readonly absolute: string },
  epoch: number,
): Promise<RefMove[]> {
  const older = (await draftsOf(host, own.absolute)).filter((draft) => draft.epoch < epoch);
  const moves = await Promise.all(
    older.map(async (draft): Promise<RefMove[]> => {
      const body = (await host.git.run(own.absolute, ["log", "-1", "--format=%B", draft.tip]))
        .stdout;
      const ours = body.includes(`${trailer} ${draft.epoch}`);
      return ours
        ? [
            {
              repository: own.name,
              absolute: own.absolute,
              ref: draft.ref,
              from: draft.tip,
              to: null,
            },
          ]
        : [];
    }),
  );
  return moves.flat();
}

export interface DecideOptions {
  readonly title: string;
  /** The breaks among what was edited, a line each, with whether the intents declare them. */
  readonly breaks: readonly string[];
  readonly everyRepository: readonly { readonly name: string; readonly absolute: string }[];
  readonly stillCurrent: () => boolean;
  /** What was repaired, for those who learn from it. */
  readonly records?: readonly UnchainedRecord[];
  readonly at?: AtFailpoint;
}

/**
 * Builds one commit for each repository that changes and moves all refs together. `everyRepository` is the whole
 * universe: older drafts go away everywhere, so that the set of drafts is complete or absent.
 */
export async function decide(
  host: Host,
  places: RunPlaces,
  record: RunRecord,
  artifacts: readonly ServiceArtifact[],
  options: DecideOptions,
): Promise<Decision> {
  return withDeliveryLock(host, places.state, async () => {
    if (!options.stillCurrent()) return { outcome: "preempted" };
    // An earlier process of this run may have decided and died; recovery has moved its refs since.
    const decided = await decidedMoves(host, places);
    if (decided.length > 0) return { outcome: "committed", moves: decided };
    const moves: RefMove[] = [];
    const records = options.records ?? [];
    const made = await recordsFile(host, record, records);
    const recorded = made !== undefined && "text" in made ? made : undefined;
    for (const own of byRepository(record, artifacts)) {
      const files =
        own.name === recorded?.repository ? inOrder([...own.files, recorded]) : own.files;
      if (files.length === 0) continue;
      const to = await buildCommit(host, {
        repository: own.absolute,
        parent: own.head,
        files,
        at: Math.floor(record.startedAt / 1000),
        message: message(record, options, own.artifacts),
        scratch: joinPath(places.run, "scratch"),
      });
      moves.push({
        repository: own.name,
        absolute: own.absolute,
        ref: draftRef(record.epoch),
        from: null,
        to,
      });
    }
    if (moves.length === 0) return { outcome: "nothing" };
    for (const repository of options.everyRepository)
      moves.push(...(await replaced(host, repository, record.epoch)));
    const journal = openJournal(host, places.journal);
    const done = await deliver(
      host,
      journal,
      { run: record.run, epoch: record.epoch },
      moves,
      options.stillCurrent,
      options.at,
    );
    if (done.outcome !== "committed") return done;
    const rooted = record.repositories.some((one) => one.name === ".");
    const kept =
      rooted || records.length === 0
        ? made
        : await keepRecords(host, places.state, record, records);
    const lost = kept !== undefined && "unrecorded" in kept ? kept : {};
    return { outcome: "committed", moves, ...lost };
  });
}
