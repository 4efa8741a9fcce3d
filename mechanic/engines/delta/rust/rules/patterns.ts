import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { ancestor, fieldOf, parts, type Node } from "../tree.ts";
import { macroParts, wordAt } from "./tokens.ts";

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place where patterns stand: what a guard is joined with, and where the names that a pattern binds are seen. */
interface PatternHome {
  readonly pattern: Range;
  readonly guard: Range | undefined;
  readonly seen: readonly Range[];
  /** Where a condition is added, and the word before it. */
  readonly at: number;
  readonly word: "if" | "&&";
}

/** The pattern around a literal: `undefined` where it stands in none, `"other"` where no condition can be added to it. */
export function patternHome(literal: Node, engine: Engine): PatternHome | "other" | undefined {
  const inMacro = homeInMacro(literal, engine);
  if (inMacro !== undefined) return inMacro === "expression" ? undefined : inMacro;
  for (let at = literal; at.parent !== undefined; at = at.parent) {
    const holder = at.parent;
    if (holder.type === "match_arm")
      return at.field === "pattern" ? homeInArm(literal, at, holder) : undefined;
    if (at.field === "pattern" && holder.type === "let_condition")
      return engine.layout.letChains ? homeInCondition(at, holder) : "other";
    if (at.field === "pattern" && !holder.type.endsWith("pattern")) return "other";
    if (/(?:_expression|_item|block)$/.test(holder.type)) return undefined;
  }
  return undefined;
}

function homeInArm(literal: Node, held: Node, arm: Node): PatternHome | undefined {
  const guard = fieldOf(held, "condition");
  if (guard !== undefined && literal.start >= guard.start) return undefined;
  const pattern = parts(held)[0] ?? held;
  const body = fieldOf(arm, "value");
  return {
    pattern,
    guard,
    seen: [...(guard === undefined ? [] : [guard]), ...(body === undefined ? [] : [body])],
    at: guard?.start ?? pattern.end,
    word: "if",
  };
}

/** `if let P = E`: the condition joins the chain. */
function homeInCondition(pattern: Node, condition: Node): PatternHome {
  const whole = ancestor(condition, "if_expression", "while_expression") ?? condition;
  return {
    pattern,
    guard: undefined,
    seen: [{ start: condition.end, end: whole.end }],
    at: condition.end,
    word: "&&",
  };
}

/** `matches!(value, pattern if guard)` and what is named after it. */
function homeInMacro(literal: Node, engine: Engine): PatternHome | "expression" | undefined {
  const text = engine.files.get(literal.file)?.text ?? "";
  for (let at = literal.parent; at !== undefined; at = at.parent) {
    const name = at.type === "macro_invocation" ? fieldOf(at, "macro") : fieldOf(at, "function");
    if (name === undefined || !/(?:^|_)matches$/.test(name.text) || text[name.end] !== "!")
      continue;
    const [, second] = macroParts(text, name.end + 1);
    if (second === undefined || literal.start < second.start || literal.end > second.end)
      return "expression";
    const between = wordAt(text, second, "if");
    if (between !== undefined && literal.start > between) return "expression";
    const guard = between === undefined ? undefined : trimmed(text, between + 2, second.end);
    const pattern = trimmed(text, second.start, between ?? second.end);
    return {
      pattern,
      guard,
      seen: guard === undefined ? [] : [guard],
      at: guard?.start ?? pattern.end,
      word: "if",
    };
  }
  return undefined;
}

function trimmed(text: string, start: number, end: number): Range {
  const inner = text.slice(start, end);
  const from = start + inner.length - inner.trimStart().length;
  return { start: from, end: from + inner.trim().length };
}

/**
 * A literal in a pattern becomes a name and a condition, since no pattern holds text that is owned: `{ id: 7 }` becomes
 * `{ id } if id == "7"`. Undefined where the pattern is more than that (alternatives, ranges) or the name is taken.
 */
export function patternEdits(
  literal: Node,
  digits: string,
  home: PatternHome,
  retype: Retype,
  engine: Engine,
): PatchEdit[] | undefined {
  const text = engine.files.get(literal.file)?.text ?? "";
  const { file } = literal;
  const before = text.slice(home.pattern.start, literal.start);
  const behind = text.slice(literal.end, home.pattern.end).trimStart();
  if (retype.to !== "String" || !/^(?:[,})\]]|$)/.test(behind) || before.includes("|"))
    return undefined;
  const field = /(?<=[{,]\s*)(?:r#)?(\w+)\s*:\s*$/.exec(before);
  if (field === null && !/(?:^|[(,[])\s*$/.test(before)) return undefined;
  const name = field?.[1] ?? "id";
  if (isTaken(name, text, home, field === null ? 0 : 1)) return undefined;
  const start = literal.start - (field?.[0].length ?? 0);
  const bound: PatchEdit = {
    file,
    start,
    end: literal.end,
    text: name,
    probe: field === null ? "_" : `${name}: _`,
  };
  return [bound, condition(file, `${name} == "${digits}"`, home, text, engine)];
}

/** Whether the name is bound by the pattern already, or means something else where the pattern's names are seen. */
function isTaken(name: string, text: string, home: PatternHome, own: number): boolean {
  const word = new RegExp(String.raw`(?<![\w.])${name}\b(?!\s*(?:::|\())`, "g");
  const labels = new RegExp(String.raw`(?<![\w.])${name}\s*:(?!:)`, "g");
  const count = (range: Range, shape: RegExp): number =>
    [...text.slice(range.start, range.end).matchAll(shape)].length;
  const bindings = count(home.pattern, word) - count(home.pattern, labels);
  const labelled = count(home.pattern, labels);
  return (
    bindings > 0 ||
    labelled > own ||
    home.seen.some((range) => count(range, word) > count(range, labels))
  );
}

function condition(
  file: string,
  test: string,
  home: PatternHome,
  text: string,
  engine: Engine,
): PatchEdit {
  const { at, guard, word } = home;
  const another = engine.patches.some((patch) =>
    patch.edits.some((edit) => edit.file === file && edit.start === at && edit.end === at),
  );
  if (guard === undefined)
    return {
      file,
      start: at,
      end: at,
      text: ` ${another ? "&&" : word} ${test}`,
      probe: "",
    };
  const standing = text.slice(guard.start, guard.end);
  const whole = standing.includes("||") ? `(${standing})` : standing;
  return whole === standing
    ? { file, start: at, end: at, text: `${test} && `, probe: "" }
    : { file, start: at, end: guard.end, text: `${test} && ${whole}`, probe: standing };
}

/** A name that a repaired pattern binds is borrowed where the value that it would take is used again. */
export function borrowedPatternRule(finding: Finding, engine: Engine): Patch[] {
  if (!["E0382", "E0505", "E0507"].includes(finding.code)) return [];
  const places = [finding, ...finding.related];
  const isMoved = (edit: PatchEdit): boolean =>
    bindsName(edit) &&
    places.some(
      (place) => place.file === edit.file && place.start >= edit.start && place.end <= edit.end,
    );
  const moved = engine.patches.find((patch) => patch.edits.some(isMoved));
  if (moved === undefined) return [];
  engine.patches = engine.patches.filter((patch) => patch !== moved);
  const edits = moved.edits.map((edit) =>
    isMoved(edit) ? { ...edit, text: `ref ${edit.text}` } : edit,
  );
  return [{ ...moved, edits }];
}

/** An edit of {@link patternEdits} that puts a name where a literal stood. */
const bindsName = (edit: PatchEdit): boolean =>
  /(?:^|: )_$/.test(edit.probe ?? "") && /^\w+$/.test(edit.text);
