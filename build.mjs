// Bundles the command line into dist/: one file for what every command needs, one for each part that is loaded late.
import { build } from "esbuild";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";

const groups = ["flywheel", "forge", "mechanic", "sentinel", "jarvis"];

await rm("dist", { recursive: true, force: true });
await mkdir("dist", { recursive: true });
await build({
  entryPoints: { main: "cli/main.ts" },
  outdir: "dist/lib",
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node22.18",
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
  // Packages that read files beside themselves stay where npm put them.
  external: ["web-tree-sitter", "tree-sitter-*", "typescript-services", "pyright"],
  banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
});

// The launcher must be understood by a Node that is too old, so that it can say so in one sentence.
const launcher = (group) => `#!/usr/bin/env node
var parts = process.versions.node.split(".").map(Number);
if (parts[0] < 22 || (parts[0] === 22 && parts[1] < 18)) {
  console.error("Flywheel needs Node 22.18 or newer; this is Node " + process.versions.node + ". Install a newer Node, or run it by npm (npm run flywheel), which brings one.");
  process.exitCode = 3;
} else {
  import("node:module")
    .then(function (module) { module.enableCompileCache(); return import("./lib/main.js"); })
    .then(function (cli) { return cli.main(${JSON.stringify(group)}, process.argv.slice(2)); })
    .then(function (exit) { process.exitCode = exit; });
}
`;
for (const group of groups) {
  await writeFile(`dist/${group}.js`, launcher(group));
  await chmod(`dist/${group}.js`, 0o755);
}
