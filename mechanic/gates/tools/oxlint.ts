import type { Parsed, RawFinding, Tool, ToolRun } from "../types.ts";
import { isRecord, listAt, numberAt, readJson, recordAt, textAt } from "./json.ts";
import { bareCommand, bundled, findAbove, withNode } from "./program.ts";

/** `oxlint`, the service's own or the one that Flywheel brings. */
export const oxlint: Tool = {
  name: "oxlint",
  matches: (argv) => bareCommand(argv)[0] === "oxlint",
  prepare: async (argv, _report, context) => {
    const program =
      (await findAbove(context, "node_modules/.bin", "oxlint")) ??
      (await bundled(context.host, ".bin/oxlint"));
    if (program === undefined)
      return "`oxlint` is not installed, neither in the service nor beside Flywheel.";
    const [, ...rest] = bareCommand(argv);
    // It leaves packages alone only where a .gitignore says so; two thousand of their files are no proof of anything.
    const own = ["--ignore-pattern=node_modules", "--format", "json"];
    return { argv: [program, ...rest, ...own], environment: withNode(context) };
  },
  parse: parseOxlint,
};

/** Offsets in oxlint's labels are bytes of UTF-8. */
export function parseOxlint(run: ToolRun): Parsed {
  const report = readJson(run.stdout);
  if (!isRecord(report) || !Array.isArray(report["diagnostics"])) {
    return {
      problem: `oxlint wrote no report: ${(run.stderr || run.stdout).slice(0, 300).trim()}`,
    };
  }
  return {
    findings: listAt(report, "diagnostics").map(findingOf),
    files: numberAt(report, "number_of_files"),
  };
}

function findingOf(diagnostic: Readonly<Record<string, unknown>>): RawFinding {
  const span = recordAt(listAt(diagnostic, "labels")[0] ?? {}, "span");
  const place = { line: numberAt(span, "line") || 1, column: numberAt(span, "column") || 1 };
  const start = numberAt(span, "offset");
  const word = textAt(diagnostic, "severity");
  return {
    code: textAt(diagnostic, "code") || "oxlint",
    severity: word === "error" ? "error" : word === "warning" ? "warning" : "info",
    message: textAt(diagnostic, "message"),
    file: textAt(diagnostic, "filename"),
    start: { byte: start, ...place },
    end: { byte: start + numberAt(span, "length"), ...place },
  };
}
