import { isStamped, type Engine } from "./engine.ts";
import { expectation, type Finding } from "./findings.ts";
import type { Mode } from "./patches.ts";
import { leavesOf, slotId } from "./rules/leaves.ts";
import {
  arithmetic,
  directionOf,
  isNamedFor,
  retypeOf,
  soundsLike,
  type Option,
  type Question,
} from "./rules/options.ts";
import { differences } from "./shape.ts";
import { demandsOf, originsOf } from "./slots.ts";
import { ancestor, type Node } from "./tree.ts";

/** A way out that is tried for an error. */
export interface Trial {
  readonly question: Question;
  readonly option: Option;
}

/** The trials that the compiler refuses. Each refusal is remembered. */
export function judge(
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
  for (const trial of trials) {
    if (isItsOwn(trial, engine) || !holdsOthers(trial, known, after, engine, mode)) continue;
    rejected.add(trial);
    refuse(engine, trial.question, trial.option, true);
  }
  for (const trial of trials) {
    if (!after.some((finding) => !known.has(finding.key) && convertsWhatItCannot(trial, finding)))
      continue;
    rejected.add(trial);
    refuse(engine, trial.question, trial.option, false);
  }
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
    if (!staysAsItIs(finding, engine, mode)) continue;
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

/** Whether a conversion is given what nothing converts: an iterator, a list, a value that may be absent. */
function convertsWhatItCannot({ option: { id, patch } }: Trial, finding: Finding): boolean {
  const edits = patch.edits.filter(({ file }) => file === finding.file);
  return (
    id.startsWith("convert:") &&
    finding.code === "E0277" &&
    /: (?:From|Into)</.test(finding.message) &&
    Math.min(...edits.map(({ start }) => start)) <= finding.start &&
    finding.end <= Math.max(...edits.map(({ end }) => end))
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

/** Whether a slot is called like the changed value, and not moved for want of another way. */
const isItsOwn = ({ option: { id, slot }, question }: Trial, engine: Engine): boolean =>
  slot === undefined || (!engine.forced.has(id) && soundsLike(slot, question.retype));

/**
 * Whether a slot that is not called like the changed value, or that moved for want of another way, also holds values that stamped code gives as they were: then it is not
 * the changed value's own, and stays; what is looked up in it is the question.
 */
function holdsOthers(
  { option, question: { retype } }: Trial,
  known: ReadonlySet<string>,
  after: readonly Finding[],
  engine: Engine,
  mode: Mode,
): boolean {
  return after.some(({ key, node, ...finding }) => {
    if (known.has(key) || node === undefined || node.type.endsWith("literal")) return false;
    const whole = { ...finding, key, node };
    if (directionOf(whole, retype, mode === "probe") !== "backward") return false;
    const { types, literals } = originsOf(node, engine.declarations);
    return (
      literals.length === 0 &&
      types.every((type) => leavesOf(type, retype, engine.declarations).length === 0) &&
      node.type === "field_expression" &&
      demandsOf(node, engine.declarations).types.some((type) =>
        leavesOf(type, retype, engine.declarations).some((leaf) => slotId(leaf) === option.id),
      )
    );
  });
}

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
      "shorthand_field_initializer",
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

/** Remembers a refusal. `everywhere`: a slot that counts or is cast is no id for any error; else the pair (error, slot) alone is refused. */
export function refuse(
  engine: Engine,
  question: Question,
  option: Option,
  everywhere: boolean,
): void {
  const { finding } = question;
  engine.refused.add(everywhere ? option.id : `${finding.start}@${finding.file}|${option.id}`);
}
