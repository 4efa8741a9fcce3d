import type { GateName, GateReport, GateResult, Host } from "#intent";

import { defaultCommands } from "./defaults.ts";
import { runGate } from "./gate.ts";
import { createPlaces } from "./places.ts";
import type { GateRequest, ToolContext } from "./types.ts";

const order: readonly GateName[] = ["check", "lint", "test"];

/**
 * Runs a service's gates in the order check → lint → test up to and including `upTo`. After one that failed the rest is
 * `not-run`; what is behind `upTo` is left out of the report. `green` is true where every gate asked for passed or is
 * declared empty. Never throws over a tool.
 */
export async function runGates(
  host: Host,
  request: GateRequest,
  upTo: GateName = "test",
): Promise<GateReport> {
  const { service, root } = request;
  const directory =
    service.directory === "" || service.directory === "." ? root : `${root}/${service.directory}`;
  const context: ToolContext = { host, root, directory, environment: request.environment };
  const places = createPlaces(host, root, directory);
  const gates: GateResult[] = [];
  for (const gate of order.slice(0, order.indexOf(upTo) + 1)) {
    const stopped = gates.find((earlier) => earlier.status === "failed");
    if (stopped !== undefined) {
      gates.push({
        gate,
        status: "not-run",
        reason: `Stopped by ${stopped.gate}.`,
        diagnostics: [],
        files: 0,
        ms: 0,
      });
      continue;
    }
    const settled = request.settled?.find((earlier) => earlier.gate === gate);
    if (settled !== undefined) {
      gates.push(settled);
      continue;
    }
    const cycle = request.cycle === undefined ? {} : { cycle: request.cycle };
    request.emit({ type: "stage-started", service: service.name, stage: gate, ...cycle });
    const commands =
      request.commands[gate] ?? (await defaultCommands(host, service, directory, gate));
    const result = await runGate(host, request, context, places, gate, commands);
    gates.push(result);
    const detail = result.reason === undefined ? {} : { detail: result.reason };
    request.emit({
      type: "stage-finished",
      service: service.name,
      stage: gate,
      outcome: outcomeOf(request, result),
      ms: result.ms,
      ...detail,
      ...cycle,
    });
  }
  return {
    service: service.name,
    gates,
    green: gates.every((gate) => gate.status === "passed" || gate.status === "skipped"),
  };
}

const outcomeOf = (
  request: GateRequest,
  result: GateResult,
): "passed" | "failed" | "skipped" | "aborted" =>
  request.signal.aborted
    ? "aborted"
    : result.status === "passed" || result.status === "skipped"
      ? result.status
      : "failed";
