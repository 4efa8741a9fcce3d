import { join } from "node:path";
import { expect, test } from "vitest";

import { applyEdits, type CodeDiagnostic, type GateResult, type RepairRequest } from "#intent";
import { runGates, type RunLint } from "#mechanic";

import { inFolder } from "../gates/bundle.ts";
import { host, requestOf } from "../typescript/case.ts";
import { agreeing, handedOver, propose } from "./case.ts";

const file = "services/shop/shop/custom.py";
const tests = "services/shop/tests/test_custom.py";
const code = `import os
import re


def find(text: str, limit: int) -> str:
    return f"nothing"
`;

/** A Python service with this code, whose linter says what `say` makes of the text. */
function asked(say: (text: string) => CodeDiagnostic[]): Promise<readonly [string, string[]]> {
  const bundle = join(import.meta.dirname, "../../cases/survival-python/sites.txt");
  const request: RepairRequest = {
    ...handedOver(bundle, "/universe"),
    sources: new Map([
      [file, code],
      [tests, "import os\n"],
    ]),
  };
  const lint: RunLint = (texts) => {
    const diagnostics = say(texts.get(file) ?? code);
    const status = diagnostics.length === 0 ? "passed" : "failed";
    const result: GateResult = { gate: "lint", status, diagnostics, files: 1, ms: 0 };
    return Promise.resolve(result);
  };
  return propose(request, agreeing, lint).then(({ edits, holes }) => {
    for (const edit of edits) expect(edit.file).toBe(file);
    const own = edits.filter((edit) => edit.file === file);
    return [
      applyEdits(code, own) ?? "the edits overlap",
      holes.map((hole) => `${hole.line}:${hole.column} ${hole.question}`),
    ] as const;
  });
}

/** What ruff says of a stretch of the text, with its fix. */
function said(
  text: string,
  needle: string,
  rule: string,
  replacement: string,
  more: { readonly word?: string; readonly in?: string } = {},
): CodeDiagnostic[] {
  const start = text.indexOf(needle);
  if (start === -1) return [];
  const before = text.slice(0, start);
  const line = before.split("\n").length;
  const column = before.length - before.lastIndexOf("\n");
  const path = more.in ?? file;
  const edit = { file: path, start, end: start + needle.length, text: replacement };
  return [
    {
      tool: "ruff",
      code: rule,
      severity: "error",
      message: `${rule} here`,
      file: path,
      line,
      column,
      endLine: line,
      endColumn: column + needle.length,
      suggestions: [{ applicability: more.word ?? "safe", message: "", edits: [edit] }],
    },
  ];
}

test("what the linter offers is taken, round after round, and the edits are those of the source", async () => {
  const [text, holes] = await asked((now) => [
    ...said(now, "import os\n", "F401", ""),
    ...(now.includes("import os") ? [] : said(now, "import re\n", "F401", "")),
    ...said(now, 'f"nothing"', "F541", '"nothing"'),
  ]);
  expect(text).toBe(code.replace("import os\nimport re\n", "").replace('f"', '"'));
  expect(holes).toEqual([]);
});

test("what is not on the list, not safe, a trap, in a test or of a signature is asked about", async () => {
  const [text, holes] = await asked((now) => [
    ...said(now, "import os", "S999", ""),
    ...said(now, "import re", "F401", "", { word: "unsafe" }),
    ...said(now, "limit: int", "F401", "limit: str"),
    ...said(now, 'f"nothing"', "F541", '"nothing"  # noqa'),
    ...said("import os\n", "import os", "F401", "", { in: tests }),
  ]);
  expect(text).toBe(code);
  expect(holes).toEqual([
    "1:1 ruff says S999: S999 here",
    "2:1 ruff says F401: F401 here",
    "5:21 ruff says F401: F401 here",
    "6:12 ruff says F541: F541 here",
    "1:1 ruff says F401: F401 here",
  ]);
});

test("two fixes of one place do not meet, and what is left is told at its place in the source", async () => {
  const [text, holes] = await asked((now) => [
    ...said(now, "import os\nimport re\n", "I001", "import re\n"),
    ...said(now, "import re\n", "F401", ""),
    ...said(now, "return", "S999", "return"),
  ]);
  expect(text).toBe(code.replace("import os\nimport re\n", ""));
  expect(holes).toEqual(["6:5 ruff says S999: S999 here"]);
});

test("oxlint tells no fixes, so each rule is asked for its own over a copy", async () => {
  const bundle = join(import.meta.dirname, "../../cases/survival-typescript/indexes.txt");
  const script = "services/shop/src/custom.ts";
  const source =
    "export function c(): boolean {\n  var a: number[] = [];\n  let b = !!Boolean(a.length);\n  return b;\n}\n";
  const request: RepairRequest = {
    ...requestOf(bundle, "shop"),
    sources: new Map([[script, source]]),
  };
  await inFolder(new Map([["custom.ts", source]]), async (folder) => {
    const lint: RunLint = async (texts) => {
      await host.files.writeText(`${folder}/custom.ts`, texts.get(script) ?? source);
      const report = await runGates(
        host,
        {
          root: folder,
          service: { ...request.service, directory: "." },
          commands: {
            check: [],
            lint: ["oxlint -D no-extra-boolean-cast -D no-var -D prefer-const -D no-magic-numbers"],
          },
          environment: { PATH: process.env["PATH"] ?? "" },
          signal: request.signal,
          emit: () => undefined,
        },
        "lint",
      );
      const result = report.gates.at(-1);
      if (result === undefined) throw new Error("the lint gate gave no result");
      const diagnostics = result.diagnostics.map((one) => ({ ...one, file: script }));
      return { ...result, diagnostics };
    };
    const { edits, holes } = await propose(request, agreeing, lint);
    expect(applyEdits(source, edits)).toBe(
      "export function c(): boolean {\n  const a: number[] = [];\n  const b = !!a.length;\n  return b;\n}\n",
    );
    expect(holes).toEqual([]);
  });
});
