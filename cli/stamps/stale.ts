import { readMarker, type Marker, type Sha256, type StampedFile } from "#forge";
import { canonicalSlice, type Model } from "#intent";

/** Why a stamped file is not what a stamp would write. */
export const staleReasons = {
  "intent-changed": "the intent changed",
  "templates-changed": "the templates changed",
  edited: "edited by hand",
  missing: "missing",
  "left-over": "left over: the intent asks for it no more",
} as const;
export type StaleReason = keyof typeof staleReasons;

/** What a stamped file was, or is to be, made from: the digests of its marker. */
export interface Version {
  readonly digest: string;
  readonly templates: string;
}

export interface Stale {
  readonly reason: StaleReason;
  /** What the file that stands says of itself; absent where it says nothing, or nothing stands. */
  readonly from?: Version;
  /** What a stamp would say; absent where none is left. */
  readonly to?: Version;
}

const versionOf = (marker: Marker | undefined): Version | undefined =>
  marker && { digest: marker.digest, templates: marker.templates };

/**
 * Why `before` (the text that stands; `undefined` where nothing does) is not `file`. The marker tells what a text was made
 * from, and no more: a text of another version that was also edited counts as one of another version.
 */
export function staleOf(
  model: Model,
  service: string,
  file: StampedFile,
  before: string | undefined,
  sha256: Sha256,
): Stale {
  const to = versionOf(readMarker(file.text));
  const marker = before === undefined ? undefined : readMarker(before);
  const from = versionOf(marker);
  const known = { ...(from && { from }), ...(to && { to }) };
  if (before === undefined) return { reason: "missing", ...known };
  if (marker === undefined || marker.digest === to?.digest) return { reason: "edited", ...known };
  const slice = canonicalSlice(model, service) ?? "";
  const sameIntent = sha256(`${slice}\n${marker.templates}`) === marker.digest;
  return { reason: sameIntent ? "templates-changed" : "intent-changed", ...known };
}

/** `edited by hand`, or what changed with the first digits of the versions. */
export function staleText({ reason, from, to }: Stale): string {
  const sentence = staleReasons[reason];
  const short = (digest: string): string => digest.slice(0, 8);
  if (from === undefined || to === undefined) return sentence;
  if (reason === "intent-changed")
    return `${sentence}: ${short(from.digest)}, now ${short(to.digest)}`;
  if (reason === "templates-changed")
    return `${sentence}: ${short(from.templates)}, now ${short(to.templates)}`;
  return sentence;
}
