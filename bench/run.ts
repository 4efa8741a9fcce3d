import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Measured, Report, Row } from "./measure.ts";

/**
 * `npm run bench [row…]` prints the rows of the table of speed, each in a process of its own, so that no row warms the
 * other's compiler or fills its heap. A row is a file of this folder that exports `row`.
 */
const folder = fileURLToPath(new URL(".", import.meta.url));
const helpers = new Set(["run.ts", "measure.ts", "universe.ts", "thousand.ts", "linked.ts"]);

const rowNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !helpers.has(file))
    .map((file) => file.slice(0, -".ts".length))
    .toSorted();

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2));

function table(measured: readonly Measured[]): string[] {
  const best = measured[0]?.warmMs ?? Number.NaN;
  const cells = [
    ["", "first call, CPU ms", "warm, CPU ms", "MB/s", "× the first line"],
    ...measured.map(({ name, firstMs, warmMs, throughput }) => [
      name,
      digits(firstMs),
      digits(warmMs),
      throughput === undefined ? "" : digits(throughput),
      digits(warmMs / best),
    ]),
  ];
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  return cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

function print(title: string, { measured, goals, notes }: Report): void {
  console.log(`\n## ${title}`);
  if (measured.length > 0) console.log(table(measured).join("\n"));
  for (const { text, value, limit } of goals) {
    console.log(
      `${value <= limit ? "reached" : "MISSED "}  ${text}: ${digits(value)} (goal ≤ ${digits(limit)})`,
    );
  }
  for (const note of notes) console.log(`note     ${note}`);
}

async function runRow(name: string): Promise<void> {
  const loaded: { readonly row: Row } = await import(`./${name}.ts`);
  print(loaded.row.title, await loaded.row.measure());
}

function runAll(wanted: readonly string[]): number {
  const known = rowNames();
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`no such row: ${unknown.join(", ")}; there are ${known.join(", ")}`);
    return 2;
  }
  console.log(
    `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores; medians, contenders alternating`,
  );
  let failed = 0;
  for (const name of wanted.length > 0 ? wanted : known) {
    const argv = ["--expose-gc", fileURLToPath(import.meta.url), "--row", name];
    if (spawnSync(process.execPath, argv, { stdio: "inherit" }).status !== 0) failed++;
  }
  return failed > 0 ? 1 : 0;
}

const [first, second] = process.argv.slice(2);
if (first === "--row" && second !== undefined) await runRow(second);
else process.exitCode = runAll(process.argv.slice(2));
