import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderDiagnostic } from "#intent";
import { printRule, readRules } from "../../../mechanic/rules/index.ts";
import { realSyntax } from "../../../cli/host/syntax.ts";

const sound = `; Whoever reads this may change it.
(rule calm
  "Greetings are calm."
  (enabled true)
  (follows field-added (name "mood"))
  (language typescript)
  (answers required-value)
  (code expression)
  (matches "{ id: «a», «b» }")
  (becomes "{ id: «a», mood: \\"calm\\", «b» }")
  (hole a code) ; any
  (hole b list)
  (evidence (instances 3) (cascades 2) (since "2026-01-31") (records 1 2 3)))
`;

/** What is wrong with the file `calm.rule.lisp` after an edit: code, cure, and the code in which it stands. */
async function check(edit: (text: string) => string, expected: readonly string[]): Promise<void> {
  const text = edit(sound);
  const path = "flywheel/rules/calm.rule.lisp";
  const { rules, diagnostics } = await readRules([{ path, text }], realSyntax);
  for (const one of diagnostics) {
    expect(one.span.end).toBeLessThanOrEqual(text.length);
    expect(renderDiagnostic(one, text, { color: false })).not.toMatch(/\{[a-zA-Z]+\}/);
    expect(one.cure, one.code).toBeDefined();
  }
  expect(
    diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`),
  ).toEqual(expected);
  expect(rules.length).toBe(expected.length === 0 ? 1 : 0);
}

const cases: readonly (readonly [
  what: string,
  edit: (text: string) => string,
  expected: readonly string[],
])[] = [
  ["as it is", (text) => text, []],
  ["disabled", (text) => text.replace("true", "false"), []],
  [
    "a word for whether it is enabled",
    (text) => text.replace("(enabled true)", "(enabled maybe)"),
    ["rule-word-unknown maybe"],
  ],
  [
    "a change that there is none of",
    (text) => text.replace("field-added", "field-addded"),
    ["rule-word-unknown field-addded"],
  ],
  [
    "a question about one function, of one type, from answers at their places",
    (text) =>
      text
        .replace("(answers required-value)", '(answers variant-arm (of "fee"))')
        .replace('(name "mood")', '(name "mood") (owner "things/Thing")')
        .replace("(records 1 2 3)", '(records 1 2 3) (places "1 a.ts own 1:1")'),
    [],
  ],
  [
    "a function without its name",
    (text) => text.replace("(answers required-value)", "(answers variant-arm (of))"),
    ["rule-malformed (of)"],
  ],
  [
    "a place that is no text",
    (text) => text.replace("(records 1 2 3)", "(records 1 2 3) (places 1)"),
    [
      'rule-malformed (evidence (instances 3) (cascades 2) (since "2026-01-31") (records 1 2 3) (places 1))',
    ],
  ],
  [
    "a form that is spelt wrong",
    (text) => text.replace("(becomes", "(become"),
    ['rule-form-unknown (become "{ id: «a», mood: \\"calm\\", «b» }")', "rule-form-missing calm"],
  ],
  [
    "a form twice",
    (text) => text.replace("(code expression)", "(code expression) (code arm)"),
    ["rule-form-twice (code arm)"],
  ],
  [
    "code that is none",
    (text) => text.replace('"{ id: «a», «b» }"', '"{ id: «a», «b»"'),
    ['rule-text (matches "{ id: «a», «b»")'],
  ],
  [
    "another kind of code than it says",
    (text) => text.replace("(code expression)", "(code arm)"),
    [
      'rule-text (matches "{ id: «a», «b» }")',
      'rule-text (becomes "{ id: «a», mood: \\"calm\\", «b» }")',
    ],
  ],
  [
    "a hole that nobody declares",
    (text) => text.replace("(hole b list)", ""),
    [
      'rule-hole-undeclared (matches "{ id: «a», «b» }")',
      'rule-hole-undeclared (becomes "{ id: «a», mood: \\"calm\\", «b» }")',
    ],
  ],
  [
    "a hole that nothing is known of",
    (text) =>
      text.replace('mood: \\"calm\\"', "mood: «c»").replace("(hole b", "(hole c code) (hole b"),
    ['rule-hole-unbound (becomes "{ id: «a», mood: «c», «b» }")'],
  ],
  [
    "a pattern that is everywhere",
    (text) => text.replace('"{ id: «a», «b» }"', '"«a»"').replace(', «b» }"', ' }"'),
    ['rule-too-wide (matches "«a»")'],
  ],
  [
    "a rule that does nothing",
    (text) => text.replace(', mood: \\"calm\\"', ""),
    ['rule-idle (becomes "{ id: «a», «b» }")'],
  ],
  [
    "another name than its file's",
    (text) => text.replace("(rule calm", "(rule quiet"),
    ["rule-name quiet"],
  ],
  ["no rule", () => "; nothing yet", ["rule-not-one ;"]],
  ["two rules", (text) => `${text}(rule more)`, ["rule-not-one (rule more)"]],
  [
    "evidence that is none",
    (text) => text.replace("(instances 3)", ""),
    ['rule-malformed (evidence  (cascades 2) (since "2026-01-31") (records 1 2 3))'],
  ],
];

test.for(cases)("a rule's file with %s", ([, edit, expected]) => check(edit, expected));

test("a text that the reader cannot make a tree of is told by the reader's own words", async () => {
  const path = "flywheel/rules/calm.rule.lisp";
  const text = sound.trimEnd().slice(0, -1);
  const { rules, diagnostics } = await readRules([{ path, text }], realSyntax);
  expect(rules).toEqual([]);
  expect(diagnostics.map(({ file, severity }) => [file, severity])).toEqual([[path, "error"]]);
});

test("the rule that the documentation shows is one", async () => {
  const page = readFileSync("docs/learning.md", "utf8");
  const text = /```\n(\(rule [^]*?)```/.exec(page)?.[1] ?? "";
  const path = "flywheel/rules/field-added-mood-required-value.rule.lisp";
  const { rules, diagnostics } = await readRules([{ path, text }], realSyntax);
  expect(diagnostics).toEqual([]);
  expect(rules.map((rule) => printRule(rule))).toEqual([text]);
});
