import type { CodeDiagnostic, RepairEdit, RepairRequest, SyntaxNode } from "#intent";

import { offsetsOf } from "./offsets.ts";
import { above, argumentsOf, calleeOf, indexed, nodeAt } from "./retype/indexed.ts";
import { importEdit } from "./retype/imports.ts";
import { isClosed } from "./retype/judgement.ts";
import { rootOf } from "./retype/stamped.ts";
import { spellingOf } from "./retype/spelling.ts";
import type { Indexed } from "./retype/types.ts";
import type { Module } from "./snapshot.ts";
import { ownedMember } from "./targets.ts";
import { childOf, nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/** What pyright calls the sum of decimals that begins with a plain zero. */
const unseeded =
  /\b(?:Decimal|timedelta) \| (?:Literal\[0\]|int\b)|\b(?:Literal\[0\]|int) \| (?:Decimal|timedelta)\b|^No overloads for "sum"/;

/**
 * A sum of decimals begins with the number zero, which is none of them: where pyright finds that zero among decimals, the sum
 * gets a zero of its kind to begin with. A sum that is told where to begin is left alone.
 */
export function seedSums(
  request: RepairRequest,
  edited: ReadonlyMap<string, Module>,
  diagnostics: readonly CodeDiagnostic[],
): readonly RepairEdit[] {
  const retype = request.changes.find(
    ({ toType }) => toType?.kind === "primitive" && /^(?:decimal|duration)$/.test(toType.name),
  );
  if (retype === undefined) return [];
  const change = rootOf(request, retype);
  return diagnostics.flatMap((diagnostic): readonly RepairEdit[] => {
    const { file, message } = diagnostic;
    const plain = request.sources.has(file) && !isClosed(file) ? edited.get(file) : undefined;
    if (plain === undefined || !unseeded.test(message)) return [];
    const module = indexed(plain);
    const { start, end } = offsetsOf(module.text, diagnostic);
    const sum = sumAt(module, nodeAt(module.root, start, end));
    const given = sum === undefined ? undefined : childOf(sum, "arguments");
    if (sum === undefined || given === undefined) return [];
    // Of a sum that no number begins pyright says no more than that: it has to be of the lengths of time themselves.
    const isUnsaid = message.startsWith("No overloads");
    const isTimed = retype.toType?.kind === "primitive" && retype.toType.name === "duration";
    const member = ownedMember(change.symbol)?.name ?? "";
    if (
      isUnsaid &&
      !(isTimed && sum !== undefined && textOf(module.text, sum).includes(`.${member}`))
    )
      return [];
    const name = isUnsaid || /\btimedelta\b/.test(message) ? "timedelta" : "Decimal";
    const type = spellingOf(module, name);
    const zero = name === "Decimal" ? `${type.text}(0)` : `${type.text}()`;
    const because = `${happened(change)}, and a sum of none of them is \`${zero}\`.`;
    const reason = { file, change: change.symbol, certainty: "certain", because } as const;
    const isBare = given.type === "generator_expression";
    const at = isBare ? given.end : given.end - 1;
    const brought = type.imports ? importEdit(module, name, reason) : undefined;
    return [
      ...(isBare
        ? [{ ...reason, start: given.start, end: given.start, text: "(", rule: "retype-seed" }]
        : []),
      {
        ...reason,
        start: at,
        end: at,
        text: `, ${zero}${isBare ? ")" : ""}`,
        rule: "retype-seed",
      },
      ...(brought === undefined ? [] : [brought]),
    ];
  });
}

/** The sum that stands at a place, or that a name there got as its only value; none that is told where to begin. */
function sumAt(module: Indexed, node: SyntaxNode): SyntaxNode | undefined {
  const { text } = module;
  if (node.type === "call") {
    const isSum = calleeOf(text, node) === "sum";
    const given = childOf(node, "arguments");
    const isAlone =
      given?.type === "generator_expression" ||
      (argumentsOf(node).length === 1 && !nodesOf(given ?? node, "keyword_argument").length);
    if (isSum) return isAlone ? node : undefined;
  }
  if (/^(?:call|binary_operator|unary_operator|parenthesized_expression|await)$/.test(node.type)) {
    const inner = nodesOf(node, "call").filter(
      (one) => one !== node && calleeOf(text, one) === "sum",
    );
    const [only] = inner;
    return only === undefined || inner.length > 1 ? undefined : sumAt(module, only);
  }
  if (node.type === "keyword_argument") {
    const value = childOf(node, "value");
    return value === undefined ? undefined : sumAt(module, value);
  }
  const scope = [...above(module, node)].find(({ type }) => type === "function_definition");
  if (node.type !== "identifier" || scope === undefined) return undefined;
  const assigned = nodesOf(scope, "assignment").filter((one) => {
    const left = childOf(one, "left");
    return left !== undefined && textOf(text, left) === textOf(text, node);
  });
  const value = assigned[0] === undefined ? undefined : childOf(assigned[0], "right");
  return assigned.length === 1 && value?.type === "call" ? sumAt(module, value) : undefined;
}
