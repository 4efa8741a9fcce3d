import type { SyntaxNode } from "#intent";

import { childOf, nameOf, nodesOf, textOf } from "../tree.ts";
import { argumentsOf, calleeOf, plainString } from "./indexed.ts";
import type { Flow, Indexed, Tag } from "./types.ts";

/**
 * Flows that pytest makes and no type checker sees: the values of `parametrize` go into the parameters of the same names,
 * and what a fixture returns goes into every parameter that is called like it.
 */
export function pytestFlows(modules: Iterable<Indexed>, tags: readonly Tag[]): readonly Flow[] {
  const all = [...modules];
  const functions = all.flatMap((module) =>
    nodesOf(module.root, "function_definition").map((node) => ({ module, node })),
  );
  return functions.flatMap(({ module, node }) => [
    ...parametrized(module, node, tags),
    ...(isFixture(module, node) ? fromFixture(module, node, functions, tags) : []),
  ]);
}

interface Defined {
  readonly module: Indexed;
  readonly node: SyntaxNode;
}

const decoratorsOf = (module: Indexed, node: SyntaxNode): readonly SyntaxNode[] =>
  (module.parents.get(node)?.children ?? []).filter(({ type }) => type === "decorator");

/** What `parametrize` gives a parameter of a test. */
export const parametrizedValues = (
  module: Indexed,
  node: SyntaxNode,
  parameter: string,
): readonly SyntaxNode[] =>
  parametrizations(module, node).flatMap(({ name, values }) => (name === parameter ? values : []));

interface Parametrization {
  readonly name: string;
  readonly values: readonly SyntaxNode[];
}

function parametrizations(module: Indexed, node: SyntaxNode): readonly Parametrization[] {
  return decoratorsOf(module, node).flatMap((decorator) => {
    const call = decorator.children.find(({ type }) => type === "call");
    if (call === undefined || !calleeOf(module.text, call).endsWith("parametrize")) return [];
    const [first, rows] = argumentsOf(call);
    const names = namesOf(module.text, first);
    return names.map((name, index) => ({
      name,
      values: valuesAt(module.text, rows, names.length > 1 ? index : undefined),
    }));
  });
}

const parametrized = (module: Indexed, node: SyntaxNode, tags: readonly Tag[]): readonly Flow[] =>
  parametrizations(module, node).flatMap(({ name, values }) =>
    values.flatMap((value) =>
      between(
        within(module, value, tags, "literal"),
        within(module, parameterAt(module, node, name), tags, "slot"),
      ),
    ),
  );

/** `"a, b"`, `("a", "b")` or `["a", "b"]`. */
function namesOf(text: string, node: SyntaxNode | undefined): readonly string[] {
  const whole = plainString(text, node);
  if (whole !== undefined) return whole.split(",").map((name) => name.trim());
  return (node?.children ?? []).flatMap((child) => plainString(text, child) ?? []);
}

function valuesAt(
  text: string,
  rows: SyntaxNode | undefined,
  index: number | undefined,
): readonly SyntaxNode[] {
  return (rows?.children ?? []).flatMap((row) => {
    if (!row.named) return [];
    const isParam = calleeOf(text, row).endsWith("param");
    const cells = isParam ? argumentsOf(row) : index === undefined ? [row] : named(row);
    return cells.slice(index ?? 0, (index ?? 0) + 1);
  });
}

const named = (node: SyntaxNode): readonly SyntaxNode[] => node.children.filter((one) => one.named);

const isFixture = (module: Indexed, node: SyntaxNode): boolean =>
  decoratorsOf(module, node).some((decorator) =>
    /^@(?:pytest\.)?fixture\b/.test(textOf(module.text, decorator)),
  );

function fromFixture(
  module: Indexed,
  node: SyntaxNode,
  functions: readonly Defined[],
  tags: readonly Tag[],
): readonly Flow[] {
  const name = nameOf(module.text, node);
  const given = within(module, childOf(node, "return_type"), tags, "slot");
  return functions.flatMap((other) =>
    pairwise(
      given,
      within(other.module, parameterAt(other.module, other.node, name), tags, "slot"),
    ),
  );
}

/** A parameter, with its annotation where it has one. */
function parameterAt(
  module: Indexed,
  definition: SyntaxNode,
  name: string,
): SyntaxNode | undefined {
  return named(childOf(definition, "parameters") ?? definition).find((one) => {
    const declared = childOf(one, "name") ?? one.children[0];
    return textOf(module.text, declared ?? one) === name;
  });
}

function within(
  module: Indexed,
  node: SyntaxNode | undefined,
  tags: readonly Tag[],
  kind: Tag["kind"],
): readonly Tag[] {
  if (node === undefined) return [];
  return tags.filter(
    (tag) =>
      tag.kind === kind &&
      tag.file === module.file &&
      node.start <= tag.start &&
      tag.end <= node.end,
  );
}

/** Which of several slots a value is for cannot be told; then nothing is said. */
const between = (from: readonly Tag[], to: readonly Tag[]): readonly Flow[] =>
  to.length === 1 ? from.flatMap((one) => to.map((other) => flow(one, other))) : [];

const pairwise = (from: readonly Tag[], to: readonly Tag[]): readonly Flow[] =>
  from.length === to.length
    ? from.flatMap((one, index) => to.slice(index, index + 1).map((other) => flow(one, other)))
    : [];

const flow = (from: Tag, to: Tag): Flow => ({
  from: from.tag,
  to: to.tag,
  kind: "flow",
  file: from.file,
  start: from.start,
  end: from.end,
  direct: true,
});
