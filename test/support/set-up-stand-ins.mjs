// The setup command of a service whose tools are stand-ins: puts them where the gates look for a service's own tools.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

mkdirSync("node_modules/.bin", { recursive: true });
const behaviour = existsSync("behaviour.json")
  ? JSON.parse(readFileSync("behaviour.json", "utf8"))
  : {};
const place = (source, name) => {
  const file = join("node_modules/.bin", name);
  copyFileSync(join(import.meta.dirname, source), file);
  chmodSync(file, 0o755);
};
place("stand-in-tool.cjs", "stand-in-tool.cjs");
for (const name of ["tsc", "oxlint", "vitest"])
  if (behaviour[name] !== "gone") place("stand-in-tool.sh", name);
