import { gateCommands, runGates } from "#mechanic";
import type { Emit, GateReport, Host, Service, Universe } from "#intent";
import { parseJson } from "../journal/json.ts";
import { listTree } from "../runtree/tree.ts";
import { joinPath } from "../universe/paths.ts";

export interface BaselineRequest {
  readonly universe: Universe;
  readonly service: Service;
  readonly root: string;
  /** Repository and commit of the code that the baseline judges, and the service's folder in it. */
  readonly repository: string;
  readonly revision: string;
  readonly prefix: string;
  /** Absolute folder where baselines are kept. */
  readonly cache: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly emit: Emit;
}

const isReport = (value: unknown): value is GateReport =>
  typeof value === "object" &&
  value !== null &&
  "green" in value &&
  "gates" in value &&
  Array.isArray(value.gates);

/** Where a baseline is kept: by the content of the service's folder and its gates. */
async function keptAt(host: Host, request: BaselineRequest): Promise<string> {
  const { service } = request;
  const commands = gateCommands(request.universe, service);
  const entries = await listTree(host, request.repository, request.revision, request.prefix);
  const content = entries.map((entry) => `${entry.mode} ${entry.id} ${entry.path}`);
  const key = host
    .sha256(JSON.stringify([host.platform.name, service.name, commands, content]))
    .slice(0, 32);
  return joinPath(request.cache, "baselines", `${key}.json`);
}

/** The baseline that an earlier run kept; it judges the commit, whatever has become of the tree since. */
export async function keptBaseline(
  host: Host,
  request: BaselineRequest,
): Promise<GateReport | undefined> {
  const text = await host.files.readText(await keptAt(host, request));
  const kept: unknown = text === undefined ? undefined : parseJson(text);
  return isReport(kept) ? kept : undefined;
}

/**
 * The gates of a service as they were before the change: the ledger of tests that must run again. Kept by the content of
 * the service's folder and its gates, so that a second cascade starts no tool for it. Only green reports are kept, since a
 * red one may be the machine's fault.
 */
export async function baselineOf(host: Host, request: BaselineRequest): Promise<GateReport> {
  const { service } = request;
  const kept = await keptBaseline(host, request);
  request.emit({ type: "stage-started", service: service.name, stage: "baseline" });
  const started = host.clock.monotonicMs();
  const finished = (outcome: "passed" | "failed" | "cached" | "aborted"): void =>
    request.emit({
      type: "stage-finished",
      service: service.name,
      stage: "baseline",
      outcome,
      ms: Math.round(host.clock.monotonicMs() - started),
    });
  if (kept !== undefined) {
    finished("cached");
    return kept;
  }
  // The stages of the baseline's own gates would read as if the change had been judged already.
  const emit: Emit = (event) => {
    if (event.type !== "stage-started" && event.type !== "stage-finished") request.emit(event);
  };
  const report = await runGates(host, {
    root: request.root,
    service,
    commands: gateCommands(request.universe, service),
    environment: request.environment,
    signal: request.signal,
    emit,
  });
  if (report.green)
    await host.files.writeText(await keptAt(host, request), `${JSON.stringify(report)}\n`);
  finished(request.signal.aborted ? "aborted" : report.green ? "passed" : "failed");
  return report;
}
