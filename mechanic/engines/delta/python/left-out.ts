import type { Change, RepairRequest, SyntaxNode } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { askedAt } from "./asked.ts";
import { above, keywordOf, methodOf } from "./retype/indexed.ts";
import { isClosed } from "./retype/judgement.ts";
import type { Indexed } from "./retype/types.ts";
import { builderName, ownedMember } from "./targets.ts";
import { nodesOf } from "./tree.ts";
import { happened } from "./words.ts";

/**
 * Records of a test that left a value out on purpose: beside one whose builder is given the value, the other one had none.
 * Now that it is always there the builder makes one up, and what the test shows of a record without it is shown no more.
 */
export function leftOutHoles(
  { changes }: RepairRequest,
  tests: readonly Indexed[],
): readonly HoleDraft[] {
  const required = changes.flatMap((change) => {
    const member = change.kind === "field-became-required" ? ownedMember(change.symbol) : undefined;
    return member === undefined
      ? []
      : [{ change, builder: builderName(member.head), name: member.name }];
  });
  return required.flatMap(({ change, builder, name }) =>
    tests.flatMap((module) => {
      const calls = nodesOf(module.root, "call").filter(
        (call) => methodOf(module.text, call) === builder,
      );
      const gives = (call: SyntaxNode): boolean => keywordOf(module.text, call, name) !== undefined;
      const given = new Set(calls.filter(gives).map((call) => scopeOf(module, call)));
      return isClosed(module.file)
        ? []
        : calls
            .filter((call) => !gives(call) && given.has(scopeOf(module, call)))
            .map((call) => holeAt(module, call, change));
    }),
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
