import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import {
  applyEdits,
  defaultLimits,
  noPatterns,
  nothingAround,
  sortEdits,
  type Change,
  type Emit,
  type GateResult,
  type Model,
  type Oracle,
  type RepairOutcome,
  type RepairRequest,
  type Service,
} from "#intent";

import { createHost } from "../../cli/host/index.ts";
import { repairRust } from "../../mechanic/engines/delta/rust/index.ts";
import { runGates } from "../../mechanic/gates/index.ts";

/** What a case says about itself beside its files. */
export interface CaseFile {
  readonly about: string;
  /** A folder beside the case's that holds the files which the case does not. */
  readonly base?: string;
  /** Crates by name, with what stands behind the equals sign. */
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly changes: readonly Partial<Change>[];
  /** The rpcs that the service had before. */
  readonly rpcs?: readonly string[];
  /** Holes: kind and the text at their start. */
  readonly holes?: readonly { readonly kind: string; readonly at: string }[];
  readonly edits?: number;
  /** Errors of the compiler right after the stamp. */
  readonly errorsAfterStamp?: number;
}

export const casesFolder = join(import.meta.dirname, "../cases/repair-rust");
export const caseNames = (): string[] =>
  readdirSync(casesFolder)
    .filter((name) => existsSync(join(casesFolder, name, "case.json")))
    .sort();

/** A file of a case, else of its base. */
export function readCaseFile(name: string, file: string, base?: string): string | undefined {
  const folders = base === undefined ? [name] : [name, base];
  const path = folders.map((folder) => join(casesFolder, folder, file)).find(existsSync);
  return path === undefined ? undefined : readFileSync(path, "utf8");
}

const host = createHost();
const silent: Emit = () => {};
const span = { start: 0, end: 0 };

export interface Ran {
  readonly about: CaseFile;
  readonly outcome: RepairOutcome;
  /** Hand-written files after the edits. */
  readonly texts: ReadonlyMap<string, string>;
  readonly first: GateResult;
  readonly last: GateResult;
  readonly again: RepairOutcome;
  readonly ms: number;
  readonly request: RepairRequest;
}

const files = {
  lib: "src/lib.rs",
  custom: "src/custom.rs",
  tests: "tests/api.rs",
  main: "src/main.rs",
} as const;

/** Whether cargo can be started here. */
export const hasCargo = async (): Promise<boolean> =>
  (await host.processes.which("cargo")) !== undefined;

/** A folder for all cases of a run; `remove` takes it away again. */
export function workbench(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "flywheel-rust-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Stamps a case's new generated code, repairs, and repairs the repaired once more. */
export async function runCase(name: string, bench: string): Promise<Ran> {
  const about: CaseFile = JSON.parse(readCaseFile(name, "case.json") ?? "{}");
  const read = (file: string): string | undefined => readCaseFile(name, file, about.base);
  const root = join(bench, name);
  const directory = "services/unit";
  const sources = new Map<string, string>([
    [`${directory}/${files.lib}`, read("lib.rs") ?? "pub mod custom;\npub mod generated;\n"],
  ]);
  for (const [key, path] of Object.entries(files)) {
    const text = read(`${key}.rs`);
    if (text !== undefined) sources.set(`${directory}/${path}`, text);
  }
  const generated = `${directory}/src/generated.rs`;
  const after = read("generated.after.rs") ?? "";
  const stampedTests = {
    path: `${directory}/tests/generated.rs`,
    before: read("stamped-tests.before.rs"),
    after: read("stamped-tests.after.rs"),
  };
  const crates = Object.entries(about.dependencies ?? {}).map(
    ([crate, at]) => `${crate} = ${at}\n`,
  );
  write(
    root,
    `${directory}/Cargo.toml`,
    `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2024"\n\n[dependencies]\n${crates.join("")}`,
  );
  for (const [path, text] of sources) write(root, path, text);
  write(root, generated, after);
  if (stampedTests.after !== undefined) write(root, stampedTests.path, stampedTests.after);
  const request = requestOf(root, directory, about, sources, {
    before: textsOf(
      [generated, read("generated.before.rs") ?? ""],
      stampedTests.path,
      stampedTests.before,
    ),
    after: textsOf([generated, after], stampedTests.path, stampedTests.after),
    target: process.env["FLYWHEEL_TEST_TARGET"] ?? join(bench, "target"),
  });
  // What a case needs of the registry is fetched once; the gates then stay offline.
  if (crates.length > 0)
    spawnSync("cargo", ["fetch", "--quiet"], { cwd: join(root, directory), stdio: "ignore" });
  const oracle = oracleOf(request);
  const baseline = await oracle.check(request.stampedBefore);
  if (baseline.status !== "passed")
    throw new Error(
      `${name} was red before the change: ${JSON.stringify(baseline.diagnostics.find((one) => one.severity === "error") ?? baseline.reason)}`,
    );
  const first = await oracle.check(new Map());
  const started = performance.now();
  const outcome = await repairRust(request, oracle, host, silent);
  const ms = performance.now() - started;
  const texts = new Map(
    [...sources].map(([path, text]) => [
      path,
      applyEdits(
        text,
        outcome.edits.filter((edit) => edit.file === path),
      ) ?? "the edits overlap",
    ]),
  );
  for (const [path, text] of texts) write(root, path, text);
  const last = await oracle.check(new Map());
  const again = await repairRust(
    { ...request, sources: texts },
    oracleOf({ ...request, sources: texts }),
    host,
    silent,
  );
  return { about, outcome, texts, first, last, again, ms, request };
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const rpcsOf = ({ rpcs = [] }: CaseFile): Service["rpcs"] =>
  rpcs.map((name) => ({
    kind: "rpc",
    name,
    input: [],
    errors: [],
    clauses: {},
    nameSpan: span,
    span,
  }));

/** The stamped files of a case: its code, and its tests where it has some. */
const textsOf = (
  code: readonly [string, string],
  tests: string,
  text: string | undefined,
): ReadonlyMap<string, string> => new Map(text === undefined ? [code] : [code, [tests, text]]);

interface Stamps {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly target: string;
}

function requestOf(
  root: string,
  directory: string,
  about: CaseFile,
  sources: ReadonlyMap<string, string>,
  stamps: Stamps,
): RepairRequest {
  const service: Service = {
    name: "unit",
    language: "rust",
    governance: "strict-codegen",
    tier: "blueprint",
    directory,
    file: `${directory}/intent.lisp`,
    entities: [],
    enums: [],
    aliases: [],
    errors: [],
    rpcs: [],
    events: [],
    uses: [],
    unions: [],
    patterns: noPatterns,
    allowed: [],
    bench: [],
    unstamped: [],
    listeners: [],
    config: [],
    gaps: [],
    gates: {},
    limits: {},
    span,
  };
  const model: Model = {
    universe: {
      name: "cases",
      file: "universe.lisp",
      services: ["services/*"],
      gates: {},
      limits: defaultLimits,
      sandbox: "none",
      surroundings: nothingAround,
      delivery: "draft-branch",
      span,
    },
    services: new Map([["unit", service]]),
  };
  const axes = { source: "breaks", wire: "breaks", stored: "breaks" } as const;
  const changes = about.changes.map((change): Change => ({
    service: "unit",
    symbol: "unit",
    kind: "field-retyped",
    axes,
    breaking: true,
    from: null,
    to: null,
    verdicts: [],
    file: "intent.lisp",
    span,
    ...change,
  }));
  return {
    root,
    service,
    before: { ...model, services: new Map([["unit", { ...service, rpcs: rpcsOf(about) }]]) },
    after: model,
    changes,
    stampedBefore: stamps.before,
    stampedAfter: stamps.after,
    sources,
    tests: new Set([`${directory}/${files.tests}`]),
    environment: {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      CARGO_TARGET_DIR: stamps.target,
    },
    limits: defaultLimits,
    signal: new AbortController().signal,
  };
}

/** The real check gate, with the overlay laid down and taken away again. */
export function oracleOf(request: RepairRequest): Oracle {
  let rounds = 0;
  return {
    get rounds() {
      return rounds;
    },
    check: async (overlay) => {
      rounds++;
      const texts = new Map([...request.sources, ...request.stampedAfter]);
      for (const [path, text] of overlay) write(request.root, path, text);
      const report = await runGates(
        host,
        {
          root: request.root,
          service: request.service,
          commands: { check: ["cargo check --all-targets --offline"] },
          environment: request.environment,
          signal: request.signal,
          emit: silent,
        },
        "check",
      );
      for (const path of overlay.keys()) write(request.root, path, texts.get(path) ?? "");
      const gate = report.gates[0];
      if (gate === undefined) throw new Error("the check gate did not run");
      return gate;
    },
  };
}

/** What must hold for every case: edits are disjoint, explain themselves and stay out of stamped files. */
export function invariants(ran: Ran): string[] {
  const { outcome, request } = ran;
  const problems: string[] = [];
  for (const file of new Set(outcome.edits.map((edit) => edit.file))) {
    if ("clash" in sortEdits(outcome.edits.filter((edit) => edit.file === file)))
      problems.push(`edits of ${file} overlap`);
    if (request.stampedAfter.has(file)) problems.push(`${file} is stamped`);
  }
  for (const edit of outcome.edits) {
    if (edit.change === "" || edit.rule === "" || edit.because === "")
      problems.push(`an edit at ${edit.start} does not explain itself`);
    if (/unwrap|todo!|unimplemented!|try_into|Flywheel/.test(edit.text))
      problems.push(`placeholder: ${edit.text}`);
  }
  return problems;
}
