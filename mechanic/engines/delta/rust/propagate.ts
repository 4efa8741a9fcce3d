import { probeValue } from "./crate.ts";
import { add, checkCandidate, isStamped, remove, type Engine } from "./engine.ts";
import type { Finding } from "./findings.ts";
import { judge, refuse, type Trial } from "./judging.ts";
import { takeBack, withdraw } from "./provisional.ts";
import { patchKey, type Mode, type Patch } from "./patches.ts";
import { alwaysThereRule } from "./rules/always-there.ts";
import { containerRule } from "./rules/containers.ts";
import { dayRule } from "./rules/days.ts";
import { decimalRule } from "./rules/decimals.ts";
import { dropRule } from "./rules/drop.ts";
import { convertEach } from "./rules/each.ts";
import { elementsRule } from "./rules/elements.ts";
import { fillRule, openPatternRule } from "./rules/fill.ts";
import { floatRule } from "./rules/floats.ts";
import { mayBeAbsentRule } from "./rules/may-be-absent.ts";
import { moveBack } from "./rules/mixed.ts";
import { isUnclear, lastResorts, questionOf, retypeOf, type Question } from "./rules/options.ts";
import { outputRule } from "./rules/output.ts";
import { holderRule } from "./rules/holders.ts";
import { textToVariantRule } from "./rules/text-to-variant.ts";
import { renameRule } from "./rules/rename.ts";
import { unitRule } from "./rules/units.ts";
import { wholeRule } from "./rules/whole.ts";
import { zeroRule } from "./rules/zeros.ts";
import { slotId } from "./rules/leaves.ts";

/** A rule that reads one error and is sure of its answer. */
export type Rule = (finding: Finding, engine: Engine) => readonly Patch[];

const certainRules: readonly Rule[] = [
  renameRule,
  outputRule,
  dropRule,
  alwaysThereRule,
  mayBeAbsentRule,
  floatRule,
  decimalRule,
  zeroRule,
  unitRule,
  dayRule,
  textToVariantRule,
  elementsRule,
  wholeRule,
  containerRule,
  holderRule,
  fillRule,
  openPatternRule,
];

/**
 * Carries every change through the code until nothing moves any more, and returns the errors that are left. In each round
 * the certain rules go first; then each mismatch gets its likeliest way out, all of them in one candidate, and the
 * compiler judges: a way out that leaves its error, or that brings a new one which is not about the new type, is taken
 * back and never tried again. Slots only move from the old type to the new one, so it ends.
 */
export async function propagate(
  engine: Engine,
  mode: Mode,
  extraRules: readonly Rule[] = [],
  roundsMax = 40,
): Promise<Finding[]> {
  let findings = await checkCandidate(engine, mode);
  for (let round = 0; round < roundsMax && findings.length > 0; round++) {
    if (takeBack(engine, findings) > 0) {
      findings = await checkCandidate(engine, mode);
      continue;
    }
    const certain = applyRules(engine, findings, mode, [...certainRules, ...extraRules]);
    if (certain > 0) {
      findings = await checkCandidate(engine, mode);
      continue;
    }
    const questions = open(engine, findings, mode);
    if (questions.length === 0) {
      if (release(engine, findings, mode) > 0) continue;
      if (convertEach(engine, findings, mode) + withdraw(engine, findings) === 0) break;
      findings = await checkCandidate(engine, mode);
      continue;
    }
    findings = await tryOptions(engine, findings, questions, mode);
  }
  return findings;
}

/** Lets slots move after all that something counts with, where nothing else is left; returns how many. */
function release(engine: Engine, findings: readonly Finding[], mode: Mode): number {
  let count = 0;
  for (const finding of findings) {
    if (isStamped(engine, finding.file)) continue;
    const [slot] = lastResorts(finding, engine, mode === "probe");
    if (slot === undefined) continue;
    const id = slotId(slot);
    engine.forced.add(id);
    engine.refused.delete(id);
    count++;
  }
  return count;
}

function applyRules(
  engine: Engine,
  findings: readonly Finding[],
  mode: Mode,
  rules: readonly Rule[],
): number {
  let count = 0;
  for (const finding of findings) {
    if (isStamped(engine, finding.file)) {
      if (mode === "probe" && wrapStamped(engine, finding)) count++;
      continue;
    }
    if (moveBack(finding, engine, mode === "probe")) {
      count++;
      continue;
    }
    for (const rule of rules) {
      const patches = rule(finding, engine).filter((patch) => !engine.refused.has(patchKey(patch)));
      const added = add(engine, patches);
      count += added.length;
      if (added.length > 0) break;
    }
  }
  return count;
}

/** Values of the real new type in stamped code (builders) are wrapped while probing, so that the crate goes on compiling. */
function wrapStamped(engine: Engine, finding: Finding): boolean {
  const retype = retypeOf(finding, engine, true);
  if (
    retype === undefined ||
    retype.numeric ||
    finding.code !== "E0308" ||
    finding.end <= finding.start
  )
    return false;
  const { file, start } = finding;
  if (
    engine.probes.some(
      (patch) =>
        patch.rule === "probe-value" &&
        patch.edits.some((edit) => edit.file === file && edit.start === start),
    )
  )
    return false;
  engine.probes.push(probeValue(finding, retype, engine.layout));
  return true;
}

/** The mismatches that still have a way out; those where the new type meets an old slot come first. */
function open(engine: Engine, findings: readonly Finding[], mode: Mode): Question[] {
  const questions = findings.flatMap((finding) => {
    const question = isStamped(engine, finding.file)
      ? undefined
      : questionOf(finding, engine, mode === "probe");
    return question === undefined || question.options.length === 0 ? [] : [question];
  });
  const forward = questions.filter((question) => question.direction !== "backward");
  if (forward.length === 0) return clearest(questions);
  return clearest(
    questions.filter(
      (question) => question.direction !== "backward" || question.options[0]?.sure === true,
    ),
  );
}

/** Where several slots could answer, what is clear goes first: it may answer the rest. */
function clearest(questions: readonly Question[]): Question[] {
  const clear = questions.filter((question) => !isUnclear(question));
  return clear.length === 0 ? [...questions] : clear;
}

async function tryOptions(
  engine: Engine,
  before: readonly Finding[],
  questions: readonly Question[],
  mode: Mode,
): Promise<Finding[]> {
  const trials: Trial[] = [];
  for (const question of questions) {
    const option = question.options[0];
    if (option === undefined) continue;
    const added = add(engine, [option.patch]);
    const same = trials.some((trial) => trial.option.id === option.id);
    if (added.length > 0) trials.push({ question, option });
    else if (!same) refuse(engine, question, option, false);
  }
  if (trials.length === 0) return [...before];
  const after = await checkCandidate(engine, mode);
  const rejected = judge(engine, trials, before, after, mode);
  if (rejected.length === 0) return after;
  remove(
    engine,
    rejected.map((trial) => trial.option.patch),
  );
  if (rejected.length === trials.length) return [...before];
  return checkCandidate(engine, mode);
}
