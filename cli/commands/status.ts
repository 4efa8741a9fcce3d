import { listRuns, recoverRuns, resumableRun } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { exits, type CommandResult } from "../result.ts";
import { openUniverse } from "../universe.ts";

/** `sentinel status`: the runs of this universe, newest first. */
export async function status(context: CommandContext): Promise<CommandResult> {
  const universe = await openUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const runs = await listRuns(context.host, universe.id);
  const lines = runs.map((run) => {
    const done = run.nodes.filter((node) => node.state === "done").length;
    const state =
      run.state === "running" && !run.live
        ? "interrupted (go on with `flywheel sentinel resume`)"
        : run.state;
    return `epoch ${run.epoch}  ${state}  ${done} of ${run.nodes.length} nodes done  ${run.moves.filter((move) => move.to !== null).length} refs moved`;
  });
  // Where a repository stands on this machine is nobody else's business.
  const told = runs.map((run) => ({
    ...run,
    moves: run.moves.map(({ repository, ref, from, to }) => ({ repository, ref, from, to })),
  }));
  const document = { schema: "flywheel.status/1", universe: universe.name, runs: told };
  return {
    exit: exits.done,
    document,
    text: lines.length === 0 ? "No cascade has run here yet." : lines.join("\n"),
  };
}

/** `sentinel recover`: ends what crashed runs left. */
export async function recover(context: CommandContext): Promise<CommandResult> {
  const universe = await openUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const kept = (await resumableRun(context.host, universe.id))?.record.epoch;
  const recovered = await recoverRuns(context.host, universe.id, kept);
  const lines = recovered.map(
    (one) =>
      `epoch ${one.epoch}: ${one.found === "aborted" ? "nothing had been decided; nothing moved" : "was decided and is complete now"}`,
  );
  if (kept !== undefined) lines.push(`epoch ${kept} can go on: flywheel sentinel resume`);
  return {
    exit: exits.done,
    document: { schema: "flywheel.recover/1", recovered },
    text: lines.length === 0 ? "Nothing to recover." : lines.join("\n"),
  };
}
