import { ledger, uniqueIds } from "../ledger.ts";
import type { Parsed, Point, RawFinding, Tool, ToolRun } from "../types.ts";
import { isRecord, numberAt, readJson, recordAt, textAt } from "./json.ts";
import { bareCommand, withNode } from "./program.ts";

/**
 * Node's own reporters lose places, parents or causes, so ours writes the runner's events as they are, one JSON object a
 * line. It travels as a `data:` address: nothing has to lie on the disk.
 */
const reporter = `data:text/javascript,${encodeURIComponent(`
const plain = (key, value) => value instanceof Error ? { message: value.message, stack: value.stack, cause: value.cause } : value;
const wanted = new Set(["test:start", "test:pass", "test:fail", "test:stderr", "test:summary"]);
export default async function* (source) {
  for await (const event of source) if (wanted.has(event.type)) yield JSON.stringify({ type: event.type, data: event.data }, plain) + "\\n";
}`)}`;

/** `node --test`, run by the Node that runs Flywheel. */
export const nodeTest: Tool = {
  name: "node --test",
  matches: (argv) => {
    const [program, ...rest] = bareCommand(argv);
    return program === "node" && rest.includes("--test");
  },
  prepare: (argv, _report, context) => {
    const [, ...rest] = bareCommand(argv);
    const others = rest.filter((word) => !word.startsWith("--test-reporter"));
    const at = others.indexOf("--test") + 1;
    const flags = [`--test-reporter=${reporter}`, "--test-reporter-destination=stdout"];
    return Promise.resolve({
      argv: [context.host.platform.node, ...others.slice(0, at), ...flags, ...others.slice(at)],
      environment: withNode(context),
    });
  },
  parse: parseNodeTest,
};

interface Reading {
  readonly cwd: string;
  readonly unique: (id: string) => string;
  readonly parents: Map<string, string[]>;
  readonly stderr: Map<string, string>;
  readonly ran: string[];
  readonly passed: string[];
  readonly files: Set<string>;
  readonly findings: RawFinding[];
}

/** Ids are `<file> > <suite> > <test>`. Skipped and to-do tests did not run. */
export function parseNodeTest(run: ToolRun): Parsed {
  const reading: Reading = {
    cwd: run.cwd,
    unique: uniqueIds(),
    parents: new Map(),
    stderr: new Map(),
    ran: [],
    passed: [],
    files: new Set(),
    findings: [],
  };
  let summed = false;
  for (const line of run.stdout.split("\n")) {
    const event = line.startsWith('{"type":"test:') ? readJson(line) : undefined;
    if (!isRecord(event)) continue;
    const data = recordAt(event, "data");
    if (event["type"] === "test:summary") summed ||= data["file"] === undefined;
    else take(reading, textAt(event, "type"), data);
  }
  if (!summed)
    return {
      problem: `node --test ended without a summary: ${(run.stderr || run.stdout).slice(-300).trim()}`,
    };
  return {
    findings: reading.findings,
    files: [...reading.files],
    tests: ledger(reading.ran, reading.passed),
  };
}

function take(reading: Reading, type: string, data: Readonly<Record<string, unknown>>): void {
  const file = textAt(data, "entryFile") || textAt(data, "file");
  if (type === "test:stderr") {
    reading.stderr.set(
      file,
      ((reading.stderr.get(file) ?? "") + textAt(data, "message")).slice(0, 2000),
    );
    return;
  }
  const nesting = numberAt(data, "nesting");
  const parents = [...(reading.parents.get(file) ?? []).slice(0, nesting), textAt(data, "name")];
  if (type === "test:start") {
    reading.parents.set(file, parents);
    return;
  }
  if (recordAt(data, "details")["type"] === "suite") return;
  const short = file.startsWith(`${reading.cwd}/`) ? file.slice(reading.cwd.length + 1) : file;
  if (file !== "") reading.files.add(file);
  // A file that fails before its first test, or holds none, is reported as a test named after itself.
  const id = reading.unique(
    [short, ...parents]
      .filter((part, index) => part !== "" && !(index === 1 && part === short))
      .join(" > "),
  );
  if (marked(data, "skip") || marked(data, "todo")) return;
  reading.ran.push(id);
  if (type === "test:pass") reading.passed.push(id);
  else reading.findings.push(failure(data, id, file, reading.stderr.get(file) ?? ""));
}

const marked = (data: Readonly<Record<string, unknown>>, key: string): boolean =>
  data[key] !== undefined && data[key] !== false;

function failure(
  data: Readonly<Record<string, unknown>>,
  id: string,
  file: string,
  stderr: string,
): RawFinding {
  const error = recordAt(recordAt(data, "details"), "error");
  const cause = recordAt(error, "cause");
  const message = textAt(cause, "message") || textAt(error, "message") || "The test failed.";
  const stack = `${textAt(cause, "stack")}\n${stderr}`;
  const place = framePlace(stack, file);
  const start: Point = place ?? {
    line: numberAt(data, "line") || 1,
    column: numberAt(data, "column") || 1,
    unit: "utf16",
  };
  const said =
    message === "test failed" && stderr !== ""
      ? (/^\w*Error.*$/m.exec(stderr)?.[0] ?? message)
      : message;
  return { code: id, severity: "error", message: said.trim(), file, start };
}

/** Line and column of the first frame of a JavaScript stack that lies in `file`. */
export function framePlace(stack: string, file: string): Point | undefined {
  for (const [, path = "", line = "1", column = "1"] of stack.matchAll(
    /(?:file:\/\/)?(\/[^\s():]+):(\d+):(\d+)/g,
  )) {
    if (decodeURI(path) === file)
      return { line: Number(line), column: Number(column), unit: "utf16" };
  }
  return undefined;
}
