import type { GateReport, Hole, RepairEdit } from "../../intent/index.ts";
import {
  gateCommands,
  repairService,
  runGates,
  settleRepair,
  type RepairTools,
} from "../../mechanic/index.ts";
import { environment, gatesOf, host, lay, type Changed } from "./site.ts";

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

/**
 * Repairs a case as a cascade repairs a service: check gate as stamped, engine, lint settled by the linter's own words,
 * all gates with the baseline's ledger. The tree holds the repaired texts afterwards, or stands as stamped.
 */
export async function repairCase(changed: Changed, baseline: GateReport): Promise<Repaired> {
  const { request, service, site } = changed;
  const gates = (
    upTo: "check" | "lint" | "test",
    settled: GateReport["gates"] = [],
    likelyRed = false,
  ) =>
    runGates(
      host,
      {
        root: site.root,
        service,
        commands: gateCommands(site.universe.model.universe, service),
        environment,
        signal: request.signal,
        emit: () => {},
        baseline,
        settled,
        likelyRed,
      },
      upTo,
    );
  const started = performance.now();
  const ms = (): number => performance.now() - started;
  const standing = (await gates("check")).gates[0];
  if (standing === undefined) throw new Error("the check gate gave no result");
  const tools: RepairTools = {
    host,
    emit: () => {},
    standing,
    runCheck: async (_cycle, likelyRed) => {
      const [check] = (await gates("check", [], likelyRed)).gates;
      if (check === undefined) throw new Error("the check gate gave no result");
      return check;
    },
  };
  let result = await repairService(request, tools);
  if (result.outcome === "held")
    return {
      outcome: "held",
      ...(result.reason === undefined ? {} : { reason: result.reason }),
      edits: result.edits,
      texts: result.texts,
      holes: result.holes,
      ms: ms(),
    };
  let report = await gates("test", result.check === undefined ? [] : [result.check]);
  const lint = report.gates.find((gate) => gate.gate === "lint" && gate.status === "failed");
  const again = lint === undefined ? undefined : await settleRepair(request, tools, result, lint);
  if (again !== undefined) {
    result = again;
    report = await gates("test", again.check === undefined ? [] : [again.check]);
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

/** How many edits a second repair makes over the texts of the first. */
export async function again(changed: Changed, texts: ReadonlyMap<string, string>): Promise<number> {
  const { request, service, site } = changed;
  lay(changed, texts);
  const sources = new Map([...request.sources, ...texts]);
  const second = await repairService(
    { ...request, sources },
    {
      host,
      emit: () => {},
      runCheck: async () => {
        const [check] = (await gatesOf(site, service, "check")).gates;
        if (check === undefined) throw new Error("the check gate gave no result");
        return check;
      },
    },
  );
  lay(changed, new Map());
  return second.edits.length;
}
