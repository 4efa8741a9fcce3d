import { gateCommands, runGates } from "#mechanic";
import type { GateName, GateReport, GateResult, Service } from "#intent";
import type { JobContext } from "../scheduler/types.ts";
import type { RunContext } from "./context.ts";

/** The gates of the run tree as it stands, up to and including one; `settled` have judged this very tree. */
export const gatesUpTo = (
  run: RunContext,
  service: Service,
  job: JobContext,
  upTo: GateName,
  round: {
    readonly cycle?: number;
    readonly settled?: readonly GateResult[];
    readonly likelyRed?: boolean;
  } = {},
): Promise<GateReport> =>
  runGates(
    run.host,
    {
      root: run.places.tree,
      service,
      commands: gateCommands(run.after.universe, service),
      environment: run.environment,
      signal: job.signal,
      emit: run.emit,
      cycle: 1,
      ...round,
    },
    upTo,
  );

/** What the check gate says of the run tree as it stands; `likelyRed` spares what only a green tree needs. */
export async function checkGate(
  run: RunContext,
  service: Service,
  job: JobContext,
  cycle: number,
  likelyRed = false,
): Promise<GateResult> {
  const report = await gatesUpTo(run, service, job, "check", { cycle, likelyRed });
  const check = report.gates.find((gate) => gate.gate === "check");
  if (check === undefined) throw new Error(`the check gate of ${service.name} gave no result`);
  return check;
}
