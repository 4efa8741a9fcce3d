import ts from "typescript-services";

import type { Collector } from "./graph.ts";
import { nodesOf } from "./nodes.ts";
import { accumulatorOf } from "./accumulators.ts";

/**
 * What a fold gathers is what it gives: `list.reduce((sum, { grams }) => sum + grams, 0)` begins with the seed, goes on with
 * what the function answers, and is the whole in the end. The compiler's own types widen the seed and say nothing of that.
 */
export function intoFold(collector: Collector, file: string, node: ts.Node): void {
  if (!collector.isRecount || !ts.isCallExpression(node)) return;
  const sum = accumulatorOf(node);
  const [step, seed] = node.arguments;
  const to = sum === undefined ? undefined : nodesOf(collector, sum)[0];
  if (to === undefined || step === undefined || seed === undefined) return;
  const body = ts.isArrowFunction(step) && ts.isExpression(step.body) ? step.body : undefined;
  for (const expression of [seed, ...(body === undefined ? [] : [body])])
    for (const from of nodesOf(collector, expression))
      if (from !== to)
        collector.flows.push({
          from,
          to,
          kind: "flow",
          file,
          expression,
          direct: true,
          opaque: false,
        });
}
