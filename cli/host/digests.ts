import { hash } from "node:crypto";
import { join } from "node:path";
import { keep, readKept } from "./kept.ts";
import { cacheDirectory } from "./platform.ts";

/** Characters of all texts that are remembered. Past it a universe is large, and loading a library costs it nothing. */
const rememberedMax = 400_000;

/** Lowercase hexadecimal SHA-256 of the UTF-8 bytes. */
export const sha256 = (text: string): string => hash("sha256", text, "hex");

/**
 * {@link sha256} with a memory in the user's cache folder, for commands that only tell something. A plan asks for the
 * digests that the last one asked for (that of each service's slice of the model), and loading `node:crypto` for them
 * costs a fifth of a start of Node. Digests never grow old; a memory that cannot be read is empty.
 */
export function rememberingSha256(): (text: string) => string {
  const path = join(cacheDirectory(), "code", "digests.json");
  let known: Map<string, string> | undefined;
  const made = new Map<string, string>();
  const save = (): void =>
    keep(path, Buffer.from(JSON.stringify(newest([...made, ...(known ?? [])]))));
  return (text) => {
    known ??= remembered(path);
    const before = known.get(text) ?? made.get(text);
    if (before !== undefined) return before;
    const digest = sha256(text);
    if (made.size === 0) process.once("exit", save);
    made.set(text, digest);
    return digest;
  };
}

/** As many pairs, from the first on, as may be remembered. */
function newest(pairs: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  let room = rememberedMax;
  return pairs.filter(([text]) => (room -= text.length) >= 0);
}

function remembered(path: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of list(readKept(path)?.toString("utf8") ?? "")) {
    if (!Array.isArray(pair)) continue;
    const [text, digest]: unknown[] = pair;
    if (typeof text === "string" && typeof digest === "string") found.set(text, digest);
  }
  return found;
}

function list(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    // Nothing yet, or damaged: what is kept here only saves time.
    return [];
  }
}
