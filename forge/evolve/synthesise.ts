import { sameNode, sizeOf, type CodeNode } from "#intent";
import { isLiteral, withoutWords } from "./quasi.ts";
import type { Sketch } from "./sketch.ts";
import { collectionsOf, termsOf, type Collection, type Environment } from "./terms.ts";

/** One example: code, the text that it was read from, and what a template could know there. */
export interface Example {
  readonly node: CodeNode;
  readonly text: string;
  readonly environment: Environment;
}

/** Texts that no name, type or default of the model explains: why there is no template. */
export interface Unexplained {
  readonly texts: readonly string[];
}

type Made = { readonly sketch: Sketch } | { readonly unexplained: Unexplained };

/**
 * A template that prints every example: the least general generalisation of their trees, each of whose holes is a text
 * that follows from the model, or a walk through a list of the model. Knows no kind of repair: what can stand in a hole
 * is what the printer of the language tells its templates.
 */
export function synthesise(examples: readonly Example[]): Made {
  const [first] = examples;
  if (first === undefined) return unexplained(examples);
  if (examples.every(({ node }) => sameNode(node, first.node)))
    return made({ kind: "text", text: textOf(longest(examples)) });
  const term = explain(examples);
  if (term !== undefined) return made(term);
  const aligned = chainsAligned(examples);
  const { kind } = aligned[0]?.node ?? first.node;
  if (aligned.some(({ node }) => node.kind !== kind || node.children.length === 0))
    return unexplained(examples);
  const count = aligned[0]?.node.children.length;
  const sideBySide = aligned.every(({ node }) => node.children.length === count)
    ? itemByItem(aligned)
    : unexplained(examples);
  if ("sketch" in sideBySide) return sideBySide;
  const loop = walk(aligned.map((one) => ({ ...one, node: withoutWords(one.node) })));
  if (loop !== undefined) return made(loop);
  return sideBySide;
}

const made = (sketch: Sketch): Made => ({ sketch });
const textOf = ({ node, text }: Example): string => text.slice(node.start, node.end);
const unexplained = (examples: readonly Example[]): Made => ({
  unexplained: { texts: [...new Set(examples.map(textOf))].slice(0, 4) },
});

/** The example that says most: its layout is taken. */
function longest(examples: readonly Example[]): Example {
  const [first, ...rest] = examples;
  if (first === undefined) throw new Error("a column of examples holds one at least");
  return rest.reduce((best, one) => (sizeOf(one.node) > sizeOf(best.node) ? one : best), first);
}

/** An operand that stands alone where others are chains of operands is a chain of one. */
function chainsAligned(examples: readonly Example[]): readonly Example[] {
  const chain = examples.find(({ node }) => node.kind.includes(" "))?.node.kind;
  if (chain === undefined) return examples;
  return examples.map((example) => {
    const { node } = example;
    if (node.kind === chain) return example;
    return {
      ...example,
      node: { kind: chain, text: "", children: [node], start: node.start, end: node.end },
    };
  });
}

/** The term that gives the text of every example, with the same text around it where the nodes are leaves. */
function explain(examples: readonly Example[]): Sketch | undefined {
  const texts = examples.map((example) => textOf(example).replaceAll(/\s+/g, " "));
  const leaves = examples.every(({ node }) => node.children.length === 0);
  const [first] = examples;
  const text = texts[0];
  if (first === undefined || text === undefined) return undefined;
  let best: Extract<Sketch, { kind: "term" }> | undefined;
  for (const [form, value] of termsOf(first.environment)) {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
      const [before, after] = [text.slice(0, at), text.slice(at + value.length)];
      const around = before.length + after.length;
      if (!leaves && around > 0) continue;
      if (best !== undefined && best.before.length + best.after.length <= around) continue;
      const holds = examples.every((example, index) => {
        const own = termsOf(example.environment).get(form);
        return own !== undefined && texts[index] === before + own + after;
      });
      if (holds) best = { kind: "term", before, form, after };
    }
  }
  return best;
}

/** Children one by one, between them what the longest example has there. */
function itemByItem(examples: readonly Example[]): Made {
  const shown = longest(examples);
  const sketches: Sketch[] = [];
  for (let index = 0; index < shown.node.children.length; index++) {
    const column = examples.flatMap((example) => {
      const node = example.node.children[index];
      return node === undefined ? [] : [{ ...example, node }];
    });
    const one = synthesise(column);
    if (!("sketch" in one)) return one;
    sketches.push(one.sketch);
  }
  return made({ kind: "parts", parts: between(shown, 0, sketches) });
}

/** Sketches of children from `from` on, with the text before each and, at the end of the node, behind the last. */
function between(shown: Example, from: number, sketches: readonly Sketch[]): Sketch[] {
  const { node } = shown;
  const parts: Sketch[] = [];
  for (const [index, sketch] of sketches.entries()) {
    parts.push({ kind: "text", text: gapBefore(shown, from + index) }, sketch);
  }
  if (from + sketches.length === node.children.length)
    parts.push({ kind: "text", text: gapBefore(shown, node.children.length) });
  return parts;
}

/** The text before a child, or behind the last one. */
function rawGapBefore({ node, text }: Example, index: number): string {
  const start = index === 0 ? node.start : (node.children[index - 1]?.end ?? node.start);
  return text.slice(start, node.children[index]?.start ?? node.end);
}

/** The same without comments. */
function gapBefore(example: Example, index: number): string {
  const gap = rawGapBefore(example, index);
  if (isLiteral(example.node)) return gap;
  return gap.replaceAll(/\/\*[^]*?\*\//g, "").replaceAll(/[ \t]*(?:\/\/|#)[^\n]*/g, "");
}

/** Children that stand before and behind the items of a list, at the most; words and code by turns in a literal. */
const fixedMax = 3;
const fixedInLiteralMax = 5;

/** Children as one item for each thing of a list of the model, some fixed ones around them. */
function walk(examples: readonly Example[]): Sketch | undefined {
  const [first] = examples;
  if (first === undefined) return undefined;
  const max = isLiteral(first.node) ? fixedInLiteralMax : fixedMax;
  const fewest = Math.min(...examples.map(({ node }) => node.children.length));
  for (const { form } of collectionsOf(first.environment)) {
    const lists = examples.map(({ environment }) =>
      collectionsOf(environment).find((one) => one.form === form),
    );
    const fixed = (first.node.children.length ?? 0) - (lists[0]?.items.length ?? 0);
    const fits = examples.every(
      ({ node }, index) => node.children.length - (lists[index]?.items.length ?? 0) === fixed,
    );
    const repeats = lists.some((list) => (list?.items.length ?? 0) > 1);
    if (!fits || !repeats || fixed < 0 || fixed > 2 * max || fixed > fewest) continue;
    for (let head = 0; head <= Math.min(fixed, max); head++) {
      const loop = walkFrom(examples, lists, form, head, fixed - head);
      if (loop !== undefined) return loop;
    }
  }
  return undefined;
}

function walkFrom(
  examples: readonly Example[],
  lists: readonly (Collection | undefined)[],
  form: string,
  head: number,
  tail: number,
): Sketch | undefined {
  const variable = variableFor(form, examples[0]?.environment ?? []);
  const items = examples.flatMap((example, index) =>
    (lists[index]?.items ?? []).flatMap((value, offset): Example[] => {
      const node = example.node.children[head + offset];
      const environment = [...example.environment, { name: variable, value }];
      return node === undefined ? [] : [{ ...example, node, environment }];
    }),
  );
  const item = synthesise(items);
  if (!("sketch" in item)) return undefined;
  const column = (at: (children: readonly CodeNode[]) => CodeNode | undefined): Made =>
    synthesise(
      examples.flatMap((example) => {
        const node = at(example.node.children);
        return node === undefined ? [] : [{ ...example, node }];
      }),
    );
  const before = range(head).map((index) => column((children) => children[index]));
  const behind = range(tail).map((index) => column((children) => children.at(index - tail)));
  const sketches = [...before, ...behind].flatMap((one) => ("sketch" in one ? [one.sketch] : []));
  if (sketches.length < head + tail) return undefined;
  const shown = longest(examples);
  const verbatim = isLiteral(shown.node);
  const separator = verbatim ? rawGapBefore(shown, head + 1) : gapBefore(shown, head + 1);
  // A line's end in a literal is part of what it says, and a template has no words for one.
  if (verbatim && separator.includes("\n")) return undefined;
  return laidOut(shown, head, tail, sketches, {
    kind: "loop",
    collection: form,
    variable,
    item: item.sketch,
    separator,
    verbatim,
  });
}

/** A loop between its fixed neighbours: a list in brackets where it is one, else as the longest example has it. */
function laidOut(
  shown: Example,
  head: number,
  tail: number,
  sketches: readonly Sketch[],
  loop: Extract<Sketch, { kind: "loop" }>,
): Sketch {
  const { children } = shown.node;
  const [open, close] = [children[0]?.text ?? "", children.at(-1)?.text ?? ""];
  if (loop.separator.trim() === "," && brackets.get(open) === close) {
    const space = open === "{" ? " " : "";
    const items = [...sketches.slice(1, head), loop, ...sketches.slice(head, -1)];
    return { kind: "list", open: open + space, close: space + close, items };
  }
  const last = children.length - tail;
  const opening: Sketch = { kind: "text", text: gapBefore(shown, head) };
  const parts = between(shown, 0, sketches.slice(0, head));
  return {
    kind: "parts",
    parts: [...parts, opening, loop, ...between(shown, last, sketches.slice(head))],
  };
}

const brackets: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["[", "]"],
  ["(", ")"],
]);

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** `field` for `(fields entity)`; a name that is taken already gets a number. */
function variableFor(form: string, environment: Environment): string {
  const list =
    /\(([a-z-]+) [a-z]/.exec(form.replace(/^\(where(?:-not)? "[^"]*" /, ""))?.[1] ?? "items";
  const name = list.replace(/ies$/, "y").replace(/s$/, "");
  const taken = environment.filter((one) => one.name.startsWith(name)).length;
  return taken === 0 ? name : `${name}-${taken + 1}`;
}
