import ts from "typescript-services";

import type { Host, RepairRequest } from "#intent";

import { createWorkspace, type Snapshot } from "../../delta/typescript/workspace.ts";
import type { Found, Site } from "../site.ts";
import { assertionSite } from "./assertions.ts";
import { inferredShape } from "./inferred.ts";
import { indexSite } from "./indexes.ts";
import { promiseSite } from "./promises.ts";
import { dropUnusedImports } from "./unused.ts";

/**
 * Panic sites of TypeScript, read by types: `x!`, an index that nobody checked and that is dereferenced at once, a promise
 * that nobody awaits. The language service judges fixes; whatever a fix would change in an inferred signature refuses it.
 */
export async function typescriptSites(request: RepairRequest, host: Host): Promise<Found> {
  const workspace = await createWorkspace(request, host);
  const stamped = request.stampedAfter;
  const before = workspace.open(new Map([...request.sources, ...stamped]));
  const production = [...request.sources.keys()].filter((path) => !request.tests.has(path));
  const sites = production.flatMap((path) => sitesOf(before, path));
  const errors = countErrors(before, request);
  const shapes = new Map(production.map((path) => [path, inferredShape(before, path)]));
  const sound = (texts: ReadonlyMap<string, string>): boolean => {
    const after = workspace.open(new Map([...request.sources, ...texts, ...stamped]));
    return (
      countErrors(after, request) <= errors &&
      production.every((path) => inferredShape(after, path) === shapes.get(path))
    );
  };
  return { sites, sound, needless: dropUnusedImports };
}

function sitesOf(snapshot: Snapshot, path: string): Site[] {
  const tree = snapshot.file(path);
  if (tree === undefined) return [];
  const sites: Site[] = [];
  const look = (node: ts.Node): void => {
    const site =
      assertionSite(path, node) ??
      indexSite(snapshot, path, node) ??
      promiseSite(snapshot, path, node);
    if (site !== undefined) sites.push(site);
    ts.forEachChild(node, look);
  };
  look(tree);
  return sites;
}

const countErrors = (snapshot: Snapshot, request: RepairRequest): number =>
  [...request.sources.keys()].reduce((sum, path) => sum + snapshot.errors(path).length, 0);
