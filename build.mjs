// Bundles the command line into dist/: one file for what every command needs, one for each part that is loaded late.
import { build } from "esbuild";
import { isBuiltin } from "node:module";
import { chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";

const dist = process.env.FLYWHEEL_DIST ?? "dist";
const groups = ["flywheel", "forge", "mechanic", "sentinel", "jarvis"];

/**
 * `import` of a module of Node's makes a copy of every export, and so runs every lazy getter: importing `node:crypto`
 * that way loads streams and ciphers that nobody asked for. Taken as an object, only what is used is loaded.
 */
const builtins = {
  name: "builtins",
  setup(bundle) {
    bundle.onResolve(
      {
        filter:
          /^(?:node:.+|assert|buffer|child_process|events|fs|fs\/promises|os|path|process|readline|stream|string_decoder|timers|timers\/promises|tty|url|util|v8)$/,
      },
      (args) =>
        isBuiltin(args.path)
          ? {
              path: args.path.startsWith("node:") ? args.path : `node:${args.path}`,
              namespace: "builtin",
            }
          : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: "builtin" }, (args) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(args.path)});`,
      loader: "js",
    }));
  },
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await build({
  entryPoints: { main: "cli/main.ts" },
  outdir: `${dist}/lib`,
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  plugins: [builtins],
  target: "node22.18",
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
  // Names stay, for stack traces that people can read; everything that only costs reading time goes.
  minifyWhitespace: true,
  minifySyntax: true,
  // Packages that read files beside themselves stay where npm put them.
  external: ["web-tree-sitter", "tree-sitter-*", "typescript-services", "pyright"],
  banner: {
    js: 'const require = process.getBuiltinModule("node:module").createRequire(import.meta.url);',
  },
});

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

// The launcher must be understood by a Node that is too old, so that it can say so in one sentence.
const launcher = (group) => `#!/usr/bin/env node
var parts = process.versions.node.split(".").map(Number);
if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 18)) {
  console.error("Flywheel needs Node 22.18 or newer; this is Node " + process.versions.node + ". Install a newer Node, or run it by npm (npm run flywheel), which brings one.");
  process.exitCode = 3;
} else {
  process.getBuiltinModule("node:module").enableCompileCache();
  import("./lib/main.js")
    .then(function (cli) { return cli.main(${JSON.stringify(group)}, process.argv.slice(2)); })
    .then(function (exit) { process.exitCode = exit; });
}
`;
for (const group of groups) {
  await writeFile(`${dist}/${group}.js`, launcher(group));
  await chmod(`${dist}/${group}.js`, 0o755);
}
