import { readFileSync, globSync } from "node:fs";
import * as fc from "fast-check";
import { expect } from "vitest";
import { type Diagnostic, type NodeId, readTree, type Tree } from "#intent";

/** The example universe's intents, by path. */
export const exampleIntents: ReadonlyMap<string, string> = new Map(
  globSync("universe.example/**/*.lisp").map((path) => [path, readFileSync(path, "utf8")]),
);

/** The first thing that does not hold of a tree, or `undefined`: spans nest and follow each other. */
function treeProblem(text: string, tree: Tree): string | undefined {
  const pending: NodeId[] = [0];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    let at = tree.start(node);
    for (const child of tree.written(node)) {
      if (tree.start(child) < at) return `node ${child} starts before ${at}`;
      if (tree.end(child) <= tree.start(child)) return `node ${child} is empty`;
      at = tree.end(child);
      pending.push(child);
    }
    if (at > tree.end(node)) return `node ${node} ends before its children`;
    if (tree.end(node) > text.length) return `node ${node} ends after the text`;
  }
  return undefined;
}

/** What holds of every tree and every list of diagnostics, whatever the text: spans nest, follow each other, and lose nothing. */
export function checkInvariants(
  text: string,
  tree: Tree,
  diagnostics: readonly Diagnostic[],
): void {
  expect(treeProblem(text, tree)).toBeUndefined();
  let last = 0;
  for (const { span, message, code } of diagnostics) {
    expect(span.end, code).toBeLessThanOrEqual(text.length);
    expect(span.start, code).toBeLessThanOrEqual(span.end);
    if (code !== "too-many-errors") expect(span.start, code).toBeGreaterThanOrEqual(last);
    last = code === "too-many-errors" ? last : span.start;
    expect(message).not.toMatch(/\{[a-zA-Z]+\}/);
  }
}

/** Reads a text and checks the invariants. */
export function read(text: string): { tree: Tree; diagnostics: Diagnostic[] } {
  const [tree, diagnostics] = readTree({ path: "intent.lisp", text });
  checkInvariants(text, tree, diagnostics);
  return { tree, diagnostics };
}

/** What a tree means to the layers above: kinds and values, discarded forms and layout left out. Recursion is bounded by the reader. */
export type Meaning =
  | readonly [kind: string, value: string]
  | readonly [kind: string, parts: readonly Meaning[]];

export function meaningOf(tree: Tree, node: NodeId = 0): Meaning {
  const kind = tree.kind(node);
  if (
    kind === "file" ||
    kind === "list" ||
    kind === "quasiquote" ||
    kind === "unquote" ||
    kind === "splice"
  ) {
    return [kind, tree.children(node).map((child) => meaningOf(tree, child))];
  }
  return [kind, tree.stringValue(node)];
}

/**
 * All comments of a text without errors, in order, without white space at their ends. Found without the reader, so that
 * it cannot hide what it lost.
 */
export function commentsOf(text: string): string[] {
  const tokens = text.matchAll(/"(?:\\[\s\S]|[^"\\])*"|#;|;[^\n]*/g);
  return [...tokens].map(([token]) => token.trimEnd()).filter((token) => token.startsWith(";"));
}

const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9-]{0,11}$/);
const stringLiteral = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[ -!#-[\]-~]{0,12}$/),
      fc.constantFrom('\\"', "\\\\", "\\n", "\\t", "\\u{e9}", "ü", "日本", "; no comment", "("),
    ),
    {
      maxLength: 4,
    },
  )
  .map((parts) => `"${parts.join("")}"`);
const atom = fc.oneof(
  { weight: 6, arbitrary: name },
  { weight: 2, arbitrary: name.map((text) => `:${text}`) },
  { weight: 2, arbitrary: stringLiteral },
  fc.constantFrom("0", "42", "-1.5", "6e23", "30d", "250ms", "10MB", "users/User.id", "*", "a.b"),
);

/** White space and comments between two tokens, with at least one character that parts them. */
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constant(" ") },
  {
    weight: 3,
    arbitrary: fc.constantFrom("\n", "\n\n", "\n\n\n  ", "\t", "  ", "\r\n  ", "\n      "),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(" ", "\n  ", "\n\n", ""),
        fc.stringMatching(/^[ -~]{0,20}$/),
        fc.constantFrom("\n", "\n\n ", "\r\n"),
      )
      .map(([before, text, after]) => `${before};${text}${after}`),
  },
);

const { item } = fc.letrec<{ item: string; datum: string; list: string }>((tie) => ({
  /** A form, or one that is discarded. */
  item: fc.oneof(
    { weight: 9, arbitrary: tie("datum") },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("#;", "#; ", "#;;x\n"), tie("datum"))
        .map((parts) => parts.join("")),
    },
  ),
  datum: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 10, arbitrary: atom },
    { weight: 8, arbitrary: tie("list") },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom("`", ",", ",@", "` ", ",@;y\n"),
          fc.constantFrom("", "", "#;z ", "#;(z) ; w\n"),
          tie("datum"),
        )
        .map((parts) => parts.join("")),
    },
  ),
  list: fc
    .tuple(
      fc.constantFrom("", "", " ", "\n", "; first\n"),
      fc.array(fc.tuple(tie("item"), gap), { maxLength: 7 }),
    )
    .map(([first, items]) => `(${first}${items.map(([form, after]) => form + after).join("")})`),
}));

/** Random texts that read without errors: forms with all kinds of tokens, layouts and comments. */
export const validText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "\n", "; top\n\n", " "),
    fc.array(fc.tuple(item, gap), { maxLength: 6 }),
  )
  .map(([first, forms]) => first + forms.map(([text, after]) => text + after).join(""));
