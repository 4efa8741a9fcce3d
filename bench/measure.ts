import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * How all rows measure. Machines are noisy, so nothing is compared across runs: contenders take turns, A B A B, within
 * one process, what counts is CPU time (user + system), and of each contender the median. Its first call, which pays
 * for loading and compiling, is stated apart from the warm ones.
 */
export interface Contender {
  readonly name: string;
  /** Does the work once. What it returns is kept from being optimised away. */
  readonly run: () => unknown;
  /** Bytes that one run works through, where a throughput means something. */
  readonly bytes?: number;
}

export interface Measured {
  readonly name: string;
  /** CPU milliseconds of the first call. */
  readonly firstMs: number;
  /** Median CPU milliseconds of the later calls. */
  readonly warmMs: number;
  /** Megabytes (10^6 bytes) a second of CPU, warm. */
  readonly throughput?: number;
}

/** A goal of the row: what was reached, and the limit that it may not pass. */
export interface Goal {
  readonly text: string;
  readonly value: number;
  readonly limit: number;
}

export interface Report {
  readonly measured: readonly Measured[];
  readonly goals: readonly Goal[];
  /** Sentences about what was measured, or why something was not. */
  readonly notes: readonly string[];
}

/** One row of the table: a file of this folder that exports it as `row`. */
export interface Row {
  readonly title: string;
  readonly measure: () => Promise<Report>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

const sink: unknown[] = [];

async function cpuMsOf(run: () => unknown): Promise<number> {
  // What the last contender made is dropped first: this one's collector would have to walk it, and pay for its sweeping.
  sink.length = 0;
  globalThis.gc?.();
  const before = process.cpuUsage();
  sink[0] = await run();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1000;
}

/** Lets contenders take turns: one first call each, then `rounds` warm ones. */
export async function alternate(
  contenders: readonly Contender[],
  rounds: number,
): Promise<Measured[]> {
  const first: number[] = [];
  for (const { run } of contenders) first.push(await cpuMsOf(run));
  const warm = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { run }] of contenders.entries()) warm[index]?.push(await cpuMsOf(run));
  }
  return contenders.map(({ name, bytes }, index) => {
    const warmMs = median(warm[index] ?? []);
    const throughput = bytes === undefined ? {} : { throughput: bytes / 1000 / warmMs };
    return { name, firstMs: first[index] ?? Number.NaN, warmMs, ...throughput };
  });
}

/** CPU milliseconds of a command and its children, by the shell's `times`, as the mean of `repeats` starts. */
export function commandCpuMs(argv: readonly string[], repeats: number): number {
  const script =
    'repeats=$1; shift; for ((i = 0; i < repeats; i++)); do "$@" >/dev/null || exit 9; done; times';
  const result = spawnSync("bash", ["-c", script, "bash", String(repeats), ...argv], {
    encoding: "utf8",
  });
  if (result.status !== 0) throw new Error(`${argv.join(" ")} failed: ${result.stderr}`);
  // The second line is about children: `0m0.213s 0m0.041s`.
  const times = [...(result.stdout.split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  if (times.length !== 2) throw new Error(`times said ${JSON.stringify(result.stdout)}`);
  const seconds = times.reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  return (seconds * 1000) / repeats;
}

export interface CommandContender {
  readonly name: string;
  readonly argv: readonly string[];
  /** Makes ready what one start needs, and is not measured; each turn is one start then. */
  readonly before?: () => void;
}

/** Lets commands take turns like {@link alternate}; each turn is the mean of `repeats` starts. */
export function alternateCommands(
  commands: readonly CommandContender[],
  rounds: number,
  repeats: number,
): Measured[] {
  const turn = ({ argv, before }: CommandContender, starts: number): number => {
    before?.();
    return commandCpuMs(argv, before === undefined ? starts : 1);
  };
  const first = commands.map((command) => turn(command, 1));
  const warm = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) warm[index]?.push(turn(command, repeats));
  }
  return commands.map(({ name }, index) => ({
    name,
    firstMs: first[index] ?? Number.NaN,
    warmMs: median(warm[index] ?? []),
  }));
}

/** Resident bytes of a process and all below it, as Linux tells them; 0 where it has ended or nobody tells. */
function residentBytes(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    const below = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    const children = below === "" ? [] : below.split(" ").map(Number);
    return pages * 4096 + children.reduce((sum, child) => sum + residentBytes(child), 0);
  } catch {
    // It ended between two looks.
    return 0;
  }
}

/** Most MiB that a command and its children held at once, looked at every 5 ms; 0 where the system does not tell. */
export async function commandPeakMiB(argv: readonly string[]): Promise<number> {
  const child = spawn(argv[0] ?? "", argv.slice(1), { stdio: "ignore" });
  let peak = 0;
  const looking = setInterval(() => {
    peak = Math.max(peak, residentBytes(child.pid ?? 0));
  }, 5);
  const exit = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  clearInterval(looking);
  if (exit !== 0) throw new Error(`${argv.join(" ")} failed`);
  return peak / (1024 * 1024);
}

/**
 * Bytes that stay reachable through what `build` returns, on the heap and in array buffers: the median of five builds.
 * Five before them are not counted, because an engine compiles what runs and drops code that rests, and both would be
 * taken for the data's. Needs `--expose-gc`.
 */
export function retainedBytes(build: () => unknown): number {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error("memory is measured with --expose-gc");
  const once = (): number => {
    sink.length = 0;
    collect();
    const before = process.memoryUsage();
    sink[0] = build();
    collect();
    const after = process.memoryUsage();
    return after.heapUsed - before.heapUsed + (after.arrayBuffers - before.arrayBuffers);
  };
  for (let uncounted = 0; uncounted < 5; uncounted++) once();
  return median(Array.from({ length: 5 }, once));
}

/** The warm CPU time of one contender over that of another, by their names. */
export function ratio(measured: readonly Measured[], of: string, over: string): number {
  const warm = (name: string): number =>
    measured.find((entry) => entry.name === name)?.warmMs ?? Number.NaN;
  return warm(of) / warm(over);
}
