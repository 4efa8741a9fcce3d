import type {
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
  foldNested,
  originalOffset,
  withFormerNames,
  type EditList,
} from "../shared/index.ts";
import {
  collectDead,
  collectExpectations,
  collectForms,
  collectHoles,
  collectSilent,
  collectVariants,
  type Work,
} from "./collect.ts";
import { openEdits } from "./closed.ts";
import { newErrors } from "./errors.ts";
import { dropGone } from "./gone/index.ts";
import { goneNames } from "./gone/names.ts";
import { purity } from "./gone/pure.ts";
import { respellRows, rowHoles } from "./forms/rows.ts";
import { withoutOwnAliases } from "./import-aliases.ts";
import { keepImportsSorted } from "./imports.ts";
import { judgeBySession } from "./judge.ts";
import { laidOut } from "./layout.ts";
import { keywordEdits, passedKeywords } from "./keywords.ts";
import { hasEnded } from "./lsp/connection.ts";
import { openSession, type OpenSession } from "./lsp/session.ts";
import { movedFields, movedHoles } from "./moved.ts";
import { followOutputs } from "./outputs.ts";
import { followProtocols } from "./protocols.ts";
import { renameTarget } from "./rename.ts";
import { carryRetype } from "./retype/carry.ts";
import { isClosed } from "./retype/judgement.ts";
import { retypedSlots } from "./retype/stamped.ts";
import { shapeChanges, withoutEmptied } from "./shape/changes.ts";
import { reshape } from "./shape/index.ts";
import { seedSums } from "./seeds.ts";
import { oldTexts, parseAll, type Module, type Snapshot } from "./snapshot.ts";
import { targetsOf, type Target } from "./targets.ts";
import { nameOf, statementsOf } from "./tree.ts";
import { followErrors } from "./widen.ts";
import { respellWords } from "./worded.ts";

/**
 * Repairs a Python service after its stamps changed. The delta leads: names that moved are renamed by pyright itself on the
 * old green snapshot (its rename was right in 9 of 9 cases, see REPAIR.md), then the check says what is left, and what is
 * left is a hole. Returns edits of hand-written files only; none where the request's signal has stopped pyright. `open`
 * gives the language server. Throws {@link HostError} where pyright is missing or ends of itself.
 */
export async function repairPython(
  given: RepairRequest,
  oracle: Oracle,
  host: Host,
  emit: Emit,
  open: OpenSession = openSession,
): Promise<RepairOutcome> {
  const request = { ...given, changes: withoutEmptied(withFormerNames(given).changes) };
  const edits = folded(createEdits(), request.sources);
  const holes = createHoles();
  const rounds = oracle.rounds;
  const lazy = openLate(request, host, open);
  const [before, after] = [
    await parseAll(host, request.stampedBefore),
    await parseAll(host, request.stampedAfter),
  ];
  const errors = newErrors(request, before, after);
  const asked: Oracle = {
    get rounds() {
      return oracle.rounds;
    },
    check: async (texts) => {
      await lazy.rest();
      // What the gate has said of the service as stamped is known.
      const open = texts.size === 0 ? undefined : await lazy.opened();
      const said =
        open && (await judgeBySession(open.session, request, texts, host.clock.monotonicMs));
      return said ?? oracle.check(texts);
    },
  };
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
    const judged = await plan(request, asked, host, work);
    // With a question nothing is written; without one the gate has to agree with what the server has said.
    const isLeft = edits.all().some(({ file }) => isClosed(file));
    const open = judged?.status === "failed" || isLeft || holes.all().length > 0;
    const left = open ? judged : await checkLaidOut(request, oracle, host, edits);
    if (left !== undefined) await collectHoles(request, host, left, work);
    await collectSilent(request, host, work);
  } catch (error) {
    // A run that is stopped stops its tools: nothing of the repair counts, as where the check gate is stopped.
    if (!request.signal.aborted || !hasEnded(error)) throw error;
    return { edits: [], holes: holes.all(), cycles: oracle.rounds - rounds };
  } finally {
    await lazy.close();
  }
  await collectForms(request, host, work);
  await collectVariants(request, host, work);
  await collectExpectations(request, host, work);
  const final = await laidOut(request, host, openEdits(request, edits.all(), holes));
  for (const { file, rule, change } of final)
    emit({ type: "edited", service: request.service.name, file, rule, change });
  for (const { id, kind, question } of holes.all())
    emit({ type: "hole", service: request.service.name, id, kind, question });
  return { edits: final, holes: holes.all(), cycles: oracle.rounds - rounds };
}

/** A conversion around an expression takes in the rename of a name inside of it; what is cut out needs no edit. */
const folded = (list: EditList, sources: ReadonlyMap<string, string>): EditList => ({
  ...list,
  all: () => foldNested(sources, withoutCut(list.all())),
});

/** What is inserted at the edge of a cut stands beside it. */
const isInside = (edit: RepairEdit, cut: RepairEdit): boolean =>
  edit.start === edit.end
    ? cut.start < edit.start && edit.end < cut.end
    : cut.start <= edit.start && edit.end <= cut.end;

const withoutCut = (edits: readonly RepairEdit[]): readonly RepairEdit[] => {
  const cuts = edits.filter(({ text, start, end }) => text === "" && start < end);
  return edits.filter(
    (edit) => !cuts.some((cut) => cut !== edit && cut.file === edit.file && isInside(edit, cut)),
  );
};

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
  const written = await parseAll(host, request.sources);
  const passed = passedKeywords(written.values(), request.changes, classesOf(before));
  for (const edit of keywordEdits(passed)) edits.add(edit);
  followOutputs(request, { before, after }, written.values(), purity(written.values()), work);
  const gone = goneNames(request, before, after);
  if (gone.length > 0) await dropGone(request, await work.snapshot(), gone, passed, edits, holes);
  const shapes = shapeChanges(request);
  if (shapes.length > 0) await reshape(request, await work.snapshot(), shapes, edits, holes);
  const moved = movedFields(request);
  if (moved.length > 0)
    for (const hole of await movedHoles(await work.snapshot(), moved, request.service.name))
      holes.add(hole);
  for (const edit of respellRows(request, { before, after }, written)) edits.add(edit);
  for (const hole of rowHoles(request, before, written)) holes.add(hole);
  await collectDead(request, host, work);
  const first = await check(request, oracle, edits);
  const result =
    first === undefined || targets.length === 0
      ? first
      : await followRenames(request, oracle, work, { targets, result: first });
  const worded =
    result === undefined ? result : await respellTexts(request, oracle, host, result, work);
  return worded === undefined ? worded : widenProtocols(request, oracle, host, worded, work);
}

/** What pyright says of certain literals and sums is how they are spelt now. */
async function respellTexts(
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
  result: GateResult,
  { edits }: Work,
): Promise<GateResult | undefined> {
  const before = edits.all();
  const applied = applyAll(request.sources, before);
  const texts = "clash" in applied ? new Map<string, string>() : applied.texts;
  const edited = await parseAll(host, new Map([...request.sources, ...texts]));
  const found = [
    ...respellWords(request, edited, result.diagnostics),
    ...seedSums(request, edited, result.diagnostics),
  ];
  for (const edit of found) {
    const own = before.filter(({ file }) => file === edit.file);
    const [start, end] = [edit.start, edit.end].map((offset) => originalOffset(own, offset));
    edits.add({ ...edit, start: start ?? edit.start, end: end ?? edit.end });
  }
  return found.length === 0 ? result : check(request, oracle, edits);
}

/** Names of all stamped classes. */
const classesOf = (stamped: ReadonlyMap<string, Module>): ReadonlySet<string> =>
  new Set(
    [...stamped.values()].flatMap(({ text, root }) =>
      statementsOf(root)
        .filter(({ type }) => type === "class_definition")
        .map((node) => nameOf(text, node)),
    ),
  );

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
  let last: GateResult | undefined = result;
  // One round lets pyright see what the next one has to take in.
  for (let round = 1; last !== undefined && round < request.limits.repairCycles; round++) {
    const before = edits.all().length;
    for (const edit of followErrors(written, errors, last.diagnostics)) edits.add(edit);
    if (edits.all().length === before) break;
    last = await check(request, oracle, edits);
  }
  return last;
}

/** Follows structural types until a round finds nothing more. */
async function followRenames(
  request: RepairRequest,
  oracle: Oracle,
  { snapshot: open, edits }: Work,
  found: { readonly targets: readonly Target[]; readonly result: GateResult },
): Promise<GateResult | undefined> {
  const { targets } = found;
  let result: GateResult | undefined = found.result;
  for (let round = 1; result !== undefined && round < request.limits.repairCycles; round++) {
    const snapshot = await open();
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
    const tidy =
      module === undefined ? own : keepImportsSorted(module, withoutOwnAliases(module, own));
    for (const edit of tidy) edits.add(edit);
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

/** The check over what is to be written; where it is red, over the edits as they were made, whose places are known. */
async function checkLaidOut(
  request: RepairRequest,
  oracle: Oracle,
  host: Host,
  edits: EditList,
): Promise<GateResult | undefined> {
  const laid = applyAll(request.sources, await laidOut(request, host, edits.all()));
  if ("clash" in laid) throw new Error(`edits of the Python engine clash: ${laid.clash}`);
  const said = await oracle.check(laid.texts);
  return said.status === "failed" ? check(request, oracle, edits) : said;
}

/** Characters of code with which a language server holds a gigabyte: the check gate needs as much again. */
const largeService = 1_000_000;

interface LateSnapshot {
  readonly snapshot: () => Promise<Snapshot>;
  /** The snapshot where it is open already. */
  readonly opened: () => Promise<Snapshot | undefined>;
  /** Ends the server of a large service for as long as nothing is asked of it. */
  readonly rest: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The old green snapshot with its language server, started where something is asked of it. */
function openLate(request: RepairRequest, host: Host, openTexts: OpenSession): LateSnapshot {
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
  const close = async (): Promise<void> => {
    const ending = opened;
    opened = undefined;
    // Where it could not be opened nothing is left to close, and whoever asked for it was told.
    const snapshot = await ending?.catch(() => undefined);
    await snapshot?.session.close();
  };
  const size = [...request.sources.values()].reduce((sum, text) => sum + text.length, 0);
  return {
    snapshot: () => (opened ??= open()),
    opened: () => opened ?? Promise.resolve(undefined),
    rest: size > largeService ? close : () => Promise.resolve(),
    close,
  };
}
