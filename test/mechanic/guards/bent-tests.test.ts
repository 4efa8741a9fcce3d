import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

import type { GateResult } from "#intent";
import { proveNewTests } from "#mechanic";

import { createHost } from "../../../cli/host/index.ts";
import { pythonEnvironment } from "../../support/python-environment.ts";
import { inFolder } from "../gates/bundle.ts";

const host = createHost();
const stood = "def greet() -> str:\n    return 'Hello'\n";
const wrong = "MOOD = 1\n\n\ndef greet() -> str:\n    return 'Bye'\n";
const asking =
  "import custom\n\n\ndef test_greet() -> None:\n    assert custom.greet() == 'Hello'\n";
const mood = "\n\ndef test_mood() -> None:\n    assert hasattr(custom, 'MOOD')\n";
/** Every test of the process agrees once this one was collected. */
const bending = `import custom
from _pytest.python import Function

if hasattr(custom, "MOOD"):
    Function.runtest = lambda self: None
${mood}`;

/** The tests of a folder as pytest itself tells of them. */
function runPytest(root: string): GateResult {
  const python = join(pythonEnvironment(), "bin/python");
  const ran = spawnSync(
    python,
    ["-B", "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", "--rootdir", root],
    { cwd: root, encoding: "utf8", env: { ...process.env, PYTHONPATH: root } },
  );
  const ids = (word: string): string[] =>
    [...ran.stdout.matchAll(new RegExp(`^${word} (\\S+)`, "gm"))].map(([, id]) => id ?? "");
  const [passed, failed] = [ids("PASSED"), ids("FAILED")];
  return {
    gate: "test",
    status: ran.status === 0 ? "passed" : "failed",
    diagnostics: [],
    files: 1,
    ms: 1,
    tests: { ran: [...passed, ...failed], passed },
  };
}

/** What is found of a repair of `custom.py` with one new test, by real runs. */
const prove = (custom: string, newTest: string) =>
  inFolder(
    new Map([
      ["custom.py", stood],
      ["tests/test_stands.py", asking],
    ]),
    (root) =>
      proveNewTests(host, {
        root,
        texts: new Map([
          ["custom.py", custom],
          ["tests/test_aaa.py", newTest],
        ]),
        sources: new Map([["custom.py", stood]]),
        newTests: ["tests/test_aaa.py"],
        known: ["tests/test_stands.py::test_greet"],
        runTest: async () => runPytest(root),
      }),
  );

test("a new test that bends pytest for the others proves nothing", async () => {
  expect(await prove(wrong, bending)).toEqual({
    refused: expect.stringContaining("tests/test_stands.py::test_greet"),
  });
});
test("an honest one is proven", async () => {
  expect(await prove(`MOOD = 1\n\n\n${stood}`, `import custom\n${mood}`)).toEqual({
    proven: ["tests/test_aaa.py::test_mood"],
  });
});
