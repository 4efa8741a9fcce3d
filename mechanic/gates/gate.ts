import type { CodeDiagnostic, GateName, GateResult, Host, ProcessResult } from "#intent";

import { splitCommand } from "./command.ts";
import { ledger, missingFromBaseline } from "./ledger.ts";
import type { Places } from "./places.ts";
import { toolFor, tools } from "./tools/index.ts";
import type {
  GateRequest,
  Invocation,
  Parsed,
  TestLedger,
  Tool,
  ToolContext,
  ToolRun,
} from "./types.ts";

const timeoutMsDefault = 10 * 60_000;

/** What the commands of a gate have shown so far. `reason` is set by the first that cannot be trusted or was not green. */
interface Shown {
  readonly diagnostics: CodeDiagnostic[];
  readonly files: Set<string>;
  counted: number;
  readonly ran: string[];
  readonly passed: string[];
  reason: string | undefined;
  /** The tool that could not be started because it is not there. */
  lacks: string | undefined;
}

/**
 * Runs one gate's commands in order and stops at the first that is not green. It passes only where every command ended
 * with 0, wrote a report that we understand, named no error, looked at something, and, for tests, ran and passed every
 * test of the baseline. A missing tool, a timeout, garbage or a flood is a failed gate with its reason.
 */
export async function runGate(
  host: Host,
  request: GateRequest,
  context: ToolContext,
  places: Places,
  gate: GateName,
  commands: readonly string[],
): Promise<GateResult> {
  if (commands.length === 0)
    return {
      gate,
      status: "skipped",
      reason: "The intents declare no command for it.",
      diagnostics: [],
      files: 0,
      ms: 0,
    };
  const started = host.clock.monotonicMs();
  const shown: Shown = {
    diagnostics: [],
    files: new Set(),
    counted: 0,
    ran: [],
    passed: [],
    reason: undefined,
    lacks: undefined,
  };
  for (const command of commands) {
    if (
      request.likelyRed === true &&
      (await redSooner(host, request, context, places, command, shown))
    )
      break;
    await runCommand(host, request, context, places, command, shown);
    if (shown.reason !== undefined || failed(shown)) break;
  }
  const tests = gate === "test" ? ledger(shown.ran, shown.passed) : undefined;
  const reason = shown.reason ?? complaint(request, gate, shown, tests);
  return {
    gate,
    status: reason === undefined && !failed(shown) ? "passed" : "failed",
    ...(reason === undefined ? {} : { reason }),
    ...(shown.lacks === undefined ? {} : { lacks: shown.lacks }),
    diagnostics: shown.diagnostics,
    files: shown.files.size + shown.counted,
    ...(tests === undefined ? {} : { tests }),
    ms: Math.round(host.clock.monotonicMs() - started),
  };
}

const failed = (shown: Shown): boolean =>
  shown.diagnostics.some((diagnostic) => diagnostic.severity === "error");

/** Why a gate whose tools are content is not green all the same. */
function complaint(
  request: GateRequest,
  gate: GateName,
  shown: Shown,
  tests: TestLedger | undefined,
): string | undefined {
  if (failed(shown)) return undefined;
  if (shown.files.size + shown.counted === 0)
    return "The tool looked at no file, so its silence says nothing.";
  return gate === "test" ? missingFromBaseline(request.baseline, tests) : undefined;
}

/** Whether a narrower command finds errors, which are then shown. What else it says is for the whole command to say. */
async function redSooner(
  host: Host,
  request: GateRequest,
  context: ToolContext,
  places: Places,
  command: string,
  shown: Shown,
): Promise<boolean> {
  const split = splitCommand(command);
  const argv = "problem" in split ? [] : split.argv;
  const narrow = toolFor(argv)?.narrower?.(argv);
  if (narrow === undefined) return false;
  const sooner: Shown = { ...shown, diagnostics: [], files: new Set(), ran: [], passed: [] };
  await runCommand(host, request, context, places, narrow.join(" "), sooner);
  if (sooner.reason !== undefined || !failed(sooner)) return false;
  shown.diagnostics.push(...sooner.diagnostics);
  for (const file of sooner.files) shown.files.add(file);
  return true;
}

async function runCommand(
  host: Host,
  request: GateRequest,
  context: ToolContext,
  places: Places,
  command: string,
  shown: Shown,
): Promise<void> {
  const split = splitCommand(command);
  if ("problem" in split) {
    shown.reason = split.problem;
    return;
  }
  const tool = toolFor(split.argv);
  if (tool === undefined) {
    shown.reason = `Nobody here can read the output of \`${command}\`. A gate is believed only where its tool is one of: ${tools.map((known) => known.name).join(", ")}.`;
    return;
  }
  const scratch = await host.files.temporaryDirectory("flywheel-gate-");
  try {
    const invocation = await tool.prepare(split.argv, `${scratch}/report`, context);
    if (typeof invocation === "string") {
      shown.reason = invocation;
      shown.lacks = tool.name;
    } else
      await judge(host, request, context, places, tool, invocation, `${scratch}/report`, shown);
  } finally {
    await host.files.remove(scratch);
  }
}

async function judge(
  host: Host,
  request: GateRequest,
  context: ToolContext,
  places: Places,
  tool: Tool,
  invocation: Invocation,
  report: string,
  shown: Shown,
): Promise<void> {
  const result = await start(host, request, context, invocation.argv, invocation);
  shown.reason = endReason(tool, result, request);
  if (result.ended === "missing") shown.lacks = tool.name;
  if (shown.reason !== undefined) return;
  const listed =
    invocation.listing === undefined
      ? undefined
      : (await start(host, request, context, invocation.listing, invocation)).stdout;
  const written = listed ?? (await host.files.readText(report));
  const run: ToolRun = {
    exit: result.exit,
    stdout: result.stdout,
    stderr: result.stderr,
    cwd: context.directory,
    ...(written === undefined ? {} : { report: written }),
  };
  const parsed = tool.parse(run);
  await add(places, tool, parsed, shown);
  if (shown.reason === undefined && result.exit !== 0 && !failed(shown))
    shown.reason = unexplained(tool, result, shown);
}

/** The process itself, with its two events in the run log. */
async function start(
  host: Host,
  request: GateRequest,
  context: ToolContext,
  argv: readonly string[],
  invocation: Invocation,
): Promise<ProcessResult> {
  const service = request.service.name;
  request.emit({ type: "tool-started", service, argv });
  const result = await host.processes.run(argv, {
    cwd: context.directory,
    env: { ...request.environment, ...invocation.environment },
    timeoutMs: request.timeoutMs ?? timeoutMsDefault,
    signal: request.signal,
    ...(request.outputLimit === undefined ? {} : { outputLimit: request.outputLimit }),
  });
  request.emit({ type: "tool-finished", service, argv, exit: result.exit, ms: result.ms });
  return result;
}

/** The sentence for a process that did not end by itself. */
function endReason(tool: Tool, result: ProcessResult, request: GateRequest): string | undefined {
  switch (result.ended) {
    case "exited":
      return undefined;
    case "missing":
      return `\`${tool.name}\` is not installed or not on the PATH; \`flywheel doctor\` names what this machine lacks.`;
    case "timeout":
      return `\`${tool.name}\` did not end within ${Math.round((request.timeoutMs ?? timeoutMsDefault) / 1000)} s and was stopped.`;
    case "flooded":
      return `\`${tool.name}\` wrote more than its output limit and was stopped.`;
    case "aborted":
      return `\`${tool.name}\` was stopped because the run was cancelled.`;
    case "signalled":
      return `\`${tool.name}\` was killed by a signal.`;
  }
}

async function add(places: Places, tool: Tool, parsed: Parsed, shown: Shown): Promise<void> {
  if ("problem" in parsed) {
    shown.reason = parsed.problem;
    return;
  }
  for (const finding of parsed.findings)
    shown.diagnostics.push(await places.normalise(tool.name.split(" ")[0] ?? tool.name, finding));
  shown.diagnostics.sort((a, b) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
  );
  if (typeof parsed.files === "number") shown.counted += parsed.files;
  else for (const file of parsed.files) shown.files.add((await places.relative(file)) ?? file);
  shown.ran.push(...(parsed.tests?.ran ?? []));
  shown.passed.push(...(parsed.tests?.passed ?? []));
}

/** A tool that is not content although it names no error: warnings that were asked to count, or a crash. */
function unexplained(tool: Tool, result: ProcessResult, shown: Shown): string {
  const warnings = shown.diagnostics.filter(
    (diagnostic) => diagnostic.severity === "warning",
  ).length;
  if (warnings > 0)
    return `\`${tool.name}\` ended with ${result.exit} over ${warnings} warning${warnings === 1 ? "" : "s"}.`;
  const said = (result.stderr || result.stdout)
    .trim()
    .split("\n")
    .slice(-3)
    .join(" ")
    .slice(0, 300);
  return `\`${tool.name}\` ended with ${result.exit} and named no error${said === "" ? "." : `: ${said}`}`;
}
