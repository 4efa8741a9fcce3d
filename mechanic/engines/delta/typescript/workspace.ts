import ts from "typescript-services";

import type { Host, RepairRequest } from "#intent";

import { createExternalFiles, versionOf, type ExternalFiles } from "./files.ts";
import { treesFor } from "./trees.ts";

/** One state of the service's texts, seen by the compiler. Paths are relative to the root, as everywhere in a repair. */
export interface Snapshot {
  readonly service: ts.LanguageService;
  readonly checker: ts.TypeChecker;
  readonly texts: ReadonlyMap<string, string>;
  /** The syntax tree of a file that belongs to the snapshot. */
  file(path: string): ts.SourceFile | undefined;
  /** Path relative to the root of a syntax tree. */
  pathOf(file: ts.SourceFile): string;
  /** Path relative to the root of an absolute one, as the language service names files. */
  relative(fileName: string): string;
  /** Errors of one file, syntax and types. */
  errors(path: string): readonly ts.Diagnostic[];
}

/** What all snapshots of one repair share: options, libraries, parsed declarations. */
export interface Workspace {
  open(texts: ReadonlyMap<string, string>): Snapshot;
}

const isTypeScript = (path: string): boolean => /\.[cm]?tsx?$/.test(path);

/** Reads the service's compiler options and loads every declaration that its sources reach. Needs no run of the service. */
export async function createWorkspace(request: RepairRequest, host: Host): Promise<Workspace> {
  const libraries = await libraryFolder(host);
  const external = createExternalFiles(host, request.root, libraries);
  const options = await compilerOptions(request, host);
  const registry = treesFor(request.root, libraries);
  const open = (texts: ReadonlyMap<string, string>): Snapshot =>
    openSnapshot(request.root, options, libraries, external, registry, texts);
  /** The service as it was stamped before and after the change, which a repair looks at first. */
  const known: Snapshot[] = [];
  for (const stamped of [request.stampedBefore, request.stampedAfter]) {
    const texts = new Map([...request.sources, ...stamped]);
    let snapshot = open(texts);
    // Each program resolves the imports of what was loaded for the one before it, until one asks for nothing new.
    for (let round = 0; round < roundsMax && (await external.load()); round++)
      snapshot = open(texts);
    known.push(snapshot);
  }
  return { open: (texts) => known.find((one) => sameTexts(one.texts, texts)) ?? open(texts) };
}

const sameTexts = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);

/** Deeper chains of packages than this do not occur; a program that still misses one sees it as unresolved. */
const roundsMax = 30;

async function libraryFolder(host: Host): Promise<string> {
  for (let at = host.platform.installation; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const folder = `${at}/node_modules/typescript-services/lib`;
    if ((await host.files.stat(`${folder}/lib.d.ts`)) !== undefined) return folder;
  }
  throw new Error("The package typescript-services is not installed beside Flywheel.");
}

async function compilerOptions(request: RepairRequest, host: Host): Promise<ts.CompilerOptions> {
  const directory = [request.root, request.service.directory]
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  const text = await host.files.readText(`${directory}/tsconfig.json`);
  const parsed =
    text === undefined
      ? undefined
      : ts.parseConfigFileTextToJson(`${directory}/tsconfig.json`, text);
  const settings: unknown = parsed?.config?.compilerOptions ?? {};
  // The configuration's path is where the search for `types` begins; without it `node` would not be found.
  const { options } = ts.convertCompilerOptionsFromJson(
    settings,
    directory,
    `${directory}/tsconfig.json`,
  );
  return {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    allowImportingTsExtensions: true,
    ...options,
    noEmit: true,
    skipLibCheck: true,
    // Unused names are the linter's business; a program in the middle of a repair may have some.
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
}

const plainHost = (root: string, libraries: string) => ({
  getCurrentDirectory: () => root,
  getDefaultLibFileName: (options: ts.CompilerOptions) =>
    `${libraries}/${ts.getDefaultLibFileName(options)}`,
  getDefaultLibLocation: () => libraries,
  getCanonicalFileName: (name: string) => name,
  useCaseSensitiveFileNames: () => true,
  getNewLine: () => "\n",
});

const absoluteTexts = (root: string, texts: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...texts].map(([path, text]) => [`${root}/${path}`, text]));

function openSnapshot(
  root: string,
  options: ts.CompilerOptions,
  libraries: string,
  external: ExternalFiles,
  registry: ts.DocumentRegistry,
  texts: ReadonlyMap<string, string>,
): Snapshot {
  const absolute = absoluteTexts(root, texts);
  const read = (path: string): string | undefined => absolute.get(path) ?? external.read(path);
  const { useCaseSensitiveFileNames, ...plain } = plainHost(root, libraries);
  const service = ts.createLanguageService(
    {
      ...plain,
      useCaseSensitiveFileNames,
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...absolute.keys()].filter(isTypeScript),
      // The registry shares trees by name and version, so a text's version is what tells two snapshots apart.
      getScriptVersion: (path) => {
        const text = absolute.get(path);
        return text === undefined ? external.version(path) : versionOf(text);
      },
      getScriptSnapshot: (path) => {
        const text = read(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      fileExists: (path) => absolute.has(path) || external.exists(path),
      readFile: read,
    },
    registry,
  );
  const program = service.getProgram();
  if (program === undefined) throw new Error("The language service made no program.");
  return {
    service,
    // Made when it is asked for: a snapshot that only tells which files are missing pays for none.
    get checker() {
      return program.getTypeChecker();
    },
    texts,
    file: (path) => program.getSourceFile(`${root}/${path}`),
    pathOf: (file) => file.fileName.slice(root.length + 1),
    relative: (fileName) => fileName.slice(root.length + 1),
    errors: (path) => {
      const file = program.getSourceFile(`${root}/${path}`);
      if (file === undefined) return [];
      return [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ].filter((found) => found.category === ts.DiagnosticCategory.Error);
    },
  };
}
