import { parts, type Node } from "../tree.ts";

/**
 * Elements of one list have one type, so what is written at one place of its elements moves together: all sevens and eights
 * of `[(7, "a"), (8, "b")]`. Gives the literal alone where it stands in no list.
 */
export function companionsOf(literal: Node): Node[] {
  const steps: number[] = [];
  let at = literal;
  while (at.parent !== undefined && passed.test(at.parent.type)) {
    steps.unshift(parts(at.parent).indexOf(at));
    at = at.parent;
  }
  const list = at.parent;
  // An object in JSON is read as a list as well, and is none.
  if (list?.type !== "array_expression" || list.text.startsWith("{")) return [literal];
  return parts(list).flatMap((element) => {
    let part: Node | undefined = element;
    for (const step of steps)
      part = part !== undefined && passed.test(part.type) ? parts(part)[step] : undefined;
    return part?.type === literal.type ? [part] : [];
  });
}

const passed = /^(?:tuple_expression|reference_expression|parenthesized_expression)$/;
