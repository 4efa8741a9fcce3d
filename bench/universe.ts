import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A file of the built command line. */
export const built = (name: string): string => {
  const folder = process.env["FLYWHEEL_DIST"] ?? fileURLToPath(new URL("../dist", import.meta.url));
  return join(folder, name);
};

export const temporary = (name: string): string => mkdtempSync(join(tmpdir(), `flywheel-${name}-`));

const leftByTools = /(?:^|\/)(?:node_modules|target|\.venv|__pycache__|\.flywheel)(?:\/|$)/;

/** Git with a name of its own. */
export function git(cwd: string, ...args: string[]): void {
  const who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"];
  execFileSync("git", [...who, ...args], { cwd, stdio: "ignore" });
}

/** The example, stamped and committed, a repository for each service, with one line of `users` edited since. */
export function editedExample(): string {
  const root = temporary("plan");
  const example = fileURLToPath(new URL("../universe.example", import.meta.url));
  const inside = (path: string): string => path.slice(example.length);
  cpSync(example, root, {
    recursive: true,
    filter: (path) => !leftByTools.test(inside(path)),
  });
  execFileSync(process.execPath, [built("forge.js"), "stamp", "--root", root]);
  for (const service of readdirSync(join(root, "services"))) {
    const folder = join(root, "services", service);
    git(folder, "init", "-q");
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "as it stands");
  }
  const intent = join(root, "services/users/intent.lisp");
  const text = readFileSync(intent, "utf8");
  const edited = text.replace("(id i32 :key)", "(id string :key)");
  if (edited === text) throw new Error(`${intent} has no field to edit`);
  writeFileSync(intent, edited);
  return root;
}
