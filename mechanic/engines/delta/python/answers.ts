import type { Choice, SyntaxNode } from "#intent";

import { choicesOf, indentAt, mark, slotOf, startsLine, type SlotDraft } from "../shared/index.ts";
import { above, indexed, isExpressionAt, nodeAt } from "./retype/indexed.ts";
import type { Module } from "./snapshot.ts";
import { childOf, textOf, walk } from "./tree.ts";

/** Whoever may write `conftest.py` may run code in every test: the guards close it to all but people. */
const isClosed = (file: string): boolean => file.endsWith("conftest.py");

/**
 * Where somebody's own text takes the place of a value: the expression, or the whole of `user.name.strip()` where one of
 * its members is blamed. `undefined` for what is no expression.
 */
export function valueSlot(module: Module, start: number, end: number): SlotDraft | undefined {
  if (isClosed(module.file)) return undefined;
  const known = indexed(module);
  const node = nodeAt(module.root, start, end);
  if (node.start !== start || node.end !== end) return undefined;
  let value = node;
  for (const outer of above(known, node)) {
    const isMember =
      outer.type === "attribute" && outer.children.at(-1) === value && value === node;
    const isCalled =
      outer.type === "call" && value.type === "attribute" && outer.children[0] === value;
    if (!isMember && !(isCalled && value !== node)) break;
    value = outer;
  }
  if (!isExpressionAt(known, value)) return undefined;
  const parent = known.parents.get(value);
  return { start: value.start, end: value.end, binds: binding.has(parent?.type ?? "") };
}

const binding: ReadonlySet<string> = new Set([
  "binary_operator",
  "unary_operator",
  "comparison_operator",
  "boolean_operator",
  "not_operator",
  "attribute",
  "await",
  "conditional_expression",
]);

/** Where arguments that a call lacks go: by name for one, by a text that spells names and values for several. */
export function argumentSlot(
  module: Module,
  start: number,
  end: number,
  names: readonly string[],
): SlotDraft | undefined {
  if (isClosed(module.file)) return undefined;
  const call = callAt(module, start, end);
  const given = call === undefined ? undefined : childOf(call, "arguments");
  if (given?.type !== "argument_list") return undefined;
  const [only] = names;
  const text = names.length === 1 && only !== undefined ? `${only}=${mark}` : mark;
  return slotOf(behindLast(module.text, given, text));
}

function callAt(module: Module, start: number, end: number): SyntaxNode | undefined {
  const node = nodeAt(module.root, start, end);
  if (node.type === "call") return node;
  return [...above(indexed(module), node)].find(({ type }) => type === "call");
}

/** One more element of a list, laid out as the others are. */
function behindLast(
  text: string,
  list: SyntaxNode,
  element: string,
): { start: number; end: number; text: string } {
  const last = list.children.findLast((child) => child.named && child.type !== "comment");
  if (last === undefined) return { start: list.start + 1, end: list.start + 1, text: element };
  const gap = startsLine(text, last.start) ? `,\n${indentAt(text, last.start)}` : ", ";
  // The comma that stands behind the last element closes the new list, too.
  return { start: last.end, end: last.end, text: `${gap}${element}` };
}

/** What can be done with a new variant: it joins an arm, gets one of its own, or a value beside the others'. */
export interface VariantAnswers {
  readonly candidates: readonly string[];
  readonly choices: readonly Choice[];
  readonly slot?: SlotDraft | undefined;
}

const shownMax = 60;
const candidatesMax = 5;

/** Answers for a dictionary over variants, a `match`, a list of variants or a comparison with one. `name` is how the new one is spelt: `Plan.TEAM`. */
export function variantAnswers(module: Module, node: SyntaxNode, name: string): VariantAnswers {
  if (isClosed(module.file)) return { candidates: [], choices: [] };
  if (node.type === "dictionary") return entryAnswers(module, node, name);
  if (node.type === "match_statement") return armAnswers(module, node, name);
  return sideAnswers(module, node, name);
}

/** On which side of a list or a comparison it stands: where it stood as something unknown, or with the others. */
function sideAnswers({ file, text }: Module, node: SyntaxNode, name: string): VariantAnswers {
  const spelt = textOf(text, node);
  const stays: Choice = { label: spelt, edits: [] };
  const joined = joinedBy(text, node, name);
  const { start, end } = node;
  const choices = [
    stays,
    ...(joined === undefined || joined === spelt
      ? []
      : [{ label: joined, edits: [{ file, start, end, text: joined }] }]),
  ];
  return { candidates: choices.map(({ label }) => label), choices, slot: { start, end } };
}

/** `plan in (Plan.PRO, Plan.TEAM)` of `plan == Plan.PRO`; one more element of a list. */
function joinedBy(text: string, node: SyntaxNode, name: string): string | undefined {
  if (node.type !== "comparison_operator") {
    const element = node.children.findLast((child) => child.named && child.type !== "comment");
    if (element === undefined) return undefined;
    const { start, text: more } = behindLast(text, node, speltLike(textOf(text, element), name));
    return `${text.slice(node.start, start)}${more}${text.slice(start, node.end)}`;
  }
  const [left, right, ...others] = node.children.filter(
    (child) => child.named && child.field !== "operators",
  );
  if (left === undefined || right === undefined || others.length > 0) return undefined;
  const operator = text.slice(left.end, right.start).trim();
  if (!/^(?:==|!=)$/.test(operator) || !/^[\w.]+$/.test(textOf(text, right))) return undefined;
  const among = `(${textOf(text, right)}, ${speltLike(textOf(text, right), name)})`;
  return `${textOf(text, left)} ${operator === "==" ? "in" : "not in"} ${among}`;
}

/** `generated.Plan.TEAM`, as another variant is spelt here. */
const speltLike = (model: string, name: string): string =>
  [...model.split(".").slice(0, -2), ...name.split(".")].join(".");

function entryAnswers({ file, text }: Module, node: SyntaxNode, name: string): VariantAnswers {
  const pairs = node.children.filter(({ type }) => type === "pair");
  const key = childOf(pairs.at(-1) ?? node, "key");
  if (key === undefined) return { candidates: [], choices: [] };
  const slot = slotOf(behindLast(text, node, `${speltLike(textOf(text, key), name)}: ${mark}`));
  const values = pairs.flatMap((pair) => childOf(pair, "value") ?? []);
  const candidates = [...new Set(values.map((value) => textOf(text, value)))]
    .filter((value) => value.length <= shownMax)
    .slice(0, candidatesMax);
  return { candidates, choices: slot === undefined ? [] : choicesOf(file, slot, candidates), slot };
}

function armAnswers(module: Module, node: SyntaxNode, name: string): VariantAnswers {
  const { file, text } = module;
  const arms = [...walk(node)].flatMap((arm) => {
    const pattern = arm.children.find(({ type }) => type === "case_pattern");
    const spelt = pattern === undefined ? "" : textOf(text, pattern);
    const isPlain = /^[\w.]+\.\w+(?:\s*\|\s*[\w.]+\.\w+)*$/.test(spelt);
    return arm.type === "case_clause" && pattern !== undefined && isPlain
      ? [{ arm, pattern, spelt }]
      : [];
  });
  const last = arms.at(-1);
  if (last === undefined) return { candidates: [], choices: [] };
  const own = speltLike(last.spelt.split("|").at(-1)?.trim() ?? "", name);
  const choices = arms.map(({ pattern, spelt }): Choice => ({
    label: `case ${spelt} | ${own}:`,
    edits: [{ file, start: pattern.end, end: pattern.end, text: ` | ${own}` }],
  }));
  return {
    candidates: choices.map(({ label }) => label),
    choices,
    slot: armSlot(text, last.arm, own),
  };
}

/** An arm behind the last one: what it returns where that returns, else its one statement. */
function armSlot(text: string, arm: SyntaxNode, name: string): SlotDraft | undefined {
  const body = childOf(arm, "consequence");
  const statements = (body?.children ?? []).filter(
    (child) => child.named && child.type !== "comment",
  );
  const [first] = statements;
  if (body === undefined || first === undefined || !startsLine(text, arm.start)) return undefined;
  const outer = indentAt(text, arm.start);
  const inner = startsLine(text, first.start) ? `\n${indentAt(text, first.start)}` : " ";
  const returns = statements.at(-1)?.type === "return_statement";
  const at = statements.at(-1)?.end ?? body.end;
  const head = `\n${outer}case ${name}:${inner}`;
  return slotOf({ start: at, end: at, text: `${head}${returns ? "return " : ""}${mark}` });
}
