import type { CodeDiagnostic, GateResult, Host, RepairRequest } from "#intent";

import { bundled } from "../../gates/tools/program.ts";
import { differences } from "../fill/difference.ts";
import { spellingLints } from "./allowed.ts";

/**
 * The lint gate's result with oxlint's own fixes: its report tells none, so each allowed rule is asked to fix a copy of the
 * files that it complains of, in a folder of its own, and what it changed there are its suggestions. `texts` are the files
 * as the linter saw them. Where there is nothing to ask, or oxlint is not beside us, the result stays as it is.
 */
export async function withOxlintFixes(
  host: Host,
  request: RepairRequest,
  texts: ReadonlyMap<string, string>,
  lint: GateResult,
): Promise<GateResult> {
  const asks = (one: CodeDiagnostic): boolean =>
    one.tool === "oxlint" && one.severity === "error" && spellingLints.has(one.code);
  const program = lint.diagnostics.some(asks) ? await bundled(host, ".bin/oxlint") : undefined;
  if (program === undefined) return lint;
  const fixed = new Map<CodeDiagnostic, CodeDiagnostic>();
  const groups = Map.groupBy(lint.diagnostics.filter(asks), (one) => `${one.code} ${one.file}`);
  for (const own of groups.values()) {
    const [first] = own;
    const before = first === undefined ? undefined : texts.get(first.file);
    if (first === undefined || before === undefined) continue;
    const after = await fixedText(host, request, program, first, before);
    for (const [index, edits] of sharedOut(own, before, after).entries()) {
      const one = own[index];
      const suggestions = [{ applicability: "safe", message: "oxlint --fix", edits }];
      if (one !== undefined && edits.length > 0) fixed.set(one, { ...one, suggestions });
    }
  }
  return { ...lint, diagnostics: lint.diagnostics.map((one) => fixed.get(one) ?? one) };
}

/** The file as one rule alone would fix it. */
async function fixedText(
  host: Host,
  request: RepairRequest,
  program: string,
  { code, file }: CodeDiagnostic,
  before: string,
): Promise<string> {
  const folder = await host.files.temporaryDirectory("flywheel-lint-");
  const copy = `${folder}/${file.slice(file.lastIndexOf("/") + 1)}`;
  const rule = code.replace(/^([a-z-]+)\((.*)\)$/, "$1/$2");
  try {
    await host.files.writeText(copy, before);
    await host.processes.run([program, "-A", "all", "-D", rule, "--fix", copy], {
      cwd: folder,
      env: withOurNode(host, request.environment),
      timeoutMs: 20_000,
      signal: request.signal,
    });
    return (await host.files.readText(copy)) ?? before;
  } finally {
    await host.files.remove(folder);
  }
}

/** A launcher of npm begins with `#!/usr/bin/env node`. */
function withOurNode(
  host: Host,
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  const { node } = host.platform;
  const folder = node.slice(0, node.lastIndexOf("/"));
  return { ...environment, PATH: [folder, environment["PATH"] ?? ""].join(":") };
}

/** One change for each complaint where there are as many of both, else all of them for the first: a fix is whole. */
function sharedOut(
  own: readonly CodeDiagnostic[],
  before: string,
  after: string,
): (readonly {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}[])[] {
  const file = own[0]?.file ?? "";
  const edits = differences(before, after).map((piece) => ({ ...piece, file }));
  return edits.length === own.length ? edits.map((edit) => [edit]) : [edits];
}
