import type { Node } from "./tree.ts";

/** The scalar leaves of a type as text, in order: `Vec<(i32, Id)>` has `i32` and `Id`. Heads of generics are left out. */
export function leafNames(type: string): string[] {
  const plain = type.replaceAll(/(?:\w+::)+/g, "").replaceAll(/'\w+\s*/g, "");
  return [
    ...plain.matchAll(
      /\{integer\}|\binteger\b|\{float\}|\bfloating-point number\b|[A-Za-z_]\w*(?!\w|\s*<)/g,
    ),
  ]
    .map((match) => match[0])
    .filter((name) => !["mut", "dyn", "impl"].includes(name));
}

/** Positions at which two types of one shape differ; undefined where their shapes differ. */
export function differences(
  expected: string | undefined,
  found: string | undefined,
): number[] | undefined {
  if (expected === undefined || found === undefined) return undefined;
  const [left, right] = [leafNames(expected), leafNames(found)];
  if (left.length !== right.length || left.length === 0) return undefined;
  return left.flatMap((name, index) =>
    name === right[index] || unsettled(name, right[index]) ? [] : [index],
  );
}

/** An integer literal fits every integer type. */
function unsettled(a: string, b: string | undefined): boolean {
  const integer = (name: string | undefined): boolean =>
    name === "{integer}" || name === "integer" || /^[iu](?:8|16|32|64|128|size)$/.test(name ?? "");
  return integer(a) && integer(b) && (a.includes("integer") || (b ?? "").includes("integer"));
}

/** Position of a slot among the scalar leaves of the declared type that holds it. */
export const positionOf = (leaf: Node, type: Node): number =>
  leafNames(type.text.slice(0, Math.max(0, leaf.start - type.start))).length;

/** Position of an expression in the tuple that holds it; undefined outside of tuples. */
export function tuplePosition(expression: Node): number | undefined {
  for (let at = expression; at.parent !== undefined; at = at.parent) {
    if (at.parent.type === "tuple_expression")
      return at.parent.children.filter((child) => child.named).indexOf(at);
    if (!/_expression$|literal$/.test(at.parent.type)) return undefined;
  }
  return undefined;
}
