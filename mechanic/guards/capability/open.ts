import type { Language, RepairRequest, SyntaxParser } from "#intent";

import { isNewTest } from "../paths.ts";
import { loadedModules } from "../names/typescript.ts";
import { pythonImports } from "../names/python.ts";
import { parseTree, type TreeNode } from "../tree.ts";
import { pythonSystem } from "./python.ts";
import { declaredModules, rustCapabilities } from "./rust.ts";

/** Modules of the standard library that compute and do no more; for Rust what does more is told by its path. */
const computing: Readonly<Record<Language, RegExp>> = {
  typescript:
    /^(?:node:)?(?:crypto|url|path(?:\/(?:posix|win32))?|util|util\/types|buffer|querystring|string_decoder|punycode|events|timers|timers\/promises)$/,
  python:
    /^(?:__future__|abc|array|base64|binascii|bisect|calendar|collections|contextlib|copy|dataclasses|datetime|decimal|enum|fractions|functools|graphlib|hashlib|heapq|hmac|html|ipaddress|itertools|json|math|numbers|operator|random|re|secrets|statistics|string|struct|textwrap|time|types|typing|unicodedata|urllib\.parse|uuid|zlib|zoneinfo)(?:\.|$)/,
  rust: /^$/,
};
/** Modules that hand out the running system or what judges: open where a file has them already, and in tests that do. */
const system: Readonly<Record<Language, (module: string) => boolean>> = {
  typescript: (module) =>
    /^(?:node:)?(?:process|module|vm|v8|inspector|repl|sea|wasi|domain|test|assert)(?:\/|$)|^(?:vitest|chai|expect|tap|ava|jest|mocha|sinon)(?:\/|$)|^@(?:jest|vitest)\//.test(
      module,
    ),
  python: (module) => pythonSystem.test(module.split(".")[0] ?? ""),
  rust: () => false,
};

/**
 * Tells whether a file of the service may use a module: one of its own, one that only computes, or one that its code uses
 * already; for a new test also what tests that stand use. Other files are read when it comes to that, and once.
 */
export function openModules(
  syntax: SyntaxParser,
  request: RepairRequest,
  file: string,
): (module: string) => Promise<boolean> {
  const { language } = request.service;
  const isTest = request.tests.has(file) || isNewTest(request, file);
  let used: Promise<readonly [code: ReadonlySet<string>, tests: ReadonlySet<string>]> | undefined;
  return async (module) => {
    if (isOwn(request, file, module, isTest)) return true;
    // A change of an item is open in the service's own modules alone.
    if (module.endsWith("!")) return false;
    if (computing[language].test(module)) return true;
    used ??= Promise.all([usedBy(syntax, request, false), usedBy(syntax, request, true)]);
    const [code, tests] = await used;
    const root = packageOf(language, module);
    return (isTest && tests.has(root)) || (code.has(root) && !system[language](module));
  };
}

async function usedBy(
  syntax: SyntaxParser,
  { service, sources, stampedAfter, tests }: RepairRequest,
  ofTests: boolean,
): Promise<ReadonlySet<string>> {
  const files = ofTests
    ? [...sources].filter(([path]) => tests.has(path))
    : [...[...sources].filter(([path]) => !tests.has(path)), ...stampedAfter];
  const found = new Set<string>();
  for (const [path, text] of files) {
    if (!/\.(?:rs|[cm]?tsx?|py)$/.test(path)) continue;
    const { root } = await parseTree(syntax, service.language, text);
    for (const module of modulesOf(service.language, root))
      found.add(packageOf(service.language, module));
  }
  return found;
}

function modulesOf(language: Language, root: TreeNode): readonly string[] {
  if (language === "typescript") return loadedModules(root).flatMap(({ module }) => module ?? []);
  if (language === "python") return pythonImports(root).map(({ module }) => module);
  return [
    ...declaredModules(root),
    ...rustCapabilities(root).flatMap(({ module }) => module ?? []),
  ];
}

/** A package with all of its parts is one thing; of Node's own modules each is. */
function packageOf(language: Language, module: string): string {
  if (language === "rust") return module;
  if (language === "python") return module.split(".")[0] ?? "";
  const [first = "", second = ""] = module.split("/");
  if (module.startsWith("node:") || module.startsWith(".")) return module;
  return first.startsWith("@") ? `${first}/${second}` : first;
}

/** Whether a module is the service's own code; its tests are none of its code's. */
function isOwn(request: RepairRequest, file: string, module: string, isTest: boolean): boolean {
  if (request.service.language === "python")
    return ownPackages(request, isTest).has(module.split(".")[0] ?? "");
  if (request.service.language === "rust" || !/^\.\.?(?:\/|$)/.test(module)) return false;
  const path = resolved(file, module);
  const stem = path?.replace(/\.[cm]?[jt]sx?$/, "");
  if (stem === undefined) return false;
  const stands = [...request.sources.keys(), ...request.stampedAfter.keys()].filter((one) =>
    [stem, `${stem}/index`].includes(one.replace(/\.[cm]?tsx?$/, "")),
  );
  if (stands.some((one) => request.tests.has(one))) return isTest;
  // What is made in the same repair is judged by itself.
  const { directory } = request.service;
  const inside = directory === "" || directory === "." || stem.startsWith(`${directory}/`);
  return stands.length > 0 || (inside && /(?:^|\/)custom(?:\/|$)/.test(stem));
}

/** A relative specifier as a path below the root; `undefined` where it leads outside. */
function resolved(file: string, module: string): string | undefined {
  const parts = file.split("/").slice(0, -1);
  for (const part of module.split("/")) {
    if (part === ".." && parts.pop() === undefined) return undefined;
    if (part !== ".." && part !== "." && part !== "") parts.push(part);
  }
  return parts.some((part) => part.startsWith("node_modules")) ? undefined : parts.join("/");
}

/** The first parts of the names under which the service's files are imported. */
function ownPackages(request: RepairRequest, isTest: boolean): ReadonlySet<string> {
  const { directory } = request.service;
  const depth = directory === "" || directory === "." ? 0 : directory.split("/").length;
  const paths = [...request.sources.keys(), ...request.stampedAfter.keys()].filter(
    (path) => isTest || !request.tests.has(path),
  );
  const firsts = paths.map((path) => {
    const [first = "", second = ""] = path.split("/").slice(depth);
    return (first === "src" ? second : first).replace(/\.py$/, "");
  });
  return new Set(firsts.filter((one) => isTest || !/^tests?$/.test(one)));
}
