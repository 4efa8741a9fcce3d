import { createTwoFilesPatch } from "diff";
import type { Host } from "#intent";
import { joinPath } from "../universe/paths.ts";
import type { ServiceArtifact } from "./artifact.ts";
import type { RunPlaces } from "./run.ts";

/** What an engine is sure of in a service that is held for other reasons: it is kept beside the scene, not in it. */
export interface Proposal {
  readonly edits: ServiceArtifact["edits"];
  /** Texts before and after by path, relative to the universe's root. */
  readonly texts: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
}

/** The proposal as one patch that `git apply` takes at the root of the run tree. */
export function patchOf(texts: Proposal["texts"]): string {
  const patches = [...texts].toSorted().flatMap(([path, { before, after }]) => {
    if (before === after) return [];
    const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, "", "", {
      context: 3,
    });
    return [`diff --git a/${path} b/${path}\n${patch.replace(/^=+\n/, "")}`];
  });
  return patches.join("");
}

/** Writes the patch of a held service beside its artifact. Returns its absolute path, `undefined` where nothing is sure. */
export async function writeProposal(
  host: Host,
  places: RunPlaces,
  service: string,
  proposal: Proposal | undefined,
): Promise<string | undefined> {
  const patch = proposal === undefined ? "" : patchOf(proposal.texts);
  if (patch === "") return undefined;
  const path = joinPath(places.artifacts, `${service}.patch`);
  await host.files.writeText(path, patch);
  return path;
}
