import { HostError, type Files } from "#intent";
import { joinPath, relativeTo } from "./paths.ts";

/**
 * Files that write and remove below the absolute folder `root` only where no folder on the way there is a link that leads out
 * of it; else a {@link HostError} tells link, target and cure, and nothing is written. What lies elsewhere is written as before.
 */
export function confined(files: Files, root: string): Files {
  const held = async (path: string): Promise<void> => {
    const inside = relativeTo(root, path);
    if (inside === undefined) return;
    let folder = root;
    for (const part of inside.split("/").slice(0, -1)) {
      folder = joinPath(folder, part);
      const stat = files.statNow(folder);
      if (stat === undefined) return;
      if (stat.kind === "symlink") await heldLink(files, root, folder);
    }
  };
  return {
    ...files,
    writeText: async (path, text, options) => {
      await held(path);
      await files.writeText(path, text, options);
    },
    writeBytes: async (path, bytes, mode) => {
      await held(path);
      await files.writeBytes(path, bytes, mode);
    },
    remove: async (path) => {
      await held(path);
      await files.remove(path);
    },
  };
}

async function heldLink(files: Files, root: string, link: string): Promise<void> {
  const target = await files.realPath(link);
  const inside = (await files.realPath(root)) ?? root;
  if (target !== undefined && relativeTo(inside, target) !== undefined) return;
  const where = target === undefined ? "nowhere" : `${target}, outside of ${root}`;
  throw new HostError("link-out", `${link} leads to ${where}: nothing is written through it`, {
    path: link,
    cure: "put a folder in the link's place",
  });
}
