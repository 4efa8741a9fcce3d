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
    const mask = node === undefined || isStamped(engine, file) ? undefined : maskable(node);
    if (mask === undefined || engine.masks.some((one) => covers(one, mask))) continue;
    engine.masks = [...engine.masks.filter((one) => !covers(mask, one)), mask];
    count++;
  }
  return count;
}

export const covers = (outer: Mask, inner: Mask): boolean =>
  outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;

/** The body that can be taken out: where its type is only described, it must give one. */
function maskable(node: Node): Mask | undefined {
  const body = outermostBody(node);
  const result = body?.parent === undefined ? undefined : fieldOf(body.parent, "return_type");
  return /\bimpl\b/.test(result?.text ?? "") ? undefined : bodyAround(node);
}

/** The body of the outermost function around a place, outside of which its type is written down. */
export function bodyAround(node: Node): Mask | undefined {
  const body = outermostBody(node);
  return body && { file: body.file, start: body.start, end: body.end };
}

function outermostBody(node: Node): Node | undefined {
  let found: Node | undefined;
  for (let at: Node | undefined = node; at !== undefined; at = at.parent)
    if (at.parent?.type === "function_item" && at.field === "body") found = at;
  return found;
}
