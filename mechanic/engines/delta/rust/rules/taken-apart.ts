import { wholeLines } from "../lists.ts";
import type { PatchEdit } from "../patches.ts";
import { named } from "../substitute.ts";
import { fieldOf, parts, type Node } from "../tree.ts";

/**
 * Code that told a value from its absence, without the absence: `let Some(x) = v else { … }` becomes `let x = v`, the
 * branch of an `if let` or a `match` that has the value stands alone. `given` is what the value is written as, where that
 * is another text. Undefined where more is told apart than that.
 */
export function takenApart(holder: Node, source: string, given?: string): PatchEdit[] | undefined {
  if (holder.type === "let_declaration") return refuted(holder, given);
  if (holder.type === "match_expression")
    return (
      matched(holder, source, given) ??
      (given === undefined ? armsUnwrapped(holder, source) : undefined)
    );
  const whole = holder.parent;
  return whole?.type === "if_expression" && fieldOf(whole, "condition") === holder
    ? conditional(holder, whole, source, given)
    : undefined;
}

/** The pattern inside of `Some(…)`. */
export function inner(pattern: Node | undefined): Node | undefined {
  const some = pattern?.type === "match_pattern" ? parts(pattern)[0] : pattern;
  if (some?.type !== "tuple_struct_pattern" || fieldOf(some, "type")?.text !== "Some")
    return undefined;
  const [only, ...others] = parts(some).filter((one) => one.field !== "type");
  return others.length > 0 ? undefined : only;
}

/**
 * The arms of a `match` that tells more than a value from its absence: `Some("") | None` becomes `""`, `Some(_)` becomes
 * `_`, and an arm for the absence alone goes. Undefined where no two arms have a value.
 */
export function armsUnwrapped(match: Node, source: string): PatchEdit[] | undefined {
  const arms = (fieldOf(match, "body")?.children ?? []).filter((one) => one.type === "match_arm");
  const edits: PatchEdit[] = [];
  let kept = 0;
  for (const arm of arms) {
    const whole = fieldOf(arm, "pattern");
    const pattern = whole === undefined ? undefined : (parts(whole)[0] ?? whole);
    if (pattern === undefined) return undefined;
    const alternatives = alternativesOf(pattern);
    const present = alternatives.filter(({ text }) => text !== "None");
    const texts = present.map((one) =>
      /^(?:_|Some\(_\))$/.test(one.text) ? "_" : inner(one)?.text,
    );
    const { file } = arm;
    if (texts.includes(undefined)) return undefined;
    kept += present.length === 0 ? 0 : 1;
    const lines = wholeLines(arm.start, arm.end, source);
    if (present.length > 0)
      edits.push({ file, start: pattern.start, end: pattern.end, text: texts.join(" | ") });
    else if (lines === undefined) return undefined;
    else edits.push({ file, ...lines, text: "" });
  }
  return kept > 1 ? edits : undefined;
}

const alternativesOf = (pattern: Node): Node[] =>
  pattern.type === "or_pattern" ? parts(pattern).flatMap(alternativesOf) : [pattern];

function refuted(statement: Node, given: string | undefined): PatchEdit[] | undefined {
  const pattern = fieldOf(statement, "pattern");
  const taken = inner(pattern);
  const value = fieldOf(statement, "value");
  const otherwise = fieldOf(statement, "alternative");
  if (
    pattern === undefined ||
    taken === undefined ||
    value === undefined ||
    otherwise === undefined
  )
    return undefined;
  const { file } = statement;
  return [
    { file, start: pattern.start, end: pattern.end, text: taken.text },
    given === undefined
      ? { file, start: value.end, end: otherwise.end, text: "" }
      : { file, start: value.start, end: otherwise.end, text: given },
  ];
}

function conditional(
  condition: Node,
  whole: Node,
  source: string,
  given: string | undefined,
): PatchEdit[] | undefined {
  const taken = inner(fieldOf(condition, "pattern"));
  const value = fieldOf(condition, "value");
  const body = fieldOf(whole, "consequence");
  return taken === undefined || value === undefined || body === undefined
    ? undefined
    : alone(whole, taken, given ?? value.text, body, source);
}

function matched(whole: Node, source: string, given: string | undefined): PatchEdit[] | undefined {
  const value = fieldOf(whole, "value");
  const arms = (fieldOf(whole, "body")?.children ?? []).filter((one) => one.type === "match_arm");
  const some = arms.find((arm) => inner(fieldOf(arm, "pattern")) !== undefined);
  const other = arms.find((arm) => /^(?:None|_)$/.test(fieldOf(arm, "pattern")?.text ?? ""));
  const taken = some === undefined ? undefined : inner(fieldOf(some, "pattern"));
  const body = some === undefined ? undefined : fieldOf(some, "value");
  const guarded = some !== undefined && /\bif\b/.test(fieldOf(some, "pattern")?.text ?? "");
  if (arms.length !== 2 || other === undefined || taken === undefined || body === undefined)
    return undefined;
  return value === undefined || guarded
    ? undefined
    : alone(whole, taken, given ?? value.text, body, source);
}

/** The branch with the value in place of all: as statements where statements stand, else as one expression. */
function alone(
  whole: Node,
  taken: Node,
  value: string,
  body: Node,
  source: string,
): PatchEdit[] | undefined {
  const { file, start, end } = whole;
  const place = whole.parent?.type === "expression_statement" ? whole.parent : whole;
  const bound = taken.text === value ? "" : `let ${taken.text} = ${value};`;
  if (place.parent?.type === "block" && body.type === "block") {
    const indent = /[ \t]*$/.exec(source.slice(0, start))?.[0] ?? "";
    const lines = body.text.slice(1, -1).replaceAll("\n    ", "\n").trim();
    const text = [bound, lines].filter((one) => one !== "").join(`\n${indent}`);
    return isSeenBehind(taken, place, source) ? undefined : [{ file, start, end, text }];
  }
  const only = body.type === "block" ? parts(body) : [body];
  const [expression] = only;
  if (
    only.length !== 1 ||
    expression === undefined ||
    /_(?:statement|declaration)$/.test(expression.type)
  )
    return undefined;
  const text = named(taken, expression, { text: value, lent: false });
  if (text !== undefined) return [{ file, start, end, text }];
  return [{ file, start, end, text: `{ ${bound} ${expression.text} }` }];
}

/** Whether a name that a branch bound for itself means something else behind it. */
function isSeenBehind(taken: Node, place: Node, source: string): boolean {
  const block = place.parent;
  return (
    block !== undefined &&
    taken.type === "identifier" &&
    new RegExp(`(?<![\\w.])${taken.text}\\b`).test(source.slice(place.end, block.end))
  );
}
