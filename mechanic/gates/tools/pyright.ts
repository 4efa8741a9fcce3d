import type { Parsed, RawFinding, Tool, ToolRun } from "../types.ts";
import { isRecord, listAt, numberAt, readJson, recordAt, textAt } from "./json.ts";
import { bareCommand, bundled, findVirtualEnvironment } from "./program.ts";

/** `pyright`, always the one that Flywheel brings, told which interpreter the service has. */
export const pyright: Tool = {
  name: "pyright",
  matches: (argv) => bareCommand(argv)[0] === "pyright",
  prepare: async (argv, _report, context) => {
    const program = await bundled(context.host, "pyright/index.js");
    if (program === undefined)
      return "`pyright` is missing beside Flywheel: run `npm ci` in its folder.";
    const [, ...rest] = bareCommand(argv);
    const environment = await findVirtualEnvironment(context);
    const python =
      environment === undefined || rest.includes("--pythonpath")
        ? []
        : ["--pythonpath", `${environment}/bin/python`];
    return { argv: [context.host.platform.node, program, ...rest, "--outputjson", ...python] };
  },
  parse: parsePyright,
};

export function parsePyright(run: ToolRun): Parsed {
  const report = readJson(run.stdout);
  if (!isRecord(report) || !isRecord(report["summary"]))
    return {
      problem: `pyright wrote no report: ${(run.stderr || run.stdout).slice(0, 300).trim()}`,
    };
  return {
    findings: listAt(report, "generalDiagnostics").map(findingOf),
    files: numberAt(report["summary"], "filesAnalyzed"),
  };
}

function findingOf(diagnostic: Readonly<Record<string, unknown>>): RawFinding {
  const range = recordAt(diagnostic, "range");
  const word = textAt(diagnostic, "severity");
  return {
    code: textAt(diagnostic, "rule") || "pyright",
    severity: word === "error" ? "error" : word === "warning" ? "warning" : "info",
    message: textAt(diagnostic, "message"),
    file: textAt(diagnostic, "file"),
    start: point(recordAt(range, "start")),
    end: point(recordAt(range, "end")),
  };
}

/** Pyright counts from 0, as the language server protocol does, in UTF-16 units. */
const point = (value: Readonly<Record<string, unknown>>): RawFinding["start"] => ({
  line: numberAt(value, "line") + 1,
  column: numberAt(value, "character") + 1,
  unit: "utf16",
});
