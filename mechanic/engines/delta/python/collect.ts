import {
  lineStarts,
  positionAt,
  snakeCase,
  type CodeDiagnostic,
  type GateResult,
  type Hole,
  type Host,
  type RepairRequest,
  type Span,
} from "#intent";

import {
  applyAll,
  originalOffset,
  type EditList,
  type HoleDraft,
  type HoleList,
} from "../shared/index.ts";
import { absentHole, absentTexts } from "./absent.ts";
import { keyHoles } from "./forms/keys.ts";
import { lineHoles } from "./forms/lines.ts";
import { storedHoles } from "./forms/stored.ts";
import { flagHoles } from "./flags.ts";
import { uncheckedHoles } from "./forms/unchecked.ts";
import { wordHoles } from "./forms/words.ts";
import { errorHoles, type NewError } from "./errors.ts";
import { expectationHoles } from "./expectations.ts";
import { holeOf } from "./findings.ts";
import { purity } from "./gone/pure.ts";
import { isOfOwner } from "./owned.ts";
import { deadEdits, deadHole, deadTests } from "./required.ts";
import { rankedOrders, rankHole } from "./ranks.ts";
import { isClosed } from "./retype/judgement.ts";
import type { Place } from "./retype/types.ts";
import { isSilentUse, silentCandidates, silentHole } from "./silent.ts";
import { parseAll, type Module, type Snapshot } from "./snapshot.ts";
import { childOf, nodesOf, textOf } from "./tree.ts";
import { truthHole, truthTests } from "./truth.ts";
import { variantHoles } from "./variants.ts";

/** What a repair fills while it goes. */
export interface Work {
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

/** What pyright still reports is a question each, unless one is asked there already. */
export async function collectHoles(
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
  const asked: readonly Asked[] = [
    ...holes.all(),
    ...work.explained.map((place) => linesOf(request, place)),
  ];
  const written = new Map([...modules].filter(([file]) => request.sources.has(file)));
  const found = primary(left.diagnostics).map((one) => atItsClass(one, written));
  const answers = errorHoles(written, work.errors, found, (file) => request.tests.has(file));
  for (const hole of answers.holes) holes.add(inSource(request, edits, hole));
  const drafts = found.flatMap((diagnostic): readonly HoleDraft[] => {
    const module = modules.get(diagnostic.file);
    if (module === undefined || answers.explains(diagnostic)) return [];
    if (isAsked(request, diagnostic, module, edits, asked)) return [];
    const { changes, service } = request;
    return [inSource(request, edits, holeOf(diagnostic, module, changes, service.name))];
  });
  const isUnknown = ({ kind }: HoleDraft): boolean => kind === "unresolved-diagnostic";
  for (const draft of [...drafts.filter((one) => !isUnknown(one)), ...drafts.filter(isUnknown)]) {
    // Where something is asked already, an error that no rule knows says nothing more.
    const isMore = isUnknown(draft) || draft.kind === "conversion";
    if (isMore && holes.all().some((hole) => isOnLines(hole, draft))) continue;
    // Pyright says of a call that it does not fit, and of what it is given, too: that is one question.
    const isSame = ({ kind, delta }: Hole): boolean => kind === draft.kind && delta === draft.delta;
    if (holes.all().some((hole) => isSame(hole) && isOnLines(hole, draft))) continue;
    holes.add(draft);
  }
}

/** A hole of the edited text where the source has it: a service with holes keeps its sources until they are filled. */
function inSource(request: RepairRequest, edits: EditList, hole: HoleDraft): HoleDraft {
  const text = request.sources.get(hole.file);
  if (text === undefined) return hole;
  const own = edits.all().filter((edit) => edit.file === hole.file);
  const back = <T extends Span>(span: T): T => {
    const start = originalOffset(own, span.start);
    const isEmpty = span.start === span.end;
    return {
      ...span,
      start,
      end: isEmpty ? start : Math.max(start, originalOffset(own, span.end)),
    };
  };
  const { slot, choices } = hole;
  return {
    ...hole,
    text,
    span: back(hole.span),
    slot: slot === undefined ? undefined : back(slot),
    ...(choices === undefined
      ? {}
      : { choices: choices.map(({ label, edits }) => ({ label, edits: edits.map(back) })) }),
  };
}

type Lines = Pick<Hole, "file" | "line" | "endLine">;
/** Lines that a question takes, with what it is about where that is known. */
type Asked = Lines & Partial<Pick<Hole, "delta" | "kind">>;

/** Whether a question stands on a line of another one's place. */
function isOnLines({ file, line, endLine }: Lines, { file: own, text, span }: HoleDraft): boolean {
  const starts = lineStarts(text);
  return (
    own === file &&
    line <= positionAt(starts, span.end).line &&
    positionAt(starts, span.start).line <= endLine
  );
}

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
  asked: readonly Asked[],
): boolean {
  const { file } = diagnostic;
  const before = lineStarts(request.sources.get(file) ?? "");
  const after = lineStarts(module.text);
  const own = edits.all().filter((edit) => edit.file === file);
  const lineOf = (line: number, column: number): number =>
    positionAt(before, originalOffset(own, (after[line - 1] ?? 0) + column - 1)).line;
  const first = lineOf(diagnostic.line, diagnostic.column);
  const last = lineOf(diagnostic.endLine, diagnostic.endColumn);
  // A call that lacks a value says nothing of the values that it has: a question about one of those is another one.
  const lacks = /Arguments? missing for parameter/.test(diagnostic.message);
  return asked.some(
    (hole) =>
      hole.file === file &&
      hole.line <= last &&
      first <= hole.endLine &&
      !(lacks && hole.delta !== undefined && saysNothingOf(diagnostic, hole.delta)),
  );
}

/** Whether an error about missing values names none that a change is about. */
const saysNothingOf = ({ message }: CodeDiagnostic, symbol: string): boolean =>
  !new RegExp(`"${snakeCase(symbol.split(/[/.:]/).at(-1) ?? "")}"`).test(message);

/** Errors that stand for themselves: an unknown type beside another error only follows from it. */
function primary(diagnostics: readonly CodeDiagnostic[]): readonly CodeDiagnostic[] {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const own = errors.filter((diagnostic) => !diagnostic.code.startsWith("reportUnknown"));
  return own.length > 0 ? own : errors;
}

/** A class that lacks something is asked about itself, once, and not at each place that makes one. */
function atItsClass(
  diagnostic: CodeDiagnostic,
  written: ReadonlyMap<string, Module>,
): CodeDiagnostic {
  const [, name] = /^Cannot instantiate abstract class "(\w+)"/.exec(diagnostic.message) ?? [];
  if (name === undefined) return diagnostic;
  for (const { file, text, root } of written.values())
    for (const definition of nodesOf(root, "class_definition")) {
      const declared = childOf(definition, "name");
      if (declared === undefined || textOf(text, declared) !== name) continue;
      const starts = lineStarts(text);
      const [from, to] = [positionAt(starts, declared.start), positionAt(starts, declared.end)];
      const place = {
        line: from.line,
        column: from.column,
        endLine: to.line,
        endColumn: to.column,
      };
      return { ...diagnostic, file, ...place };
    }
  return diagnostic;
}

/** Uses that no error shows; pyright is asked about them only where the syntax gives reason to. */
export async function collectSilent(
  request: RepairRequest,
  host: Host,
  { snapshot, holes, edits }: Work,
): Promise<void> {
  const modules = await parseAll(host, request.sources);
  const candidates = silentCandidates(modules.values(), request.changes);
  const production = [...modules.values()].filter(({ file }) => !request.tests.has(file));
  const texts = absentTexts(production, request.changes);
  const ranked = rankedOrders(request, production);
  const truths = truthTests(modules.values(), request.changes, request).filter(
    ({ module: { file }, node }) =>
      !isClosed(file) && !edits.covers(file, node.start, node.end + 1),
  );
  if ([candidates, texts, ranked, truths].every(({ length }) => length === 0)) return;
  const { session } = await snapshot();
  for (const test of truths) {
    const hole = truthHole(test, request.tests.has(test.module.file));
    if (holes.all().some((one) => isOnLines(one, hole))) continue;
    if (await isOfOwner(session, test)) holes.add(hole);
  }
  for (const order of ranked) if (await isOfOwner(session, order)) holes.add(rankHole(order));
  for (const text of texts) {
    const hole = absentHole(text);
    if (holes.all().some((one) => isOnLines(one, hole))) continue;
    if (await isOfOwner(session, text)) holes.add(hole);
  }
  for (const use of candidates) if (await isSilentUse(session, use)) holes.add(silentHole(use));
}

/**
 * Tests of production code for what is always there now: what they guarded stands by itself, or goes. Where that cannot be
 * said by cutting, somebody is asked, and pyright's word for it, if it has one, says nothing more.
 */
export async function collectDead(request: RepairRequest, host: Host, work: Work): Promise<void> {
  const written = await parseAll(host, request.sources);
  const production = [...written.values()].filter(({ file }) => !request.tests.has(file));
  const tests = deadTests(production, request.changes);
  if (tests.length === 0) return;
  const { session } = await work.snapshot();
  const isPure = purity(written.values());
  for (const test of tests) {
    const { file } = test.module;
    if (!(await isOfOwner(session, test))) continue;
    const decided = deadEdits(test, isPure);
    for (const edit of decided ?? []) work.edits.add(edit);
    if (decided !== undefined) continue;
    work.holes.add(deadHole(test));
    work.explained.push({ file, start: test.node.start, end: test.node.end });
  }
}

/** Forms that people wrote by hand, which no type checker holds against what has changed. */
export async function collectForms(
  request: RepairRequest,
  host: Host,
  { edits, holes }: Work,
): Promise<void> {
  const written = await parseAll(host, request.sources);
  const production = [...written.values()].filter(({ file }) => !request.tests.has(file));
  for (const find of [storedHoles, lineHoles, uncheckedHoles, keyHoles, wordHoles, flagHoles])
    for (const hole of find(request, production))
      if (!edits.covers(hole.file, hole.span.start, hole.span.end)) holes.add(hole);
}

/** What tests expect of code that is asked about, where nothing is asked of them yet. */
export async function collectExpectations(
  request: RepairRequest,
  host: Host,
  { edits, holes }: Work,
): Promise<void> {
  if (![...request.sources.keys()].some((file) => request.tests.has(file))) return;
  const all = holes.all();
  const hasCut = edits.all().some(({ rule }) => rule === "gone-decided");
  const isRequired = request.changes.some(({ kind }) => kind === "field-became-required");
  if (!hasCut && !isRequired && !all.some(({ kind }) => hanging.test(kind))) return;
  const written = await parseAll(host, request.sources);
  for (const hole of expectationHoles(request, { written, holes: all, edits: edits.all() }))
    if (!holes.all().some((one) => isOnLines(one, hole))) holes.add(hole);
}

/** Questions on whose answer a test may hang that is content today. */
const hanging = /^(?:removed-symbol|ambiguous-rename|validation|conversion|expected-value)$/;

/** Places of production code that tell variants of an enum apart which has a new one. */
export async function collectVariants(
  request: RepairRequest,
  host: Host,
  { edits, holes }: Work,
): Promise<void> {
  if (!request.changes.some(({ kind }) => kind === "variant-added")) return;
  const applied = applyAll(request.sources, edits.all());
  const edited = "clash" in applied ? new Map<string, string>() : applied.texts;
  const modules = await parseAll(host, new Map([...request.sources, ...edited]));
  const production = [...modules.values()].filter(({ file }) => !request.tests.has(file));
  for (const hole of variantHoles(production, request.changes, request.before))
    holes.add(inSource(request, edits, hole));
}
