import { gateCommands, runGates } from "#mechanic";
import type { Emit, GateReport, Host, Service, Universe } from "#intent";
import { parseJson } from "../journal/json.ts";
import { listTree, type TreeEntry } from "../runtree/tree.ts";
import { joinPath } from "../universe/paths.ts";
import { runMark } from "./context.ts";

export interface BaselineRequest {
  readonly universe: Universe;
  readonly service: Service;
  readonly root: string;
  /** Repository and commit of the code that the baseline judges, and the service's folder in it. */
  readonly repository: string;
  readonly revision: string;
  readonly prefix: string;
  /** Folders of the other services in that repository: they do not come along. */
  readonly others: readonly string[];
  /** Digest of the service's set-up: its manifests, toolchain and commands. */
  readonly setup: string;
  /** Absolute folder where baselines are kept. */
  readonly kept: string;
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

/** What a repository's commit holds beside its services, by repository: asked once for all of them. */
const shared = new Map<
  string,
  { readonly revision: string; readonly entries: Promise<readonly TreeEntry[]> }
>();

/** Manifests of a workspace, shared libraries: gates see them, whichever service they judge. */
function besideServices(host: Host, request: BaselineRequest): Promise<readonly TreeEntry[]> {
  const { repository, revision, prefix, others } = request;
  if (prefix === "") return Promise.resolve([]);
  const known = shared.get(repository);
  if (known?.revision === revision) return known.entries;
  const folders = new Set([prefix, ...others]);
  const entries = listTree(host, repository, revision, "").then((all) =>
    all.filter((entry) => !foldersAbove(entry.path).some((folder) => folders.has(folder))),
  );
  shared.set(repository, { revision, entries });
  return entries;
}

const foldersAbove = (path: string): string[] =>
  path.split("/").map((_, index, parts) => parts.slice(0, index).join("/"));

/**
 * Where a baseline is kept: by all that its gates can see. The content of the service's folder and of what its repository
 * shares, set-up, gates, and the tools' environment; not by the universe, so that a copy of one needs no second look.
 */
async function keptAt(host: Host, request: BaselineRequest): Promise<string> {
  const { service, prefix } = request;
  const commands = gateCommands(request.universe, service);
  const entries = await listTree(host, request.repository, request.revision, prefix);
  const content = [...entries, ...(await besideServices(host, request))].map(
    (entry) => `${entry.mode} ${entry.id} ${entry.path}`,
  );
  // The mark tells this run's processes apart from another's; no tool reads it.
  const { [runMark]: _, ...environment } = request.environment;
  const seen = [service.directory, request.setup, commands, environment, content];
  const key = host.sha256(JSON.stringify([host.platform.name, service.name, ...seen]));
  return joinPath(request.kept, `${key.slice(0, 32)}.json`);
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
 * The gates of a service as they were before the change: the ledger of tests that must run again. Kept by content, so that
 * a second cascade starts no tool for it. Only green reports are kept, since a red one may be the machine's fault.
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
