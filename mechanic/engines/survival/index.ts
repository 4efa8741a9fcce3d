import type {
  Emit,
  GateResult,
  Host,
  Language,
  Oracle,
  RepairOutcome,
  RepairRequest,
} from "#intent";

import type { Engine } from "../delta/index.ts";
import { createHoles } from "../delta/shared/index.ts";
import { settleLints } from "./lints.ts";
import { gateJudge, judgeOf, settleSites } from "./settle.ts";
import { editsOf, holeOf, type FindSites, type Found, type Site } from "./site.ts";

/** The lint gate over the run tree with these texts laid over it; `undefined` where an earlier gate is red. */
export type RunLint = (texts: ReadonlyMap<string, string>) => Promise<GateResult | undefined>;

/** Loaded late, as the other engines are. */
async function finderOf(language: Language): Promise<FindSites> {
  switch (language) {
    case "typescript":
      return (await import("./typescript/index.ts")).typescriptSites;
    case "rust":
      return (await import("./rust/index.ts")).rustSites;
    case "python":
      return (await import("./python/index.ts")).pythonSites;
  }
}

/**
 * The engine of a hand-over: no contract changed, so it starts from the code itself. Panic sites of production code with a
 * certain way out get it where the compiler agrees; then what the linter can settle by itself is settled; everything else
 * is a question at its place.
 */
export function survivalEngine(runLint: RunLint): Engine {
  return async (
    request: RepairRequest,
    oracle: Oracle,
    host: Host,
    _emit: Emit,
  ): Promise<RepairOutcome> => {
    const found = await (await finderOf(request.service.language))(request, host);
    const kept = await keptSites(request, oracle, found);
    const certain = kept.flatMap((site) => editsOf(request, site));
    const laid = (await found.laidOut?.(certain)) ?? certain;
    const { edits, holes: asked } = await settleLints(request, host, laid, runLint);
    const holes = createHoles();
    for (const site of found.sites) {
      const draft = kept.includes(site) ? undefined : holeOf(request, site);
      if (draft !== undefined) holes.add({ ...draft, candidates: fitting(request, found, site) });
    }
    for (const draft of asked) holes.add(draft);
    return { edits, holes: holes.all(), cycles: edits.length === 0 ? 0 : 1 };
  };
}

/** The candidates that the language's own compiler would take; all of them where only the check gate could say. */
function fitting(request: RepairRequest, { sound }: Found, site: Site): readonly string[] {
  const text = request.sources.get(site.file) ?? "";
  const replaced = (candidate: string): string =>
    text.slice(0, site.span.start) + candidate + text.slice(site.span.end);
  return (site.candidates ?? []).filter(
    (one) => sound === undefined || sound(new Map([[site.file, replaced(one)]])),
  );
}

/** The sites whose fix language and check gate have agreed to. */
async function keptSites(
  request: RepairRequest,
  oracle: Oracle,
  found: Found,
): Promise<readonly Site[]> {
  const tried = found.sites.filter((site) => site.fix !== undefined);
  if (tried.length === 0) return [];
  const quick = judgeOf(found);
  const first = quick === undefined ? tried : await settleSites(request, tried, quick);
  return settleSites(request, first, await gateJudge(oracle));
}
