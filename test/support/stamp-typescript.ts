import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { stamp, type StampedFile, type Templates } from "#forge";
import type { Model } from "#intent";
import { createHost } from "../../cli/host/index.ts";
import { installation, sharedCache } from "./tools.ts";

const host = createHost();

/** What Forge makes of the TypeScript services of a model; throws where it has something to complain of. */
export function stampTypeScript(model: Model, templates: Templates): readonly StampedFile[] {
  const services = [...model.services.values()]
    .filter(({ language }) => language === "typescript")
    .map(({ name }) => name);
  const { diagnostics, services: done } = stamp(model, templates, {
    sha256: host.sha256,
    services,
  });
  if (diagnostics.length > 0)
    throw new Error(diagnostics.map(({ file, message }) => `${file}: ${message}`).join("\n"));
  return done.flatMap(({ files }) => files);
}

/** The manifest whose packages the three services of the example share. */
const manifest = join(installation, "universe.example/services/billing/package.json");

/** What the example needs not, and stamped code over PostgreSQL does. */
const databasePackages = ["pg@8.23.1", "@types/pg@8.23.1"];

/**
 * A folder with the packages that stamped services need, installed once for each content of the manifest and kept among
 * the shared caches. Two that install at once do not meet: each works aside, and the first to finish is taken.
 */
export function typescriptPackages(): string {
  const key = createHash("sha256")
    .update(readFileSync(manifest))
    .update(databasePackages.join(" "))
    .digest("hex")
    .slice(0, 16);
  const folder = join(sharedCache(), `typescript-${key}`);
  if (existsSync(folder)) return join(folder, "node_modules");
  const aside = mkdtempSync(`${folder}-`);
  mkdirSync(aside, { recursive: true });
  copyFileSync(manifest, join(aside, "package.json"));
  const options = ["--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"];
  const args = ["install", ...options, "--save-exact", ...databasePackages];
  const done = spawnSync("npm", args, { cwd: aside, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`npm install failed:\n${done.stdout}${done.stderr}`);
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return join(folder, "node_modules");
}

/** Makes the packages visible to everything below a folder. */
export const linkPackages = (root: string): void =>
  symlinkSync(typescriptPackages(), join(root, "node_modules"));

/** Runs a program of the packages; gives what it says when it fails, and nothing when it is content. */
export function complaints(root: string, program: "tsc" | "oxlint", ...args: string[]): string {
  const done = spawnSync(join(typescriptPackages(), ".bin", program), args, {
    cwd: root,
    encoding: "utf8",
  });
  return done.status === 0 ? "" : done.stdout + done.stderr;
}

/** What oxfmt would change in files below a folder; nothing where it would leave them. */
export function unformatted(root: string): string {
  const program = join(installation, "node_modules/.bin/oxfmt");
  const done = spawnSync(program, ["--check", "."], { cwd: root, encoding: "utf8" });
  return done.status === 0 ? "" : done.stdout + done.stderr;
}
