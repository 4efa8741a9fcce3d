import type { SyntaxNode } from "#intent";

import type { Target } from "./targets.ts";
import { assignedIn, childOf, memberOf, nameOf, statementsOf, textOf } from "./tree.ts";

/** Path of the stamped file that declares the names of a service: the consumer's own, or that of the service it uses. */
export function stampedFileOf(
  paths: Iterable<string>,
  service: string,
  self: string,
): string | undefined {
  const name = service === self ? "generated.py" : `generated_${service.replaceAll("-", "_")}.py`;
  return [...paths].find((path) => path.endsWith(`/${name}`));
}

/** Where the stamped text declares a target; `undefined` where this consumer has no such name. */
export function locate(text: string, root: SyntaxNode, target: Target): SyntaxNode | undefined {
  if (target.owner === undefined) return topLevel(text, root, target.from);
  const owner = statementsOf(root).find((statement) => nameOf(text, statement) === target.owner);
  if (owner === undefined) return undefined;
  return target.kind === "parameter"
    ? parameterOf(text, owner, target.from)
    : memberOf(text, owner, target.from);
}

function topLevel(text: string, root: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const statement of statementsOf(root)) {
    const declared = assignedIn(statement) ?? childOf(statement, "name");
    if (declared !== undefined && textOf(text, declared) === name) return declared;
  }
  return undefined;
}

function parameterOf(text: string, definition: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const parameter of childOf(definition, "parameters")?.children ?? []) {
    const declared = childOf(parameter, "name") ?? parameter.children[0];
    if (declared !== undefined && textOf(text, declared) === name) return declared;
  }
  return undefined;
}
