import type { Host } from "#intent";

import type { ToolContext } from "../types.ts";

const nameOf = (word: string): string =>
  word.slice(word.lastIndexOf("/") + 1).replace(/\.(?:cmd|exe|js|mjs)$/, "");

/** Words that only pass a call on: `npx tsc`, `npm exec -- tsc`, `python -m pytest`, `uv run ruff`, `rustup run stable cargo`. */
const launchers: readonly (readonly string[])[] = [
  ["npx"],
  ["npx", "--no-install"],
  ["npx", "--no"],
  ["npm", "exec", "--"],
  ["pnpm", "exec"],
  ["yarn"],
  ["python", "-m"],
  ["python3", "-m"],
  ["uv", "run"],
  ["poetry", "run"],
];

/** The command without its launcher: the program's bare name, then its arguments. */
export function bareCommand(argv: readonly string[]): readonly string[] {
  let best: readonly string[] = [];
  for (const launcher of launchers) {
    if (
      launcher.length > best.length &&
      launcher.every((word, index) => nameOf(argv[index] ?? "") === word)
    )
      best = launcher;
  }
  const rest = argv.slice(best.length);
  return [nameOf(rest[0] ?? ""), ...rest.slice(1)];
}

/**
 * Absolute path of a program in `folder` (such as `node_modules/.bin`) of the service or of a folder above it up to the
 * root of the run tree, where workspaces hoist to.
 */
export async function findAbove(
  context: ToolContext,
  folder: string,
  program: string,
): Promise<string | undefined> {
  for (
    let at = context.directory;
    at.length >= context.root.length;
    at = at.slice(0, Math.max(0, at.lastIndexOf("/")))
  ) {
    const path = `${at}/${folder}/${program}`;
    if ((await context.host.files.stat(path)) !== undefined) return path;
    if (at === "") break;
  }
  return undefined;
}

/** A tool that Flywheel itself brings along, by its path below the installation's `node_modules`. */
export async function bundled(host: Host, path: string): Promise<string | undefined> {
  // Installed as a dependency of another project, our neighbours stand one `node_modules` further up.
  for (let at = host.platform.installation; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const candidate = `${at}/node_modules/${path}`;
    if ((await host.files.stat(candidate)) !== undefined) return candidate;
  }
  return undefined;
}

/** The virtual environment's folder of a Python service, where one stands. */
export const findVirtualEnvironment = async (context: ToolContext): Promise<string | undefined> => {
  const python = await findAbove(context, ".venv/bin", "python");
  return python?.slice(0, -"/bin/python".length);
};

/** A PATH on which `node` is the one that runs Flywheel: tools of npm packages start through `#!/usr/bin/env node`. */
export function withNode(context: ToolContext): Readonly<Record<string, string>> {
  const { node } = context.host.platform;
  const folder = node.slice(0, node.lastIndexOf("/"));
  const path = context.environment["PATH"];
  return { PATH: path === undefined || path === "" ? folder : `${folder}:${path}` };
}
