import type { Change, SyntaxNode } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { askedAt } from "./asked.ts";
import { changedMembers, readsOf, type OwnedPlace } from "./owned.ts";
import {
  above,
  argumentsOf,
  calleeOf,
  indexed,
  keywordOf,
  methodOf,
  plainString,
} from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { childOf, textOf, walk } from "./tree.ts";
import { answersOtherwise } from "./variants.ts";
import { happened } from "./words.ts";

/**
 * A member that may be absent now and is made a text of, or put in order by: `f"{reading.channel}"` goes on compiling and
 * says `None`, a key `(loan.due, loan.id)` throws where two are compared, and `note == ""` asks for none no more.
 */
export type AbsentText = OwnedPlace;

/** Every place of some modules where such a member may become text unguarded, found by syntax alone. */
export function absentTexts(
  modules: Iterable<Module>,
  changes: readonly Change[],
): readonly AbsentText[] {
  const members = changedMembers(changes, "-became-optional");
  if (members.length === 0) return [];
  return [...modules].flatMap((plain) => {
    const module = indexed(plain);
    return [...walk(module.root)].flatMap((node) =>
      madeText(module, node).flatMap((value) =>
        isGuarded(module, value)
          ? []
          : readsOf(module, value, members).map((read) => ({ ...read, node })),
      ),
    );
  });
}

const logs = /^(?:debug|info|warning|error|exception|critical)$/;

/** What a node makes a text of: `{x}`, `str(x)`, `"…".format(x)`, `"…" % x`, and what a log line tells. */
function madeText(module: Indexed, node: SyntaxNode): readonly SyntaxNode[] {
  const { text } = module;
  if (node.type === "interpolation") {
    const value = childOf(node, "expression");
    return value === undefined ? [] : [value];
  }
  if (node.type === "binary_operator" && childOf(node, "left")?.type === "string") {
    const right = childOf(node, "right");
    if (right === undefined || childOf(node, "operator")?.type !== "%") return [];
    return right.type === "tuple" ? right.children.filter(({ named }) => named) : [right];
  }
  if (node.type === "comparison_operator")
    return [...comparedWithNothing(text, node), ...chosenBy(module, node)];
  if (node.type !== "call") return [];
  if (sorts.test(methodOf(text, node))) return sortedBy(text, node);
  const given = argumentsOf(node);
  const receiver = childOf(childOf(node, "function") ?? node, "object");
  if (/^(?:str|repr|format)$/.test(calleeOf(text, node))) return given.slice(0, 1);
  if (methodOf(text, node) === "format" && receiver?.type === "string") return given;
  return logs.test(methodOf(text, node)) && given[0]?.type === "string" ? given.slice(1) : [];
}

/**
 * `if delay.cause == Cause.WEATHER: return 0`: what is absent is no weather, and goes the way of all others without a word. A
 * comparison that picks some of many picks none that are absent, which is as it should be.
 */
function chosenBy(module: Indexed, node: SyntaxNode): readonly SyntaxNode[] {
  const sides = node.children.filter((child) => child.named && child.field !== "operators");
  const [left, right, ...more] = sides;
  if (left === undefined || right === undefined || more.length > 0) return [];
  const operator = module.text.slice(left.end, right.start).trim().replaceAll(/\s+/g, " ");
  if (!/^(?:==|!=|in|not in)$/.test(operator) || plainString(module.text, right) === "") return [];
  const outer = module.parents.get(node);
  const chooses =
    (outer?.type === "if_statement" && answersOtherwise(module, outer)) ||
    (outer?.type === "conditional_expression" &&
      outer.children.filter(({ named }) => named)[1] === node);
  return chooses ? [left] : [];
}

/** `note == ""`: the empty text stood for none, and what is absent is no text. */
function comparedWithNothing(text: string, node: SyntaxNode): readonly SyntaxNode[] {
  const sides = node.children.filter((child) => child.named && child.field !== "operators");
  const [left, right, ...more] = sides;
  if (left === undefined || right === undefined || more.length > 0) return [];
  if (!/^(?:==|!=)$/.test(text.slice(left.end, right.start).trim())) return [];
  if (plainString(text, right) === "") return [left];
  return plainString(text, left) === "" ? [right] : [];
}

const sorts = /^(?:sorted|sort|min|max|nsmallest|nlargest|bisect|bisect_left|bisect_right|insort)$/;

/** What a key of an order is made of: a tuple hides from pyright that one of its parts may be absent. */
function sortedBy(text: string, node: SyntaxNode): readonly SyntaxNode[] {
  const key = keywordOf(text, node, "key");
  const body = key?.type === "lambda" ? childOf(key, "body") : undefined;
  if (body === undefined) return [];
  return body.type === "tuple" ? body.children.filter(({ named }) => named) : [body];
}

/** Whether something around a value, or before it in its function, asks for what it is. */
function isGuarded(module: Indexed, value: SyntaxNode): boolean {
  const spelt = textOf(module.text, value);
  for (const outer of above(module, value)) {
    const condition =
      outer.type === "conditional_expression"
        ? outer.children.filter(({ named }) => named)[1]
        : outer.type === "boolean_operator"
          ? childOf(outer, "left")
          : outer.type === "if_clause"
            ? outer
            : childOf(outer, "condition");
    const isOwn =
      condition !== undefined && condition.start <= value.start && value.end <= condition.end;
    if (condition !== undefined && !isOwn && textOf(module.text, condition).includes(spelt))
      return true;
    if (/comprehension$|^generator_expression$/.test(outer.type)) {
      const tests = outer.children.filter(({ type }) => type === "if_clause");
      if (tests.some((test) => textOf(module.text, test).includes(spelt))) return true;
    }
    if (outer.type === "function_definition") {
      const before = module.text.slice(outer.start, value.start);
      const own = spelt.replaceAll(/[.()[\]]/g, "\\$&");
      return new RegExp(`^[ \\t]*(?:if|elif|assert|while)\\b[^\\n]*(?<![\\w.])${own}\\b`, "m").test(
        before,
      );
    }
  }
  return false;
}

/** The hole of such a text. */
export function absentHole({ change, module, node }: AbsentText): HoleDraft {
  return {
    kind: "absent-value",
    ...askedAt(module, node, change),
    question: `${happened(change)}, and \`${textOf(module.text, node)}\` goes on compiling: what does it say, or where does it stand, without it?`,
  };
}
