import type { Change, RepairRequest, SyntaxNode } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { askedAt } from "./asked.ts";
import { above, keywordOf, methodOf } from "./retype/indexed.ts";
import { isClosed } from "./retype/judgement.ts";
import type { Indexed } from "./retype/types.ts";
import { builderName, ownedMember } from "./targets.ts";
import { childOf, nameOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/**
 * Records of a test that left a value out, where that shows: beside one whose builder is given the value, or handed to code
 * that has something to say for its absence. Now that it is always there the builder makes one up, and what the test shows
 * of a record without it is shown no more. `guarded` are the names of such code, by the member.
 */
export function leftOutHoles(
  { changes }: RepairRequest,
  tests: readonly Indexed[],
  guarded: (member: string) => ReadonlySet<string>,
): readonly HoleDraft[] {
  const required = changes.flatMap((change) => {
    const member = change.kind === "field-became-required" ? ownedMember(change.symbol) : undefined;
    return member === undefined
      ? []
      : [{ change, builder: builderName(member.head), name: member.name }];
  });
  return required.flatMap(({ change, builder, name }) => {
    const shows = guarded(name);
    return tests.flatMap((module) => {
      const calls = nodesOf(module.root, "call").filter(
        (call) => methodOf(module.text, call) === builder,
      );
      const gives = (call: SyntaxNode): boolean =>
        keywordOf(module.text, call, name) !== undefined ||
        (childOf(call, "arguments")?.children ?? []).some(({ type }) => type.endsWith("splat"));
      const given = new Set(calls.filter(gives).map((call) => scopeOf(module, call)));
      return isClosed(module.file)
        ? []
        : calls
            .filter((call) => !gives(call))
            .filter(
              (call) => given.has(scopeOf(module, call)) || isShown(module, call, tests, shows),
            )
            .map((call) => holeAt(module, call, change));
    });
  });
}

/** Whether some test asserts what such code makes of a record: of the call itself, or of the name that it has. */
function isShown(
  module: Indexed,
  call: SyntaxNode,
  tests: readonly Indexed[],
  shows: ReadonlySet<string>,
): boolean {
  const around = [...above(module, call)];
  const assigned = around.find(({ type }) => type === "assignment");
  const left = assigned === undefined ? undefined : childOf(assigned, "left");
  const within = (one: Indexed, node: SyntaxNode): boolean =>
    [...nodesOf(node, "call"), ...nodesOf(node, "attribute")].some((each) =>
      shows.has(
        each.type === "call"
          ? methodOf(one.text, each)
          : textOf(one.text, childOf(each, "attribute") ?? each),
      ),
    );
  const assertion = around.find(({ type }) => type === "assert_statement");
  if (assertion !== undefined) return within(module, assertion);
  const test = around.find(({ type }) => type === "function_definition");
  if (test !== undefined && nameOf(module.text, test).startsWith("test"))
    return nodesOf(test, "assert_statement").some((node) => within(module, node));
  if (assigned === undefined || left?.type !== "identifier") return false;
  const name = textOf(module.text, left);
  const scope = around.find(({ type }) => type === "function_definition");
  const reached = scope === undefined ? tests : [module];
  return reached.some((one) =>
    nodesOf(scope ?? one.root, "assert_statement").some(
      (node) =>
        within(one, node) &&
        nodesOf(node, "identifier").some((each) => textOf(one.text, each) === name),
    ),
  );
}

/** The function around a call, else the statement at the top of the file that it stands in. */
function scopeOf(module: Indexed, node: SyntaxNode): SyntaxNode {
  let last = node;
  for (const outer of above(module, node)) {
    if (outer.type === "function_definition") return outer;
    if (outer.type === "module") return last;
    last = outer;
  }
  return last;
}

const holeAt = (module: Indexed, call: SyntaxNode, change: Change): HoleDraft => ({
  kind: "expected-value",
  ...askedAt(module, call, change),
  question: `${happened(change)}, and this record was made without it beside one that has it: what does it show now?`,
});
