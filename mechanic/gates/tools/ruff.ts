import type { Parsed, Point, RawFinding, Tool, ToolRun } from "../types.ts";
import { isRecord, listAt, numberAt, readJson, recordAt, textAt } from "./json.ts";
import { bareCommand, findAbove } from "./program.ts";

/** `ruff check`, of the virtual environment or on the PATH. A listing says which files its settings leave in. */
export const ruff: Tool = {
  name: "ruff check",
  matches: (argv) => {
    const [program, verb] = bareCommand(argv);
    return program === "ruff" && verb === "check";
  },
  prepare: async (argv, _report, context) => {
    const program = (await findAbove(context, ".venv/bin", "ruff")) ?? "ruff";
    const [, ...rest] = bareCommand(argv);
    return {
      argv: [program, ...rest, "--output-format", "json", "--no-cache"],
      listing: [program, ...rest, "--show-files"],
    };
  },
  parse: parseRuff,
};

export function parseRuff(run: ToolRun): Parsed {
  const report = readJson(run.stdout);
  if (!Array.isArray(report))
    return { problem: `ruff wrote no report: ${(run.stderr || run.stdout).slice(0, 300).trim()}` };
  // It lists `pyproject.toml` as well, which holds settings and no code to lint.
  const files = (run.report ?? "").split(/\r?\n/).filter((line) => /\.(?:pyi?|ipynb)$/.test(line));
  return { findings: report.filter(isRecord).map(findingOf), files };
}

function findingOf(diagnostic: Readonly<Record<string, unknown>>): RawFinding {
  const file = textAt(diagnostic, "filename");
  const fix = recordAt(diagnostic, "fix");
  const edits = listAt(fix, "edits").map((edit) => ({
    file,
    start: point(recordAt(edit, "location")),
    end: point(recordAt(edit, "end_location")),
    text: textAt(edit, "content"),
  }));
  return {
    code: textAt(diagnostic, "code") || "ruff",
    severity: textAt(diagnostic, "severity") === "warning" ? "warning" : "error",
    message: textAt(diagnostic, "message"),
    file,
    start: point(recordAt(diagnostic, "location")),
    end: point(recordAt(diagnostic, "end_location")),
    ...(edits.length > 0
      ? {
          suggestions: [
            { applicability: textAt(fix, "applicability"), message: textAt(fix, "message"), edits },
          ],
        }
      : {}),
  };
}

const point = (value: Readonly<Record<string, unknown>>): Point => ({
  line: numberAt(value, "row"),
  column: numberAt(value, "column"),
  unit: "characters",
});
