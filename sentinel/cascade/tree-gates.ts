import { gateCommands, runGates } from "#mechanic";
import type { GateName, GateReport, GateResult, Service } from "#intent";
import type { JobContext } from "../scheduler/types.ts";
import type { RunContext } from "./context.ts";

/** What is known of a round of gates: which cycle it is, what has judged this very tree, what passed at the base. */
interface Round {
  readonly cycle?: number;
  readonly settled?: readonly GateResult[];
  readonly likelyRed?: boolean;
  readonly timeoutMs?: number;
  readonly baseline?: GateReport;
}

/** The gates of the run tree as it stands, up to and including one. */
export const treeGates = (
  run: RunContext,
  service: Service,
  job: JobContext,
  upTo: GateName,
  round: Round,
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
      ...round,
    },
    upTo,
  );

/** The gates of the run tree in a cycle of repair, the first where none is named. */
export const gatesUpTo = (
  run: RunContext,
  service: Service,
  job: JobContext,
  upTo: GateName,
  round: Pick<Round, "cycle" | "settled" | "likelyRed"> = {},
): Promise<GateReport> => treeGates(run, service, job, upTo, { cycle: 1, ...round });

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
