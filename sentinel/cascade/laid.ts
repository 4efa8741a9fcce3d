import { settleLint, type RepairResult } from "#mechanic";
import type { RepairEdit, Service } from "#intent";
import type { JobContext } from "../scheduler/types.ts";
import { joinPath } from "../universe/paths.ts";
import type { ServiceArtifact } from "./artifact.ts";
import type { RunContext } from "./context.ts";
import type { Proposal } from "./proposal.ts";
import type { ServiceSources } from "./sources.ts";
import { gatesUpTo } from "./tree-gates.ts";

/**
 * What is certain in a held service, with what the linter says of it settled as it would be in a repair that is kept. The
 * tree holds the texts only while the gates look at them.
 */
export async function settledProposal(
  run: RunContext,
  service: Service,
  job: JobContext,
  found: ServiceSources,
  result: RepairResult,
): Promise<Proposal> {
  if (result.texts.size === 0) return proposalOf(found, result);
  return laid(run, found, result, async () => {
    const { gates: judged } = await gatesUpTo(run, service, job, "lint");
    const lint = judged.find((gate) => gate.gate === "lint" && gate.status === "failed");
    const settled =
      lint === undefined ? undefined : settleLint(found.sources, result.edits, result.texts, lint);
    return proposalOf(found, settled ?? result);
  });
}

/** Lays the texts of a result over the run tree while somebody looks at them. */
export async function laid<T>(
  run: RunContext,
  found: ServiceSources,
  result: Pick<RepairResult, "texts">,
  body: () => Promise<T>,
): Promise<T> {
  try {
    for (const [path, text] of result.texts)
      await run.host.files.writeText(joinPath(run.places.tree, path), text);
    return await body();
  } finally {
    await restore(run, found, result);
  }
}

/** What the engine is sure of although the service is held: a person who decides the rest need not do it again. */
export function proposalOf(
  found: ServiceSources,
  result: Pick<RepairResult, "texts" | "edits">,
): Proposal {
  const texts = [...result.texts].map(
    ([path, after]) => [path, { before: found.sources.get(path) ?? "", after }] as const,
  );
  return { edits: withBefore(found, result.edits), texts: new Map(texts) };
}

/** Edits with what stood in their places. */
export const withBefore = (
  found: ServiceSources,
  edits: readonly RepairEdit[],
): ServiceArtifact["edits"] =>
  edits.map((edit) => ({
    ...edit,
    before: (found.sources.get(edit.file) ?? "").slice(edit.start, edit.end),
  }));

/** Puts back what stood where a result's texts were laid. */
export async function restore(
  run: RunContext,
  found: ServiceSources,
  result: Pick<RepairResult, "texts">,
): Promise<void> {
  for (const path of result.texts.keys()) {
    const before = found.sources.get(path);
    if (before !== undefined)
      await run.host.files.writeText(joinPath(run.places.tree, path), before);
  }
}
