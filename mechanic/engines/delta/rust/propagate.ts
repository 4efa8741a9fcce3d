import { probeValue } from "./crate.ts";
import { add, checkCandidate, isStamped, remove, type Engine } from "./engine.ts";
import { expectation, type Finding } from "./findings.ts";
import { takeBack, withdraw } from "./provisional.ts";
import { differences } from "./shape.ts";
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
import {
  arithmetic,
  directionOf,
  isNamedFor,
  isUnclear,
  lastResorts,
  questionOf,
  retypeOf,
  type Option,
  type Question,
} from "./rules/options.ts";
import { outputRule } from "./rules/output.ts";
import { holderRule } from "./rules/holders.ts";
import { textToVariantRule } from "./rules/text-to-variant.ts";
import { renameRule } from "./rules/rename.ts";
import { demandsOf, originsOf } from "./slots.ts";
import { unitRule } from "./rules/units.ts";
import { wholeRule } from "./rules/whole.ts";
import { zeroRule } from "./rules/zeros.ts";
import { ancestor, type Node } from "./tree.ts";
import { leavesOf, slotId } from "./rules/leaves.ts";

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

interface Trial {
  readonly question: Question;
  readonly option: Option;
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

/** The trials that the compiler refuses. Each refusal is remembered. */
function judge(
  engine: Engine,
  trials: readonly Trial[],
  before: readonly Finding[],
  after: readonly Finding[],
  mode: Mode,
): Trial[] {
  const rejected = new Set<Trial>();
  for (const trial of trials) {
    if (!stillThere(trial.question.finding, after)) continue;
    rejected.add(trial);
    if (trials.length === 1 || !isDistorted(trial, after, engine))
      refuse(engine, trial.question, trial.option, false);
  }
  const known = new Set(before.map((finding) => finding.key));
  const alone = trials.filter(({ option }) => option.alone === true);
  for (const finding of alone.length === 0 ? [] : after) {
    if (known.has(finding.key)) continue;
    for (const trial of culprits(finding, alone, engine)) {
      rejected.add(trial);
      refuse(engine, trial.question, trial.option, false);
    }
  }
  const given = trials.filter(
    ({ question }) => question.direction === "backward" && question.retype.widening,
  );
  for (const finding of given.length === 0 ? [] : after) {
    if (known.has(finding.key) || !staysAsItIs(finding, engine, mode)) continue;
    for (const trial of culprits(finding, given, engine)) {
      rejected.add(trial);
      refuse(engine, trial.question, trial.option, false);
    }
  }
  const files = new Set(before.map((finding) => finding.file));
  for (const finding of after) {
    if (known.has(finding.key) || !blames(finding, engine, mode)) continue;
    const guilty = culprits(finding, trials, engine);
    const unclear =
      guilty.length === 0 &&
      trials.length > rejected.size &&
      files.has(finding.file) &&
      !arithmetic(finding);
    for (const trial of unclear
      ? trials.filter((one) => trials.length === 1 || near(one, finding))
      : guilty) {
      const moves =
        engine.forced.has(trial.option.id) || isNamedFor(trial.option.slot, trial.question.retype);
      if (arithmetic(finding) && moves) continue;
      if (isDividedOtherwise(finding, trial) || stoodBefore(finding, before)) continue;
      rejected.add(trial);
      refuse(engine, trial.question, trial.option, arithmetic(finding));
    }
  }
  return [...rejected];
}

/**
 * Whether another trial of the same round may have spoilt this one: its error stands at its place with other types than
 * before. It gets one more chance.
 */
function isDistorted(
  { question: { finding }, option }: Trial,
  after: readonly Finding[],
  engine: Engine,
): boolean {
  const again = `again:${finding.key}|${option.id}`;
  if (after.some((one) => one.key === finding.key) || engine.refused.has(again)) return false;
  engine.refused.add(again);
  return true;
}

/**
 * Whether the wider type meets a stamped place that holds only the old one. A number that was given where the wider one is
 * wanted, and goes there as well, stays what it is and converts.
 */
function staysAsItIs(finding: Finding, engine: Engine, mode: Mode): boolean {
  const { node } = finding;
  const retype = retypeOf(finding, engine, mode === "probe");
  if (node === undefined || retype === undefined || isStamped(engine, finding.file)) return false;
  if (directionOf(finding, retype, mode === "probe") !== "forward") return false;
  return demandsOf(node, engine.declarations).types.every(
    (type) => leavesOf(type, retype, engine.declarations).length === 0,
  );
}

/** Whether an error stands as it stood: the same error at its place, with no fewer differences between the types. */
function stillThere(finding: Finding, after: readonly Finding[]): boolean {
  const distance = (one: Finding): number => {
    const { expected, found } = expectation(one.words);
    return differences(expected, found)?.length ?? 1;
  };
  return after.some(
    (one) =>
      one.key === finding.key ||
      (one.file === finding.file &&
        one.start === finding.start &&
        one.end === finding.end &&
        one.code === finding.code &&
        distance(one) >= distance(finding)),
  );
}

/** Whether a new error speaks against the flips: it is not about the new type, or about something that type cannot do. */
function blames(finding: Finding, engine: Engine, mode: Mode): boolean {
  if (isStamped(engine, finding.file)) return false;
  // A number that became a fraction is divided otherwise: that is asked about, and is no reason not to carry it there.
  if (/\bf64\b/.test(finding.words) && /\{integer\}/.test(finding.words)) return false;
  return retypeOf(finding, engine, mode === "probe") === undefined || arithmetic(finding);
}

/**
 * What is counted inside of a function with a number that has become a fraction is asked about there, once, and not at
 * each call: a parameter that is given the number moves all the same.
 */
const isDividedOtherwise = (finding: Finding, { question, option }: Trial): boolean =>
  question.retype.to === "f64" &&
  question.direction === "forward" &&
  ancestor(option.slot, "parameter") !== undefined &&
  finding.code === "E0277" &&
  /cannot (?:add|subtract|multiply|divide)/.test(finding.message) &&
  /`f64`/.test(finding.message);

/**
 * What is counted with decimals and fractions at once was an error before: which of its operations tells it first speaks
 * against nothing.
 */
const stoodBefore = ({ node, message }: Finding, before: readonly Finding[]): boolean =>
  /\bDecimal\b/.test(message) &&
  before.some(
    (one) =>
      /\bDecimal\b/.test(one.message) &&
      arithmetic(one) &&
      ancestor(one.node, "let_declaration", "expression_statement") !== undefined &&
      ancestor(one.node, "let_declaration", "expression_statement") ===
        ancestor(node, "let_declaration", "expression_statement"),
  );

function culprits(finding: Finding, trials: readonly Trial[], engine: Engine): Trial[] {
  const around =
    ancestor(
      finding.node,
      "binary_expression",
      "compound_assignment_expr",
      "type_cast_expression",
      "call_expression",
      "unary_expression",
      "field_initializer",
      "let_declaration",
    ) ?? finding.node;
  if (around === undefined) return [];
  const slots = new Set<string>();
  for (const child of [around, ...around.children]) {
    for (const type of originsOf(child, engine.declarations).types) {
      for (const trial of trials)
        for (const leaf of leavesOf(type, trial.question.retype, engine.declarations))
          slots.add(slotId(leaf));
    }
  }
  return trials.filter(
    (trial) => trial.option.slot !== undefined && slots.has(slotId(trial.option.slot)),
  );
}

function near(trial: Trial, finding: Finding): boolean {
  const home = (node: Node | undefined): Node | undefined =>
    ancestor(node, "function_item", "struct_item", "const_item");
  const mine = home(trial.option.slot ?? trial.question.finding.node);
  return mine !== undefined && mine === home(finding.node);
}

/** `everywhere`: a slot that counts or is cast is no id for any error; else the pair (error, slot) alone is refused. */
function refuse(engine: Engine, question: Question, option: Option, everywhere: boolean): void {
  const { finding } = question;
  engine.refused.add(everywhere ? option.id : `${finding.start}@${finding.file}|${option.id}`);
}
