import {
  type CodeDiagnostic,
  type HoleKind,
  type Host,
  type Oracle,
  type RepairRequest,
} from "#intent";

import { createHoles, type HoleList } from "../shared/index.ts";
import { crateLayout, probePatches, type CrateLayout } from "./crate.ts";
import { declarationsOf, type Declarations } from "./declarations.ts";
import { findingsOf, type Finding } from "./findings.ts";
import { goneOf, type Gone } from "./gone.ts";
import { modulesOf, type Modules } from "./modules.ts";
import { renamesOf, type Renamed } from "./names.ts";
import { fits, render, type Mode, type Patch, type PatchEdit } from "./patches.ts";
import { retypesOf, type Retype } from "./retypes.ts";
import { spelt } from "./spelling.ts";
import { parseRust, type Node, type RustFile } from "./tree.ts";

/** All that one repair knows. Patches and holes grow; everything else stands. */
export interface Engine {
  readonly request: RepairRequest;
  readonly oracle: Oracle;
  readonly host: Host;
  readonly files: ReadonlyMap<string, RustFile>;
  readonly declarations: Declarations;
  readonly renames: readonly Renamed[];
  readonly retypes: readonly Retype[];
  readonly gone: readonly Gone[];
  readonly layout: CrateLayout;
  readonly modules: Modules;
  patches: Patch[];
  /** Patches of stamped files that exist while probing. */
  probes: Patch[];
  readonly holes: HoleList;
  /** What each hole is about. */
  readonly asked: Node[];
  readonly questions: Asked[];
  /** Names of which it was asked already what becomes of them, by kind and change. */
  readonly decided: Set<string>;
  /** (error, slot) pairs and slots that the compiler refused. */
  readonly refused: Set<string>;
  /** Slots that move although something counts with them: there is no other way, and the counting is asked about. */
  readonly forced: Set<string>;
  /** Bodies of functions that wait for a decision: the compiler judges the rest without them. */
  masks: Mask[];
}

/** A question by its kind, its change and its line. */
export interface Asked {
  readonly kind: HoleKind;
  readonly delta: string;
  readonly file: string;
  readonly line: number;
}

/** A body, or what has a `text` of its own in its place, that is left out while the rest is judged. */
export interface Mask {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text?: string;
}

/** Reads everything once: sources, declarations, renames and retypes. */
export async function createEngine(
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
): Promise<Engine> {
  const files = new Map<string, RustFile>();
  for (const [path, text] of request.sources)
    if (path.endsWith(".rs")) files.set(path, await parseRust(host, path, text));
  const renames = renamesOf(request.changes);
  const retypes = await retypesOf(request, renames, host);
  const layout = await crateLayout(request, host);
  return {
    request,
    oracle,
    host,
    files,
    declarations: declarationsOf(files.values()),
    renames,
    retypes,
    gone: goneOf(request),
    layout,
    modules: modulesOf(files, layout),
    patches: [],
    probes: [],
    holes: createHoles(),
    asked: [],
    questions: [],
    decided: new Set(),
    refused: new Set(),
    forced: new Set(),
    masks: [],
  };
}

/** Lays the probe (stand-ins for these types) over the run tree. */
export function layProbe(engine: Engine, retypes: readonly Retype[], strict: boolean): void {
  engine.probes = probePatches(retypes, engine.request, engine.layout, strict);
}

/** The oracle cannot judge: it was cancelled, is out of time, or its tool is missing. Nothing can be concluded. */
export class OracleSilent extends Error {}

/** One round of the compiler: the errors of the candidate, mapped back to the original texts. */
export async function checkCandidate(engine: Engine, mode: Mode): Promise<Finding[]> {
  const ours = spelt(engine.patches, engine);
  const laid = mode !== "real" ? [...engine.probes, ...ours] : ours;
  const patches = engine.masks.length === 0 ? laid : masked(laid, engine.masks);
  const touched = new Set(patches.flatMap((patch) => patch.edits.map((edit) => edit.file)));
  const rendered = new Map(
    [...touched].map(
      (file) => [file, render(file, originalText(engine, file), patches, mode)] as const,
    ),
  );
  const overlay = new Map([...rendered].map(([file, one]) => [file, one.text] as const));
  const result = await engine.oracle.check(overlay);
  if (result.status === "failed" && !result.diagnostics.some((one) => one.severity === "error")) {
    throw new OracleSilent(result.reason ?? "The check failed without a word.");
  }
  return findingsOf(withoutSummaries(result.diagnostics), rendered, engine.files, (file) =>
    originalText(engine, file),
  );
}

/** Patches outside of masked bodies, and the masks themselves: a body that never ends has every type. */
function masked(patches: readonly Patch[], masks: readonly Mask[]): Patch[] {
  const hidden = (edit: PatchEdit): boolean =>
    masks.some(
      (mask) => mask.file === edit.file && edit.start >= mask.start && edit.end <= mask.end,
    );
  const outside = patches.map((patch) => ({
    ...patch,
    edits: patch.edits.filter((edit) => !hidden(edit)),
  }));
  const bodies = masks.map((mask) => ({ ...mask, text: mask.text ?? "{ loop {} }" }));
  return [
    ...outside,
    {
      rule: "mask",
      change: "",
      certainty: "certain",
      because: "Only while judging.",
      edits: bodies,
    },
  ];
}

const withoutSummaries = (all: readonly CodeDiagnostic[]): CodeDiagnostic[] =>
  all.filter((one) => !/^(?:aborting due to|could not compile)/.test(one.message));

/** Text of a file as the run tree has it: hand-written, or as it was stamped last. */
export const originalText = (engine: Pick<Engine, "request">, file: string): string =>
  engine.request.sources.get(file) ?? engine.request.stampedAfter.get(file) ?? "";

/** Whether a file is stamped, and so never edited. */
export const isStamped = (engine: Engine, file: string): boolean =>
  engine.request.stampedAfter.has(file);

/** Adds the patches that neither repeat nor overlap what stands and touch only hand-written files; returns those added. */
export function add(engine: Engine, patches: readonly Patch[]): Patch[] {
  return patches.filter((patch) => {
    const ours = patch.edits.every(
      (edit) => engine.request.sources.has(edit.file) && !isStamped(engine, edit.file),
    );
    if (!ours || !fits(engine.patches, patch)) return false;
    engine.patches.push(patch);
    return true;
  });
}

/** Takes patches back. */
export function remove(engine: Engine, patches: readonly Patch[]): void {
  engine.patches = engine.patches.filter((patch) => !patches.includes(patch));
}
