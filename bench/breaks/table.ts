import { levels, type Kind, type Level } from "./corpus.ts";
import type { Told, Verdict } from "./judge.ts";
import type { Rival } from "./rivals.ts";

/** One case's result, as it is kept. */
export interface Row {
  readonly id: string;
  readonly domain: string;
  readonly language: string;
  readonly kind: Kind;
  readonly level: Level;
  readonly outcome: string;
  readonly ms: number;
  readonly verdict: Verdict;
  readonly minimal?: { readonly tried: number; readonly unneeded: readonly Told[] };
  readonly again?: number;
  readonly rivals?: readonly Rival[];
}

interface Goal {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly counts: (row: Row) => boolean;
  /** Per cent by level; none where no bar was set. */
  readonly bar?: readonly [number, number, number];
}

const isSolved = (row: Row): boolean => row.verdict.solved;
const goals: readonly Goal[] = [
  {
    name: "rename: green, tests pass",
    kinds: ["rename-field", "rename-name"],
    counts: isSolved,
    bar: [100, 100, 98],
  },
  {
    name: "retype: production code clean",
    kinds: ["retype-id", "retype-value", "retype-shape"],
    counts: (row) => row.verdict.production,
    bar: [98, 92, 75],
  },
  {
    name: "+field, +param with a default",
    kinds: ["added-default"],
    counts: isSolved,
    bar: [100, 97, 90],
  },
  {
    name: "optional ↔ required: resolved or the exact hole",
    kinds: ["optional"],
    counts: isSolved,
    bar: [97, 92, 80],
  },
  { name: "variant: the exact hole", kinds: ["variant"], counts: isSolved, bar: [100, 100, 95] },
  {
    name: "+field, +param without a default: the exact hole",
    kinds: ["added-required"],
    counts: isSolved,
  },
  { name: "removed", kinds: ["removed"], counts: isSolved },
  { name: "rpc became fallible, errors, outputs", kinds: ["fallible"], counts: isSolved },
  { name: "event payload", kinds: ["event"], counts: isSolved },
  { name: "several changes at once", kinds: ["several"], counts: isSolved },
];

const percent = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)}%`;

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ??
  Number.NaN;

const sum = (rows: readonly Row[], of: (verdict: Verdict) => number): number =>
  rows.reduce((total, row) => total + of(row.verdict), 0);

/** The table of the offline engine's bar, and its hard gates. */
export function table(rows: readonly Row[]): string {
  const lines = ["| | easy | medium | hard | bar |", "|---|---|---|---|---|"];
  for (const goal of goals) {
    const cells = levels.map((level) => {
      const own = rows.filter((row) => row.level === level && goal.kinds.includes(row.kind));
      const good = own.filter(goal.counts).length;
      return own.length === 0 ? "-" : `${percent(good, own.length)} (${good}/${own.length})`;
    });
    const bar = goal.bar === undefined ? "none set" : goal.bar.map((one) => `${one}%`).join(" / ");
    lines.push(`| ${goal.name} | ${cells.join(" | ")} | ${bar} |`);
  }
  return [...lines, "", ...gates(rows)].join("\n");
}

/** How the questions of some cases stand beside a list of decisions. */
export function holesText(all: readonly Verdict["holes"][]): string {
  const count = (of: (one: Verdict["holes"]) => number): number =>
    all.reduce((total, one) => total + of(one), 0);
  const gold = count((one) => one.gold);
  const asked = count((one) => one.asked);
  const found = gold - count(({ missed }) => missed.length);
  const right = asked - count(({ superfluous }) => superfluous.length);
  return `recall ${percent(found, gold)} of ${gold} (≥ 99%), precision ${percent(right, asked)} of ${asked} (≥ 95%), asked as something else ${count(({ otherKind }) => otherKind.length)}`;
}

function gates(rows: readonly Row[]): string[] {
  const edits = sum(rows, (one) => one.edits);
  const wrong = sum(rows, (one) => one.wrong.length);
  const settled = rows.flatMap(({ verdict }) => verdict.settled ?? []);
  const tried = rows.reduce((total, row) => total + (row.minimal?.tried ?? 0), 0);
  const unneeded = rows.reduce((total, row) => total + (row.minimal?.unneeded.length ?? 0), 0);
  const again = rows.filter((row) => row.again !== undefined);
  const times = rows.map((row) => row.ms / 1000);
  const lines = [
    `cases ${rows.length}, solved ${rows.filter(isSolved).length}; edits ${edits}, of which like the gold ${sum(rows, (one) => one.exact)}`,
    `placeholder greens ${sum(rows, (one) => one.placeholders.length)} (0); edits of stamped files ${sum(rows, (one) => one.generated.length)} (0); decoys changed ${sum(rows, (one) => one.decoys.length)} (0)`,
    `wrong edits ${wrong} of ${edits}: ${percent(wrong, edits)} (≤ 0.5%); places left out ${sum(rows, (one) => one.missing.length)}`,
    `holes: ${holesText(rows.map(({ verdict }) => verdict.holes))}`,
    ...(settled.length === 0
      ? []
      : [`as several readers settled the lists of ${settled.length} cases: ${holesText(settled)}`]),
    `seconds a case: median ${quantile(times, 0.5).toFixed(1)} (≤ 10), p95 ${quantile(times, 0.95).toFixed(1)} (≤ 60)`,
  ];
  if (tried > 0)
    lines.push(
      `minimality: ${unneeded} of ${tried} edits could be left out, in the ${rows.filter((row) => row.minimal !== undefined).length} cases that are green with a person's part`,
    );
  if (again.length > 0)
    lines.push(
      `idempotence: ${again.filter((row) => (row.again ?? 0) > 0).length} of ${again.length} cases edited again`,
    );
  return lines;
}

/** What went wrong in a case, line by line; empty where nothing did. */
export function complaints(row: Row): string[] {
  const { verdict } = row;
  const list = (what: string, told: readonly { file: string; line: number; what: string }[]) =>
    told.map(
      (one) => `${what} ${one.file}:${one.line}  ${one.what.replaceAll("\n", "⏎").slice(0, 160)}`,
    );
  return [
    ...(verdict.red === undefined ? [] : [`red: ${verdict.red.slice(0, 300)}`]),
    ...list("wrong edit", verdict.wrong),
    ...list("left out", verdict.missing),
    ...list("hole missed", verdict.holes.missed),
    ...list("hole too many", verdict.holes.superfluous),
    ...list("other kind", verdict.holes.otherKind),
    ...list("placeholder", verdict.placeholders),
    ...list("decoy changed", verdict.decoys),
    ...verdict.generated.map((file) => `edits ${file}`),
    ...list("unneeded", row.minimal?.unneeded ?? []),
    ...(row.again === undefined || row.again === 0 ? [] : [`edits ${row.again} places again`]),
  ];
}

/** A case at which the language's own tools were tried, and Flywheel as well where its result is there. */
export type Tried = Pick<Row, "rivals"> & Partial<Pick<Row, "outcome" | "ms" | "verdict">>;

const seconds = (rows: readonly { readonly ms?: number }[]): string =>
  quantile(
    rows.flatMap(({ ms }) => (ms === undefined ? [] : [ms / 1000])),
    0.5,
  ).toFixed(1);

/** What a language's own tools reached on the same cases; beside Flywheel where it repaired them in the same run. */
export function rivalTable(rows: readonly Tried[]): string {
  const names = [...new Set(rows.flatMap((row) => row.rivals?.map((one) => one.name) ?? []))];
  if (names.length === 0) return "";
  const lines = [
    "| contender | cases | green | honestly green | made something up | edited stamped files | median s |",
    "|---|---|---|---|---|---|---|",
  ];
  for (const name of names) {
    const own = rows.filter((row) => row.rivals?.some((one) => one.name === name) === true);
    const theirs = own.flatMap((row) => row.rivals?.filter((one) => one.name === name) ?? []);
    const count = (holds: (one: Rival) => boolean): number => theirs.filter(holds).length;
    lines.push(
      `| ${name} | ${theirs.length} | ${count((one) => one.green)} | ${count((one) => one.honest)} | ${count((one) => one.placeholders > 0)} | ${count((one) => one.stampedEdited)} | ${seconds(theirs)} |`,
    );
    const ours = own.filter((row) => row.verdict !== undefined);
    const green = ours.filter((row) => row.outcome !== "held");
    if (ours.length > 0)
      lines.push(
        `| Flywheel, the same cases | ${ours.length} | ${green.length} | ${green.filter((row) => row.verdict?.solved === true).length} | 0 | 0 | ${seconds(ours)} |`,
      );
  }
  return lines.join("\n");
}
