import type { SyntaxNode } from "#intent";

import { tellsWord } from "../expectations.ts";
import { above, methodOf, plainString } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import { childOf, nameOf, nodesOf, textOf } from "../tree.ts";
import type { Going, Question, Reason } from "./going.ts";

/**
 * Tests that gave the value to code which used it, and that code is asked about: what they expect depends on the answer.
 * So does a test that spells the value in its rows and would not read it any more.
 */
export function askTests(going: Going): void {
  const { request, questions, takings } = going;
  const asked = questions.filter(({ module }) => !request.tests.has(module.file));
  for (const { module, drops } of takings.values()) {
    if (!request.tests.has(module.file)) continue;
    for (const [node, { change }] of drops) {
      const isUsed = asked.some((question) => question.change === change);
      if (node.type !== "keyword_argument") continue;
      if (!(isUsed && isTried(module, node)) && !isFromRows(module, node, drops)) continue;
      drops.delete(node);
      questions.push({ module, node, change });
    }
  }
  const alone = asked.flatMap((question) => {
    const name = onlyStatementOf(question);
    return name === undefined ? [] : [{ name, change: question.change }];
  });
  for (const module of going.modules.values())
    if (request.tests.has(module.file))
      for (const call of nodesOf(module.root, "call"))
        for (const { name, change } of alone)
          if (
            methodOf(module.text, call) === name &&
            isIn(module, call, "assert_statement") &&
            !isTold(module, call, takings.get(module.file)?.drops.keys() ?? [])
          )
            questions.push({ module, node: call, change });
}

const isIn = (module: Indexed, node: SyntaxNode, type: string): boolean =>
  [...above(module, node)].some((outer) => outer.type === type);

/** Whether an assertion spells a value that goes: then the text that spells it is asked about, and not the call. */
function isTold(module: Indexed, call: SyntaxNode, drops: Iterable<SyntaxNode>): boolean {
  const assertion = [...above(module, call)].find(({ type }) => type === "assert_statement");
  const words = [...drops].flatMap(
    (node) => plainString(module.text, childOf(node, "value")) ?? [],
  );
  return (
    assertion !== undefined &&
    nodesOf(assertion, "string_content").some((node) =>
      words.some((word) => tellsWord(textOf(module.text, node), word)),
    )
  );
}

/** Whether the record that an argument is for is itself an argument of what an assertion calls. */
function isTried(module: Indexed, node: SyntaxNode): boolean {
  const calls = [...above(module, node)].filter(({ type }) => type === "call");
  return calls.length > 1 && isIn(module, node, "assert_statement");
}

/** Whether a value is a parameter of its test that nothing else reads. */
function isFromRows(
  module: Indexed,
  node: SyntaxNode,
  drops: ReadonlyMap<SyntaxNode, Reason>,
): boolean {
  const value = childOf(node, "value");
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  const parameters = scope === undefined ? undefined : childOf(scope, "parameters");
  if (value?.type !== "identifier" || scope === undefined || parameters === undefined) return false;
  const name = textOf(module.text, value);
  const uses = nodesOf(scope, "identifier").filter((one) => textOf(module.text, one) === name);
  const isDropped = (use: SyntaxNode): boolean =>
    [...drops.keys()].some((drop) => drop.start <= use.start && use.end <= drop.end);
  const [given, read] = [
    uses.filter((use) => use.start < parameters.end),
    uses.filter((use) => use.start >= parameters.end),
  ];
  return given.length > 0 && read.every(isDropped) && isIn(module, scope, "decorated_definition");
}

/** The name of a function that does nothing but what is asked about. */
function onlyStatementOf({ module, node }: Question): string | undefined {
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  const body = scope === undefined ? undefined : childOf(scope, "body");
  const statements = (body?.children ?? []).filter(
    (child) => child.named && child.type !== "comment" && child.children[0]?.type !== "string",
  );
  return scope !== undefined && statements.length === 1 ? nameOf(module.text, scope) : undefined;
}
