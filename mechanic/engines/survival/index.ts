import type {
  Emit,
  GateResult,
  Hole,
  Host,
  Language,
  Oracle,
  RepairOutcome,
  RepairRequest,
} from "#intent";

import type { Engine } from "../delta/index.ts";
import { applyAll, createHoles } from "../delta/shared/index.ts";
import { askedChecks, settleChecks } from "./checks.ts";
import { settleLints } from "./lints.ts";
import { gateJudge, judgeOf, settleSites, type Judge } from "./settle.ts";
import { holeOf, type FindSites, type Found, type Site } from "./site.ts";
import { wholeEdits } from "./whole.ts";

/** The lint gate, by itself, over the run tree with these texts laid over it. */
export type RunLint = (texts: ReadonlyMap<string, string>) => Promise<GateResult>;

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
    const judge = await gateJudge(oracle);
    const kept = await keptSites(request, found, judge);
    const certain = wholeEdits(request, kept);
    const laid = (await found.laidOut?.(certain)) ?? certain;
    const checked = await settleChecks(request, found, laid, oracle, judge);
    const settled = await settleLints(request, host, checked, runLint, judge);
    const { edits } = settled;
    const holes = createHoles();
    for (const site of found.sites) {
      const draft = kept.includes(site) ? undefined : holeOf(request, site);
      if (draft === undefined) continue;
      holes.add({ ...draft, candidates: fitting(request, found, site) });
    }
    // Where the compiler is not content its own words are asked about first: a linter repeats them. If nothing else is
    // asked, whoever runs the gates tells of them.
    const applied = applyAll(request.sources, edits);
    const check = "clash" in applied ? undefined : await oracle.check(applied.texts);
    if (check?.status === "passed") for (const draft of settled.holes) holes.add(draft);
    else if (check !== undefined && !("clash" in applied) && holes.all().length > 0)
      for (const draft of askedChecks(request, edits, applied.texts, check)) holes.add(draft);
    return { edits, holes: holes.all(), cycles: edits.length === 0 ? 0 : 1 };
  };
}

/**
 * The panic sites that stand in a service's production code, each as the question that a hand-over would ask where its
 * fix is not taken.
 */
export async function standingSites(request: RepairRequest, host: Host): Promise<readonly Hole[]> {
  const { sites } = await (await finderOf(request.service.language))(request, host);
  const holes = createHoles();
  for (const site of sites) {
    const draft = holeOf(request, site);
    if (draft !== undefined) holes.add(draft);
  }
  return holes.all();
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
  found: Found,
  judge: Judge,
): Promise<readonly Site[]> {
  const tried = found.sites.filter((site) => site.fix !== undefined);
  const quick = judgeOf(found);
  const first = quick === undefined ? tried : await settleSites(request, tried, quick);
  return settleSites(request, first, judge);
}
