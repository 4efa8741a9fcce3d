import type { Invocation, Parsed, RawFinding, Tool, ToolContext, ToolRun } from "../types.ts";
import { parseLibtest } from "./libtest.ts";
import { bareCommand } from "./program.ts";
import { findingOf, type RustcMessage } from "./rustc.ts";

interface CargoLine {
  readonly reason: string;
  readonly manifest_path?: string;
  readonly target?: { readonly src_path: string };
  readonly message?: RustcMessage;
  readonly success?: boolean;
}

/** `cargo check`, `cargo clippy`, `cargo build` and `cargo test`, read through `--message-format=json`. */
export const cargoCheck: Tool = {
  name: "cargo check",
  matches: (argv) => isCargo(argv, ["check", "clippy", "build"]),
  prepare: (argv, _report, context) => prepare(argv, [], context),
  parse: parseCargo,
  narrower: libraryAlone,
};

export const cargoTest: Tool = {
  name: "cargo test",
  matches: (argv) => isCargo(argv, ["test"]),
  // Without `--no-fail-fast` a failing unit test would hide which integration tests still pass.
  prepare: (argv, _report, context) => prepare(argv, ["--no-fail-fast"], context),
  parse: (run) => {
    const compiled = parseCargo(run);
    if ("problem" in compiled) return compiled;
    if (compiled.findings.some((finding) => finding.severity === "error")) return compiled;
    const tests = parseLibtest(run.stdout, run.stderr);
    if ("problem" in tests) return tests;
    return { ...compiled, findings: [...compiled.findings, ...tests.findings], tests: tests.tests };
  },
};

function isCargo(argv: readonly string[], verbs: readonly string[]): boolean {
  const [program, ...rest] = bareCommand(argv);
  const verb = rest.find((word) => !word.startsWith("+") && !word.startsWith("-"));
  return program === "cargo" && verb !== undefined && verbs.includes(verb);
}

/**
 * A library with its unit tests, in one build instead of two: nothing else is compiled as long as it has errors. A
 * command that chooses its targets, profile or packages itself is left as it is.
 */
function libraryAlone(argv: readonly string[]): readonly string[] | undefined {
  const rest = argv.filter((word) => word !== "--all-targets");
  const plain = rest.every(
    (word, index) => index < 1 || /^(?:check|--locked|--offline|--frozen)$/.test(word),
  );
  return plain && rest.length < argv.length && rest.includes("check")
    ? [...rest, "--lib", "--profile", "test"]
    : undefined;
}

async function prepare(
  argv: readonly string[],
  flags: readonly string[],
  context: ToolContext,
): Promise<Invocation> {
  const separator = argv.indexOf("--");
  const own = separator === -1 ? argv : argv.slice(0, separator);
  const added = ["--message-format=json", ...flags].filter((flag) => !own.includes(flag));
  await forbidStaleFreshness(context);
  return { argv: [...own, ...added, ...(separator === -1 ? [] : argv.slice(separator))] };
}

/**
 * Makes cargo compile the service's own targets again. In a target folder that several run trees share, cargo names a
 * package's artefacts by its path below the workspace and judges freshness by modification times alone, so a tree whose
 * files are older than another tree's build of the same package would be called fresh, and green, without being looked
 * at. A time in the future is never fresh; dependencies stay cached.
 */
async function forbidStaleFreshness(context: ToolContext): Promise<void> {
  if (context.environment["CARGO_TARGET_DIR"] === undefined) return;
  const roots = await targetRoots(context);
  if (roots.length === 0) return;
  await context.host.processes.run(["touch", "-t", "210001010000", ...roots], {
    cwd: context.directory,
    env: context.environment,
  });
}

async function targetRoots(context: ToolContext): Promise<string[]> {
  const roots: string[] = [];
  for (const folder of ["src", "src/bin", "tests", "examples", "benches"]) {
    for (const entry of await context.host.files.list(`${context.directory}/${folder}`)) {
      if (entry.kind === "file" && entry.name.endsWith(".rs"))
        roots.push(`${folder}/${entry.name}`);
    }
  }
  return roots;
}

/** Compiler messages and the targets that were looked at; libtest's own lines on stdout are skipped here. */
export function parseCargo(run: ToolRun): Parsed {
  const findings = new Map<string, RawFinding>();
  const files = new Set<string>();
  let finished = false;
  for (const line of run.stdout.split("\n")) {
    if (!line.startsWith('{"reason":')) continue;
    const record = readLine(line);
    if (record === undefined) return { problem: "cargo wrote a line of JSON that ends too early." };
    if (record.reason === "build-finished") finished = true;
    // Only the service's own package: dependencies are not what this gate judges.
    if (record.manifest_path === undefined || !record.manifest_path.startsWith(run.cwd)) continue;
    if (record.target !== undefined) files.add(record.target.src_path);
    if (record.message !== undefined) keep(findings, findingOf(record.message));
  }
  if (!finished) return { problem: cargoTrouble(run.stderr) };
  return { findings: [...findings.values()], files: [...files] };
}

/** The lib and the test target word one error differently: code and place tell that it is the same. */
function keep(findings: Map<string, RawFinding>, finding: RawFinding | undefined): void {
  if (finding === undefined) return;
  const { start, end } = finding;
  const key = [
    finding.code,
    finding.file,
    start.line,
    start.column,
    end?.line,
    end?.column,
    finding.file === "" ? finding.message : "",
  ].join("|");
  if (!findings.has(key)) findings.set(key, finding);
}

function readLine(line: string): CargoLine | undefined {
  try {
    const value: CargoLine = JSON.parse(line);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function cargoTrouble(stderr: string): string {
  const said = stderr
    .split("\n")
    .filter((line) => /^(?:error|Caused by|\s{2,}\S)/.test(line))
    .slice(0, 6)
    .join(" ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return said === ""
    ? "cargo ended without a word about the build."
    : `cargo did not get as far as building: ${said}`;
}
