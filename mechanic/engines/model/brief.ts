import type { Change, CodeDiagnostic, GateReport, Hole, RepairRequest } from "#intent";
import { offlineTexts, type Offline } from "../fill/index.ts";
import { readableFiles } from "./reading.ts";

/** A change as one line, with what it is on each side. */
const changeLine = ({ symbol, kind, from, to, cause }: Change): string =>
  `- ${symbol}: ${kind.replaceAll("-", " ")}, ${from ?? "nothing"} → ${to ?? "nothing"}${cause === undefined ? "" : ` (follows from ${cause})`}`;

/** A question with its place: the line as it stands, because the certain edits may have moved it. */
function holeLines(hole: Hole, sources: ReadonlyMap<string, string>): string {
  const line = (sources.get(hole.file) ?? "").split("\n")[hole.line - 1]?.trim() ?? "";
  const perhaps = hole.candidates.map((one) => `  candidate: ${one}`);
  return [
    `- [${hole.id}] ${hole.kind} in ${hole.file}, near line ${hole.line}: ${hole.question}`,
    ...(line === "" ? [] : [`  the line: ${line}`]),
    ...perhaps,
  ].join("\n");
}

/** What both roles are told: the service, what changed, what is asked, which files there are to read. */
export function briefOf(request: RepairRequest, offline: Offline): string {
  const { service } = request;
  const files = readableFiles(request, offlineTexts(request, offline));
  return [
    `The service is ${service.name}, written in ${service.language}, in ${service.directory}.`,
    "What changed in the contract:",
    ...request.changes.map(changeLine),
    offline.edits.length === 0
      ? "The deterministic engine had no certain edit to make."
      : `The deterministic engine has made ${offline.edits.length} certain edits already; you see the files with them.`,
    "The questions that are left:",
    ...offline.holes.map((hole) => holeLines(hole, request.sources)),
    "The files that can be read (`generated.*` is stamped and never edited):",
    ...files.keys(),
  ].join("\n");
}

/** What gates say, for a model: no more than it can act on. */
export function gateText({ gates }: Pick<GateReport, "gates">): string {
  const lines = gates.flatMap((gate) => [
    `${gate.gate}: ${gate.status}${gate.reason === undefined ? "" : `, ${gate.reason}`}`,
    ...diagnosticLines(gate.diagnostics.filter((one) => one.severity === "error")),
  ]);
  return lines.join("\n");
}

const diagnosticsMax = 20;

/** Findings as lines; of many only the first. */
export function diagnosticLines(found: readonly CodeDiagnostic[]): string[] {
  const lines = found
    .slice(0, diagnosticsMax)
    .map((one) => `  ${one.file}:${one.line}:${one.column} ${one.code} ${one.message}`);
  return found.length > diagnosticsMax
    ? [...lines, `  and ${found.length - diagnosticsMax} more`]
    : lines;
}
