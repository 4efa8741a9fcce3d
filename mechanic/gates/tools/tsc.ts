import type { Parsed, RawFinding, Tool, ToolRun } from "../types.ts";
import { bareCommand, findAbove, withNode } from "./program.ts";

/** `tsc --noEmit`, the service's own; `--listFiles` proves that it looked at something. */
export const tsc: Tool = {
  name: "tsc",
  matches: (argv) => bareCommand(argv)[0] === "tsc",
  prepare: async (argv, _report, context) => {
    const program = await findAbove(context, "node_modules/.bin", "tsc");
    if (program === undefined)
      return "`tsc` is not installed in the service: add `typescript` to its devDependencies and run its setup.";
    const [, ...rest] = bareCommand(argv);
    return {
      argv: [program, ...rest, "--pretty", "false", "--listFiles"],
      environment: withNode(context),
    };
  },
  parse: parseTsc,
};

/** Lines `file(line,column): error TS2322: …` with their indented continuations, and the listed files. */
export function parseTsc(run: ToolRun): Parsed {
  const findings: {
    code: string;
    severity: "error" | "warning";
    message: string;
    file: string;
    start: RawFinding["start"];
  }[] = [];
  const files: string[] = [];
  for (const line of run.stdout.split(/\r?\n/)) {
    const placed = /^(.+?)\((\d+),(\d+)\): (error|warning) (TS\d+): (.*)$/.exec(line);
    const global = /^(error|warning) (TS\d+): (.*)$/.exec(line);
    if (placed !== null) {
      const [, file = "", row = "1", column = "1", severity = "error", code = "", message = ""] =
        placed;
      findings.push({
        code,
        severity: severityOf(severity),
        message,
        file,
        start: { line: Number(row), column: Number(column), unit: "utf16" },
      });
    } else if (global !== null) {
      const [, severity = "error", code = "", message = ""] = global;
      findings.push({
        code,
        severity: severityOf(severity),
        message,
        file: "",
        start: { line: 1, column: 1, unit: "utf16" },
      });
    } else if (/^\s+\S/.test(line)) {
      const last = findings.at(-1);
      if (last !== undefined) last.message += `\n${line}`;
    } else if (line.startsWith(`${run.cwd}/`) && !line.includes("/node_modules/")) {
      files.push(line);
    }
  }
  if (run.exit !== 0 && findings.length === 0)
    return {
      problem: `tsc ended with ${run.exit} and named no error: ${run.stderr.slice(0, 300).trim()}`,
    };
  return { findings, files };
}

const severityOf = (word: string): "error" | "warning" =>
  word === "warning" ? "warning" : "error";
