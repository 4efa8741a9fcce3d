import type { Host } from "#intent";
import { openJournal, readJournal, type RefMove } from "../journal/journal.ts";
import type { LoadedUniverse } from "../universe/load.ts";
import { joinPath, relativeTo } from "../universe/paths.ts";
import { buildCommit, type CommitFile } from "./commit.ts";
import { deliver, recoverDelivery } from "./deliver.ts";
import { withDeliveryLock } from "./lock.ts";

/** What a draft branch of something learnt is made of. */
export interface BranchDraft {
  /** What is proposed: it names the branch, `flywheel/<kind>-<digest>`. */
  readonly kind: "evolve" | "rules";
  /** What the digest is of: the same proposal is the same branch. */
  readonly says: string;
  /** HEADs by name of repository. */
  readonly heads: ReadonlyMap<string, string>;
  /** New texts by path relative to the universe's root. */
  readonly texts: ReadonlyMap<string, string>;
  readonly message: string;
  /** The universe's state folder. */
  readonly state: string;
}

/** A branch that stands in all repositories that it changes, or why it stands in none. */
export type BranchDrafted =
  | { readonly ref: string; readonly moves: readonly RefMove[] }
  | { readonly reason: string };

/** Puts texts on a draft branch in every repository that holds some of them: all or none. No checkout is touched. */
export async function draftBranch(
  context: { readonly host: Host; readonly signal: AbortSignal },
  universe: LoadedUniverse,
  draft: BranchDraft,
): Promise<BranchDrafted> {
  const { host, signal } = context;
  const id = host.sha256(draft.says).slice(0, 8);
  const ref = `refs/heads/flywheel/${draft.kind}-${id}`;
  return withDeliveryLock(host, draft.state, async () => {
    const journal = openJournal(host, joinPath(draft.state, draft.kind, `${id}.jsonl`));
    const before = await readJournal(host, journal.path);
    if ("corrupt" in before)
      return { reason: `line ${before.corrupt.line} of ${journal.path} is damaged` };
    await recoverDelivery(host, journal, before.records);
    const moves = await movesOf(host, universe, draft, ref);
    const run = { run: `${draft.kind}-${id}`, epoch: 0 };
    const done = await deliver(host, journal, run, moves, () => !signal.aborted);
    if (done.outcome === "committed") return { ref, moves };
    return {
      reason:
        done.outcome === "refused"
          ? `${done.repository} would not take its draft: ${done.reason}`
          : "it was stopped before its draft stood",
    };
  });
}

async function movesOf(
  host: Host,
  universe: LoadedUniverse,
  { kind, heads, texts, message, state }: BranchDraft,
  ref: string,
): Promise<RefMove[]> {
  const moves: RefMove[] = [];
  for (const { name, absolute } of universe.repositories) {
    const files = filesIn(universe, absolute, texts, name);
    if (files.length === 0) continue;
    const to = await buildCommit(host, {
      repository: absolute,
      parent: heads.get(name) ?? "",
      files,
      at: Math.floor(host.clock.now() / 1000),
      message,
      scratch: joinPath(state, kind),
    });
    const asked = ["rev-parse", "--verify", "--quiet", ref];
    const { exit, stdout } = await host.git.run(absolute, asked);
    moves.push({ repository: name, absolute, ref, from: exit === 0 ? stdout.trim() : null, to });
  }
  return moves;
}

/** What a repository holds of the new texts: the innermost one around a path has it. */
function filesIn(
  universe: LoadedUniverse,
  absolute: string,
  texts: ReadonlyMap<string, string>,
  name: string,
): CommitFile[] {
  return [...texts].toSorted().flatMap(([path, text]): CommitFile[] => {
    const full = joinPath(universe.root, path);
    const holding = universe.repositories
      .filter((one) => relativeTo(one.absolute, full) !== undefined)
      .toSorted((a, b) => b.absolute.length - a.absolute.length)[0];
    const inside = holding?.name === name ? relativeTo(absolute, full) : undefined;
    return inside === undefined ? [] : [{ path: inside, text }];
  });
}
