import type { GateReport, GateResult, Hole, RepairEdit } from "../../intent/index.ts";
import {
  repairService,
  settleRepair,
  type RepairResult,
  type RepairTools,
} from "../../mechanic/index.ts";
import { gatesOf, host, lay, type Changed } from "./site.ts";

/** What the offline engine made of a case, and how long stamping's consequences took to be settled. */
export interface Repaired {
  readonly outcome: "unchanged" | "repaired" | "held";
  readonly reason?: string;
  readonly edits: readonly RepairEdit[];
  readonly texts: ReadonlyMap<string, string>;
  readonly holes: readonly Hole[];
  /** All gates over the tree as the repair left it; absent where it was held. */
  readonly report?: GateReport;
  /** Wall-clock milliseconds from the new stamp to the verdict. */
  readonly ms: number;
}

/** The check gate over the tree as it stands. */
async function checked({ site, service }: Changed, likelyRed = false): Promise<GateResult> {
  const [check] = (await gatesOf(site, service, "check", { likelyRed })).gates;
  if (check === undefined) throw new Error("the check gate gave no result");
  return check;
}

/** What stands for the language's offline engine and for the check gate over the tree as it lies there. */
export interface Instead {
  readonly engine?: RepairTools["engine"];
  readonly check?: () => Promise<GateResult>;
}

/** What the engine needs of the world for a case: its compiler is the check gate. */
const toolsOf = (changed: Changed, { engine, check }: Instead): RepairTools => ({
  host,
  emit: () => {},
  runCheck: check ?? ((_, likelyRed) => checked(changed, likelyRed)),
  ...(engine === undefined ? {} : { engine }),
});

/** The engine alone over a case whose tree stands as stamped; no gate but check is asked. The texts are laid afterwards. */
export async function repairAlone(
  changed: Changed,
  instead: Instead = {},
): Promise<RepairResult & { readonly tools: RepairTools }> {
  const { check = () => checked(changed) } = instead;
  const tools = { ...toolsOf(changed, instead), standing: await check() };
  return { ...(await repairService(changed.request, tools)), tools };
}

/**
 * Repairs a case as a cascade repairs a service: check gate as stamped, engine, lint settled by the linter's own words,
 * all gates with the baseline's ledger. The tree holds the repaired texts afterwards, or stands as stamped.
 */
export async function repairCase(changed: Changed, baseline: GateReport): Promise<Repaired> {
  const { request, service, site } = changed;
  const gates = (settled: GateReport["gates"]): Promise<GateReport> =>
    gatesOf(site, service, "test", { baseline, settled });
  const started = performance.now();
  const ms = (): number => performance.now() - started;
  let result: RepairResult & { readonly tools: RepairTools } = await repairAlone(changed);
  const { tools } = result;
  if (result.outcome === "held")
    return {
      outcome: "held",
      ...(result.reason === undefined ? {} : { reason: result.reason }),
      edits: result.edits,
      texts: result.texts,
      holes: result.holes,
      ms: ms(),
    };
  let report = await gates(result.check === undefined ? [] : [result.check]);
  const lint = report.gates.find((gate) => gate.gate === "lint" && gate.status === "failed");
  const again = lint === undefined ? undefined : await settleRepair(request, tools, result, lint);
  if (again !== undefined) {
    result = { ...again, tools };
    report = await gates(again.check === undefined ? [] : [again.check]);
  }
  if (!report.green) lay(changed, new Map());
  const red = report.gates.find((gate) => gate.status === "failed");
  const said = red?.diagnostics.find((one) => one.severity === "error")?.message ?? red?.reason;
  return {
    outcome: report.green ? result.outcome : "held",
    ...(red === undefined ? {} : { reason: `${red.gate}: ${said ?? ""}` }),
    edits: result.edits,
    texts: result.texts,
    holes: result.holes,
    report,
    ms: ms(),
  };
}

/**
 * How many edits a second repair makes over the texts of the first: none to make without a second look where the first
 * left all texts as they were. The tree stands as stamped afterwards.
 */
export async function again(
  changed: Changed,
  { edits, texts }: Pick<Repaired, "edits" | "texts">,
  instead: Instead = {},
): Promise<number> {
  if (edits.length === 0) return 0;
  const { request } = changed;
  lay(changed, texts);
  const sources = new Map([...request.sources, ...texts]);
  const second = await repairService({ ...request, sources }, toolsOf(changed, instead));
  lay(changed, new Map());
  return second.edits.length;
}
