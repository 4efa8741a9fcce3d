import type { Diagnostic, Host, Source } from "#intent";
import { told } from "./messages.ts";
import { joinPath } from "./paths.ts";

/** What stands for bytes that are not UTF-8 when a text is decoded. */
const replacement = "\uFFFD";

/** Reads intents. One that is not UTF-8 is an error: written back, it would lose the bytes that could not be read. */
export async function readSources(
  host: Host,
  root: string,
  paths: readonly string[],
): Promise<{ sources: Source[]; diagnostics: Diagnostic[] }> {
  const read = await Promise.all(paths.map((path) => readSource(host, root, path)));
  return {
    sources: read.map((one) => one.source),
    diagnostics: read.flatMap((one) => one.diagnostics),
  };
}

async function readSource(
  host: Host,
  root: string,
  path: string,
): Promise<{ source: Source; diagnostics: Diagnostic[] }> {
  const source: Source = { path, text: (await host.files.readText(joinPath(root, path))) ?? "" };
  if (!source.text.includes(replacement)) return { source, diagnostics: [] };
  const bytes = (await host.files.readBytes(joinPath(root, path))) ?? new Uint8Array();
  const byte = firstDifference(bytes, new TextEncoder().encode(source.text));
  if (byte === undefined) return { source, diagnostics: [] };
  const start = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    bytes.subarray(0, byte),
  ).length;
  return {
    source,
    diagnostics: [told("not-utf8", path, { start, end: start + 1 }, { path, byte })],
  };
}

/** Where two byte strings part; `undefined` where they are the same. */
function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) if (a[index] !== b[index]) return index;
  return a.length === b.length ? undefined : shorter;
}
