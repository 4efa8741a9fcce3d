import type { CodeNode } from "./node.ts";

/** A neutral tree with holes. A hole stands for one node, a run for any number of siblings, none included. */
export type CodePattern =
  | {
      readonly form: "node";
      readonly kind: string;
      readonly text: string;
      readonly children: readonly CodePattern[];
    }
  | { readonly form: "hole"; readonly id: number }
  | { readonly form: "run"; readonly id: number };

/** What stands for each hole (one pattern) and each run (any number), by its id. */
export type Substitution = ReadonlyMap<number, readonly CodePattern[]>;

/** A node as a pattern without holes. */
export const patternOf = (node: CodeNode): CodePattern => ({
  form: "node",
  kind: node.kind,
  text: node.text,
  children: node.children.map(patternOf),
});

const keys = new WeakMap<CodePattern, string>();

/** A text that two patterns share exactly when they are equal, ids of holes included. */
export function patternKey(pattern: CodePattern): string {
  const known = keys.get(pattern);
  if (known !== undefined) return known;
  const key =
    pattern.form === "node"
      ? `${pattern.kind.length}:${pattern.kind}${JSON.stringify(pattern.text)}[${pattern.children.map(patternKey).join("")}]`
      : `${pattern.form === "hole" ? "?" : "*"}${pattern.id}`;
  keys.set(pattern, key);
  return key;
}

/** Nodes of a pattern that are no holes. */
export const concreteSize = (pattern: CodePattern): number =>
  pattern.form === "node"
    ? pattern.children.reduce((sum, child) => sum + concreteSize(child), 1)
    : 0;

const holed = new WeakMap<CodePattern, boolean>();

/** Whether a pattern holds a hole or a run. */
export function hasHoles(pattern: CodePattern): boolean {
  const known = holed.get(pattern);
  if (known !== undefined) return known;
  const has = pattern.form !== "node" || pattern.children.some(hasHoles);
  holed.set(pattern, has);
  return has;
}

/** The pattern with its holes filled; a hole that the substitution does not know stays. */
export function instantiate(pattern: CodePattern, substitution: Substitution): CodePattern {
  if (pattern.form !== "node") return substitution.get(pattern.id)?.[0] ?? pattern;
  const children = pattern.children.flatMap((child) =>
    child.form === "run"
      ? (substitution.get(child.id) ?? [child])
      : [instantiate(child, substitution)],
  );
  return { ...pattern, children };
}
