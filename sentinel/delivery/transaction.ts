import type { Host, RunningProcess } from "#intent";
import type { RefMove } from "../journal/journal.ts";

const zeros = "0".repeat(40);

/** A `git update-ref --stdin` that is held open: its locks stand from `prepare` to `commit`, and fall when it dies. */
export interface RefTransaction {
  readonly repository: string;
  commit(): Promise<boolean>;
  abort(): Promise<void>;
}

/** Waits for one line that `update-ref` answers (`start: ok`), or for its end. */
function answers(process: RunningProcess): { next(expected: string): Promise<boolean> } {
  let received = "";
  let wake: () => void = () => {};
  let ended = false;
  process.onOutput((chunk) => {
    received += chunk;
    wake();
  });
  void process.finished.then(() => {
    ended = true;
    wake();
  });
  return {
    next: async (expected) => {
      while (!received.includes(`${expected}: ok\n`)) {
        if (ended) return false;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return true;
    },
  };
}

/**
 * Locks the refs of one repository at their expected old values. `refused` holds git's own words where a ref has moved or
 * is locked by somebody else.
 */
export async function prepareRefs(
  host: Host,
  absolute: string,
  moves: readonly RefMove[],
): Promise<RefTransaction | { readonly refused: string }> {
  const process = host.git.start(absolute, ["update-ref", "--stdin"]);
  const answer = answers(process);
  const lines = moves.map((move) =>
    move.to === null
      ? `delete ${move.ref} ${move.from ?? zeros}`
      : `update ${move.ref} ${move.to} ${move.from ?? zeros}`,
  );
  // Where git has ended already its answer never comes, and its own words say why: a broken pipe adds nothing.
  await process.write(["start", ...lines, "prepare", ""].join("\n")).catch(() => undefined);
  if (!(await answer.next("prepare"))) return { refused: (await process.finished).stderr.trim() };
  return {
    repository: absolute,
    commit: async () => {
      await process.write("commit\n").catch(() => undefined);
      const done = await answer.next("commit");
      process.endInput();
      await process.finished;
      return done;
    },
    abort: async () => {
      process.endInput();
      await process.finished;
    },
  };
}
