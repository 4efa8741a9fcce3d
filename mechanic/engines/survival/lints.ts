import {
  applyEdits,
  lineStarts,
  type CodeDiagnostic,
  type Edit,
  type GateResult,
  type Host,
  type RepairEdit,
  type RepairRequest,
} from "#intent";

import { changedSignatures } from "../../guards/signatures/index.ts";
import { testsInside } from "../../guards/tests-inside.ts";
import { applyAll, originalOffset, type HoleDraft } from "../delta/shared/index.ts";
import { applicable, spellingLints, traps } from "../suggestions/allowed.ts";
import { composeEdits } from "../suggestions/compose.ts";
import { withOxlintFixes } from "../suggestions/oxlint.ts";
import type { RunLint } from "./index.ts";
import type { Judge } from "./settle.ts";
import { changeOf } from "./site.ts";

/** What is left of the lint gate: all edits of the sources, and a question for each error that no tool can settle. */
export interface SettledLints {
  readonly edits: readonly RepairEdit[];
  readonly holes: readonly HoleDraft[];
}

/** The edits of a hand-over so far and the texts that they make of the sources. */
interface State {
  readonly edits: readonly RepairEdit[];
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Lets the linter settle what it says of production code, by its own fixes from the allow-list, until it offers none: a
 * fix may wake another lint. The linter is asked although the check gate may be red, since an import that nobody uses is
 * an error to some checkers; a round that `judge` refuses is taken back as a whole. `edits` lead from the sources to
 * `texts`, and so do the answer's.
 */
export async function settleLints(
  request: RepairRequest,
  host: Host,
  edits: readonly RepairEdit[],
  runLint: RunLint,
  judge: Judge,
): Promise<SettledLints> {
  let state = stateOf(request, edits);
  let lint = await runLint(state.texts);
  for (let round = 0; round < request.limits.repairCycles && lint.status === "failed"; round++) {
    const next = await suggested(request, host, state, lint);
    if (next === undefined || !(await judge(next.texts))) break;
    state = next;
    lint = await runLint(state.texts);
  }
  const left = lint.status === "failed" ? lint.diagnostics : [];
  const errors = left.filter((one) => one.severity === "error");
  return { edits: state.edits, holes: errors.map((one) => askedAt(request, state, one)) };
}

function stateOf(request: RepairRequest, edits: readonly RepairEdit[]): State {
  const applied = applyAll(request.sources, edits);
  if ("clash" in applied) throw new Error(`fixes of a hand-over clash: ${applied.clash}`);
  return { edits, texts: applied.texts };
}

/** The state with one round of the linter's fixes; `undefined` where it offers none that may be taken. */
async function suggested(
  request: RepairRequest,
  host: Host,
  state: State,
  lint: GateResult,
): Promise<State | undefined> {
  const seen = new Map([...request.sources, ...state.texts]);
  const told = await withOxlintFixes(host, request, seen, lint);
  const fixes = told.diagnostics.map((error) => fixOf(request, error));
  const allowed: (readonly RepairEdit[])[] = [];
  for (const fix of fixes) if (await keepsWhatStands(request, host, state, fix)) allowed.push(fix);
  const made = new Map(Map.groupBy(state.edits, (edit) => edit.file));
  const together = Map.groupBy(disjoint(allowed), (edit) => edit.file);
  for (const [file, own] of together) made.set(file, composeEdits(made.get(file) ?? [], own));
  return together.size === 0 ? undefined : stateOf(request, [...made.values()].flat());
}

/** What may be taken of a linter's word about one place of production code. */
function fixOf(request: RepairRequest, error: CodeDiagnostic): RepairEdit[] {
  const isOurs = request.sources.has(error.file) && !request.tests.has(error.file);
  if (error.severity !== "error" || !isOurs || !spellingLints.has(error.code)) return [];
  const fix = error.suggestions?.find(
    (one) =>
      applicable.has(one.applicability) &&
      one.edits.length > 0 &&
      one.edits.every((edit) => edit.file === error.file && !traps.test(edit.text)),
  );
  return (fix?.edits ?? []).map((edit) => ({
    ...edit,
    change: changeOf(request),
    rule: "lint-as-suggested",
    certainty: "certain",
    because: `${error.tool} says ${error.code} (${headOf(error)}) and offers this fix, which changes no meaning.`,
  }));
}

/**
 * The edits of the fixes that can be made together, each fix whole or not at all. A library and its tests are linted apart
 * and say the same twice; of two fixes of one place the first is taken.
 */
function disjoint(fixes: readonly (readonly RepairEdit[])[]): RepairEdit[] {
  const kept: RepairEdit[] = [];
  const touches = (a: Edit, b: Edit): boolean =>
    a.file === b.file && (a.start === b.start || (a.start < b.end && b.start < a.end));
  for (const fix of fixes)
    if (!fix.some((edit) => kept.some((one) => touches(one, edit)))) kept.push(...fix);
  return kept;
}

/** Tests that stand inside of a source and declared signatures are no part of a hand-over, however a linter spells them. */
async function keepsWhatStands(
  request: RepairRequest,
  host: Host,
  state: State,
  fix: readonly RepairEdit[],
): Promise<boolean> {
  const [first] = fix;
  if (first === undefined) return false;
  const { language } = request.service;
  const before = state.texts.get(first.file) ?? request.sources.get(first.file) ?? "";
  const after = applyEdits(before, fix);
  if (after === undefined) return false;
  const [stood, stands] = [
    await testsInside(host.syntax, language, before),
    await testsInside(host.syntax, language, after),
  ];
  if (JSON.stringify(stood) !== JSON.stringify(stands)) return false;
  return (await changedSignatures(host.syntax, language, before, after)).length === 0;
}

const headOf = (error: CodeDiagnostic): string => error.message.split("\n")[0] ?? "";

/** An error that stays, at its place in the sources; what stands in no source of people is told in its own file. */
export function askedAt(request: RepairRequest, state: State, error: CodeDiagnostic): HoleDraft {
  const text = request.sources.get(error.file) ?? request.stampedAfter.get(error.file) ?? "";
  const edited = state.texts.get(error.file) ?? text;
  const own = state.edits.filter((edit) => edit.file === error.file);
  const starts = lineStarts(edited);
  const offset = (line: number, column: number): number =>
    Math.min(text.length, originalOffset(own, (starts[line - 1] ?? 0) + column - 1));
  const start = offset(error.line, error.column);
  return {
    kind: "unresolved-diagnostic",
    file: error.file === "" ? request.service.file : error.file,
    text,
    span: { start, end: Math.max(start, offset(error.endLine, error.endColumn)) },
    delta: changeOf(request),
    inside: error.code,
    question: `${error.tool} says ${error.code}: ${headOf(error)}`,
    settledBy: "gates",
  };
}
