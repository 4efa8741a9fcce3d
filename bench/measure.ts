import { spawnSync } from "node:child_process";

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

/** Lets commands take turns like {@link alternate}; each turn is the mean of `repeats` starts. */
export function alternateCommands(
  commands: readonly { readonly name: string; readonly argv: readonly string[] }[],
  rounds: number,
  repeats: number,
): Measured[] {
  const first = commands.map(({ argv }) => commandCpuMs(argv, 1));
  const warm = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { argv }] of commands.entries())
      warm[index]?.push(commandCpuMs(argv, repeats));
  }
  return commands.map(({ name }, index) => ({
    name,
    firstMs: first[index] ?? Number.NaN,
    warmMs: median(warm[index] ?? []),
  }));
}

/** Bytes that stay reachable through what `build` returns, on the heap and in array buffers. Needs `--expose-gc`. */
export function retainedBytes(build: () => unknown): number {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error("memory is measured with --expose-gc");
  sink.length = 0;
  collect();
  const before = process.memoryUsage();
  const kept = build();
  collect();
  const after = process.memoryUsage();
  sink[0] = kept;
  return after.heapUsed - before.heapUsed + (after.arrayBuffers - before.arrayBuffers);
}

/** The warm CPU time of one contender over that of another, by their names. */
export function ratio(measured: readonly Measured[], of: string, over: string): number {
  const warm = (name: string): number =>
    measured.find((entry) => entry.name === name)?.warmMs ?? Number.NaN;
  return warm(of) / warm(over);
}
