import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createHost } from "../../cli/host/index.ts";
import { check } from "../../cli/commands/check.ts";
import type { CommandResult } from "../../cli/result.ts";
import type { ShownFile } from "./written-page.ts";

/** Noon of the day on which examples are read, so that a date that is past stays past and one to come stays to come. */
const today = Date.UTC(2026, 5, 15, 12);

/** What `forge check` answers in a folder that holds these files, and nothing else. */
export async function checkFiles(files: readonly ShownFile[]): Promise<CommandResult> {
  const root = mkdtempSync(join(tmpdir(), "flywheel-checked-"));
  try {
    for (const { path, text } of files) {
      const full = join(root, path);
      mkdirSync(dirname(full), { recursive: true });
      const link = /^⟨a link to (.+)⟩\n$/.exec(text)?.[1];
      if (link === undefined) writeFileSync(full, bytesOf(text));
      else symlinkSync(link, full);
    }
    const real = createHost();
    const host = { ...real, clock: { ...real.clock, now: () => today } };
    return await check({
      host,
      cwd: root,
      root,
      json: false,
      quiet: true,
      color: false,
      live: false,
      signal: new AbortController().signal,
      say: () => undefined,
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** What cannot be shown in a page is written `⟨U+202E⟩`, one byte of no text `⟨byte FF⟩`, and `⟨( ×65⟩` is 65 of them. */
function bytesOf(text: string): Buffer {
  const shown = text
    .replaceAll(/⟨(.+?) ×(\d+)⟩/g, (_, part: string, times: string) => part.repeat(Number(times)))
    .replaceAll(/⟨U\+([0-9A-F]+)⟩/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
  const parts = shown.split(/⟨byte ([0-9A-F]{2})⟩/);
  return Buffer.concat(
    parts.map((part, index) => Buffer.from(part, index % 2 === 0 ? "utf8" : "hex")),
  );
}
