import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  defaultLimits,
  diffModels,
  rangeOf,
  type GateReport,
  type GateResult,
  type Hole,
  type Language,
  type RepairEdit,
} from "#intent";
import { choiceTexts, fillByRules, readRules, type Learned, type ReadyRule } from "#mechanic";
import { createHost } from "../../../cli/host/index.ts";
import { modelOf } from "../../support/model-of.ts";
import { inFolder } from "../gates/bundle.ts";

const host = createHost();

interface RuleGiven {
  readonly name?: string;
  readonly language: Language;
  readonly matches: string;
  readonly becomes: string;
  readonly answers?: string;
  readonly enabled?: boolean;
}

/** Rules whose holes are `«a»` (any code) and `«b»` (a list). */
async function rulesOf(given: readonly RuleGiven[]): Promise<readonly ReadyRule[]> {
  const sources = given.map(({ name = "one", answers = "required-value", ...one }) => ({
    path: `flywheel/rules/${name}.rule.lisp`,
    text: `(rule ${name} (enabled ${String(one.enabled ?? true)}) (follows field-added (to "string"))
      (language ${one.language}) (answers ${answers}) (code expression)
      (matches ${JSON.stringify(one.matches)}) (becomes ${JSON.stringify(one.becomes)})
      (hole a code) (hole b list)
      (evidence (instances 4) (cascades 3) (since "2026-01-31") (records 1 2 3)))`,
  }));
  const { rules, diagnostics } = await readRules(sources, host.syntax);
  expect(diagnostics).toEqual([]);
  return rules;
}

interface Setting {
  readonly rules: readonly RuleGiven[];
  /** The file; questions stand between `⟦` and `⟧`. */
  readonly code: string;
  readonly file?: string;
  readonly isTest?: boolean;
  readonly hole?: Partial<Hole>;
  /** What the offline engine is certain of: the first is replaced by the second. */
  readonly certain?: readonly [string, string];
  /** What the compiler and the tests say of the file. */
  readonly check?: (text: string) => string | undefined;
  readonly tests?: (text: string) => string | undefined;
}

const files: Readonly<Record<Language, string>> = {
  typescript: "services/a/src/custom.ts",
  rust: "services/a/src/custom.rs",
  python: "services/a/a/custom.py",
};

const gate = (name: "check" | "lint" | "test", says: string | undefined): GateResult => ({
  gate: name,
  status: says === undefined ? "passed" : "failed",
  diagnostics:
    says === undefined
      ? []
      : [
          {
            tool: name,
            code: "X1",
            severity: "error",
            message: says,
            file: "f",
            line: 1,
            column: 1,
            endLine: 1,
            endColumn: 1,
          },
        ],
  files: 1,
  ms: 0,
});

/** The questions of a marked text. */
function holesOf(file: string, marked: string, hole: Partial<Hole>): Hole[] {
  const text = marked.replaceAll(/[⟦⟧]/g, "");
  const starts = [...marked.matchAll(/⟦/g)].map(({ index }, at) => index - 2 * at);
  const ends = [...marked.matchAll(/⟧/g)].map(({ index }, at) => index - 2 * at - 1);
  return starts.map((start, index) => ({
    id: `hole-${index}`,
    kind: "required-value",
    file,
    ...rangeOf(text, { start, end: ends[index] ?? start }),
    delta: "a/Greeting.mood",
    question: "Which mood?",
    candidates: [],
    ...hole,
  }));
}

function certainEdits(
  file: string,
  text: string,
  [old, now]: readonly [string, string],
): RepairEdit[] {
  const start = text.indexOf(old);
  const says = { change: "a/Greeting.mood", rule: "rename-member", because: "It is renamed." };
  return [{ file, start, end: start + old.length, text: now, certainty: "certain", ...says }];
}

/** Fills the holes of a file by rules, in a real folder that is as it was afterwards. */
async function fill(setting: Setting): Promise<Learned & { readonly text: string | undefined }> {
  const [first] = setting.rules;
  const language = first?.language ?? "typescript";
  const { code, file = files[language], isTest = false, hole = {} } = setting;
  const { check = () => undefined, tests = () => undefined } = setting;
  const text = code.replaceAll(/[⟦⟧]/g, "");
  const intent = (more: string): string =>
    `(lang intent 1.0)\n(service a (language ${language}) (entity Greeting (id i32 :key)${more}))`;
  const [before, after] = [modelOf(intent("")), modelOf(intent(" (mood string)"))];
  const service = after.services.get("a");
  if (service === undefined) throw new Error("the model has no service a");
  const edits = setting.certain === undefined ? [] : certainEdits(file, text, setting.certain);
  const certain = setting.certain;
  const asked = certain === undefined ? text : text.replace(certain[0], certain[1]);
  const texts = certain === undefined ? new Map<string, string>() : new Map([[file, asked]]);
  const sources = new Map([[file, text]]);
  return inFolder(sources, async (root) => {
    const request = {
      root,
      service: { ...service, directory: "services/a" },
      before,
      after,
      changes: diffModels(before, after).changes,
      stampedBefore: new Map<string, string>(),
      stampedAfter: new Map<string, string>(),
      sources,
      tests: new Set(isTest ? [file] : []),
      environment: {},
      limits: defaultLimits,
      signal: new AbortController().signal,
    };
    const read = (): string => readFileSync(join(root, file), "utf8");
    const report = (now: string): GateReport => {
      const gates = [gate("check", check(now)), gate("lint", undefined), gate("test", tests(now))];
      return { service: "a", gates, green: gates.every(({ status }) => status === "passed") };
    };
    const offline = { edits, texts, holes: holesOf(file, code, hole) };
    const learned = await fillByRules(request, offline, await rulesOf(setting.rules), {
      host,
      emit: () => undefined,
      runCheck: async () => gate("check", check(read())),
      runGates: async (given) => ({ report: report(given.get(file) ?? read()), disturbed: [] }),
      runTests: async () => gate("test", tests(read())),
      knownTests: [],
    });
    expect(read()).toBe(text);
    const made =
      learned.outcome === "filled"
        ? learned.texts
        : learned.outcome === "partly"
          ? learned.offline.texts
          : undefined;
    return { ...learned, text: made?.get(file) };
  });
}

const calm: RuleGiven = {
  language: "typescript",
  matches: "{ id: «a», «b» }",
  becomes: '{ id: «a», mood: "calm", «b» }',
};
const make = "export function make(id: number) {\n  return ⟦{ id: id, size: 1 }⟧;\n}\n";

const languages: readonly (readonly [rule: RuleGiven, code: string, made: string])[] = [
  [
    calm,
    make,
    'export function make(id: number) {\n  return { id: id, mood: "calm", size: 1 };\n}\n',
  ],
  [
    {
      language: "rust",
      matches: "Greeting { id: «a», «b» }",
      becomes: "Greeting { id: «a», «b», «changed»: String::from(NAME) }",
    },
    "pub fn make(id: i32) -> Greeting {\n    ⟦Greeting { id: id, size: 1 }⟧\n}\n",
    "pub fn make(id: i32) -> Greeting {\n    Greeting { id: id, size: 1, mood: String::from(NAME) }\n}\n",
  ],
  [
    {
      language: "python",
      matches: "Greeting(id=«a», «b»)",
      becomes: "Greeting(id=«a», «b», «changed»=NAME)",
    },
    "def make(id: int) -> Greeting:\n    return ⟦Greeting(id=id, size=1)⟧\n",
    "def make(id: int) -> Greeting:\n    return Greeting(id=id, size=1, mood=NAME)\n",
  ],
];

test.for(languages)("an answer to every hole is a whole repair", async ([rule, code, made]) => {
  const filled = await fill({ rules: [rule], code });
  expect(filled).toMatchObject({
    outcome: "filled",
    text: made,
    spent: { tokens: 0, usd: 0 },
    note: "learned/one answered 1 hole, and nobody was asked.",
    edits: [
      {
        rule: "learned/one",
        change: "a/Greeting.mood",
        certainty: "likely",
        because: "It was answered so 4 times in 3 cascades since 2026-01-31.",
      },
    ],
  });
});

test("what the offline engine is certain of stays its own, and the rule sees the code with it", async () => {
  const sized = await fill({
    rules: [
      {
        ...calm,
        matches: "{ id: «a», length: 1, «b» }",
        becomes: '{ id: «a», mood: "calm", length: 1, «b» }',
      },
    ],
    code: make,
    certain: ["size: 1", "length: 1"],
  });
  expect(sized.outcome === "filled" ? sized.edits.map(({ rule }) => rule) : sized).toEqual([
    "learned/one",
    "rename-member",
  ]);
  expect(sized.text).toContain('{ id: id, mood: "calm", length: 1 }');
});

const inserted = (start: number, text: string) => ({
  file: files.typescript,
  start,
  end: start,
  text,
});

test("with other holes open nothing is written; the answer is offered, and who is asked next begins with it", async () => {
  const more = "export const other = () => make(⟦7⟧);\n";
  const partly = await fill({ rules: [calm], code: make + more });
  expect(partly).toMatchObject({
    outcome: "partly",
    notes: [
      "learned/one knows an answer to 1 hole; 1 hole more must be decided, so nothing was written",
    ],
    offline: { holes: [{ id: "hole-1" }], edits: [{ rule: "learned/one" }] },
  });
  expect(partly.outcome === "partly" && partly.offers).toEqual(
    new Map([["hole-0", { label: 'mood: "calm"', edits: [inserted(52, ', mood: "calm"')] }]]),
  );
  const worse = await fill({
    rules: [calm],
    code: make + more,
    check: (text) => (text.includes("calm") ? "no such member" : "one is missing"),
  });
  expect(worse).toMatchObject({
    outcome: "left",
    notes: ["learned/one was tried and not kept: check is red with it (no such member)"],
  });
});

const spare = "export const other = () => make(⟦7⟧);\n";
const offers: readonly (readonly [what: string, setting: Setting, label: string, made: string])[] =
  [
    [
      "behind what is certain",
      {
        rules: [
          { ...calm, matches: "{ id: «a», «b» }", becomes: '{ id: «a», «b», mood: "calm" }' },
        ],
        code: make,
        certain: ["size: 1", "size: 1, kind: 2"],
      },
      'mood: "calm"',
      '{ id: id, size: 1, kind: 2, mood: "calm" }',
    ],
    [
      "around what is certain",
      {
        rules: [{ ...calm, matches: "«a».note", becomes: '(«a».note ?? "")' }],
        code: "export const size = (it: T) => ⟦it.hint⟧.length;\n",
        certain: ["hint", "note"],
      },
      '(it.note ?? "")',
      '(it.note ?? "").length',
    ],
    [
      "in place of a text",
      {
        rules: [
          { ...calm, matches: '{ id: «a», text: "a b" }', becomes: '{ id: «a», text: "a c" }' },
        ],
        code: 'export const make = (id: number) => (⟦{ id: id, text: "a b" }⟧);\n',
      },
      '"a c"',
      '{ id: id, text: "a c" }',
    ],
  ];

test.for(offers)("an answer %s is a choice as any other", async ([, setting, label, made]) => {
  const code = setting.code + spare;
  const partly = await fill({ ...setting, code });
  const offer = partly.outcome === "partly" ? partly.offers.get("hole-0") : undefined;
  expect(offer?.label).toBe(label);
  const text = code.replaceAll(/[⟦⟧]/g, "");
  const [hole] = holesOf(files.typescript, code, {});
  if (hole === undefined || offer?.edits === undefined) throw new Error("there is no choice");
  const certain = setting.certain ? certainEdits(files.typescript, text, setting.certain) : [];
  const answer = { service: "a", hole, choice: label, own: false, edits: offer.edits };
  const both = choiceTexts(new Map([[files.typescript, text]]), certain, answer);
  expect(both?.get(files.typescript)?.after).toContain(made);
});

const refused: readonly (readonly [what: string, setting: Setting, note: string])[] = [
  [
    "turns a test red",
    {
      rules: [calm],
      code: make,
      tests: (text) => (text.includes("calm") ? "too calm" : undefined),
    },
    "learned/one was tried and not kept: test is red with it (too calm)",
  ],
  [
    "silences",
    {
      rules: [{ ...calm, becomes: "{ id: «a», mood: null as any, «b» }" }],
      code: make,
    },
    "learned/one refused: guard/suppression: It would add as, which silences instead of answering.",
  ],
  [
    "knows no value",
    { rules: [{ ...calm, becomes: '{ id: «a», mood: "TODO", «b» }' }], code: make },
    "learned/one refused: guard/suppression: It would add TODO, which silences instead of answering.",
  ],
  [
    "says something else than another",
    {
      rules: [calm, { ...calm, name: "two", becomes: '{ id: «a», mood: "glad", «b» }' }],
      code: make,
    },
    "learned/one and learned/two answer services/a/src/custom.ts:2 differently, so neither does: disable one of them",
  ],
];

test.for(refused)("a rule that %s is not kept, and is named", async ([, setting, note]) => {
  expect(await fill(setting)).toMatchObject({ outcome: "left", notes: [note] });
});

const silent: readonly (readonly [what: string, setting: Setting])[] = [
  ["in a test", { rules: [calm], code: make, isTest: true }],
  ["of another kind", { rules: [calm], code: make, hole: { kind: "absent-value" } }],
  ["about another change", { rules: [calm], code: make, hole: { delta: "a/Greeting.id" } }],
  ["of a rule that is disabled", { rules: [{ ...calm, enabled: false }], code: make }],
  [
    "about another function",
    {
      rules: [{ ...calm, answers: 'variant-arm (of "fee")' }],
      code: make,
      hole: { kind: "variant-arm", meaning: "price" },
    },
  ],
  [
    "of another diagnostic",
    {
      rules: [{ ...calm, answers: 'unresolved-diagnostic "TS2741"' }],
      code: make,
      hole: { kind: "unresolved-diagnostic", code: "TS2322", settledBy: "gates" },
    },
  ],
];

test.for(silent)("a question %s is none of a rule's", async ([, setting]) => {
  expect(await fill(setting)).toMatchObject({ outcome: "left", notes: [] });
});

test.for(['variant-arm (of "fee")', "variant-arm"])(
  "a question about a function is answered by a rule for it, or for all: %s",
  async (answers) => {
    const hole = { kind: "variant-arm", meaning: "fee" } as const;
    const filled = await fill({ rules: [{ ...calm, answers }], code: make, hole });
    expect(filled.outcome).toBe("filled");
  },
);

test("a diagnostic that no rule of the offline engine explains is answered by its code", async () => {
  const filled = await fill({
    rules: [{ ...calm, answers: 'unresolved-diagnostic "TS2741"' }],
    code: make,
    hole: { kind: "unresolved-diagnostic", code: "TS2741", settledBy: "gates" },
  });
  expect(filled.outcome).toBe("filled");
});
