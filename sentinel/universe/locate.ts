import { readTree, type Host } from "#intent";
import { folderOf, joinPath } from "./paths.ts";

export type Located =
  | { readonly root: string }
  /** `intent`: a lone service without its universe. */
  | {
      readonly missing: "universe";
      readonly from: string;
      readonly intent?: string;
      /** Services that it says it uses. */ readonly uses?: readonly string[];
    }
  | { readonly missing: "folder"; readonly from: string };

async function nearestAbove(host: Host, from: string, name: string): Promise<string | undefined> {
  for (let folder = from; ; folder = folderOf(folder)) {
    if ((await host.files.stat(joinPath(folder, name)))?.kind === "file") return folder;
    if (folder === "/" || folder === "") return undefined;
  }
}

/**
 * Finds the universe's root: `explicit` (from `--root`), else `UNIVERSE_ROOT`, else the nearest `universe.lisp` above
 * `from`. Absolute paths, symbolic links resolved.
 */
export async function locateUniverse(
  host: Host,
  from: string,
  explicit?: string,
): Promise<Located> {
  // An empty variable is how a shell says that there is none.
  const wanted = explicit ?? (host.platform.environment["UNIVERSE_ROOT"] || undefined);
  const start = await host.files.realPath(wanted ?? from);
  if (start === undefined) return { missing: "folder", from: wanted ?? from };
  if (wanted !== undefined) {
    const found = (await host.files.stat(joinPath(start, "universe.lisp")))?.kind === "file";
    return found ? { root: start } : { missing: "universe", from: start };
  }
  const root = await nearestAbove(host, start, "universe.lisp");
  if (root !== undefined) return { root };
  const lone = await nearestAbove(host, start, "intent.lisp");
  if (lone === undefined) return { missing: "universe", from: start };
  const intent = joinPath(lone, "intent.lisp");
  return {
    missing: "universe",
    from: start,
    intent,
    uses: usedServices((await host.files.readText(intent)) ?? "", intent),
  };
}

/** Names after `(uses …)` and before the `/` of `(on …)`, read from the text alone: there is no model to resolve them. */
function usedServices(text: string, path: string): string[] {
  const [tree] = readTree({ path, text });
  const names = new Set<string>();
  for (const form of tree.children(0)) {
    for (const inner of tree.children(form)) {
      const head = tree.head(inner);
      const [, first] = tree.children(inner);
      if (first === undefined) continue;
      if (head === "uses") names.add(tree.textOf(first));
      else if (head === "on") names.add(tree.textOf(first).split("/")[0] ?? "");
    }
  }
  return [...names].filter((name) => name !== "").sort();
}
