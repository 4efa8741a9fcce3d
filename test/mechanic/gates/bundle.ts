import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A recorded run of a tool: the sample it looked at, what it was asked, and what it wrote. */
export interface Recording {
  readonly files: ReadonlyMap<string, string>;
  readonly sections: ReadonlyMap<string, string>;
}

/** Reads a bundle: sections begin with `=== name`, files with `=== file path`. */
export function readBundle(path: string): Recording {
  const files = new Map<string, string>();
  const sections = new Map<string, string>();
  for (const part of readFileSync(path, "utf8").split(/^=== /m).slice(1)) {
    const newline = part.indexOf("\n");
    const name = part.slice(0, newline);
    const body = part.slice(newline + 1);
    if (name.startsWith("file ")) files.set(name.slice(5), body);
    else sections.set(name, body);
  }
  return { files, sections };
}

/** Writes files into a new temporary folder, hands it to `body`, and removes it afterwards. */
export async function inFolder<T>(
  files: ReadonlyMap<string, string>,
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "flywheel-test-"));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
