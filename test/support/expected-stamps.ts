import { basename, join } from "node:path";
import { expect } from "vitest";

/**
 * Holds stamped files to those below `folder`. A file that says the same in many services, but for the name of its own, is
 * expected once, where it is stamped first.
 */
export async function matchExpected(
  files: readonly { readonly path: string; readonly text: string }[],
  folder: string,
): Promise<void> {
  const seen = new Set<string>();
  for (const { path, text } of files) {
    // The marker's digests change with every template; what they cover is tested elsewhere.
    const marked = text.replace(/digest=\S+ templates=\S+/, "digest=… templates=…");
    const anywhere = marked.replace(/the intent of `[^`]+`/, "").replace(/service=\S+/, "");
    const same = `${basename(path)}\n${anywhere}`;
    if (!seen.has(same)) await expect(marked).toMatchFileSnapshot(join(folder, path));
    seen.add(same);
  }
}
