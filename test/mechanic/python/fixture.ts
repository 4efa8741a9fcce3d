import { existsSync, mkdirSync } from "node:fs";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createHost } from "../../../cli/host/index.ts";
import {
  applyEdits,
  defaultLimits,
  noPatterns,
  nothingAround,
  rangeOf,
  type Change,
  type CodeDiagnostic,
  type GateResult,
  type Model,
  type Oracle,
  type RepairOutcome,
  type RepairRequest,
  type Service,
} from "#intent";
import { repairPython } from "../../../mechanic/engines/delta/python/index.ts";
import {
  startProcess,
  type Server,
  type ServerProcess,
} from "../../../mechanic/engines/delta/python/lsp/session.ts";
import { answerLines } from "../../support/answers.ts";
import { sharedCache } from "../../support/tools.ts";

const span = { start: 0, end: 0 };
const axes = { source: "breaks", wire: "compatible", stored: "compatible" } as const;
const folder = "services/letters";
const inPackage = (name: string): string => `${folder}/letters/${name}`;

/** A change as the semantic diff would tell it. */
export function change(kind: Change["kind"], symbol: string, more: Partial<Change> = {}): Change {
  return {
    service: "users",
    symbol,
    kind,
    axes,
    breaking: true,
    from: null,
    to: null,
    verdicts: [],
    file: "",
    span,
    ...more,
  };
}

/** The rename of `from` to `to` (symbols). */
export const renamed = (kind: Change["kind"], from: string, to: string): Change =>
  change(kind, to, { fromSymbol: from });

const service: Service = {
  name: "letters",
  language: "python",
  governance: "strict-codegen",
  tier: "blueprint",
  directory: folder,
  file: `${folder}/intent.lisp`,
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
    name: "u",
    file: "universe.lisp",
    services: [],
    gates: {},
    limits: defaultLimits,
    sandbox: "none",
    surroundings: nothingAround,
    delivery: "draft-branch",
    span,
  },
  services: new Map([[service.name, service]]),
};

/** Enough of the wire's rules for a type checker, so that no package has to be installed. */
const wire = `from typing import Any, dataclass_transform


@dataclass_transform(kw_only_default=True)
class Model:
    def __init__(self, **_: Any) -> None: ...

    def model_copy(self, *, update: dict[str, Any] | None = None) -> "Model": ...
`;

const pyproject = `[tool.pyright]
include = ["letters", "tests"]
pythonVersion = "3.11"
typeCheckingMode = "strict"
`;

export interface Case {
  readonly changes: readonly Change[];
  /** What the intents say before and after, for rules that look beyond the changes. */
  readonly models?: readonly [Model, Model];
  /** Stamped files by name, before and after. */
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Hand-written files by path below the service's folder. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface Result {
  /** What each hole can be answered with. */
  readonly answers: readonly string[];
  readonly outcome: RepairOutcome;
  /** Hand-written files after the edits, by path below the service's folder. */
  readonly texts: Readonly<Record<string, string>>;
  /** Errors that pyright still reports. */
  readonly errors: readonly string[];
  /** What a second run over the repaired sources edits. */
  readonly again: RepairOutcome;
}

const host = createHost();
const environment = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" };

/** Longer than all cases of a worker take. */
const serverMs = 1_800_000;

/** A language server for all cases of a worker; it ends with its input, as the worker does. */
function pyright(): Promise<ServerProcess> {
  const nothing = join(sharedCache(), "no-service");
  mkdirSync(nothing, { recursive: true });
  const { signal } = new AbortController();
  return startProcess(host, { root: nothing, directory: ".", environment, signal }, serverMs);
}

let servers: Promise<readonly [ServerProcess, ServerProcess]> | undefined;

/**
 * Repairs a small service in a temporary folder with the real pyright, twice. One language server answers the engine's
 * questions and another one its checks, in both runs and in every case: each start of pyright costs more than what it is
 * asked here. (Over stamps that change to and fro a single one answers from what it remembers.)
 */
export async function repairCase(given: Case): Promise<Result> {
  const root = await mkdtemp(join(tmpdir(), "flywheel-python-"));
  const before = stampedOf(given.before);
  const after = stampedOf(given.after);
  const sources = prefixed(given.sources, `${folder}/`);
  const settings = prefixed({ "pyproject.toml": pyproject }, `${folder}/`);
  await writeAll(root, new Map([...before, ...after, ...sources, ...settings]));
  servers ??= Promise.all([pyright(), pyright()]);
  const [forQuestions, forChecks] = await servers;
  const service = { root, directory: folder };
  const [asked, checks] = [await forQuestions.enter(service), await forChecks.enter(service)];
  const run = (texts: ReadonlyMap<string, string>): ReturnType<typeof repairOnce> =>
    repairOnce({ root, given, before, after, sources: texts, asked, checks });
  try {
    const first = await run(sources);
    const answers = answerLines(sources, first.outcome.edits, first.outcome.holes);
    const edited = new Map(
      [...sources].map(([file, text]) => [file, applied(file, text, first.outcome)] as const),
    );
    const second = await run(edited);
    const texts = Object.fromEntries(
      [...edited].map(([file, text]) => [file.slice(folder.length + 1), text]),
    );
    return {
      outcome: first.outcome,
      texts,
      errors: second.errors,
      again: second.outcome,
      answers,
    };
  } finally {
    await asked.close();
    await checks.close();
    await rm(root, { recursive: true, force: true });
  }
}

interface Run {
  readonly root: string;
  readonly given: Case;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, string>;
  /** Servers of the engine's questions and of its checks. */
  readonly asked: Server;
  readonly checks: Server;
}

/** What the engine is asked of some sources in which nothing has changed. */
export const requestOver = ({
  root,
  sources,
}: Pick<RepairRequest, "root" | "sources">): RepairRequest => ({
  root,
  service,
  before: model,
  after: model,
  changes: [],
  stampedBefore: new Map(),
  stampedAfter: new Map(),
  sources,
  tests: new Set([...sources.keys()].filter((file) => file.includes("/tests/"))),
  environment,
  limits: defaultLimits,
  signal: new AbortController().signal,
});

async function repairOnce(
  run: Run,
): Promise<{ outcome: RepairOutcome; errors: readonly string[] }> {
  const { root, given, before, after, sources, asked, checks } = run;
  const oracle = servedOracle(checks, new Map([...after, ...sources]));
  const request: RepairRequest = {
    ...requestOver({ root, sources }),
    ...(given.models === undefined ? {} : { before: given.models[0], after: given.models[1] }),
    changes: given.changes,
    stampedBefore: before,
    stampedAfter: after,
  };
  const outcome = await repairPython(
    request,
    oracle,
    host,
    () => undefined,
    async (_, { texts }) => ({ ...(await asked.open(texts)), close: () => Promise.resolve() }),
  );
  const { diagnostics } = await oracle.check(new Map());
  return {
    outcome,
    errors: diagnostics.filter((each) => each.severity === "error").map((each) => each.message),
  };
}

/** The check of a server that runs already. */
function servedOracle(server: Server, files: ReadonlyMap<string, string>): Oracle {
  let rounds = 0;
  return {
    get rounds() {
      return rounds;
    },
    check: async (overlay) => {
      rounds++;
      const texts = new Map([...files, ...overlay]);
      const session = await server.open(texts);
      const found = await session.diagnose(new Map());
      const diagnostics = found.map(
        ({ file, start, end, code, message, isError }): CodeDiagnostic => ({
          tool: "pyright",
          code,
          severity: isError ? "error" : "info",
          message,
          file,
          ...rangeOf(texts.get(file) ?? "", { start, end }),
        }),
      );
      const failed = diagnostics.some(({ severity }) => severity === "error");
      return {
        gate: "check",
        status: failed ? "failed" : "passed",
        diagnostics,
        files: texts.size,
        ms: 0,
      };
    },
  };
}

const stampedOf = (files: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  prefixed({ "generated_wire.py": wire, ...files }, inPackage(""));

const prefixed = (
  files: Readonly<Record<string, string>>,
  prefix: string,
): ReadonlyMap<string, string> =>
  new Map(Object.entries(files).map(([file, text]) => [`${prefix}${file}`, text]));

function applied(file: string, text: string, outcome: RepairOutcome): string {
  const result = applyEdits(
    text,
    outcome.edits.filter((edit) => edit.file === file),
  );
  if (result === undefined) throw new Error(`the edits of ${file} overlap`);
  return result;
}

async function writeAll(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [file, text] of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}

/**
 * Runs pyright over the tree with an overlay laid over it, and puts the tree back. What it has said of the same texts
 * stands in `known` and is not asked again.
 */
export function createOracle(
  root: string,
  files: ReadonlyMap<string, string>,
  directory: string,
  known: Map<string, GateResult> = new Map(),
): Oracle {
  let rounds = 0;
  return {
    get rounds() {
      return rounds;
    },
    check: async (overlay) => {
      rounds++;
      const texts = JSON.stringify([...new Map([...files, ...overlay])].toSorted());
      const before = known.get(texts);
      if (before !== undefined) return before;
      await writeAll(root, overlay);
      const program = join(host.platform.installation, "node_modules/pyright/index.js");
      const interpreter = join(root, directory, ".venv/bin/python");
      const python = existsSync(interpreter) ? ["--pythonpath", interpreter] : [];
      const run = await host.processes.run(
        [host.platform.node, program, "--outputjson", ...python],
        {
          cwd: join(root, directory),
          env: environment,
        },
      );
      await writeAll(root, files);
      const result: GateResult = {
        gate: "check",
        status: run.exit === 0 ? "passed" : "failed",
        diagnostics: read(run.stdout, directory),
        files: 1,
        ms: run.ms,
      };
      known.set(texts, result);
      return result;
    },
  };
}

interface Reported {
  readonly file: string;
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly rule?: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

function read(stdout: string, directory: string): CodeDiagnostic[] {
  const report: { readonly generalDiagnostics: readonly Reported[] } = JSON.parse(stdout);
  return report.generalDiagnostics.map(({ file, severity, message, rule, range }) => ({
    tool: "pyright",
    code: rule ?? "",
    severity: severity === "information" ? "info" : severity,
    message,
    file: file.slice(file.indexOf(`${directory}/`)),
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  }));
}
