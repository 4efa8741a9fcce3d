import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { demoChanges } from "../../cli/commands/demo.ts";
import { git } from "./repository.ts";
import { installation } from "./tools.ts";

/** What tools leave in the example while somebody works on it. */
const leftovers = new Set([
  "node_modules",
  "target",
  ".venv",
  "__pycache__",
  ".pytest_cache",
  ".ruff_cache",
  ".git",
  "package-lock.json",
]);

/** Copies the example universe to `root`, as one repository with one commit. */
export function exampleUniverse(root: string): void {
  cpSync(join(installation, "universe.example"), root, {
    recursive: true,
    filter: (path) => !leftovers.has(basename(path)),
  });
  git(root, "init", "-q");
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", "as it stands");
}

/** Makes a change of the demo in the intent that it edits; throws where there is none of that name. */
export function editIntent(root: string, change: string): void {
  const edit = demoChanges[change];
  if (edit === undefined) throw new Error(`the demo has no change ${change}`);
  const path = join(root, "services", edit.service, "intent.lisp");
  const before = readFileSync(path, "utf8");
  const after = before.replace(edit.from, edit.to);
  if (after === before) throw new Error(`${path} does not hold ${edit.from}`);
  writeFileSync(path, after);
}

/** Every source below a folder: path → text. */
export function textsBelow(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (leftovers.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isFile()) texts.set(path, readFileSync(path, "utf8"));
    else if (entry.isDirectory())
      for (const [below, text] of textsBelow(path)) texts.set(below, text);
  }
  return texts;
}
