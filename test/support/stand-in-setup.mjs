// The setup command of a service whose tools are stand-ins: puts them where the gates look for a service's own tools.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

mkdirSync("node_modules/.bin", { recursive: true });
const behaviour = existsSync("behaviour.json")
  ? JSON.parse(readFileSync("behaviour.json", "utf8"))
  : {};
for (const name of ["tsc", "oxlint", "vitest"]) {
  if (behaviour[name] === "gone") continue;
  const file = join("node_modules/.bin", name);
  copyFileSync(join(import.meta.dirname, "stand-in-tool.cjs"), file);
  chmodSync(file, 0o755);
}
