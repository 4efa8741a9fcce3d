import { isStamped, type Engine, type Mask } from "./engine.ts";
import type { Finding } from "./findings.ts";
import { fieldOf, type Node } from "./tree.ts";

/**
 * What waits for a decision keeps the compiler from everything behind it: an error in the library hides all errors of
 * its tests and of the binary. So the bodies around what is left are taken out, and the rest is judged once more.
 * Returns how many bodies were taken out that were in before.
 */
export function maskAround(findings: readonly Finding[], engine: Engine): number {
  let count = 0;
  for (const { node, file } of findings) {
    const mask = node === undefined || isStamped(engine, file) ? undefined : bodyAround(node);
    if (mask === undefined || engine.masks.some((one) => covers(one, mask))) continue;
    engine.masks = [...engine.masks.filter((one) => !covers(mask, one)), mask];
    count++;
  }
  return count;
}

const covers = (outer: Mask, inner: Mask): boolean =>
  outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;

/** The body of the outermost function around a place, outside of which its type is written down. */
function bodyAround(node: Node): Mask | undefined {
  let found: Node | undefined;
  for (let at: Node | undefined = node; at !== undefined; at = at.parent)
    if (at.parent?.type === "function_item" && at.field === "body") found = at;
  const item = found?.parent;
  const result = item === undefined ? undefined : fieldOf(item, "return_type");
  // Of a type that is only described, the body must give one.
  if (found === undefined || /\bimpl\b/.test(result?.text ?? "")) return undefined;
  const { file, start, end } = found;
  return { file, start, end };
}
