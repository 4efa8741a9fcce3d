import type { RepairEdit, SyntaxNode } from "#intent";

import { assignedIn, childOf, nameOf, nodesOf, pathTo, textOf } from "../tree.ts";
import { above, methodOf, plainString } from "./indexed.ts";
import { hole, newType, spelt, type Judgement } from "./judgement.ts";
import { layoutsOf, type Layout } from "./layouts.ts";
import type { Indexed } from "./types.ts";

/**
 * Texts that a test expects and that spell a value which has just been respelt to another one: an id 7 that became a UUID
 * is no longer part of `"parcel 7"`, nor of `"#0007"` where `{id:04d}` makes that. What the text says now is for people to
 * look at. Other conversions keep the digits, and with them every text that is made of them.
 */
export function askExpectedTexts(judgement: Judgement, edits: readonly RepairEdit[]): void {
  const { retype, taint } = judgement;
  if (retype.after !== "UUID" || retype.before === "str") return;
  const respelt = edits.filter(
    ({ rule, change }) => rule === "literal-respelt" && change === retype.change.symbol,
  );
  const layouts = taint.graph.evidence
    .filter(({ node }) => taint.members.has(node))
    .flatMap((evidence) => layoutsOf(evidence, spelt(judgement, evidence)));
  for (const [file, own] of Map.groupBy(respelt, (edit) => edit.file)) {
    const module = taint.modules.get(file);
    if (module === undefined) continue;
    const values = new Map(
      own.flatMap(({ start, end, text }) => {
        const now = /[\da-f-]{36}/.exec(text)?.[0] ?? text;
        return spellingsOf(module.text.slice(start, end), layouts).map(
          (old) => [old, now] as const,
        );
      }),
    );
    const isNear = besideEdits(module, own);
    for (const node of nodesOf(module.root, "string"))
      if (isExpected(module, node) && isNear(node)) ask(judgement, module, node, values);
  }
}

/**
 * JSON that a function of the service writes by hand is asked about; so is the same key in what a test expects of that
 * function, where it spells a value of the old type.
 */
export function askExpectedEntries(judgement: Judgement): void {
  const { taint, request, retype } = judgement;
  const written = taint.graph.evidence.flatMap(({ kind, node, file, start }) => {
    const module = taint.modules.get(file);
    if (kind !== "entry" || !taint.members.has(node) || module === undefined) return [];
    const pair = nodesOf(module.root, "pair").find((one) => one.start === start);
    const key = pair === undefined ? undefined : plainString(module.text, childOf(pair, "key"));
    const scope = pathTo(module.text, module.root, start).split(".").at(-1);
    return key === undefined || scope === undefined ? [] : [{ key, scope }];
  });
  if (written.length === 0) return;
  const literal =
    retype.before === "str" ? "string" : retype.before === "int" ? "integer" : "float";
  for (const module of taint.modules.values()) {
    if (!request.tests.has(module.file)) continue;
    for (const pair of nodesOf(module.root, "pair")) {
      const key = plainString(module.text, childOf(pair, "key"));
      const scope = [...above(module, pair)].find(({ type }) =>
        /^(?:assert_statement|function_definition)$/.test(type),
      );
      const names = scope === undefined ? "" : textOf(module.text, scope);
      const isMeant = written.some(
        (one) => one.key === key && new RegExp(`\\b${one.scope}\\(`).test(names),
      );
      if (!isMeant || childOf(pair, "value")?.type !== literal) continue;
      const { start, end } = pair;
      hole(
        judgement,
        { file: module.file, start, end },
        "expected-value",
        `\`${textOf(module.text, pair)}\` is what a test expects of JSON written by hand, and ${retype.change.symbol} is ${newType(judgement)} now: what stands there?`,
      );
    }
  }
}

/** A value as it stands and in every layout, the longest first: `"0007"` is not asked about as a 7. */
const spellingsOf = (value: string, layouts: readonly Layout[]): readonly string[] => {
  const digits = value.replaceAll("_", "");
  const laid = /^\d+$/.test(digits) ? layouts.map((layout) => layout(digits).trim()) : [];
  return [...new Set([...laid, value])].toSorted((a, b) => b.length - a.length);
};

function ask(
  judgement: Judgement,
  module: Indexed,
  node: SyntaxNode,
  values: ReadonlyMap<string, string>,
): void {
  const text = textOf(module.text, node);
  for (const [old, now] of values) {
    const spelt = new RegExp(`(?<![\\w.-])${escaped(old)}(?![\\w-]|\\.\\d)`, "g");
    if (!spelt.test(text)) continue;
    const question = `The test expects a text with ${old} in it: is that ${judgement.retype.change.symbol}, which is spelt otherwise now?`;
    const place = { file: module.file, start: node.start, end: node.end };
    hole(judgement, place, "expected-value", question, [text.replaceAll(spelt, now)]);
    return;
  }
}

const escaped = (text: string): string => text.replaceAll(/[^\w\s]/g, "\\$&");

/** Whether a text stands where a respelt value does: in the same declaration of the module, or in one that names it. */
function besideEdits(module: Indexed, edits: readonly RepairEdit[]): (node: SyntaxNode) => boolean {
  const unitOf = ({ start }: { readonly start: number }): SyntaxNode | undefined =>
    module.root.children.find((unit) => unit.start <= start && start < unit.end);
  const units = new Set(edits.flatMap((edit) => unitOf(edit) ?? []));
  const names = new Set(
    [...units].flatMap((unit) => {
      const named = unit.type === "expression_statement" ? assignedIn(unit) : undefined;
      const spelt = named === undefined ? nameOf(module.text, unit) : textOf(module.text, named);
      return spelt === "" ? [] : [spelt];
    }),
  );
  return (node) => {
    const unit = unitOf(node);
    return (
      unit !== undefined &&
      (units.has(unit) ||
        nodesOf(unit, "identifier").some((one) => names.has(textOf(module.text, one))))
    );
  };
}

/** Whether a text stands in an assertion, and is no key of a dictionary there. */
function isExpected(module: Indexed, node: SyntaxNode): boolean {
  if (node.field === "key" || node.field === "subscript") return false;
  for (const outer of above(module, node)) {
    if (outer.type === "assert_statement") return true;
    if (outer.type === "block") return false;
    if (outer.type === "call" && !/^(?:starts|ends)with$/.test(methodOf(module.text, outer)))
      return false;
  }
  return false;
}
