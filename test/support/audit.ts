import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect } from "vitest";
import type { Edit, Host } from "#intent";
import { audit, type AuditFlags } from "../../cli/commands/audit.ts";
import type { CommandContext } from "../../cli/context.ts";
import { createHost } from "../../cli/host/index.ts";
import type { CommandResult } from "../../cli/result.ts";
import type { Plant } from "../jarvis/faults.ts";

const leftovers = new Set([
  "node_modules",
  "target",
  ".venv",
  "__pycache__",
  ".pytest_cache",
  ".ruff_cache",
]);

/** Copies a universe without what tools left in it. */
export function copyUniverse(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !leftovers.has(basename(path)) });
}

/** Removes a file, and the folders that stood for it alone. */
function removeUp(file: string): void {
  rmSync(file);
  for (let folder = dirname(file); readdirSync(folder).length === 0; folder = dirname(folder))
    rmdirSync(folder);
}

/** Makes a planted change in a copy; gives back what undoes it. */
export function plant(root: string, one: Plant): () => void {
  const file = join(root, one.file);
  const writing = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  if ("text" in one) {
    writing(file, one.text);
    return () => removeUp(file);
  }
  const before = readFileSync(file, "utf8");
  const undo = (): void => writing(file, before);
  if ("append" in one) writing(file, before + one.append);
  else if ("removed" in one) rmSync(file);
  else if ("copied" in one) {
    writing(join(root, one.copied), before);
    return () => removeUp(join(root, one.copied));
  } else if ("moved" in one) {
    const target = join(root, one.moved);
    const there = existsSync(target) ? readFileSync(target, "utf8") : undefined;
    mkdirSync(dirname(target), { recursive: true });
    renameSync(file, target);
    return () => {
      if (there === undefined) removeUp(target);
      else writing(target, there);
      undo();
    };
  } else {
    expect(before, `${one.file} holds what is replaced`).toContain(one.from);
    writing(
      file,
      "all" in one ? before.replaceAll(one.from, one.to) : before.replace(one.from, one.to),
    );
  }
  return undo;
}

/** A world whose state stands in `state`, apart from the user's. */
export const hostWithState = (state: string): Host => {
  const host = createHost();
  return { ...host, platform: { ...host.platform, stateDirectory: state } };
};

/** What a command gets that runs in a universe. */
export const contextIn = (root: string, host: Host): CommandContext => ({
  host,
  cwd: root,
  root,
  json: false,
  quiet: true,
  color: false,
  live: false,
  signal: new AbortController().signal,
  say: () => {},
});

export interface AuditDocument {
  readonly schema: string;
  readonly findings: readonly {
    readonly code: string;
    readonly category: string;
    readonly severity: string;
    readonly service: string;
    readonly symbol: string;
    readonly file: string;
    readonly line: number;
    readonly message: string;
    readonly fix: {
      readonly title: string;
      readonly command?: string;
      readonly edits?: readonly Edit[];
    };
    readonly evidence: {
      readonly code: { readonly excerpt: string };
      readonly intent?: { readonly file: string; readonly line: number; readonly excerpt: string };
    };
    readonly known?: boolean;
  }[];
  readonly unknown: readonly {
    readonly file: string;
    readonly line: number;
    readonly reason: string;
  }[];
  readonly summary: Readonly<Record<string, number>>;
  readonly baseline?: { readonly gone: readonly { readonly code: string }[] };
}

const isAudit = (value: object): value is AuditDocument =>
  "schema" in value && value.schema === "flywheel.audit/1";

/** Audits a universe in this process. */
export async function auditOf(
  root: string,
  host: Host,
  flags: AuditFlags = {},
): Promise<{ readonly result: CommandResult; readonly document: AuditDocument }> {
  const result = await audit(contextIn(root, host), flags);
  if (!isAudit(result.document)) throw new Error(`no audit: ${JSON.stringify(result.document)}`);
  return { result, document: result.document };
}
