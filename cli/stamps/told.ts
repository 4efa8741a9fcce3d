import { plural } from "../render/plural.ts";
import { exits, type CommandResult } from "../result.ts";
import type { KnownLooks } from "./known.ts";
import type { SettledFile } from "./settle.ts";
import { staleText } from "./stale.ts";

/** A service in the document of a stamp. */
export interface ToldService {
  readonly name: string;
  readonly files: readonly SettledFile[];
}

/** What a stamp came to. */
export function told(services: readonly ToldService[]): CommandResult {
  const all = services.flatMap(({ files }) => files);
  const lines = all.flatMap(({ path, status, stale }) =>
    status === "unchanged"
      ? []
      : [stale === undefined ? `${status} ${path}` : `${status} ${path} (${staleText(stale)})`],
  );
  const stale = all.filter(({ status }) => status === "stale").length;
  if (lines.length === 0) lines.push(`${plural(services.length, "service")} stamped already`);
  if (stale > 0)
    lines.push(
      `${plural(stale, "file")} stale: run \`forge stamp\`, or change the intent and run \`sentinel cascade\``,
    );
  const rows = services.map(({ name, files }) => ({
    name,
    files: files.map(({ path, status, stale: why }) => ({ path, status, ...why })),
  }));
  return {
    exit: stale > 0 ? exits.findings : exits.done,
    document: { schema: "flywheel.stamp/1", services: rows },
    text: lines.join("\n"),
  };
}

/** The services that stand as they are known, by their stamped files. */
export function standingServices({ services, paths, kinds }: KnownLooks): ToldService[] {
  const found: { name: string; files: SettledFile[] }[] = [];
  for (let index = 0; index < paths.length; index++) {
    const kind = kinds[index];
    if (kind === "i") found.push({ name: services[found.length] ?? "", files: [] });
    else if (kind === "s")
      found.at(-1)?.files.push({ path: paths[index] ?? "", status: "unchanged" });
  }
  return found;
}
