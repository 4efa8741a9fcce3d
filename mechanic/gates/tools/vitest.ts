import { ledger, uniqueIds } from "../ledger.ts";
import { startOfFile, type Parsed, type RawFinding, type Tool, type ToolRun } from "../types.ts";
import { isRecord, listAt, readJson, textAt } from "./json.ts";
import { framePlace } from "./node-test.ts";
import { bareCommand, findAbove, withNode } from "./program.ts";

/** `vitest run`, the service's own. */
export const vitest: Tool = {
  name: "vitest run",
  matches: (argv) => bareCommand(argv)[0] === "vitest",
  prepare: async (argv, report, context) => {
    const program = await findAbove(context, "node_modules/.bin", "vitest");
    if (program === undefined)
      return "`vitest` is not installed in the service: add it to its devDependencies and run its setup.";
    const [, ...rest] = bareCommand(argv);
    return {
      argv: [program, ...rest, "--reporter=json", `--outputFile=${report}`],
      environment: withNode(context),
    };
  },
  parse: parseVitest,
};

/** Ids are `<file> > <suite> > <test>`. Skipped and to-do tests did not run. */
export function parseVitest(run: ToolRun): Parsed {
  const report = readJson(run.report ?? "");
  if (!isRecord(report) || !Array.isArray(report["testResults"]))
    return { problem: `vitest wrote no report: ${(run.stderr || run.stdout).slice(-300).trim()}` };
  const ran: string[] = [];
  const passed: string[] = [];
  const findings: RawFinding[] = [];
  const unique = uniqueIds();
  const suites = listAt(report, "testResults");
  for (const suite of suites) {
    const file = textAt(suite, "name");
    const short = file.startsWith(`${run.cwd}/`) ? file.slice(run.cwd.length + 1) : file;
    const tests = listAt(suite, "assertionResults");
    for (const test of tests) {
      const titles = Array.isArray(test["ancestorTitles"])
        ? test["ancestorTitles"].filter((title) => typeof title === "string")
        : [];
      const id = unique([short, ...titles, textAt(test, "title")].join(" > "));
      const status = textAt(test, "status");
      if (status !== "passed" && status !== "failed") continue;
      ran.push(id);
      if (status === "passed") passed.push(id);
      else findings.push(failure(file, id, test["failureMessages"]));
    }
    // A file that cannot be loaded has no tests to tell of, only its own message.
    if (
      textAt(suite, "status") === "failed" &&
      tests.every((test) => textAt(test, "status") !== "failed")
    ) {
      findings.push({
        code: short,
        severity: "error",
        message: textAt(suite, "message") || "The file could not be loaded.",
        file,
        start: startOfFile,
      });
    }
  }
  return {
    findings,
    files: suites.map((suite) => textAt(suite, "name")),
    tests: ledger(ran, passed),
  };
}

function failure(file: string, id: string, messages: unknown): RawFinding {
  const said = Array.isArray(messages)
    ? messages.filter((message) => typeof message === "string").join("\n")
    : "";
  const message = said.split(/\n\s+at /)[0]?.trim() ?? "";
  return {
    code: id,
    severity: "error",
    message: message || "The test failed.",
    file,
    start: framePlace(said, file) ?? startOfFile,
  };
}
