import { array, assert, constantFrom, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { applyEdits, neutralNode, type Language } from "#intent";
import { realSyntax } from "../../../cli/host/syntax.ts";
import {
  matchAt,
  patternsFor,
  piecesFor,
  readRules,
  type ReadyRule,
} from "../../../mechanic/rules/index.ts";
import { tokenPieces } from "../../../mechanic/rules/tokens.ts";

interface Given {
  readonly language?: Language;
  readonly fragment?: string;
  readonly matches: string;
  readonly becomes: string;
  readonly holes?: string;
}

/** A rule from its texts. */
async function ruleOf(given: Given): Promise<ReadyRule> {
  const { language = "typescript", fragment = "expression", holes = "" } = given;
  const text = `(rule one
  (enabled true) (follows field-added) (language ${language}) (answers required-value) (code ${fragment})
  (matches ${JSON.stringify(given.matches).replaceAll("\\n", "\n")})
  (becomes ${JSON.stringify(given.becomes).replaceAll("\\n", "\n")})
  ${holes}
  (evidence (instances 3) (cascades 2) (since "2026-01-31") (records 1 2 3)))`;
  const path = "flywheel/rules/one.rule.lisp";
  const { rules, diagnostics } = await readRules([{ path, text }], realSyntax);
  expect(diagnostics).toEqual([]);
  const [rule] = rules;
  if (rule === undefined) throw new Error("the rule could not be read");
  return rule;
}

/** The text after a rule at the place between `⟦` and `⟧`, or why it did nothing there. */
async function applied(rule: ReadyRule, marked: string): Promise<string> {
  const text = marked.replaceAll(/[⟦⟧]/g, "");
  const span = { start: marked.indexOf("⟦"), end: marked.indexOf("⟧") - 1 };
  const { root } = await realSyntax.parse(rule.language, text);
  const symbol = "things/Thing.made-at";
  const tree = neutralNode(root, text);
  const matched = matchAt(rule, patternsFor(rule, symbol), tree, span);
  if (typeof matched === "string") return matched;
  const pieces = await piecesFor(realSyntax, rule, matched, symbol, text);
  if (pieces === undefined) return "no code";
  return (
    applyEdits(
      text,
      pieces.map((piece) => ({ file: "", ...piece })),
    ) ?? "clash"
  );
}

/** What a rule makes of a place; applied again, it makes nothing more of it. */
async function check(given: Given, marked: string, expected: string): Promise<void> {
  const rule = await ruleOf(given);
  const once = await applied(rule, marked);
  expect(once).toBe(expected);
  const start = marked.indexOf("⟦");
  if (once.length > 10)
    expect(await applied(rule, `${once.slice(0, start)}⟦⟧${once.slice(start)}`)).toBe("nothing");
}

const literal: Given = {
  matches: "{ id: «a», «b» }",
  becomes: "{ id: «a», «b», «changed»: new Date() }",
  holes: "(hole a code) (hole b list)",
};

test("TypeScript: layout and comments around what is new stay", () =>
  check(
    literal,
    "const it = ⟦{\n  id: next(), // the next\n  text: 'a',\n  size: 2,\n}⟧;\n",
    "const it = {\n  id: next(), // the next\n  text: 'a',\n  size: 2, madeAt: new Date()\n};\n",
  ));

test("a list that holds nothing takes its comma along", () =>
  check(literal, "const it = ⟦{ id: 1 }⟧;", "const it = { id: 1, madeAt: new Date() };"));

test("the innermost place around a question is meant", () =>
  check(
    literal,
    "const all = { id: 0, one: { id: ⟦1⟧, text: '' } };",
    "const all = { id: 0, one: { id: 1, text: '', madeAt: new Date() } };",
  ));

test("several places within a question are none", () =>
  check(literal, "⟦const a = { id: 1, b: 1 };\nconst c = { id: 2, d: 1 };⟧", "several"));

test("a hole is what its type says", async () => {
  const named = { ...literal, holes: "(hole a name) (hole b list)" };
  await check(named, "const it = ⟦{ id: 1 }⟧;", "nothing");
  await check(named, "const it = ⟦{ id: one }⟧;", "const it = { id: one, madeAt: new Date() };");
});

test("a hole that stands twice is the same code twice", async () => {
  const twice: Given = {
    matches: "«a».id === «a».key",
    becomes: "same(«a»)",
    holes: "(hole a code)",
  };
  await check(twice, "const is = ⟦one.id === one.key⟧;", "const is = same(one);");
  await check(twice, "const is = ⟦one.id === two.key⟧;", "nothing");
});

test("what was put around a place is not put around it again", () =>
  check(
    { matches: "«a».id", becomes: "String(«a».id)", holes: "(hole a code)" },
    "print(⟦user.id⟧);",
    "print(String(user.id));",
  ));

test("Rust: arms keep their layout, and the last one gets its comma", () =>
  check(
    {
      language: "rust",
      matches: "match «a» {\n    «b» => «b»,\n}",
      becomes: "match «a» {\n    «b» => «b»,\n    Role::«changed-type» => false,\n}",
      holes: "(hole a code) (hole b list)",
    },
    "fn may(role: Role) -> bool {\n    ⟦match role⟧ {\n        // all may\n        Role::Admin => true,\n        Role::User => false\n    }\n}\n",
    "fn may(role: Role) -> bool {\n    match role {\n        // all may\n        Role::Admin => true,\n        Role::User => false,\n        Role::MadeAt => false,\n    }\n}\n",
  ));

test("Rust: a field of a struct", () =>
  check(
    {
      language: "rust",
      matches: "Thing { id: «a», «b» }",
      becomes: "Thing { id: «a», «b», «changed»: now() }",
      holes: "(hole a code) (hole b list)",
    },
    "fn make() -> Thing {\n    ⟦Thing { id: 7, text: String::new() }⟧\n}\n",
    "fn make() -> Thing {\n    Thing { id: 7, text: String::new(), made_at: now() }\n}\n",
  ));

test("Python: a compound statement is laid out where it comes to stand", () =>
  check(
    {
      language: "python",
      fragment: "statement",
      matches: "return Thing(«a»)",
      becomes: "with clock() as now:\n    return Thing(«a», «changed»=now)",
      holes: "(hole a list)",
    },
    "def make(it):\n    if it:\n        return ⟦Thing(id=1)⟧\n    return None\n",
    "def make(it):\n    if it:\n        with clock() as now:\n            return Thing(id=1, made_at=now)\n    return None\n",
  ));

test("Python: comments of what was matched stay", () =>
  check(
    {
      language: "python",
      matches: "Thing(id=«a», «b»)",
      becomes: "Thing(id=«a», «b», «changed»=now())",
      holes: "(hole a code) (hole b list)",
    },
    "it = ⟦Thing(\n    id=1,  # the first\n    text='#',\n)⟧\n",
    "it = Thing(\n    id=1,  # the first\n    text='#', made_at=now()\n)\n",
  ));

/** A text without comments, and the places of its literals. */
const bare = (text: string) => {
  const found = [...text.matchAll(/"[^"]*"/g)];
  const quoted = found.map(({ 0: one, index }) => ({ start: index, end: index + one.length }));
  return { text, comments: [], quoted };
};

test("a text in quotes is one token", () => {
  const [before, after] = [
    '{ id, note: "not seen" }',
    '{ id, note: "not seen", tag: "RULE seen" }',
  ];
  expect(tokenPieces(bare(before), bare(after))).toEqual([
    { start: 22, end: 22, text: ', tag: "RULE seen"' },
  ]);
  expect(tokenPieces(bare('f("a b")'), bare('f("a c")'))).toEqual([
    { start: 2, end: 7, text: '"a c"' },
  ]);
});

test("a text becomes another one token by token", () => {
  const words = constantFrom("a", "bb", "(", ")", ",", "{", "}", "1", '"x"');
  const texts = array(words, { maxLength: 12 });
  assert(
    property(texts, texts, integer({ min: 1, max: 3 }), (a, b, wide) => {
      const [before, after] = [a.join(" ".repeat(wide)), b.join(" ")];
      const pieces = tokenPieces(bare(before), bare(after));
      const made = applyEdits(
        before,
        pieces.map((piece) => ({ file: "", ...piece })),
      );
      expect(made?.replaceAll(/\s/g, "")).toBe(after.replaceAll(/\s/g, ""));
      if (before === after) expect(pieces).toEqual([]);
    }),
  );
});
