import { setTimeout as delay } from "node:timers/promises";
import * as times from "./generated.times.ts";
import type { ClockTypescript } from "./generated.ts";

const ran = new Map<string, number>();
const count = (name: string): number => {
  const now = (ran.get(name) ?? 0) + 1;
  ran.set(name, now);
  return now;
};

export const app: ClockTypescript = {
  async counted() {
    return ran;
  },
  async beat({ at }) {
    console.log(`beat of ${text(at)} begins`);
    await delay(1000);
    count("beat");
    console.log("beat ends");
  },
  async failTwice() {
    if (count("fail-twice") < 3) throw new Error("not yet");
  },
  async leap() {
    count("leap");
  },
  async lookAround() {
    count("look-around");
  },
};

interface Question extends Partial<Omit<times.Every, "name">> {
  readonly ask: "next" | "due" | "begin" | "take" | "watch";
  readonly name?: string;
  readonly after?: string;
  readonly count?: number;
  readonly since?: string;
  readonly now?: string;
  readonly at?: readonly string[];
  readonly folder?: string;
  readonly takesMs?: number;
  readonly restMs?: number;
  readonly waitMs?: number;
  readonly fails?: number;
  readonly start?: string;
  readonly last?: string;
  readonly jumps?: readonly number[];
}

const text = (at: Date): string => at.toISOString().replace(".000", "");
const dateOf = (given: string | undefined): Date => new Date(given ?? Number.NaN);

/** A clock that stands still but for the sleeps; it wakes `jumps` seconds late, one after the other. */
class Steps implements times.Clock {
  readonly ended = Promise.withResolvers<void>();
  #now: number;
  readonly #jumps: number[];

  constructor(start: Date, jumps: readonly number[]) {
    this.#now = start.getTime();
    this.#jumps = [...jumps];
  }

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    await delay(60);
    const jump = this.#jumps.shift();
    if (jump === undefined) {
      this.ended.resolve();
      await new Promise<void>((resolve) =>
        signal.addEventListener("abort", () => resolve(), { once: true }),
      );
      return;
    }
    this.#now += milliseconds + jump * 1000;
  }
}

/** What one question of the test is answered with. */
async function answer(given: Question): Promise<string[]> {
  const { ask, name = "job", cron = "* * * * *", ...more } = given;
  const { after, count: wanted = 0, since, now, at = [], folder, ...others } = more;
  const { takesMs = 0, restMs = 0, waitMs = 0, fails = 0, start, last, jumps = [], ...every } = others;
  const said: string[] = [];
  const job = new times.Job({ ...every, name, cron }, async (tick) => {
    said.push(`begin ${text(tick.at)}`);
    try {
      await delay(takesMs, undefined, { signal: tick.signal });
    } catch (error) {
      said.push(`ended early ${text(tick.at)}`);
      throw error;
    }
    if (said.filter((line) => line.startsWith("begin")).length <= fails) {
      said.push("fail");
      throw new Error("not yet");
    }
    said.push(`end ${text(tick.at)}`);
  });
  if (ask === "next") {
    let next: Date | undefined = dateOf(after);
    for (let tried = 0; tried < wanted && next !== undefined; tried += 1) {
      next = job.next(next);
      if (next !== undefined) said.push(text(next));
    }
  } else if (ask === "due") return job.due(dateOf(since), dateOf(now)).map(text);
  else if (ask === "begin") {
    for (const one of at) {
      job.begin(dateOf(one));
      await delay(restMs);
    }
    await delay(waitMs);
  } else if (ask === "take") {
    const ledger = folder === undefined ? new times.MemoryLedger() : new times.FolderLedger(folder);
    for (const one of at) said.push(String(await ledger.take(name, dateOf(one))));
    const latest = await ledger.last(name);
    said.push(latest === undefined ? "never" : text(latest));
  } else {
    const ledger = new times.MemoryLedger();
    if (last !== undefined) await ledger.take(name, dateOf(last));
    const clock = new Steps(dateOf(start), jumps);
    const schedule = new times.Schedule([job], { ledger, clock });
    schedule.start();
    await clock.ended.promise;
    await schedule.stop();
  }
  return said;
}

if (process.argv[2] === "answer") {
  let input = "";
  for await (const chunk of process.stdin) input += String(chunk);
  const questions: readonly Question[] = JSON.parse(input);
  for (const question of questions) console.log(JSON.stringify(await answer(question)));
}
