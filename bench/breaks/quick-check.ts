import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript-services";
import type { GateReport, GateResult, Service } from "../../intent/index.ts";
import type { RepairTools } from "../../mechanic/index.ts";
import { repairPython } from "../../mechanic/engines/delta/python/index.ts";
import { judgeBySession } from "../../mechanic/engines/delta/python/judge.ts";
import { startServer } from "../../mechanic/engines/delta/python/lsp/session.ts";
import type { Refusals } from "./bodies.ts";
import { gatesOf, environment, host, lay, type Changed, type Site } from "./site.ts";

type Texts = ReadonlyMap<string, string>;

/**
 * Whether a compiler has something against hand-written texts that are laid over a stamped service. It is asked in this
 * process or in one that goes on running, since a test asks it hundreds of times; the gates have the last word on what it
 * lets pass.
 */
export interface QuickCheck {
  /** Makes a changed service what `red` is asked about. */
  open(changed: Changed): Promise<void>;
  red(texts: Texts): Promise<boolean>;
  /** The compiler's errors, where those of one function are its own; see {@link neededInBodies}. */
  readonly refusals?: Refusals;
  /** What the check gate would say of the tree as it lies there; absent where nothing is quicker than the gate. */
  readonly check?: () => Promise<GateResult>;
  /** The offline engine with the compiler that runs already, where there is one. */
  readonly engine?: RepairTools["engine"];
  close(): Promise<void>;
}

/** The quick check of a service's language. */
export function startQuickCheck(site: Site, service: Service): Promise<QuickCheck> {
  if (service.language === "typescript") return Promise.resolve(typescriptCheck(site, service));
  return service.language === "python" ? pythonCheck(site, service) : Promise.resolve(rustCheck());
}

/** Declarations of libraries, which no case changes. */
const libraries = new Map<string, ts.SourceFile | undefined>();

function typescriptCheck(site: Site, service: Service): QuickCheck {
  const folder = join(site.root, service.directory);
  const config = join(folder, "tsconfig.json");
  const read = ts.readConfigFile(config, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, dirname(config));
  const ours = ts.createCompilerHost(options);
  const parsed = new Map<string, ts.SourceFile>();
  let sources: Texts = new Map();
  let laid: Texts = new Map();
  const laidOver = (texts: Texts): ts.Program => {
    laid = texts;
    // A change may stamp other files than stood there.
    const { fileNames } = ts.parseJsonConfigFileContent(read.config, ts.sys, dirname(config));
    former = ts.createProgram(fileNames, options, compiler, former);
    return former;
  };
  let former: ts.Program | undefined;
  const textOf = (file: string): string | undefined => {
    const path = file.slice(site.root.length + 1);
    return laid.get(path) ?? sources.get(path) ?? ts.sys.readFile(file);
  };
  const compiler: ts.CompilerHost = {
    ...ours,
    readFile: textOf,
    getSourceFile: (file, target) => {
      if (!file.startsWith(`${folder}/`) || file.includes("/node_modules/")) {
        if (!libraries.has(file)) libraries.set(file, ours.getSourceFile(file, target));
        return libraries.get(file);
      }
      const text = textOf(file);
      if (text === undefined) return undefined;
      const known = parsed.get(file);
      if (known?.text === text) return known;
      const source = ts.createSourceFile(file, text, target);
      parsed.set(file, source);
      return source;
    },
  };
  return {
    open: ({ request }) => {
      sources = request.sources;
      return Promise.resolve();
    },
    red: (texts) => {
      const program = laidOver(texts);
      // Where a text changed is where a compiler most likely stumbles; the gates look at the rest.
      const files = [...texts.keys()].flatMap(
        (path) => program.getSourceFile(join(site.root, path)) ?? [],
      );
      const isRed = (file: ts.SourceFile): boolean =>
        program.getSyntacticDiagnostics(file).length > 0 ||
        program.getSemanticDiagnostics(file).length > 0;
      return Promise.resolve(files.some(isRed));
    },
    close: () => Promise.resolve(),
  };
}

/** Hand-written texts as they lie in the tree. */
const onDisk = (site: Site, sources: Texts): Texts =>
  new Map([...sources.keys()].map((path) => [path, readFileSync(join(site.root, path), "utf8")]));

/** One server is asked about all cases of a domain, for hours where each edit of a repair is left out in turn. */
const serverMs = 12 * 3_600_000;

async function pythonCheck(site: Site, { directory }: Service): Promise<QuickCheck> {
  const { signal } = new AbortController();
  const server = await startServer(
    host,
    { root: site.root, directory, environment, signal },
    serverMs,
  );
  let session: Awaited<ReturnType<typeof server.open>> | undefined;
  let changed: Changed | undefined;
  let opened: Texts = new Map();
  const isPython = ([path]: readonly [string, string]): boolean => path.endsWith(".py");
  const show = (texts: Texts): ReturnType<typeof server.open> => {
    opened = texts;
    return server.open(texts);
  };
  return {
    open: async (next) => {
      const { stampedAfter, sources } = next.request;
      changed = next;
      session = await show(new Map([...stampedAfter, ...sources].filter(isPython)));
    },
    check: async () => {
      if (changed === undefined) throw new Error("nothing was opened");
      const { request } = changed;
      const texts = onDisk(site, request.sources);
      const whole = new Map([...request.stampedAfter, ...texts].filter(isPython));
      // The engine may have texts of its own in the same server, and goes on asking about them.
      const former = opened;
      const asked = { ...(await show(whole)), close: () => Promise.resolve() };
      const said = await judgeBySession(asked, request, texts, host.clock.monotonicMs);
      await show(former);
      const [gate] =
        said === undefined ? (await gatesOf(site, changed.service, "check")).gates : [];
      const result = said ?? gate;
      if (result === undefined) throw new Error("the check gate gave no result");
      return result;
    },
    red: async (texts) => {
      if (session === undefined) throw new Error("nothing was opened");
      return (await session.diagnose(texts)).some((one) => one.isError);
    },
    engine: (request, oracle, engineHost, emit) =>
      repairPython(request, oracle, engineHost, emit, async (_, { texts }) => ({
        ...(await show(texts)),
        close: () => Promise.resolve(),
      })),
    close: server.close,
  };
}

function rustCheck(): QuickCheck {
  let changed: Changed | undefined;
  const checked = async (texts: Texts, likelyRed: boolean): Promise<GateReport> => {
    if (changed === undefined) throw new Error("nothing was opened");
    lay(changed, texts);
    try {
      return await gatesOf(changed.site, changed.service, "check", { likelyRed });
    } finally {
      lay(changed, new Map());
    }
  };
  return {
    open: (opened) => {
      changed = opened;
      return Promise.resolve();
    },
    // The library's own errors are enough to refuse texts.
    red: async (texts) => !(await checked(texts, true)).green,
    refusals: async (texts, library) => {
      const { gates } = await checked(texts, library);
      const said = gates.flatMap(({ diagnostics }) => diagnostics);
      return said.filter(({ severity }) => severity === "error");
    },
    close: () => Promise.resolve(),
  };
}
