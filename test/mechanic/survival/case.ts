import { join } from "node:path";

import {
  defaultLimits,
  type GateResult,
  type Oracle,
  type RepairOutcome,
  type RepairRequest,
} from "#intent";
import { guardEdits, runGates, survivalEngine, type RunLint } from "#mechanic";
import { expect } from "vitest";

import { modelOf } from "../../support/model-of.ts";
import { inFolder, readBundle } from "../gates/bundle.ts";
import { editLine, holeLine, host, repaired, requestOf } from "../typescript/case.ts";

const cases = join(import.meta.dirname, "../../cases");

/** A gate that is content with everything. */
const passed = (gate: "check" | "lint"): GateResult => ({
  gate,
  status: "passed",
  diagnostics: [],
  files: 1,
  ms: 0,
});
export const agreeing: Oracle = { check: () => Promise.resolve(passed("check")), rounds: 0 };
const content: RunLint = () => Promise.resolve(passed("lint"));

/** The request of a bundle; where it has no stamps of its own, everything in it is hand-written. */
export function handedOver(path: string, root: string): RepairRequest {
  const { files, sections } = readBundle(path);
  const [before, after] = [
    modelOf(sections.get("before") ?? ""),
    modelOf(sections.get("after") ?? ""),
  ];
  const service = after.services.get("shop");
  if (service === undefined) throw new Error(`${path} has no service shop`);
  const sources = new Map([...files].map(([file, text]) => [`services/shop/${file}`, text]));
  return {
    root,
    service,
    before,
    after,
    changes: [],
    stampedBefore: new Map(),
    stampedAfter: new Map(),
    sources,
    tests: new Set([...sources.keys()].filter((file) => file.includes("/tests/"))),
    environment: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" },
    limits: defaultLimits,
    signal: new AbortController().signal,
  };
}

/** The real check gate over a folder in which the sources lie. */
export function gateOracle(request: RepairRequest, command: string, target: string): Oracle {
  let rounds = 0;
  const run = gateOver(request, command, target);
  return {
    get rounds() {
      return rounds;
    },
    check: async (overlay) => {
      rounds++;
      return run(overlay);
    },
  };
}

/** A gate of one command over a folder in which the sources lie, with texts laid over them. */
export function gateOver(request: RepairRequest, command: string, target: string): RunLint {
  const write = async (texts: ReadonlyMap<string, string>): Promise<void> => {
    for (const [path, text] of texts) await host.files.writeText(`${request.root}/${path}`, text);
  };
  return async (overlay) => {
    await write(overlay);
    const report = await runGates(
      host,
      {
        root: request.root,
        service: request.service,
        commands: { check: [command] },
        environment: { ...request.environment, CARGO_TARGET_DIR: target },
        signal: request.signal,
        emit: () => undefined,
      },
      "check",
    );
    await write(request.sources);
    return report.gates[0] ?? passed("check");
  };
}

/** What the engine of a hand-over proposes. */
export const propose = (
  request: RepairRequest,
  oracle: Oracle,
  runLint: RunLint = content,
): Promise<RepairOutcome> => survivalEngine(runLint)(request, oracle, host, () => undefined);

/**
 * One bundle: what is proposed is compared with what was recorded; and of every hand-over it must hold that decoys are
 * untouched and unasked, tests untouched, signatures as they were, and that a second run proposes nothing.
 */
export async function check(
  folder: string,
  name: string,
  oracleOf: (request: RepairRequest) => Oracle = () => agreeing,
  lintOf: (request: RepairRequest) => RunLint = () => content,
): Promise<void> {
  const bundle = join(cases, folder, `${name}.txt`);
  const { files } = readBundle(bundle);
  const laid = new Map([...files].map(([path, text]) => [`services/shop/${path}`, text]));
  await inFolder(laid, async (root) => {
    const request =
      folder === "survival-typescript"
        ? { ...requestOf(bundle, "shop"), root }
        : handedOver(bundle, root);
    const { edits, holes } = await propose(request, oracleOf(request), lintOf(request));
    const lines = [
      "edits",
      ...edits.map((edit) => editLine(request, edit)),
      "holes",
      ...holes.map((hole) => holeLine(request, hole)),
      "",
    ];
    await expect(lines.join("\n")).toMatchFileSnapshot(join(cases, folder, `${name}.expected`));
    const lineAt = (file: string, line: number): string =>
      request.sources.get(file)?.split("\n")[line - 1] ?? "";
    for (const edit of edits) {
      const before = request.sources.get(edit.file)?.slice(0, edit.start).split("\n").length ?? 0;
      expect(lineAt(edit.file, before)).not.toContain("decoy");
      expect(request.tests.has(edit.file)).toBe(false);
    }
    for (const hole of holes) expect(lineAt(hole.file, hole.line)).not.toContain("decoy");
    expect(await guardEdits(host, request, edits)).toHaveProperty("texts");
    const again = repaired(request, edits);
    expect((await propose(again, oracleOf(again), lintOf(again))).edits).toEqual([]);
  });
}
