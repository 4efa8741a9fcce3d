import {
  lineStarts,
  positionAt,
  type CodeDiagnostic,
  type Emit,
  type GateResult,
  type Hole,
  type Host,
  type Oracle,
  type RepairEdit,
  type RepairOutcome,
  type RepairRequest,
} from "#intent";

import {
  applyAll,
  createEdits,
  createHoles,
  foldNested,
  originalOffset,
  type EditList,
  type HoleList,
} from "../shared/index.ts";
import { deadHole, deadTests, isDead } from "./required.ts";
import { errorHoles, newErrors, type NewError } from "./errors.ts";
import { holeOf } from "./findings.ts";
import { keepImportsSorted } from "./imports.ts";
import { laidOut } from "./layout.ts";
import { openSession, type OpenSession } from "./lsp/session.ts";
import { followProtocols } from "./protocols.ts";
import { isSilentUse, silentCandidates, silentHole } from "./silent.ts";
import { renameTarget } from "./rename.ts";
import { carryRetype } from "./retype/carry.ts";
import { retypedSlots } from "./retype/stamped.ts";
import type { Place } from "./retype/types.ts";
import { oldTexts, parseAll, type Module, type Snapshot } from "./snapshot.ts";
import { targetsOf, type Target } from "./targets.ts";
import { variantHoles } from "./variants.ts";
import { followErrors } from "./widen.ts";

/**
 * Repairs a Python service after its stamps changed. The delta leads: names that moved are renamed by pyright itself on the
 * old green snapshot (its rename was right in 9 of 9 cases, see REPAIR.md), then the check says what is left, and what is
 * left is a hole. Returns edits of hand-written files only. `open` gives the language server. Throws {@link HostError}
 * where pyright is missing or ends.
 */
export async function repairPython(
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
  emit: Emit,
  open: OpenSession = openSession,
): Promise<RepairOutcome> {
  const edits = folded(createEdits(), request.sources);
  const holes = createHoles();
  const rounds = oracle.rounds;
  const lazy = openLate(request, host, open);
  const [before, after] = [
    await parseAll(host, request.stampedBefore),
    await parseAll(host, request.stampedAfter),
  ];
  const errors = newErrors(request, before, after);
  const work: Work = {
    snapshot: lazy.snapshot,
    edits,
    holes,
    explained: [],
    before,
    after,
    errors,
  };
  try {
    const left = await plan(request, oracle, host, work);
    await collectDead(request, host, work);
    if (left !== undefined) await collectHoles(request, host, left, work);
    await collectSilent(request, host, lazy.snapshot, edits, holes);
  } finally {
    await lazy.close();
  }
  await collectVariants(request, host, edits, holes);
  const final = await laidOut(request, host, edits.all());
  for (const { file, rule, change } of final)
    emit({ type: "edited", service: request.service.name, file, rule, change });
  for (const { id, kind, question } of holes.all())
    emit({ type: "hole", service: request.service.name, id, kind, question });
  return { edits: final, holes: holes.all(), cycles: oracle.rounds - rounds };
}

/** A conversion around an expression takes in the rename of a name inside of it. */
const folded = (list: EditList, sources: ReadonlyMap<string, string>): EditList => ({
  ...list,
  all: () => foldNested(sources, list.all()),
});

/** What a repair fills while it goes. */
interface Work {
  readonly snapshot: () => Promise<Snapshot>;
  readonly edits: EditList;
  readonly holes: HoleList;
  /** Places of the unedited sources at which an error would only repeat a question. */
  readonly explained: Place[];
  /** The stamped modules. */
  readonly before: ReadonlyMap<string, Module>;
  readonly after: ReadonlyMap<string, Module>;
  /** Errors that rpcs newly answer with. */
  readonly errors: readonly NewError[];
}

/** Renames what moved, carries new types, and returns the last check. */
async function plan(
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
  work: Work,
): Promise<GateResult | undefined> {
  const { edits, holes, before, after } = work;
  const targets = request.changes.flatMap((change) => targetsOf(change, request.service.name));
  const groups = retypedSlots(request, before, after);
  if (targets.length > 0) {
    const snapshot = await work.snapshot();
    const found: RepairEdit[] = [];
    for (const target of targets)
      found.push(...(await renameTarget(snapshot, target, request.service.name)));
    collect(snapshot, found, edits);
  }
  for (const group of groups)
    work.explained.push(
      ...(await carryRetype(request, await work.snapshot(), group, edits, holes)),
    );
  const first = await check(request, oracle, edits);
  const result =
    first === undefined || targets.length === 0
      ? first
      : await followRenames(request, oracle, await work.snapshot(), {
          targets,
          result: first,
          edits,
        });
  return result === undefined ? result : widenProtocols(request, oracle, host, result, work);
}

/** Protocols that stood for a client take its new errors in; the check after it tells who has to look at them. */
async function widenProtocols(
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
  result: GateResult,
  { edits, errors }: Work,
): Promise<GateResult | undefined> {
  if (errors.length === 0) return result;
  const written = await parseAll(host, request.sources);
  const found = followErrors(written, errors, result.diagnostics);
  for (const edit of found) edits.add(edit);
  return found.length === 0 ? result : check(request, oracle, edits);
}

/** Follows structural types until a round finds nothing more. */
async function followRenames(
  request: RepairRequest,
  oracle: Oracle,
  snapshot: Snapshot,
  found: {
    readonly targets: readonly Target[];
    readonly result: GateResult;
    readonly edits: EditList;
  },
): Promise<GateResult | undefined> {
  const { targets, edits } = found;
  let result: GateResult | undefined = found.result;
  for (let round = 1; result !== undefined && round < request.limits.repairCycles; round++) {
    const more = await followProtocols(snapshot, targets, result.diagnostics);
    const before = edits.all().length;
    collect(snapshot, more, edits);
    if (edits.all().length === before) break;
    result = await check(request, oracle, edits);
  }
  return result;
}

function collect(snapshot: Snapshot, found: readonly RepairEdit[], edits: EditList): void {
  for (const [file, own] of Map.groupBy(found, (edit) => edit.file)) {
    const module = snapshot.written.get(file);
    for (const edit of module === undefined ? own : keepImportsSorted(module, own)) edits.add(edit);
  }
}

/** The check over the sources as edited; nothing where the edits contradict each other, which would be our own bug. */
async function check(
  request: RepairRequest,
  oracle: Oracle,
  edits: EditList,
): Promise<GateResult | undefined> {
  const applied = applyAll(request.sources, edits.all());
  if ("clash" in applied) throw new Error(`edits of the Python engine clash: ${applied.clash}`);
  return oracle.check(applied.texts);
}

async function collectHoles(
  request: RepairRequest,
  host: Host,
  left: GateResult,
  work: Work,
): Promise<void> {
  const { edits, holes } = work;
  const applied = applyAll(request.sources, edits.all());
  const edited = "clash" in applied ? new Map<string, string>() : applied.texts;
  const modules = await parseAll(
    host,
    new Map([...request.stampedAfter, ...request.sources, ...edited]),
  );
  const asked = [...holes.all(), ...work.explained.map((place) => linesOf(request, place))];
  const found = primary(left.diagnostics);
  const written = new Map([...modules].filter(([file]) => request.sources.has(file)));
  const answers = errorHoles(written, work.errors, found, (file) => request.tests.has(file));
  for (const hole of answers.holes) holes.add(hole);
  for (const diagnostic of found) {
    const module = modules.get(diagnostic.file);
    if (answers.explains(diagnostic)) continue;
    if (module !== undefined && !isAsked(request, diagnostic, module, edits, asked))
      holes.add(holeOf(diagnostic, module, request.changes, request.service.name));
  }
}

type Lines = Pick<Hole, "file" | "line" | "endLine">;

function linesOf(request: RepairRequest, { file, start, end }: Place): Lines {
  const starts = lineStarts(request.sources.get(file) ?? "");
  return { file, line: positionAt(starts, start).line, endLine: positionAt(starts, end).line };
}

/** Whether a question that is asked already covers the lines of an error. */
function isAsked(
  request: RepairRequest,
  diagnostic: CodeDiagnostic,
  module: Module,
  edits: EditList,
  asked: readonly Lines[],
): boolean {
  const { file } = diagnostic;
  const before = lineStarts(request.sources.get(file) ?? "");
  const after = lineStarts(module.text);
  const own = edits.all().filter((edit) => edit.file === file);
  const lineOf = (line: number, column: number): number =>
    positionAt(before, originalOffset(own, (after[line - 1] ?? 0) + column - 1)).line;
  const first = lineOf(diagnostic.line, diagnostic.column);
  const last = lineOf(diagnostic.endLine, diagnostic.endColumn);
  return asked.some((hole) => hole.file === file && hole.line <= last && first <= hole.endLine);
}

/** Errors that stand for themselves: an unknown type beside another error only follows from it. */
function primary(diagnostics: readonly CodeDiagnostic[]): readonly CodeDiagnostic[] {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const own = errors.filter((diagnostic) => !diagnostic.code.startsWith("reportUnknown"));
  return own.length > 0 ? own : errors;
}

/** Uses that no error shows; pyright is asked about them only where the syntax gives reason to. */
async function collectSilent(
  request: RepairRequest,
  host: Host,
  snapshot: () => Promise<Snapshot>,
  edits: EditList,
  holes: HoleList,
): Promise<void> {
  const modules = await parseAll(host, request.sources);
  const candidates = silentCandidates(modules.values(), request.changes);
  if (candidates.length === 0) return;
  const applied = applyAll(request.sources, edits.all());
  const edited = await parseAll(host, "clash" in applied ? new Map() : applied.texts);
  const { session } = await snapshot();
  for (const use of candidates) {
    const after = edited.get(use.module.file) ?? use.module;
    if (await isSilentUse(session, use)) holes.add(silentHole(use, after, edits.all()));
  }
}

/** The old green snapshot with its language server, started where something is asked of it, and once. */
function openLate(
  request: RepairRequest,
  host: Host,
  openTexts: OpenSession,
): { readonly snapshot: () => Promise<Snapshot>; readonly close: () => Promise<void> } {
  const open = async (): Promise<Snapshot> => {
    const { root, environment, signal, service } = request;
    const texts = oldTexts(request);
    const options = { root, directory: service.directory, texts, environment, signal };
    return {
      stamped: await parseAll(host, request.stampedBefore),
      written: await parseAll(host, request.sources),
      session: await openTexts(host, options),
    };
  };
  let opened: Promise<Snapshot> | undefined;
  return {
    snapshot: () => (opened ??= open()),
    close: async () => {
      if (opened !== undefined) await (await opened).session.close();
    },
  };
}

/** Tests of production code for what is always there now: pyright's word for them, if it has one, says nothing more. */
async function collectDead(request: RepairRequest, host: Host, work: Work): Promise<void> {
  const written = await parseAll(host, request.sources);
  const production = [...written.values()].filter(({ file }) => !request.tests.has(file));
  const tests = deadTests(production, request.changes);
  if (tests.length === 0) return;
  const applied = applyAll(request.sources, work.edits.all());
  const edited = await parseAll(host, "clash" in applied ? new Map() : applied.texts);
  const { session } = await work.snapshot();
  for (const test of tests) {
    const { file } = test.module;
    if (!(await isDead(session, test))) continue;
    work.holes.add(deadHole(test, edited.get(file) ?? test.module, work.edits.all()));
    work.explained.push({ file, start: test.node.start, end: test.node.end });
  }
}

async function collectVariants(
  request: RepairRequest,
  host: Host,
  edits: EditList,
  holes: HoleList,
): Promise<void> {
  if (!request.changes.some(({ kind }) => kind === "variant-added")) return;
  const applied = applyAll(request.sources, edits.all());
  const edited = "clash" in applied ? new Map<string, string>() : applied.texts;
  const modules = await parseAll(host, new Map([...request.sources, ...edited]));
  for (const hole of variantHoles(modules.values(), request.changes, request.before))
    holes.add(hole);
}
