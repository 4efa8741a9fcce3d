import { ledger, uniqueIds } from "../ledger.ts";
import { startOfFile, type Parsed, type RawFinding, type Tool, type ToolRun } from "../types.ts";
import { bareCommand, findVirtualEnvironment } from "./program.ts";
import { elements, type Element } from "./xml.ts";

/** `pytest`, started as a module of the virtual environment's interpreter: its scripts name the folder they were made in. */
export const pytest: Tool = {
  name: "pytest",
  matches: (argv) => bareCommand(argv)[0] === "pytest",
  prepare: async (argv, report, context) => {
    const environment = await findVirtualEnvironment(context);
    const program =
      environment === undefined
        ? ["python3", "-m", "pytest"]
        : [`${environment}/bin/python`, "-m", "pytest"];
    const [, ...rest] = bareCommand(argv);
    return {
      argv: [
        ...program,
        ...rest,
        "-p",
        "no:cacheprovider",
        "-o",
        "junit_family=xunit1",
        `--junitxml=${report}`,
      ],
      environment: { PYTHONDONTWRITEBYTECODE: "1" },
    };
  },
  parse: parsePytest,
};

export function parsePytest(run: ToolRun): Parsed {
  const { report } = run;
  if (report === undefined || !report.includes("<testsuite"))
    return { problem: `pytest wrote no report: ${(run.stderr || run.stdout).slice(-300).trim()}` };
  if (!report.trimEnd().endsWith(">")) return { problem: "pytest's report ends too early." };
  const ran: string[] = [];
  const passed: string[] = [];
  const findings: RawFinding[] = [];
  const files = new Set<string>();
  const unique = uniqueIds();
  for (const test of elements(report, "testcase")) {
    const id = unique(idOf(test));
    const trouble = test.children.find(
      (child) => child.name === "failure" || child.name === "error",
    );
    files.add(test.attributes.get("file") ?? "");
    if (trouble !== undefined) findings.push(failure(test, trouble, id));
    if (test.children.some((child) => child.name === "skipped")) continue;
    ran.push(id);
    if (trouble === undefined) passed.push(id);
  }
  return { findings, files: [...files].filter((file) => file !== ""), tests: ledger(ran, passed) };
}

/** `tests/test_a.py::TestGroup::test_x[1]`, as pytest itself writes node ids. */
function idOf(test: Element): string {
  const file = test.attributes.get("file") ?? "";
  const name = test.attributes.get("name") ?? "";
  const module = file.replace(/\.py$/, "").replaceAll("/", ".");
  // A file that cannot be collected is reported under the name of its module.
  if (name === module) return file;
  const owner = (test.attributes.get("classname") ?? "")
    .slice(module.length + 1)
    .replaceAll(".", "::");
  return [file, owner, name].filter((part) => part !== "").join("::");
}

function failure(test: Element, trouble: Element, id: string): RawFinding {
  const file = test.attributes.get("file") ?? "";
  const message = trouble.attributes.get("message") ?? "";
  const place = [...trouble.text.matchAll(/^(\S+\.py):(\d+): /gm)].findLast(
    ([, named]) => named !== undefined && !named.startsWith("/"),
  );
  const [, named = file, line = String(Number(test.attributes.get("line") ?? "0") + 1)] =
    place ?? [];
  const error = trouble.text
    .split("\n")
    .findLast((text) => text.startsWith("E "))
    ?.slice(2)
    .trim();
  return {
    code: id,
    severity: "error",
    message:
      message === "collection failure"
        ? (error ?? message)
        : message || (error ?? "The test failed."),
    file: named,
    start: file === "" ? startOfFile : { line: Number(line), column: 1, unit: "characters" },
  };
}
