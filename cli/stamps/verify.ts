import type { Host } from "#intent";
import { joinPath } from "#sentinel";
import { editsMax, settledLook, type KnownBytes, type KnownLooks, type Look } from "./known.ts";
import { keepEdits, keepLooks, readBytes } from "./record.ts";
import { keepAnew } from "./learn.ts";
import type { Looked } from "./look.ts";

/** A {@link Looked} whose touched files were read. */
export interface Verified extends Looked {
  readonly bytes: KnownBytes;
  /** Numbers of the files that hold other bytes, or are gone. */
  readonly changed: readonly number[];
  /** How the files that were read looked before, by number. */
  readonly looks: ReadonlyMap<number, Look>;
}

/** Reads the files that look otherwise. `undefined` where it is not known what they held. */
export async function verify(
  host: Pick<Host, "files" | "kept" | "sha256">,
  looked: Looked,
): Promise<Verified | undefined> {
  const { known, at } = looked;
  const bytes = readBytes(host, known);
  if (bytes === undefined) return undefined;
  const changed: number[] = [];
  const looks = new Map(looked.stirred);
  for (const index of looked.touched) {
    const path = joinPath(known.root, known.paths[index] ?? "");
    const stat = host.files.statNow(path);
    const text = stat === undefined ? undefined : await host.files.readText(path);
    if (text === undefined || host.sha256(text) !== bytes.digests(index)) changed.push(index);
    else looks.set(index, settledLook(stat, at));
  }
  return { ...looked, bytes, changed, looks };
}

/** Keeps how files look now that hold what they held, where some will be believed next time. */
export function lookAgain(host: Pick<Host, "kept" | "randomId">, verified: Verified): void {
  const { known, bytes, looks } = verified;
  const believed = [...looks].filter(([, [size]]) => size >= 0);
  if (believed.length === 0) return;
  const files = new Map(known.edits.files);
  for (const [index, look] of believed) files.set(index, [look, bytes.digests(index)]);
  if (files.size <= editsMax) return keepEdits(host, known, { ...known.edits, files });
  const now = { ...known, looks: withLooks(known, looks) };
  // What was edited since all was kept goes with its looks, or not at all.
  if (known.edits.files.size === 0) return keepLooks(host, now);
  keepAnew(host, now, bytes);
}

/** All looks, with those that were taken since. */
export function withLooks(known: KnownLooks, since: ReadonlyMap<number, Look>): Float64Array {
  const looks = known.looks.slice();
  for (const [index, look] of since) looks.set(look, index * 4);
  return looks;
}
