import type { Files, FlywheelEvent } from "#intent";
import type { Bus } from "./bus.ts";

export interface RunLog {
  /** Waits until all that was emitted so far stands in the file; throws what the disk said. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps a run's events as JSONL: what the report and the progress display are made from. */
export function openRunLog(files: Files, path: string, bus: Bus): RunLog {
  let writing: Promise<void> = Promise.resolve();
  let pending: string[] = [];
  const write = async (): Promise<void> => {
    const lines = pending.join("");
    pending = [];
    if (lines !== "") await files.appendText(path, lines);
  };
  const unsubscribe = bus.on((event) => {
    pending.push(`${JSON.stringify(event)}\n`);
    if (pending.length === 1) writing = writing.then(write);
    // A full disk is told by flush(); without this it would be an unhandled rejection in between.
    writing.catch(() => undefined);
  });
  return {
    flush: () => writing,
    close: async () => {
      unsubscribe();
      await writing;
    },
  };
}

const isEvent = (value: unknown): value is FlywheelEvent =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  "seq" in value &&
  typeof value.seq === "number";

/** Reads a run log. A last line that was cut by a crash is left out; types that are not known are given as they are. */
export async function readRunLog(files: Files, path: string): Promise<FlywheelEvent[]> {
  const text = (await files.readText(path)) ?? "";
  const events: FlywheelEvent[] = [];
  for (const line of text.split("\n")) {
    const parsed = parseLine(line);
    if (isEvent(parsed)) events.push(parsed);
  }
  return events;
}

function parseLine(line: string): unknown {
  if (line === "") return undefined;
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
