import { HostError, type GateReport, type Host } from "#intent";
import { joinPath } from "../universe/paths.ts";

/** How tools, git and compilers say that the disk is full. */
const full = /ENOSPC|EDQUOT|No space left on device|disk quota exceeded|database or disk is full/i;

/**
 * Throws the environment's error where a tool's words tell of a full disk: what it failed at says nothing about the code.
 * `where` names what was being done.
 */
export function demandSpace(said: string, where: string): void {
  if (!full.test(said)) return;
  throw new HostError("disk-full", `${where}: the disk is full`, {
    cure: "free some space, then run `flywheel sentinel resume`; nothing was lost",
  });
}

/** What a tool needs at the least; with less it fails in ways that do not speak of the disk. */
const roomBytes = 256 * 1024;

/**
 * Throws {@link HostError} where `folder` has no room left: before a service is called red, since a tool whose files were
 * cut short says many things but not why.
 */
export async function demandRoom(host: Host, folder: string): Promise<void> {
  const probe = joinPath(folder, `.room-${host.randomId()}`);
  try {
    await host.files.writeText(probe, "0".repeat(roomBytes), { fsync: true });
  } finally {
    await host.files.remove(probe);
  }
}

/** The same for a report of gates: a red gate on a full disk is no verdict. */
export function demandSpaceFor(report: GateReport): void {
  for (const gate of report.gates) {
    if (gate.status !== "failed") continue;
    demandSpace(
      [gate.reason ?? "", ...gate.diagnostics.map((one) => one.message)].join("\n"),
      `${report.service}, ${gate.gate}`,
    );
  }
}
