import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { setImmediate, setTimeout } from "node:timers/promises";

/** How a child ended by itself. */
export interface Exit {
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How long nothing must have come from the pipes of a child that has ended, and how long they are read at the most. */
const quietMs = 100;
const drainMsMax = 2000;

/**
 * Waits for the child itself, not for its pipes: whoever inherited these and left the process group (`setsid`, a detached
 * child of code under test) may hold them for ever. Listens from the call on.
 */
export const exitOf = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => {
    child.once("exit", (exit, signal) => resolve({ exit, signal }));
  });

/**
 * Reads what is still in the pipes of a child that has ended, until they close or nothing comes any more, and lets go of
 * them.
 */
export async function drain(child: ChildProcess): Promise<void> {
  const pipes = [child.stdout, child.stderr].filter((pipe) => pipe !== null);
  let pieces = 0;
  for (const pipe of pipes) pipe.on("data", () => (pieces += 1));
  const allClosed = Promise.all(pipes.map(closed));
  const started = performance.now();
  let heard = -1;
  while (heard !== pieces && performance.now() - started < drainMsMax) {
    heard = pieces;
    const quiet = setTimeout(quietMs, "quiet", { ref: false });
    if ((await Promise.race([allClosed, quiet])) !== "quiet") break;
    // On a machine that is busy the clock may go off before the pipes were looked at even once.
    await setImmediate();
    await setImmediate();
  }
  for (const pipe of [child.stdin, ...pipes]) pipe?.destroy();
}

const closed = (pipe: Readable): Promise<void> =>
  new Promise((resolve) => {
    if (pipe.closed) resolve();
    else pipe.once("close", resolve);
  });
