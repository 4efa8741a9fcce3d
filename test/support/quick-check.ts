import { dirname, join } from "node:path";
import ts from "typescript-services";
import type { Changed } from "../../bench/breaks/site.ts";
import { gatesOf, host, lay } from "../../bench/breaks/site.ts";
import { startServer } from "../../mechanic/engines/delta/python/lsp/session.ts";

/**
 * Whether a compiler has something against hand-written texts that are laid over a stamped service. It is asked in this
 * process or in one that goes on running, since a test asks it hundreds of times; the gates have the last word on what it
 * lets pass.
 */
export interface QuickCheck {
  red(texts: ReadonlyMap<string, string>): Promise<boolean>;
  close(): Promise<void>;
}

/** The quick check of a changed service's language. */
export function quickCheck(changed: Changed): Promise<QuickCheck> {
  if (changed.service.language === "typescript") return Promise.resolve(typescriptCheck(changed));
  return changed.service.language === "python" ? pythonCheck(changed) : rustCheck(changed);
}

const libraries = new Map<string, ts.SourceFile | undefined>();

function typescriptCheck({ site, service, request }: Changed): QuickCheck {
  const folder = join(site.root, service.directory);
  const config = join(folder, "tsconfig.json");
  const read = ts.readConfigFile(config, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    read.config,
    ts.sys,
    dirname(config),
  );
  let laid: ReadonlyMap<string, string> = new Map();
  let former: ts.Program | undefined;
  const parsed = new Map<string, ts.SourceFile>();
  const ours = ts.createCompilerHost(options);
  const textOf = (file: string): string | undefined => {
    const path = file.slice(site.root.length + 1);
    return laid.get(path) ?? request.sources.get(path) ?? ts.sys.readFile(file);
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
    red: (texts) => {
      laid = texts;
      const program = ts.createProgram(fileNames, options, compiler, former);
      former = program;
      return Promise.resolve(ts.getPreEmitDiagnostics(program).length > 0);
    },
    close: () => Promise.resolve(),
  };
}

async function pythonCheck({ site, service, request }: Changed): Promise<QuickCheck> {
  const { environment, signal, sources, stampedAfter } = request;
  const at = { root: site.root, directory: service.directory, environment, signal };
  const server = await startServer(host, at);
  const isPython = ([path]: readonly [string, string]): boolean => path.endsWith(".py");
  const session = await server.open(new Map([...stampedAfter, ...sources].filter(isPython)));
  return {
    red: async (texts) => (await session.diagnose(texts)).some((one) => one.isError),
    close: server.close,
  };
}

const rustCheck = (changed: Changed): Promise<QuickCheck> =>
  Promise.resolve({
    red: async (texts) => {
      lay(changed, texts);
      try {
        return !(await gatesOf(changed.site, changed.service, "check")).green;
      } finally {
        lay(changed, new Map());
      }
    },
    close: () => Promise.resolve(),
  });
