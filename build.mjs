// Bundles the command line into dist/: one file for each verb that must start at once, and for all else one file with
// what every command needs and one for each part that is loaded late.
import { build } from "esbuild";
import { isBuiltin } from "node:module";
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";

const dist = process.env.FLYWHEEL_DIST ?? "dist";
const groups = ["flywheel", "forge", "mechanic", "sentinel", "jarvis"];
const { version } = JSON.parse(await readFile("package.json", "utf8"));

/** The name under which `process.getBuiltinModule` knows a module of Node's. */
const builtinOf = (path) =>
  isBuiltin(path) ? (path.startsWith("node:") ? path : `node:${path}`) : undefined;

/**
 * `import` of a module of Node's makes a copy of every export, and so runs every lazy getter: importing `node:crypto`
 * that way loads streams and ciphers that nobody asked for. Taken as an object, only what is used is loaded.
 */
const builtinsAsObjects = {
  name: "builtins-as-objects",
  setup(bundle) {
    bundle.onResolve({ filter: /^[a-z0-9_:/]+$/ }, (args) => {
      const path = builtinOf(args.path);
      return path === undefined ? undefined : { path, namespace: "builtin" };
    });
    bundle.onLoad({ filter: /.*/, namespace: "builtin" }, (args) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(args.path)});`,
      loader: "js",
    }));
  },
};

/** A plain function, by the names that Node gives: classes are capital, and `constants` is an object. */
const isPlainFunction = (name, value) =>
  typeof value === "function" && /^[a-z]/.test(name) && Object.keys(value).length === 0;

/** The text of a module that stands for a module of Node's and loads it when one of its functions is first called. */
function lazyModule(path) {
  const exported = Object.entries(process.getBuiltinModule(path)).filter(
    ([name]) => /^[A-Za-z_]\w*$/.test(name) && name !== "default",
  );
  const lines = exported.map(([name, value]) =>
    isPlainFunction(name, value)
      ? `export function ${name}(...given) { return load().${name}(...given); }`
      : `export const ${name} = /* @__PURE__ */ take(${JSON.stringify(name)});`,
  );
  return `const load = () => process.getBuiltinModule(${JSON.stringify(path)});\nconst take = (name) => load()[name];\n${lines.join("\n")}\n`;
}

/** For our own code, which imports functions by name: Node's module is loaded at the first call, and often never. */
const builtinsWhenCalled = {
  name: "builtins-when-called",
  setup(bundle) {
    bundle.onResolve({ filter: /^[a-z0-9_:/]+$/ }, (args) => {
      const path = builtinOf(args.path);
      return path === undefined ? undefined : { path, namespace: "builtin", sideEffects: false };
    });
    bundle.onLoad({ filter: /.*/, namespace: "builtin" }, (args) => ({
      contents: lazyModule(args.path),
      loader: "js",
    }));
  },
};

/**
 * The verbs that start at once repair nothing, and load no engine late. What could be loaded late is kept apart together with
 * all that it imports, so that nothing of it could be left out.
 */
const enginesLeftOut = {
  name: "engines-left-out",
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/(?:typescript|rust|python)\/index\.ts$/ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
  },
};

const common = {
  outdir: `${dist}/lib`,
  bundle: true,
  platform: "node",
  target: "node22.18",
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
  // Names stay, for stack traces that people can read; everything that only costs reading time goes.
  minifyWhitespace: true,
  minifySyntax: true,
};
// Packages that read files beside themselves stay where npm put them.
const external = ["web-tree-sitter", "tree-sitter-*", "typescript-services", "pyright"];

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await build({
  ...common,
  entryPoints: { main: "cli/main.ts" },
  outExtension: { ".js": ".mjs" },
  splitting: true,
  format: "esm",
  plugins: [builtinsAsObjects],
  external,
  banner: {
    js: 'const require = process.getBuiltinModule("node:module").createRequire(import.meta.url);',
  },
});

// Each quick verb has all that it needs in one CommonJS file, and no more: every further module costs half a millisecond.
// Its name tells its content, so that a code cache is never taken for that of another build.
const quick = ["check", "plan", "stamp", "standing"];
const { metafile } = await build({
  ...common,
  entryPoints: ["start", ...quick].map((name) => `cli/quick/${name}.ts`),
  entryNames: "quick-[name]-[hash]",
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  metafile: true,
  plugins: [enginesLeftOut, builtinsWhenCalled],
  external: [...external, "execa", "@anthropic-ai/sdk"],
  // Only ever given to `createRequire`, which takes a path as well.
  define: { "import.meta.url": "__filename", "import.meta.dirname": "__dirname" },
});
const quickFiles = new Map(
  Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
    entryPoint === undefined ? [] : [[basename(entryPoint, ".ts"), basename(path)]],
  ),
);

// All shipped templates in one file: a command that only compares markers should not open forty.
const templates = [];
for (const pattern of (await readdir("forge/templates", { withFileTypes: true })).filter((entry) =>
  entry.isDirectory(),
)) {
  for (const name of (await readdir(`forge/templates/${pattern.name}`)).filter((name) =>
    name.endsWith(".template"),
  )) {
    const path = `${pattern.name}/${name}`;
    const text = await readFile(`forge/templates/${path}`, "utf8");
    templates.push([
      `${pattern.name}/${name.split(".")[0]}`,
      { text, file: `forge/templates/${path}` },
    ]);
  }
}
await writeFile(
  `${dist}/templates.json`,
  JSON.stringify(templates.sort(([a], [b]) => (a < b ? -1 : 1))),
);

// What a model is told: the installation ships no sources.
await mkdir(`${dist}/prompts`, { recursive: true });
for (const name of await readdir("mechanic/engines/model/prompts"))
  await copyFile(`mechanic/engines/model/prompts/${name}`, `${dist}/prompts/${name}`);

// The launchers are CommonJS: `require` is there at once, where `import` starts a loader first.
await writeFile(`${dist}/package.json`, `${JSON.stringify({ type: "commonjs" })}\n`);

// A launcher must be understood by a Node that is too old, so that it can say so in one sentence.
const launcher = (group) => `#!/usr/bin/env node
var parts = process.versions.node.split(".").map(Number);
var argv = process.argv.slice(2);
if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 18)) {
  console.error("Flywheel needs Node 22.18 or newer; this is Node " + process.versions.node + ". Install a newer Node, or run it by npm (npm run flywheel), which brings one.");
  process.exitCode = 3;
} else if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
  process.stdout.write(${JSON.stringify(`${version}\n`)});
} else {
  var bundles = { ${quick.map((verb) => `${verb}: __dirname + ${JSON.stringify(`/lib/${quickFiles.get(verb)}`)}`).join(", ")} };
  var exiting = require(${JSON.stringify(`./lib/${quickFiles.get("start")}`)}).startQuickly(${JSON.stringify(group)}, argv, bundles);
  if (exiting === undefined) {
    process.getBuiltinModule("node:module").enableCompileCache();
    exiting = import("./lib/main.mjs").then(function (cli) { return cli.main(${JSON.stringify(group)}, argv); });
  }
  exiting.then(function (exit) { process.exitCode = exit; });
}
`;
for (const group of groups) {
  await writeFile(`${dist}/${group}.js`, launcher(group));
  await chmod(`${dist}/${group}.js`, 0o755);
}
