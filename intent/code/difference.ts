import { sameNode, type CodeNode } from "./node.ts";

/** The smallest nodes that differ between two trees; on one side there may be several, or none. */
export interface CodeDifference {
  readonly before: readonly CodeNode[];
  readonly after: readonly CodeNode[];
}

/**
 * Where two trees differ, as far down as their shapes agree: children are compared one by one where there are as many,
 * else what is between their common beginning and end is one difference.
 */
export function differencesOf(before: CodeNode, after: CodeNode): CodeDifference[] {
  if (sameNode(before, after)) return [];
  const [a, b] = [before.children, after.children];
  if (before.kind !== after.kind || a.length === 0 || b.length === 0)
    return [{ before: [before], after: [after] }];
  if (a.length === b.length)
    return a.flatMap((child, index) => {
      const other = b[index];
      return other === undefined ? [] : differencesOf(child, other);
    });
  let head = 0;
  while (head < Math.min(a.length, b.length) && sameAt(a[head], b[head])) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && sameAt(a.at(-1 - tail), b.at(-1 - tail)))
    tail++;
  return [{ before: a.slice(head, a.length - tail), after: b.slice(head, b.length - tail) }];
}

const sameAt = (a: CodeNode | undefined, b: CodeNode | undefined): boolean =>
  a !== undefined && b !== undefined && sameNode(a, b);
