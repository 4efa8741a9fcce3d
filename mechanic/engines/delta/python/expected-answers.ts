import type { Change, SyntaxNode } from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import { askedAt } from "./asked.ts";
import { above, methodOf } from "./retype/indexed.ts";
import { isClosed } from "./retype/judgement.ts";
import type { Indexed } from "./retype/types.ts";
import { childOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/** A function of production code that is asked what it does without a value that is gone. */
export interface AskedFunction {
  readonly change: Change;
  readonly name: string;
  readonly module: Indexed;
}

/** A test that gave such a value, which is no word that an answer could be searched for. */
export interface GivenValue {
  readonly delta: string;
  readonly file: string;
  readonly scope: SyntaxNode | undefined;
  readonly word: string | undefined;
}

/**
 * A test that gives a value which is gone to a function that is asked what it does without it expects something of the answer,
 * whatever the answer is: a sum, an order, whether. The assertion is asked about, once.
 */
export function answerHoles(
  tests: readonly Indexed[],
  asked: readonly AskedFunction[],
  given: readonly GivenValue[],
): readonly HoleDraft[] {
  return tests.flatMap((module) =>
    isClosed(module.file)
      ? []
      : nodesOf(module.root, "assert_statement").flatMap((assertion): readonly HoleDraft[] => {
          const test = [...above(module, assertion)].find(
            ({ type }) => type === "function_definition",
          );
          if (test === undefined || isOfNames(module, assertion)) return [];
          const tried = triedBy(module, test, assertion);
          const meant = asked.find(
            ({ change, name, module: own }) =>
              given.some(
                (one) =>
                  one.delta === change.symbol &&
                  one.word === undefined &&
                  one.file === module.file &&
                  one.scope === test,
              ) && [...reaching(own, name)].some((each) => tried.has(each)),
          );
          if (meant === undefined) return [];
          const question = `${happened(meant.change)}, and \`${meant.name}\` is asked about, which this expects something of: what does the test expect now?`;
          return [
            { kind: "expected-value", ...askedAt(module, assertion, meant.change), question },
          ];
        }),
  );
}

/** `read(written) == loan`: what is compared with a local name is said by nobody here, and comes out as it went in. */
function isOfNames({ text }: Indexed, assertion: SyntaxNode): boolean {
  const said = assertion.children.find(({ named }) => named);
  const sides =
    said?.type === "comparison_operator" ? said.children.filter(({ named }) => named) : [];
  return sides.some((side) => side.type === "identifier" && /[a-z]/.test(textOf(text, side)));
}

/** Names that an assertion calls, by itself or through the names that it looks at. */
function triedBy(module: Indexed, test: SyntaxNode, assertion: SyntaxNode): ReadonlySet<string> {
  const { text } = module;
  const calls = (node: SyntaxNode): readonly string[] =>
    nodesOf(node, "call").map((call) => methodOf(text, call));
  const looked = new Set(nodesOf(assertion, "identifier").map((one) => textOf(text, one)));
  const through = nodesOf(test, "assignment").flatMap((assignment) => {
    const [left, right] = [childOf(assignment, "left"), childOf(assignment, "right")];
    const isLooked =
      left !== undefined &&
      right !== undefined &&
      assignment.end <= assertion.start &&
      nodesOf(left, "identifier").some((one) => looked.has(textOf(text, one)));
    return isLooked ? calls(right) : [];
  });
  return new Set([...calls(assertion), ...through]);
}

/** A function and those of its module that call it, directly or by another. */
function reaching({ root, text }: Indexed, name: string): ReadonlySet<string> {
  const functions = nodesOf(root, "function_definition").map((node) => ({
    own: textOf(text, childOf(node, "name") ?? node),
    calls: new Set(nodesOf(node, "call").map((call) => methodOf(text, call))),
  }));
  const found = new Set([name]);
  for (let size = 0; size < found.size;) {
    size = found.size;
    for (const { own, calls } of functions)
      if ([...found].some((one) => calls.has(one))) found.add(own);
  }
  return found;
}
