import { describe, expect, test } from "vitest";
import { fill, python, rust, type Place, type Setting } from "./filling.ts";

const honest = (place: Place): object => ({ file: place.custom, old: "QUESTION", new: '"calm"' });

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
    const tests = [["stands"], ["stands", "a"], ["stands"]];
    const filled = await fill(python, [honest(python), more], { tests });
    expect(filled).toMatchObject({
      outcome: "filled",
      newTests: ["services/a/tests/test_more.py"],
    });
    // What stood must be green without the new test, too.
    const bent = await fill(python, [honest(python), more], {
      tests: [["stands"], ["stands", "a"], []],
    });
    const refusals = bent.outcome === "left" ? bent.refusals : [];
    expect(refusals.map(({ reason }) => reason).join()).toContain("beside the new tests alone");
  });
});
