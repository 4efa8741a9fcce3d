import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  defaultLimits,
  type GateReport,
  type GateResult,
  type Governance,
  type LanguageModel,
  type ModelBlock,
  type RepairRequest,
} from "#intent";
import { createPurse, fillByModel, modelSettingsDefault, type Filled } from "#mechanic";
import { createHost } from "../../../cli/host/index.ts";
import { modelOf } from "../../support/model-of.ts";
import { inFolder } from "../gates/bundle.ts";

const host = createHost();

/** A service in one language: its files, and the honest answer to the one question, which is about the word `QUESTION`. */
interface Place {
  readonly language: "rust" | "python";
  readonly custom: string;
  readonly standing: string;
  readonly files: Readonly<Record<string, string>>;
}

const rust: Place = {
  language: "rust",
  custom: "services/a/src/custom.rs",
  standing: "services/a/tests/standing.rs",
  files: {
    "services/a/src/custom.rs":
      'pub fn mood(id: i32) -> String {\n    QUESTION.to_string()\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn calm() {\n        assert_eq!(super::mood(1), "calm");\n    }\n}\n',
    "services/a/tests/standing.rs": "#[test]\nfn stands() {\n    assert_eq!(1, 1);\n}\n",
  },
};
const python: Place = {
  language: "python",
  custom: "services/a/a/custom.py",
  standing: "services/a/tests/test_standing.py",
  files: {
    "services/a/a/custom.py": "def mood(id: int) -> str:\n    return str(QUESTION)\n",
    "services/a/tests/test_standing.py": "def test_stands() -> None:\n    assert 1 == 1\n",
  },
};

const passed = (gate: "check" | "lint" | "test"): GateResult => ({
  gate,
  status: "passed",
  diagnostics: [],
  files: 1,
  ms: 0,
});
const green: GateReport = {
  service: "a",
  gates: [passed("check"), passed("lint"), passed("test")],
  green: true,
};

function requestFor(root: string, place: Place, governance: Governance): RepairRequest {
  const model = modelOf(`(lang intent 1.0)\n(service a (language ${place.language}) (rpc f))`);
  const service = model.services.get("a");
  if (service === undefined) throw new Error("the model has no service a");
  return {
    root,
    service: { ...service, directory: "services/a", governance },
    before: model,
    after: model,
    changes: [],
    stampedBefore: new Map(),
    stampedAfter: new Map([[`services/a/src/generated.rs`, ""]]),
    sources: new Map(Object.entries(place.files)),
    tests: new Set([place.standing]),
    environment: {},
    limits: defaultLimits,
    signal: new AbortController().signal,
  };
}

/** A model that calls these tools, one an answer, and then says that it is done. */
function calling(...calls: readonly (readonly [name: string, input: object])[]): LanguageModel {
  return {
    ask: async ({ tools, messages }) => {
      const usage = { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 };
      const round = messages.filter((one) => one.role === "assistant").length;
      const isCoder = tools.some((tool) => tool.name === "edit");
      const [name, input] = (isCoder ? calls[round] : undefined) ?? ["", {}];
      const block: ModelBlock =
        name === ""
          ? { type: "text", text: "That is all." }
          : { type: "tool-call", id: `call-${round}`, name, input: { ...input } };
      const stop = name === "" ? "end_turn" : "tool_use";
      return { kind: "complete", stop, content: [block], usage };
    },
  };
}

const honest = (place: Place): object => ({ file: place.custom, old: "QUESTION", new: '"calm"' });

interface Setting {
  readonly governance?: Governance;
  /** Ids of tests that pass, asked without the repair and with it. */
  readonly tests?: readonly (readonly string[])[];
  /** Files that were rewritten while gates ran. */
  readonly disturbed?: readonly string[];
}

/** Fills the question of a place by a model that makes these replacements; afterwards the tree is as it was. */
function fill(
  place: Place,
  replacements: readonly object[],
  { governance = "strict-codegen", tests = [], disturbed = [] }: Setting = {},
): Promise<Filled> {
  return inFolder(new Map(Object.entries(place.files)), async (root) => {
    const asked = [...tests];
    const filled = await fillByModel(
      requestFor(root, place, governance),
      {
        edits: [],
        texts: new Map(),
        holes: [
          {
            id: "a/mood",
            kind: "required-value",
            file: place.custom,
            line: 2,
            column: 5,
            endLine: 2,
            endColumn: 13,
            delta: "a/Greeting.mood",
            question: "What is the mood?",
            candidates: [],
          },
        ],
      },
      {
        host,
        emit: () => undefined,
        runCheck: async () => passed("check"),
        runGates: async () => ({ report: green, disturbed }),
        runTests: async () => {
          const ids = asked.shift() ?? [];
          return { ...passed("test"), tests: { ran: ids, passed: ids } };
        },
        knownTests: ["stands"],
        model: calling(["edit", { replacements }], ["done", { summary: "done" }]),
        settings: modelSettingsDefault,
        prompts: { researcher: "Look.", coder: "Edit." },
        purse: createPurse({ tokens: 0, usd: 0 }),
        memory: join(root, "memory.json"),
      },
    );
    for (const [path, text] of Object.entries(place.files))
      expect(readFileSync(join(root, path), "utf8")).toBe(text);
    expect(existsSync(join(root, "services/a/build.rs"))).toBe(false);
    return filled;
  });
}

const fresh = (path: string, text: string): object => ({
  file: `services/a/${path}`,
  old: "",
  new: text,
});
const first = (place: Place, text: string): object => {
  const [line = ""] = (place.files[place.custom] ?? "").split("\n");
  return { file: place.custom, old: line, new: `${text}\n${line}` };
};

const refusedCases: readonly (readonly [string, Place, string, object, Setting?])[] = [
  ["#[allow]", rust, "guard/suppression", first(rust, "#[allow(unused)]")],
  ["a panic", rust, "guard/suppression", first(rust, "pub fn g() { todo!() }")],
  ["a hidden unwrap", rust, "guard/suppression", first(rust, "pub fn g() { f().unwrap(); }")],
  ["exit", rust, "guard/suppression", first(rust, "pub fn g() { std::process::exit(0) }")],
  [
    "an assert_eq! of its own",
    rust,
    "guard/suppression",
    first(rust, "macro_rules! assert_eq { ($($t:tt)*) => {}; }"),
  ],
  ["a conditional", rust, "guard/suppression", first(rust, "#[cfg(not(test))]")],
  ["build.rs", rust, "guard/path", fresh("build.rs", "fn main() {}")],
  ["a runner", rust, "guard/path", fresh(".cargo/config.toml", '[target]\nrunner = "true"')],
  ["Cargo.toml", rust, "guard/path", fresh("Cargo.toml", "[lib]\ntest = false")],
  ["clippy.toml", rust, "guard/path", fresh("clippy.toml", "")],
  ["the stamp", rust, "guard/path", fresh("src/generated.rs", "")],
  [
    "an expectation inside a source",
    rust,
    "guard/test",
    { file: rust.custom, old: '(1), "calm"', new: '(1), "glad"' },
  ],
  [
    "a test that stands",
    rust,
    "guard/test",
    { file: rust.standing, old: "assert_eq!(1, 1);", new: "" },
  ],
  [
    "a signature",
    rust,
    "guard/signature",
    { file: rust.custom, old: "id: i32", new: "id: i64" },
    { governance: "survival-patching" },
  ],
  [
    "code of people",
    rust,
    "guard/governance",
    first(rust, "pub fn g() {}"),
    { governance: "newborn" },
  ],
  ["# type: ignore", python, "guard/suppression", first(python, "x = 1  # type: ignore")],
  ["# noqa", python, "guard/suppression", first(python, "import os  # noqa")],
  ["Any", python, "guard/suppression", first(python, "from typing import Any")],
  [
    "swallowing",
    python,
    "guard/suppression",
    first(python, "try:\n    f()\nexcept Exception:\n    pass"),
  ],
  ["an end", python, "guard/suppression", first(python, "raise SystemExit(0)")],
  ["builtins", python, "guard/suppression", first(python, "import builtins")],
  ["conftest.py", python, "guard/path", fresh("tests/conftest.py", "collect_ignore = []")],
  ["sitecustomize.py", python, "guard/path", fresh("sitecustomize.py", "")],
  ["setup.cfg", python, "guard/path", fresh("setup.cfg", "")],
  ["pyproject.toml", python, "guard/path", fresh("pyproject.toml", "")],
  [
    "a test that stands",
    python,
    "guard/test",
    { file: python.standing, old: "assert 1 == 1", new: "return" },
  ],
  [
    "a skip in a new test",
    python,
    "guard/suppression",
    fresh("tests/test_more.py", "import pytest\n\n@pytest.mark.skip\ndef test_a(): pass\n"),
  ],
  [
    "a new test that was green before",
    python,
    "guard/new-test",
    fresh("tests/test_more.py", "def test_a() -> None:\n    assert True\n"),
    {
      tests: [
        ["stands", "a"],
        ["stands", "a"],
      ],
    },
  ],
];

describe("what a model adds beside its answer is refused by its guard", () => {
  test.for(refusedCases)("%s", async ([, place, guard, edit, setting]) => {
    const filled = await fill(place, [honest(place), edit], setting);
    expect(filled.outcome).toBe("left");
    const guards = filled.outcome === "left" ? filled.refusals.map((one) => one.guard) : [];
    expect(guards).toContain(guard);
  });
});

test("code that rewrites what judges it is not believed", async () => {
  const filled = await fill(rust, [honest(rust)], { disturbed: [rust.standing] });
  expect(filled).toMatchObject({ outcome: "left", refusals: [{ guard: "guard/tree" }] });
});

describe("honest answers are kept", () => {
  test.for([rust, python])("$language", async (place) => {
    const filled = await fill(place, [honest(place)]);
    expect(filled).toMatchObject({ outcome: "filled", edits: [{ rule: "model", text: '"calm"' }] });
  });

  test("with a new test that was red before and is green after", async () => {
    const more = fresh("tests/test_more.py", "def test_a() -> None:\n    assert mood(1)\n");
    const tests = [["stands"], ["stands", "a"]];
    const filled = await fill(python, [honest(python), more], { tests });
    expect(filled).toMatchObject({
      outcome: "filled",
      newTests: ["services/a/tests/test_more.py"],
    });
  });
});
