import { stamp, type Templates } from "#forge";
import { gateCommands, runGates } from "#mechanic";
import type { Emit, GateReport, Host, Model, Service } from "#intent";
import { readServiceSources, type ServiceSources } from "../cascade/sources.ts";
import { setUp } from "../runtree/setup.ts";
import { joinPath } from "../universe/paths.ts";
import { standingIn } from "../universe/standing.ts";

/** What every trial of one `forge evolve` shares. */
export interface TrialContext {
  readonly host: Host;
  readonly environment: Readonly<Record<string, string>>;
  /** Absolute folder of set-up dependencies. */
  readonly setups: string;
  readonly signal: AbortSignal;
  readonly emit: Emit;
}

/** Stamps one service into a tree. Returns what is wrong with the templates, as sentences. */
export async function stampInto(
  context: TrialContext,
  tree: string,
  model: Model,
  service: Service,
  templates: Templates,
): Promise<string[]> {
  const { host } = context;
  const made = stamp(model, templates, {
    sha256: host.sha256,
    services: [service.name],
    standing: standingIn(host.files, tree),
  });
  const problems = made.diagnostics.filter((one) => one.severity === "error");
  if (problems.length > 0) return problems.map((one) => one.message);
  for (const file of made.services.flatMap((one) => one.files))
    if (file.kind === "stamped") await host.files.writeText(joinPath(tree, file.path), file.text);
  return [];
}

export const sourcesIn = (
  context: TrialContext,
  tree: string,
  service: Service,
): Promise<ServiceSources> => readServiceSources(context.host.files, tree, service);

/** Installs what a service needs, and runs its gates. */
export async function judge(
  context: TrialContext,
  tree: string,
  model: Model,
  service: Service,
): Promise<GateReport> {
  const { host, environment, signal, emit } = context;
  const { universe } = model;
  const ready = await setUp(host, {
    universe,
    service,
    root: tree,
    setups: context.setups,
    environment,
    signal,
    emit,
  });
  if (!ready.ready) {
    const reason = `it could not be set up: ${ready.reason}`;
    const check = {
      gate: "check",
      status: "failed",
      reason,
      diagnostics: [],
      files: 0,
      ms: 0,
    } as const;
    return { service: service.name, gates: [check], green: false };
  }
  return runGates(host, {
    root: tree,
    service,
    commands: gateCommands(universe, service),
    environment,
    signal,
    emit,
  });
}

/** What a red gate says first, for a report. */
export function redSentence(report: GateReport): string {
  const red = report.gates.find((gate) => gate.status === "failed");
  const first = red?.diagnostics.find((one) => one.severity === "error");
  const said =
    first === undefined
      ? (red?.reason ?? "no gate ran")
      : `${first.file}:${first.line} ${first.message}`;
  return `${red?.gate ?? "gates"} red: ${said.split("\n")[0] ?? ""}`;
}

/** Lines of hand-written code that say something, tests left out. */
export function customLines(found: ServiceSources): number {
  let lines = 0;
  for (const [path, text] of found.sources)
    if (!found.tests.has(path))
      lines += text.split("\n").filter((line) => line.trim() !== "").length;
  return lines;
}
