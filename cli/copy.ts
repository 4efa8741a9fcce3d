import { HostError, toolFolders } from "#intent";
import { joinPath } from "#sentinel";
import type { CommandContext } from "./context.ts";

/** What tools leave beside sources, and git's own folder. */
const leftOut = new Set([...toolFolders, "Cargo.lock", "package-lock.json"]);

/** Copies sources from our installation into a new place; what tools left there stays behind. */
export async function copySources(
  context: CommandContext,
  from: string,
  to: string,
): Promise<void> {
  for (const entry of await context.host.files.list(from)) {
    if (leftOut.has(entry.name)) continue;
    const [source, target] = [joinPath(from, entry.name), joinPath(to, entry.name)];
    if (entry.kind === "directory") await copySources(context, source, target);
    else if (entry.kind === "file") {
      const bytes = await context.host.files.readBytes(source);
      if (bytes !== undefined) await context.host.files.writeBytes(target, bytes, 0o644);
    }
  }
}

/** Makes a repository with one commit; returns what git said where it would not. */
export async function commitAll(
  context: CommandContext,
  folder: string,
  message: string,
): Promise<string | undefined> {
  try {
    return await initAndCommit(context, folder, message);
  } catch (error) {
    // Without git there is still a universe; it only has no commit.
    if (error instanceof HostError && error.code === "git-missing") return error.message;
    throw error;
  }
}

async function initAndCommit(
  context: CommandContext,
  folder: string,
  message: string,
): Promise<string | undefined> {
  const who =
    (await context.host.git.run(folder, ["config", "--get", "user.email"])).exit === 0
      ? []
      : ["-c", "user.name=Flywheel", "-c", "user.email=flywheel@localhost"];
  for (const args of [
    ["init", "-q", "-b", "main"],
    ["add", "-A"],
    [...who, "commit", "-q", "-m", message],
  ]) {
    const done = await context.host.git.run(folder, args);
    if (done.exit !== 0) return `git in ${folder}: ${done.stderr.trim()}`;
  }
  return undefined;
}
