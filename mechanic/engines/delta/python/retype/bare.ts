import type { SyntaxNode } from "#intent";

import { childOf, nameOf, nodesOf, textOf } from "../tree.ts";
import { argumentsOf, calleeOf, keywordOf } from "./indexed.ts";
import { parametrizedValues } from "./pytest.ts";
import type { Indexed, Tag } from "./types.ts";

/**
 * Parameters of test helpers without an annotation, where calls in the same module or `parametrize` give them whole numbers:
 * in the tagged program they get the annotation that nobody wrote, so that what they are given is seen to arrive.
 */
export function bareParameters(module: Indexed, type: string): readonly Omit<Tag, "tag">[] {
  if (type !== "int") return [];
  const calls = nodesOf(module.root, "call");
  return nodesOf(module.root, "function_definition").flatMap((node) => {
    const name = nameOf(module.text, node);
    const called = calls.filter((call) => calleeOf(module.text, call) === name);
    return parametersOf(node).flatMap((parameter, index) => {
      if (parameter.type !== "identifier") return [];
      const own = textOf(module.text, parameter);
      const given = [
        ...called.flatMap(
          (call) => keywordOf(module.text, call, own) ?? argumentsOf(call)[index] ?? [],
        ),
        ...parametrizedValues(module, node, own),
      ];
      if (!given.some(({ type: kind }) => kind === "integer") || !given.every(mayBeNumber))
        return [];
      const { end } = parameter;
      const place = { file: module.file, start: end, end };
      return [{ ...place, kind: "slot" as const, node: parameter, name: own, isParameter: true }];
    });
  });
}

const mayBeNumber = ({ type }: SyntaxNode): boolean =>
  /^(?:integer|identifier|attribute)$/.test(type);

const parametersOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  (childOf(node, "parameters")?.children ?? []).filter((child) => child.named);
