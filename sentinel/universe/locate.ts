import { readTree } from "#intent";
import { joinPath } from "./paths.ts";
import { nearestAbove, universeRoot, type LocatingHost } from "./root.ts";

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

/**
 * Finds the universe's root: `explicit` (from `--root`), else `UNIVERSE_ROOT`, else the nearest `universe.lisp` above
 * `from`. Absolute paths, symbolic links resolved.
 */
export async function locateUniverse(
  host: LocatingHost,
  from: string,
  explicit?: string,
): Promise<Located> {
  const { root, start, wanted } = await universeRoot(host, from, explicit);
  if (start === undefined) return { missing: "folder", from: wanted ?? from };
  if (root !== undefined) return { root };
  if (wanted !== undefined) return { missing: "universe", from: start };
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
