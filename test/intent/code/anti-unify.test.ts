import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  antiUnify,
  concreteSize,
  instantiate,
  match,
  patternKey,
  type CodePattern,
  type Substitution,
} from "#intent";

const leaf = (text: string): CodePattern => ({ form: "node", kind: "name", text, children: [] });
const node = (kind: string, ...children: CodePattern[]): CodePattern => ({
  form: "node",
  kind,
  text: "",
  children,
});

/** Trees of few names, so that equal parts are frequent. */
const { tree } = fc.letrec<{ tree: CodePattern }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", "b", "c").map(leaf),
    fc
      .tuple(fc.constantFrom("call", "list"), fc.array(tie("tree"), { maxLength: 4 }))
      .map(([kind, children]) => node(kind, ...children)),
  ),
}));

/** Trees with holes, each of a fixed number of children. */
const { template } = fc.letrec<{ template: CodePattern }>((tie) => ({
  template: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("a", "b").map(leaf),
    fc.integer({ min: 0, max: 3 }).map((id): CodePattern => ({ form: "hole", id })),
    fc
      .tuple(
        fc.constantFrom("call", "list"),
        fc.array(tie("template"), { minLength: 1, maxLength: 3 }),
      )
      .map(([kind, children]) => node(kind, ...children)),
  ),
}));
const filling = fc
  .array(tree, { minLength: 4, maxLength: 4 })
  .map((trees): Substitution => new Map(trees.map((one, id) => [id, [one]])));

/** Names of holes in the order in which they are met. */
function renamed(pattern: CodePattern, names = new Map<number, number>()): CodePattern {
  if (pattern.form === "node")
    return { ...pattern, children: pattern.children.map((child) => renamed(child, names)) };
  const id = names.get(pattern.id) ?? names.size;
  names.set(pattern.id, id);
  return { ...pattern, id };
}
const canonical = (pattern: CodePattern): string => patternKey(renamed(pattern));

test("a generalisation generalises both, and says how", () => {
  fc.assert(
    fc.property(tree, tree, (a, b) => {
      const { pattern, left, right } = antiUnify(a, b);
      expect(patternKey(instantiate(pattern, left))).toBe(patternKey(a));
      expect(patternKey(instantiate(pattern, right))).toBe(patternKey(b));
      expect(match(pattern, a)).toBeDefined();
      expect(match(pattern, b)).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

test("it is the most specific: whatever else generalises both generalises it as well", () => {
  fc.assert(
    fc.property(template, filling, filling, (general, one, other) => {
      const { pattern } = antiUnify(instantiate(general, one), instantiate(general, other));
      expect(match(general, pattern)).toBeDefined();
    }),
    { numRuns: 500 },
  );
});

test("it does not depend on the order of the two, but for the names of holes", () => {
  fc.assert(
    fc.property(tree, tree, (a, b) => {
      expect(canonical(antiUnify(a, b).pattern)).toBe(canonical(antiUnify(b, a).pattern));
    }),
    { numRuns: 500 },
  );
});

test("a tree with itself is itself; equal pairs are equal holes and others are not", () => {
  fc.assert(fc.property(tree, (a) => void expect(antiUnify(a, a).pattern).toBe(a)));
  fc.assert(
    fc.property(tree, tree, tree, (a, b, c) => {
      const { left, right } = antiUnify(node("list", a, b, c, a), node("list", b, c, a, b));
      const pairs = [...left].map(
        ([id, own]) =>
          `${own.map(patternKey).join()} / ${(right.get(id) ?? []).map(patternKey).join()}`,
      );
      expect(new Set(pairs).size).toBe(pairs.length);
    }),
  );
});

test("lists of different lengths are laid side by side", () => {
  const items = (...names: string[]): CodePattern => node("list", ...names.map(leaf));
  const { pattern, left, right } = antiUnify(items("a", "b", "c"), items("a", "x", "y", "c"));
  expect(pattern).toEqual(node("list", leaf("a"), { form: "run", id: 0 }, leaf("c")));
  expect([left.get(0), right.get(0)]).toEqual([[leaf("b")], [leaf("x"), leaf("y")]]);
  expect(concreteSize(antiUnify(items("a", "b", "c", "d"), items("b", "d", "e")).pattern)).toBe(3);
});

test("a run that was laid too short inside of a node is laid anew where what follows does not fit", () => {
  const run = (id: number): CodePattern => ({ form: "run", id });
  const [a, b] = [leaf("a"), leaf("b")];
  // The inner runs could be laid in two ways; the outer run says which.
  const pattern = node("call", node("list", run(0), run(1)), run(1));
  const found = match(pattern, node("call", node("list", a, b), b));
  expect([...(found ?? [])]).toEqual([
    [0, [a]],
    [1, [b]],
  ]);
});
