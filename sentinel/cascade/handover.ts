import { survivalEngine, type RunLint } from "#mechanic";
import type {
  Delta,
  GateReport,
  GateResult,
  Governance,
  Hole,
  RepairRequest,
  Service,
} from "#intent";
import { parseJson } from "../journal/json.ts";
import type { JobContext } from "../scheduler/types.ts";
import { joinPath } from "../universe/paths.ts";
import type { RunContext } from "./context.ts";
import { gates } from "./prepare.ts";
import { gatesUpTo } from "./tree-gates.ts";
import { unresolvedHoles } from "./unresolved.ts";

/** In these governances code belonged to people alone. */
const ofPeople: ReadonlySet<Governance | string | null> = new Set(["newborn", "cartography"]);

/**
 * Whether the change hands a service over: its governance was one of people alone and is `survival-patching` now. That
 * starts repair without any change of a contract.
 */
export const isHandedOver = (delta: Delta, service: string): boolean =>
  delta.changes.some(
    (change) =>
      change.kind === "governance-changed" &&
      change.service === service &&
      change.to === "survival-patching" &&
      ofPeople.has(change.from),
  );

const ledgerAt = (run: RunContext, service: Service): string =>
  joinPath(run.places.artifacts, `${service.name}.ledger.json`);

/**
 * The tests that a red service passes all the same: being handed over red is no licence to lose one. Where an earlier gate
 * is red the tests are run by themselves. Kept with the run, so that a person's work on the scene is held to it as well.
 */
export async function ledgerOfRed(
  run: RunContext,
  service: Service,
  job: JobContext,
  red: GateReport,
): Promise<GateReport> {
  const settled = red.gates
    .filter((gate) => gate.gate !== "test")
    .map((gate): GateResult => ({ ...gate, status: "passed" }));
  const ran = red.gates.some((gate) => gate.gate === "test" && gate.status === "failed");
  const report = ran ? red : await gates(run, service, job, undefined, { settled });
  await run.host.files.writeText(ledgerAt(run, service), `${JSON.stringify(report)}\n`);
  return report;
}

/**
 * The tests of a handed-over service that were red and are red with what is certain in the tree, each as a question: other
 * questions may keep the gates from being asked, and then nobody would say so.
 */
export async function redTests(
  run: RunContext,
  service: Service,
  job: JobContext,
  baseline: GateReport | undefined,
): Promise<readonly Hole[]> {
  const stood = baseline?.gates.find((gate) => gate.gate === "test");
  if (!isHandedOver(run.delta, service.name) || stood?.status !== "failed") return [];
  const passed = { status: "passed", diagnostics: [], files: 0, ms: 0 } as const;
  const settled: readonly GateResult[] = [
    { gate: "check", ...passed },
    { gate: "lint", ...passed },
  ];
  const report = await gates(run, service, job, undefined, { settled });
  return report.green ? [] : unresolvedHoles(service, [], report);
}

const isReport = (value: unknown): value is GateReport =>
  typeof value === "object" && value !== null && "gates" in value && Array.isArray(value.gates);

/** The ledger that {@link ledgerOfRed} kept in this run, if any. */
export async function keptLedger(
  run: RunContext,
  service: Service,
): Promise<GateReport | undefined> {
  const text = await run.host.files.readText(ledgerAt(run, service));
  const kept: unknown = text === undefined ? undefined : parseJson(text);
  return isReport(kept) ? kept : undefined;
}

/** The engine of a hand-over, where the change is one; it asks the linter through the run tree. */
export const handoverEngine = (
  run: RunContext,
  service: Service,
  job: JobContext,
  request: RepairRequest,
): { readonly engine?: ReturnType<typeof survivalEngine> } =>
  isHandedOver(run.delta, service.name)
    ? { engine: survivalEngine(lintOver(run, service, job, request)) }
    : {};

/** Lays texts over the run tree while the linter, by itself, looks at it. */
function lintOver(
  run: RunContext,
  service: Service,
  job: JobContext,
  request: RepairRequest,
): RunLint {
  const write = async (texts: ReadonlyMap<string, string>): Promise<void> => {
    for (const [path, text] of texts)
      await run.host.files.writeText(joinPath(request.root, path), text);
  };
  const settled = [{ gate: "check", status: "passed", diagnostics: [], files: 0, ms: 0 }] as const;
  return async (texts) => {
    const before = [...texts.keys()].map(
      (path) => [path, request.sources.get(path) ?? ""] as const,
    );
    try {
      await write(texts);
      const report = await gatesUpTo(run, service, job, "lint", { settled });
      const lint = report.gates.find((gate) => gate.gate === "lint");
      if (lint === undefined) throw new Error(`the lint gate of ${service.name} gave no result`);
      return lint;
    } finally {
      await write(new Map(before));
    }
  };
}
