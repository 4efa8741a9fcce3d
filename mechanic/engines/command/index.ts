import type { GateCommands, GateReport, ProcessResult, RepairRequest } from "#intent";
import {
  finish,
  judgeTexts,
  type Allowed,
  type Filled,
  type FillTools,
  type Offline,
  type Refused,
} from "../fill/index.ts";
import { changesBetween, copyForAgent, textsBelow } from "./tree.ts";

export interface CommandTools extends FillTools {
  /** The agent program and its words; `{tree}` and `{brief}` in a word stand for the two paths. */
  readonly argv: readonly string[];
  /** What the program gets beside the environment of tools. */
  readonly environment: Readonly<Record<string, string>>;
  readonly gates: GateCommands;
  /** Folders of other services, relative to the root: they are not copied. */
  readonly others: readonly string[];
}

const none = { tokens: 0, usd: 0 };

/**
 * Fills the holes by any agent program. It works in a copy of the run tree, which is thrown away: what it changed there is
 * read as a difference and judged as every other engine's edits are. Red gates are told to it in its next brief, within
 * the limits.
 */
export async function fillByCommand(
  request: RepairRequest,
  offline: Offline,
  tools: CommandTools,
): Promise<Filled> {
  const scratch = await tools.host.files.temporaryDirectory("flywheel-agent-");
  try {
    return await inCopy(request, offline, tools, scratch);
  } finally {
    await tools.host.files.remove(scratch);
  }
}

async function inCopy(
  request: RepairRequest,
  offline: Offline,
  tools: CommandTools,
  scratch: string,
): Promise<Filled> {
  const { host } = tools;
  const tree = `${scratch}/tree`;
  await copyForAgent(host, request.root, tree, request.service.directory, tools.others);
  for (const [path, text] of offline.texts) await host.files.writeText(`${tree}/${path}`, text);
  const before = await textsBelow(host, tree);
  let said: GateReport | undefined;
  for (let cycle = 1; ; cycle++) {
    const ended = await runAgent(request, offline, tools, scratch, said);
    const fault = faultOf(tools.argv, ended);
    if (fault !== undefined) return left(cycle, fault);
    const changed = changesBetween(before, await textsBelow(host, tree));
    const judged = await judgeTexts(host, request, offline, "command", changed);
    if ("refusals" in judged) return left(cycle, "a guard refused its work", judged.refusals);
    const finished = await finish(request, offline, tools, judged, cycle);
    switch (finished.ended) {
      case "refused":
        return left(cycle, "a guard refused its work", finished.refusals);
      case "whole":
        return filled(offline, tools, { ...judged, report: finished.report, cycles: cycle });
      case "red": {
        const red = finished.report.gates.find((gate) => gate.status === "failed");
        if (cycle >= request.limits.repairCycles || request.signal.aborted)
          return left(cycle, `its work leaves the ${red?.gate ?? ""} gate red`);
        said = finished.report;
      }
    }
  }
}

const left = (cycles: number, reason: string, refusals: readonly Refused[] = []): Filled => ({
  outcome: "left",
  reason,
  refusals,
  cycles,
  spent: none,
});

function filled(
  offline: Offline,
  { argv }: CommandTools,
  work: Allowed & { readonly report: GateReport; readonly cycles: number },
): Filled {
  const count = offline.holes.length;
  const note = `${argv[0] ?? ""} answered ${count} question${count === 1 ? "" : "s"}: read its edits before you merge`;
  return { outcome: "filled", ...work, spent: none, note };
}

async function runAgent(
  request: RepairRequest,
  offline: Offline,
  tools: CommandTools,
  scratch: string,
  said: GateReport | undefined,
): Promise<ProcessResult> {
  const { host } = tools;
  const { service } = request;
  const [tree, brief] = [`${scratch}/tree`, `${scratch}/brief.json`];
  const document = {
    schema: "flywheel.brief/1",
    root: tree,
    service: { name: service.name, language: service.language, directory: service.directory },
    delta: request.changes.map(({ symbol, kind, from, to }) => ({ symbol, kind, from, to })),
    holes: offline.holes,
    certainEdits: offline.edits.length,
    gates: tools.gates,
    ...(said === undefined ? {} : { said: said.gates }),
    mayEdit: [...request.sources.keys()].filter((path) => !request.tests.has(path)),
  };
  await host.files.writeText(brief, `${JSON.stringify(document, null, 2)}\n`);
  const argv = tools.argv.map((word) =>
    word.replaceAll("{tree}", tree).replaceAll("{brief}", brief),
  );
  tools.emit({ type: "tool-started", service: service.name, argv: tools.argv });
  const ended = await host.processes.run(argv, {
    cwd: `${tree}/${service.directory}`,
    env: {
      ...request.environment,
      ...tools.environment,
      FLYWHEEL_TREE: tree,
      FLYWHEEL_BRIEF: brief,
      FLYWHEEL_SERVICE: service.name,
    },
    timeoutMs: request.limits.minutes * 60_000,
    signal: request.signal,
  });
  const { exit, ms } = ended;
  tools.emit({ type: "tool-finished", service: service.name, argv: tools.argv, exit, ms });
  return ended;
}

/** Why an agent's work does not count: it did not end by itself with 0. */
function faultOf(
  argv: readonly string[],
  { ended, exit, stderr }: ProcessResult,
): string | undefined {
  const name = argv[0] ?? "";
  if (ended === "missing") return `${name} is not installed or not on the PATH`;
  if (ended !== "exited") return `${name} did not end by itself (${ended})`;
  if (exit === 0) return undefined;
  const last = stderr.trim().split("\n").at(-1) ?? "";
  return `${name} ended with ${exit}${last === "" ? "" : `: ${last.slice(0, 200)}`}`;
}
