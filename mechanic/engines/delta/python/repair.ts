import type {
  CodeDiagnostic,
  Emit,
  GateResult,
  Host,
  Oracle,
  RepairEdit,
  RepairOutcome,
  RepairRequest,
} from "#intent";

import {
  applyAll,
  createEdits,
  createHoles,
  type EditList,
  type HoleList,
} from "../shared/index.ts";
import { holeOf } from "./findings.ts";
import { keepImportsSorted } from "./imports.ts";
import { openSession, type Session } from "./lsp/session.ts";
import { followProtocols } from "./protocols.ts";
import { isSilentUse, silentCandidates, silentHole } from "./silent.ts";
import { renameTarget } from "./rename.ts";
import { oldTexts, parseAll, type Snapshot } from "./snapshot.ts";
import { targetsOf, type Target } from "./targets.ts";
import { variantHoles } from "./variants.ts";

/**
 * Repairs a Python service after its stamps changed. The delta leads: names that moved are renamed by pyright itself on the
 * old green snapshot (its rename was right in 9 of 9 cases, see REPAIR.md), then the check says what is left, and what is
 * left is a hole. Returns edits of hand-written files only. Throws {@link HostError} where pyright is missing or ends.
 */
export async function repairPython(
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
  emit: Emit,
): Promise<RepairOutcome> {
  const edits = createEdits();
  const holes = createHoles();
  const targets = request.changes.flatMap((change) => targetsOf(change, request.service.name));
  const rounds = oracle.rounds;
  const left =
    targets.length === 0
      ? await check(request, oracle, edits)
      : await renameAll(request, oracle, host, targets, edits);
  if (left !== undefined) await collectHoles(request, host, left, edits, holes);
  await collectSilent(request, host, edits, holes);
  await collectVariants(request, host, edits, holes);
  for (const { file, rule, change } of edits.all())
    emit({ type: "edited", service: request.service.name, file, rule, change });
  for (const { id, kind, question } of holes.all())
    emit({ type: "hole", service: request.service.name, id, kind, question });
  return { edits: edits.all(), holes: holes.all(), cycles: oracle.rounds - rounds };
}

/** Renames everything that moved, then follows structural types until a round finds nothing more; returns the last check. */
async function renameAll(
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
  targets: readonly Target[],
  edits: EditList,
): Promise<GateResult | undefined> {
  const session = await openOld(request, host);
  try {
    const snapshot: Snapshot = {
      session,
      stamped: await parseAll(host, request.stampedBefore),
      written: await parseAll(host, request.sources),
    };
    const found: RepairEdit[] = [];
    for (const target of targets)
      found.push(...(await renameTarget(snapshot, target, request.service.name)));
    collect(snapshot, found, edits);
    let result = await check(request, oracle, edits);
    for (let round = 1; result !== undefined && round < request.limits.repairCycles; round++) {
      const more = await followProtocols(snapshot, targets, result.diagnostics);
      const before = edits.all().length;
      collect(snapshot, more, edits);
      if (edits.all().length === before) break;
      result = await check(request, oracle, edits);
    }
    return result;
  } finally {
    await session.close();
  }
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
  edits: EditList,
  holes: HoleList,
): Promise<void> {
  const applied = applyAll(request.sources, edits.all());
  const edited = "clash" in applied ? new Map<string, string>() : applied.texts;
  const modules = await parseAll(
    host,
    new Map([...request.stampedAfter, ...request.sources, ...edited]),
  );
  for (const diagnostic of primary(left.diagnostics)) {
    const module = modules.get(diagnostic.file);
    if (module !== undefined)
      holes.add(holeOf(diagnostic, module, request.changes, request.service.name));
  }
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
  edits: EditList,
  holes: HoleList,
): Promise<void> {
  const modules = await parseAll(host, request.sources);
  const candidates = silentCandidates(modules.values(), request.changes);
  if (candidates.length === 0) return;
  const applied = applyAll(request.sources, edits.all());
  const edited = await parseAll(host, "clash" in applied ? new Map() : applied.texts);
  const session = await openOld(request, host);
  try {
    for (const use of candidates) {
      const after = edited.get(use.module.file) ?? use.module;
      if (await isSilentUse(session, use)) holes.add(silentHole(use, after, edits.all()));
    }
  } finally {
    await session.close();
  }
}

/** The language server over the old green snapshot. */
function openOld(request: RepairRequest, host: Host): Promise<Session> {
  const { root, environment, signal, service } = request;
  const texts = oldTexts(request);
  return openSession(host, { root, directory: service.directory, texts, environment, signal });
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
