import type { Change, Model, SyntaxNode, TypeRef } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { askedAt } from "./asked.ts";
import { changedMembers, readsOf, type ChangedMember, type OwnedPlace } from "./owned.ts";
import { above, argumentsOf, calleeOf, indexed } from "./retype/indexed.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { childOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/**
 * Whether something is true is asked of a value of any type: a flag that became a word is true whatever it says, and so is a
 * record that was an empty text. Such a test compiles as before and decides nothing any more.
 */
export type TruthTest = OwnedPlace;

/** What makes a value of a type false: that it is zero, that it is empty, or nothing. */
type Falsehood = "no" | "zero" | "empty" | "nothing";

/** Every test of the truth of a changed member whose values are false otherwise now, found by syntax alone. */
export function truthTests(
  modules: Iterable<Module>,
  changes: readonly Change[],
  models: { readonly before: Model; readonly after: Model },
): readonly TruthTest[] {
  const members = changedMembers(changes, "-retyped").filter(({ change }) =>
    isFalseOtherwise(change, models),
  );
  if (members.length === 0) return [];
  return [...modules].map(indexed).flatMap((module) =>
    nodesOf(module.root, "attribute")
      .filter((node) => members.some(({ name }) => name === attributeOf(module, node)))
      .flatMap((node) => usesOf(module, node))
      .filter((node) => isAskedForTruth(module, node))
      .flatMap((node) => testsAt(module, node, members)),
  );
}

const testsAt = (
  module: Indexed,
  node: SyntaxNode,
  members: readonly ChangedMember[],
): readonly TruthTest[] => readsOf(module, node, members).map((read) => ({ ...read, node }));

const attributeOf = ({ text }: Module, node: SyntaxNode): string => {
  const attribute = childOf(node, "attribute");
  return attribute === undefined ? "" : textOf(text, attribute);
};

/** A read, or the uses of the local name that it is given. */
function usesOf(module: Indexed, read: SyntaxNode): readonly SyntaxNode[] {
  const parent = module.parents.get(read);
  const left = parent?.type === "assignment" ? childOf(parent, "left") : undefined;
  const scope = [...above(module, read)].find(({ type }) => type === "function_definition");
  if (left?.type !== "identifier" || scope === undefined || read.field !== "right") return [read];
  const name = textOf(module.text, left);
  return nodesOf(scope, "identifier").filter(
    (one) => one.start > read.end && textOf(module.text, one) === name,
  );
}

/** Numbers that become texts are followed by the flow of their values, and asked about where these come to. */
function isFalseOtherwise(
  { fromType, toType }: Change,
  { before, after }: { readonly before: Model; readonly after: Model },
): boolean {
  if (fromType === undefined || toType === undefined) return false;
  const [was, is] = [falsehoodOf(before, fromType), falsehoodOf(after, toType)];
  return was !== "nothing" && was !== is && !(was === "no" && is === "zero") && was !== "zero";
}

function falsehoodOf(model: Model, type: TypeRef): Falsehood {
  switch (type.kind) {
    case "primitive":
      if (type.name === "bool") return "no";
      if (/^(?:[iuf]\d+|decimal|duration)$/.test(type.name)) return "zero";
      return /^(?:string|bytes)$/.test(type.name) ? "empty" : "nothing";
    case "list":
    case "map":
    case "page":
      return "empty";
    case "stream":
    case "patch":
    case "file":
      return "nothing";
    case "optional": {
      // What may be absent is asked whether it is there.
      const inner = falsehoodOf(model, type.item);
      return inner === "no" ? inner : "nothing";
    }
    case "member": {
      const entity = model.services
        .get(type.service)
        ?.entities.find(({ name }) => name === type.entity);
      const field = entity?.fields.find(({ name }) => name === type.field);
      return field === undefined ? "nothing" : falsehoodOf(model, field.type);
    }
    default: {
      const alias = model.services
        .get(type.service)
        ?.aliases.find(({ name }) => name === type.name);
      return alias === undefined ? "nothing" : falsehoodOf(model, alias.type);
    }
  }
}

/** Whether a value stands where only its truth counts. */
export function isAskedForTruth(module: Indexed, node: SyntaxNode): boolean {
  const outer = module.parents.get(node);
  switch (outer?.type) {
    case "not_operator":
    case "if_clause":
    case "assert_statement":
      return true;
    case "if_statement":
    case "elif_clause":
    case "while_statement":
      return node.field === "condition";
    case "conditional_expression":
      return outer.children.filter(({ named }) => named)[1] === node;
    case "boolean_operator":
      return node.field === "left" || isAskedForTruth(module, outer);
    case "parenthesized_expression":
    case "named_expression":
      return isAskedForTruth(module, outer);
    case "argument_list": {
      const call = module.parents.get(outer);
      return call !== undefined && calleeOf(module.text, call) === "bool";
    }
    case "generator_expression":
    case "list_comprehension":
      return (
        node.field === "body" && /^(?:any|all)$/.test(calleeOf(module.text, around(module, outer)))
      );
    case "lambda": {
      const call = around(module, outer);
      const [first] = call === undefined ? [] : argumentsOf(call);
      return (
        first === outer &&
        /^(?:filter|filterfalse|takewhile|dropwhile)$/.test(calleeOf(module.text, call))
      );
    }
    default:
      return false;
  }
}

/** The call around an argument. */
function around(module: Indexed, argument: SyntaxNode): SyntaxNode | undefined {
  const outer = module.parents.get(argument);
  return outer?.type === "call" ? outer : outer && module.parents.get(outer);
}

/** The hole of such a test; a test of the service expects something of it. */
export const truthHole = ({ change, module, node }: TruthTest, isTest: boolean): HoleDraft => ({
  kind: isTest ? "expected-value" : "silent-miss",
  ...askedAt(module, node, change),
  question: `${happened(change)}, and \`${textOf(module.text, node)}\` is asked whether it is true, which says something else now: what is meant?`,
});
