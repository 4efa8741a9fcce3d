import type { Host } from "#intent";
import { joinPath, plainStamp, stampOf } from "#sentinel";
import { version } from "../version.ts";

/**
 * By what the templates of a universe, and the program that stamps with them, are told from others: how the files look
 * from outside, and no text. `undefined` where we run from source, or own templates changed so lately that they may
 * change again and look the same.
 */
export async function templatesMark(
  { host }: { readonly host: Pick<Host, "files" | "clock" | "platform"> },
  root: string,
): Promise<string | undefined> {
  const shipped = await host.files.stat(joinPath(host.platform.bundle, "templates.json"));
  if (shipped === undefined) return undefined;
  const marks = [version(), plainStamp(shipped)];
  const own = joinPath(root, "flywheel/templates");
  for (const { name, kind } of await host.files.list(own)) {
    if (kind !== "directory") continue;
    for (const file of await host.files.list(joinPath(own, name))) {
      const path = joinPath(own, name, file.name);
      const stamp = stampOf(await host.files.stat(path), host.clock.now());
      if (stamp === "") return undefined;
      marks.push(path, stamp);
    }
  }
  return marks.join("\n");
}
