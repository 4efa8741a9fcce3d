import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { GateReport, Language } from "../../intent/index.ts";
import { agree } from "./agree.ts";
import { bases, caseId, casesOf, languages, type Base, type Case } from "./corpus.ts";
import { filledIn, judge, judgeHoles, minimality, type Verdict } from "./judge.ts";
import { startQuickCheck, type QuickCheck } from "./quick-check.ts";
import { again, repairCase, type Repaired } from "./repair-case.ts";
import {
  change,
  gatesOf,
  git,
  goldTexts,
  lay,
  layOut,
  restore,
  serviceOf,
  type Changed,
  type Site,
} from "./site.ts";
import { lookAt } from "./look.ts";
import { repairLarge } from "./large.ts";
import { rivalsOf } from "./rivals.ts";
import { complaints, holesText, rivalTable, table, type Row, type Tried } from "./table.ts";
import { verdictLine, verifyCase } from "./verify.ts";

const usage = `npm run bench:breaks [-- command]
  run [filter…] [--minimal] [--rivals] [--totals] [--out FILE] [--resume]
                                            repair the cases and print the table; a filter is part of domain/language/case;
                                            with --totals nothing of a single case is printed; with --resume what
                                            FILE holds already is not run again
  rivals [filter…] [--out FILE] [--resume]  what the languages' own tools reach on the cases, without the engine
  verify [filter…]                          whether the cases themselves are sound
  open CASE FOLDER                          lays a case out after its change, to be repaired by hand
  gold CASE FOLDER                          takes what was repaired there as the case's gold patch
  look [filter…]                            what the engine does and asks in cases that need no gold, for a reader
  questions [filter…]                       what the engine asks beside the lists of decisions, in totals alone
  large [language…]                         a service of 50,000 lines with 200 affected places
  agree FILE domain/language                how far the decisions that a second reader listed are those of the gold
  table FILE                                prints the table of results that were kept
  --corpus FOLDER                           cases that stand elsewhere: FOLDER/domain/language/cases`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minimal: { type: "boolean", default: false },
    rivals: { type: "boolean", default: false },
    totals: { type: "boolean", default: false },
    out: { type: "string" },
    corpus: { type: "string" },
    resume: { type: "boolean", default: false },
  },
});
const [command = "run", ...rest] = positionals;

const matching = (base: Base, filters: readonly string[]): Case[] =>
  casesOf(base).filter(
    (one) => filters.length === 0 || filters.some((filter) => caseId(one).includes(filter)),
  );

/** Goes through all universes that have a wanted case, one laid out after the other. */
async function eachCase(
  filters: readonly string[],
  body: (site: Site, one: Case) => Promise<void>,
  done: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const base of bases(values.corpus)) {
    const cases = matching(base, filters).filter((one) => !done.has(caseId(one)));
    if (cases.length === 0) continue;
    const site = await layOut(base);
    try {
      for (const one of cases) await body(site, one);
    } finally {
      await (await quicks.get(site))?.close();
      site.remove();
    }
  }
}

const baselines = new Map<string, GateReport>();
async function baselineOf(site: Site, name: string): Promise<GateReport> {
  const key = `${site.root} ${name}`;
  const known = baselines.get(key);
  if (known !== undefined) return known;
  const report = await gatesOf(site, serviceOf(site.universe.model, name));
  const red = report.gates.find((gate) => gate.status === "failed");
  if (red !== undefined)
    throw new Error(
      `${name} is red before any change: ${red.gate}: ${JSON.stringify(red.diagnostics.find((each) => each.severity === "error") ?? red.reason)}`,
    );
  baselines.set(key, report);
  return report;
}

/** Where results are kept, one JSON object a line, and what stands there of a run that goes on. */
function kept<T>(name: string): { readonly rows: T[]; readonly keep: (row: T) => void } {
  const out = values.out ?? join(import.meta.dirname, `../results/${name}.jsonl`);
  mkdirSync(join(out, ".."), { recursive: true });
  if (!values.resume) rmSync(out, { force: true });
  const rows: T[] = existsSync(out) ? readRows<T>(out) : [];
  const keep = (row: T): void => {
    rows.push(row);
    appendFileSync(out, `${JSON.stringify(row)}\n`);
  };
  return { rows, keep };
}

async function runAll(filters: readonly string[]): Promise<number> {
  const { rows, keep } = kept<Row>("breaks");
  const body = async (site: Site, one: Case): Promise<void> => {
    const row = await runOne(site, one);
    keep(row);
    // Whoever works on the engine does not look at single cases of what it is never tuned on.
    if (values.totals) return;
    const said = complaints(row);
    console.log(
      `${row.verdict.solved ? "solved" : row.verdict.production ? "tests " : "FAILED"} ${row.id}  ${(row.ms / 1000).toFixed(1)} s, ${row.verdict.edits} edits, ${row.verdict.holes.asked} holes${said.map((line) => `\n       ${line}`).join("")}`,
    );
  };
  await eachCase(filters, body, idsOf(rows));
  console.log(`\n${table(rows)}\n\n${rivalTable(rows)}`);
  return rows.length === 0 ? 2 : 0;
}

async function runOne(site: Site, one: Case): Promise<Row> {
  const baseline = await baselineOf(site, one.service);
  const changed = await change(site, one);
  try {
    const result = await repairCase(changed, baseline);
    lay(changed, new Map());
    const verdict = await judge(changed, one, result);
    const held = values.minimal ? await heldTo(changed, one, { result, verdict }) : {};
    return {
      id: caseId(one),
      domain: one.base.domain,
      language: one.base.language,
      kind: one.kind,
      level: one.level,
      outcome: result.outcome,
      ms: Math.round(result.ms),
      verdict,
      ...held,
      ...(values.rivals ? { rivals: await rivalsOf(changed, one) } : {}),
    };
  } finally {
    restore(changed);
  }
}

async function look(filters: readonly string[]): Promise<number> {
  let seen = 0;
  await eachCase(filters, async (site, one) => {
    const baseline = await baselineOf(site, one.service);
    const changed = await change(site, one);
    try {
      const result = await repairCase(changed, baseline);
      lay(changed, new Map());
      console.log(await lookAt(changed, one, result));
      seen += 1;
    } finally {
      restore(changed);
    }
  });
  return seen === 0 ? 2 : 0;
}

/** What the engine asks beside the lists of decisions, in totals alone and without a gate: a tenth of the price of a run. */
async function questions(filters: readonly string[]): Promise<number> {
  const all: Verdict["holes"][] = [];
  const settled: Verdict["holes"][] = [];
  await eachCase(filters, async (site, one) => {
    const baseline = await baselineOf(site, one.service);
    const changed = await change(site, one);
    try {
      const { holes } = await repairCase(changed, baseline);
      const { sources } = changed.request;
      all.push(judgeHoles(sources, one.holes, holes));
      if (one.settled !== undefined) settled.push(judgeHoles(sources, one.settled, holes));
    } finally {
      restore(changed);
    }
  });
  console.log(`${all.length} cases: ${holesText(all)}`);
  if (settled.length > 0) console.log(`${settled.length} as settled: ${holesText(settled)}`);
  return all.length === 0 ? 2 : 0;
}

/** The languages' own tools alone: they do not change when the engine does. */
async function rivalsAlone(filters: readonly string[]): Promise<number> {
  const { rows, keep } = kept<Tried & Pick<Row, "id">>("rivals");
  const body = async (site: Site, one: Case): Promise<void> => {
    const changed = await change(site, one);
    try {
      keep({ id: caseId(one), rivals: await rivalsOf(changed, one) });
    } finally {
      restore(changed);
    }
  };
  await eachCase(filters, body, idsOf(rows));
  console.log(rivalTable(rows));
  return rows.length === 0 ? 2 : 0;
}

const quicks = new Map<Site, Promise<QuickCheck>>();
/** Minimality and idempotence of a repair, by compilers that go on running; what they let pass, the gates judge. */
async function heldTo(
  changed: Changed,
  one: Case,
  { result, verdict }: { readonly result: Repaired; readonly verdict: Verdict },
): Promise<Pick<Row, "minimal" | "again">> {
  const { site, service } = changed;
  const starting = quicks.get(site) ?? startQuickCheck(site, service);
  quicks.set(site, starting);
  const quick = await starting;
  await quick.open(changed);
  const whole = filledIn(changed, one, result, verdict);
  // A compiler that refuses what all gates let pass would hide every edit that nothing needs.
  const asked = whole !== undefined && (await quick.red(whole.texts)) ? {} : quick;
  const minimal =
    whole === undefined
      ? undefined
      : await minimality(changed, one, result, whole.filled, result.edits, asked);
  return {
    ...(minimal === undefined ? {} : { minimal }),
    again: await again(changed, result, quick),
  };
}

async function verifyAll(filters: readonly string[]): Promise<number> {
  let wrong = 0;
  await eachCase(filters, async (site, one) => {
    const problems = await verifyCase(site, one, await baselineOf(site, one.service));
    if (problems.length > 0) wrong += 1;
    console.log(verdictLine(one, problems));
  });
  return wrong === 0 ? 0 : 1;
}

function caseNamed(id: string): Case {
  const one = bases(values.corpus)
    .flatMap((base) => casesOf(base))
    .find((each) => caseId(each) === id);
  if (one === undefined) throw new Error(`there is no case ${id}`);
  return one;
}

/** Lays a case out after its change, with its gold where it has one, in a repository: what differs is the gold. */
async function open(id: string, folder: string): Promise<number> {
  const one = caseNamed(id);
  const root = resolve(folder);
  if (existsSync(root)) throw new Error(`${root} stands already`);
  const site = await layOut(one.base, root);
  const changed = await change(site, one);
  writeFileSync(
    join(root, ".gitignore"),
    "node_modules\n.venv\ntarget\n__pycache__\nCargo.lock\npackage-lock.json\n",
  );
  git(root, "init", "-q");
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", "after the change");
  lay(changed, goldTexts(changed, one));
  console.log(
    `${id} is laid out in ${root}; repair ${changed.service.directory}, then: gold ${id} ${folder}`,
  );
  return 0;
}

function takeGold(id: string, folder: string): number {
  const one = caseNamed(id);
  git(folder, "add", "-A");
  const patch = git(folder, "diff", "--cached", "--no-color", "--no-ext-diff", "HEAD");
  writeFileSync(join(one.folder, "gold.patch"), patch);
  console.log(`${id}: ${patch.split("\n").length} lines`);
  return 0;
}

async function large(wanted: readonly string[]): Promise<number> {
  const [only, ...others] = languages.filter((one) => wanted.length === 0 || wanted.includes(one));
  if (only === undefined) return 2;
  // What one language's compilers leave behind in this process would count as the next one's memory.
  if (others.length > 0) return eachAlone([only, ...others]);
  for (const one of await repairLarge(only))
    console.log(
      `${one.language} ${one.change}: ${one.lines} lines, ${one.edits} edits, ${one.holes} holes, ${one.outcome} in ${one.seconds.toFixed(0)} s (≤ 300), ${one.gigabytes.toFixed(2)} GiB (≤ 2)${one.reason === undefined ? "" : `: ${one.reason}`}`,
    );
  return 0;
}

const eachAlone = (wanted: readonly Language[]): number =>
  Math.max(
    ...wanted.map(
      (one) =>
        spawnSync(process.execPath, [import.meta.filename, "large", one], { stdio: "inherit" })
          .status ?? 1,
    ),
  );

const readRows = <T = Row>(file: string): T[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): T => JSON.parse(line));

const idsOf = (rows: readonly Pick<Row, "id">[]): ReadonlySet<string> =>
  new Set(rows.map(({ id }) => id));

async function main(): Promise<number> {
  const [first, second] = rest;
  if (command === "run") return runAll(rest);
  if (command === "rivals") return rivalsAlone(rest);
  if (command === "look") return look(rest);
  if (command === "questions") return questions(rest);
  if (command === "verify") return verifyAll(rest);
  if (command === "open" && first !== undefined && second !== undefined) return open(first, second);
  if (command === "gold" && first !== undefined && second !== undefined)
    return takeGold(first, second);
  if (command === "large") return large(rest);
  if (command === "agree" && first !== undefined && second !== undefined) {
    console.log(
      agree(
        bases(values.corpus).flatMap((base) => matching(base, [second])),
        first,
      ),
    );
    return 0;
  }
  if (command === "table" && first !== undefined) {
    console.log(`${table(readRows(first))}\n\n${rivalTable(readRows(first))}`);
    return 0;
  }
  console.error(usage);
  return 2;
}

process.exitCode = await main();
