import { join } from "node:path";

import {
  diffModels,
  lineStarts,
  positionAt,
  type Change,
  type Hole,
  type RepairEdit,
  type RepairRequest,
} from "#intent";
import { repairTypeScript } from "../../../mechanic/engines/delta/typescript/index.ts";
import { applyAll } from "../../../mechanic/engines/delta/shared/index.ts";

import { createHost } from "../../../cli/host/index.ts";
import { modelOf } from "../../support/model-of.ts";
import { readBundle } from "../gates/bundle.ts";
import { declarationsOf } from "./stamp.ts";

export const host = createHost();
export const cases = join(import.meta.dirname, "../../cases/repair-typescript");

/** A request from a bundle: two states of the intents (`=== before`, `=== after`) and the hand-written files. */
export function requestOf(bundle: string, service: string): RepairRequest {
  const { files, sections } = readBundle(bundle);
  const [before, after] = [
    modelOf(sections.get("before") ?? ""),
    modelOf(sections.get("after") ?? ""),
  ];
  const [old, now] = [before.services.get(service), after.services.get(service)];
  if (old === undefined || now === undefined)
    throw new Error(`${bundle} has no service ${service}`);
  const directory = `services/${service}`;
  const sources = new Map([...files].map(([path, text]) => [`${directory}/${path}`, text]));
  return {
    root: "/universe",
    service: now,
    before,
    after,
    changes: diffModels(before, after).changes.filter((change) => touches(change, service)),
    stampedBefore: declarationsOf(before, old, directory),
    stampedAfter: declarationsOf(after, now, directory),
    sources,
    tests: new Set([...sources.keys()].filter((path) => path.includes("/test/"))),
    environment: {},
    limits: { repairCycles: 3, minutes: 5, usd: 0 },
    signal: new AbortController().signal,
  };
}

const touches = (change: Change, service: string): boolean =>
  change.service === service ||
  change.verdicts.some((verdict) => verdict.consumer === service) ||
  change.cause === undefined;

const unused = {
  check: () => Promise.reject(new Error("the language service is the compiler here")),
  rounds: 0,
};

/** What the engine proposes for a request. */
export const propose = (request: RepairRequest) =>
  repairTypeScript(request, unused, host, () => undefined);

/** One edit on one line: place, what it replaces, by what, and why. */
export function editLine(request: RepairRequest, edit: RepairEdit): string {
  const text = request.sources.get(edit.file) ?? "";
  const { line, column } = positionAt(lineStarts(text), edit.start);
  const short = edit.file.slice(request.service.directory.length + 1);
  return `${short}:${line}:${column} ${edit.rule} ${JSON.stringify(text.slice(edit.start, edit.end))} → ${JSON.stringify(edit.text)} [${edit.change}]`;
}

export const holeLine = (request: RepairRequest, hole: Hole): string =>
  `${hole.file.slice(request.service.directory.length + 1)}:${hole.line}:${hole.column} ${hole.kind} ${hole.question}${hole.candidates.length > 0 ? ` {${hole.candidates.join(" | ")}}` : ""}`;

/** The request as it stands after a repair: edited sources, the new stamps on both sides as they lie in the tree. */
export function repaired(request: RepairRequest, edits: readonly RepairEdit[]): RepairRequest {
  const applied = applyAll(request.sources, edits);
  if ("clash" in applied) throw new Error(applied.clash);
  return { ...request, sources: new Map([...request.sources, ...applied.texts]) };
}
