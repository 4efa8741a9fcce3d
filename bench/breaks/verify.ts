import type { GateReport } from "../../intent/index.ts";
import { caseId, kinds, levels, type Case } from "./corpus.ts";
import { judged } from "./judge.ts";
import {
  change,
  goldTexts,
  host,
  restore,
  UnsoundCase,
  write,
  type Changed,
  type Site,
} from "./site.ts";

/** What is wrong with a case itself, in sentences; none where it can be used. The tree stands as before. */
export async function verifyCase(site: Site, one: Case, baseline: GateReport): Promise<string[]> {
  try {
    return await problemsOf(site, one, baseline);
  } catch (error) {
    if (error instanceof UnsoundCase) return [error.message];
    throw error;
  }
}

async function problemsOf(site: Site, one: Case, baseline: GateReport): Promise<string[]> {
  const problems: string[] = [];
  if (!kinds.includes(one.kind)) problems.push(`unknown kind ${one.kind}`);
  if (!levels.includes(one.level)) problems.push(`unknown level ${one.level}`);
  if (one.change.length === 0) problems.push("no change");
  const changed = await change(site, one);
  try {
    if (changed.request.changes.length === 0)
      problems.push(`the change does not reach ${one.service}`);
    problems.push(...placesOf(changed, one));
    const gold = goldTexts(changed, one);
    for (const file of gold.keys())
      if (changed.request.stampedAfter.has(file))
        problems.push(`the gold edits ${file}, which is stamped`);
    for (const { file, text } of one.decoys) {
      const stood = changed.request.sources.get(file) ?? "";
      if (stood.split(text).length !== (gold.get(file) ?? stood).split(text).length)
        problems.push(`the gold changes the decoy \`${text}\``);
    }
    if (problems.length > 0) return problems;
    const mended = await judged(changed, one, gold);
    if (!mended.green) problems.push(`the gold is red: ${mended.red}`);
    // A behavioural test that no tool runs proves nothing.
    if (mended.green && testsRan(mended.report) <= testsRan(baseline))
      problems.push("no behavioural test ran beside the service's own");
    problems.push(...(await layoutOf(changed, gold)));
    const bare = await judged(changed, one, new Map());
    const quiet = gold.size === 0 && one.holes.length === 0;
    if (bare.green && !quiet && one.holes.every((hole) => hole.may === true))
      problems.push("everything is green without any repair, and nothing has to be asked");
    if (!bare.green && quiet)
      problems.push(`nothing is to be done, says the gold, but: ${bare.red}`);
  } finally {
    restore(changed);
  }
  return problems;
}

function placesOf({ request }: Changed, one: Case): string[] {
  const problems: string[] = [];
  const once = (file: string, text: string, what: string, exactly: boolean): void => {
    const count = (request.sources.get(file) ?? "").split(text).length - 1;
    if (count === 0 || (exactly && count !== 1))
      problems.push(`${what}: \`${text}\` stands ${count} times in ${file}`);
  };
  for (const hole of one.holes) once(hole.file, hole.at, "hole", true);
  for (const hole of one.settled ?? []) once(hole.file, hole.at, "settled hole", true);
  for (const decoy of one.decoys) once(decoy.file, decoy.text, "decoy", false);
  return problems;
}

const testsRan = (report: GateReport): number =>
  report.gates.find((gate) => gate.gate === "test")?.tests?.ran.length ?? 0;

/** Gold is laid out as the language's formatter does it. TypeScript is left out: its services bring no formatter. */
async function layoutOf(
  { site, request, service }: Changed,
  gold: ReadonlyMap<string, string>,
): Promise<string[]> {
  const problems: string[] = [];
  if (service.language !== "rust") return problems;
  for (const [file, text] of gold) {
    if (!file.endsWith(".rs") || text === "") continue;
    write(site.root, file, text);
    const done = await host.processes.run(
      ["rustfmt", "--check", "--edition", "2024", "--config", "skip_children=true", file],
      {
        cwd: site.root,
        env: request.environment,
        timeoutMs: 30_000,
      },
    );
    write(site.root, file, request.sources.get(file));
    if (done.exit !== 0 && !/skip_children/.test(done.stderr))
      problems.push(`the gold of ${file} is not as rustfmt would have it`);
  }
  return problems;
}

/** One line for a case. */
export const verdictLine = (one: Case, problems: readonly string[]): string =>
  problems.length === 0
    ? `ok    ${caseId(one)}`
    : `WRONG ${caseId(one)}\n      ${problems.join("\n      ")}`;
