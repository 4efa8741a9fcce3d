import { lineStarts, positionAt, type CodeDiagnostic, type Edit, type Host } from "#intent";

import type { Point, RawFinding, RawPlace } from "./types.ts";

interface OpenFile {
  /** Relative to the root, with `/`; the tool's own word where the file is outside of it. */
  readonly path: string;
  readonly inside: boolean;
  readonly text: string | undefined;
}

interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Turns places as tools write them into places in files of the root, with UTF-16 columns. */
export interface Places {
  normalise(tool: string, finding: RawFinding): Promise<CodeDiagnostic>;
  /** Path relative to the root of a file that a tool named, or `undefined` when it lies outside. */
  relative(file: string): Promise<string | undefined>;
}

/**
 * Opens each named file once. Relative names are looked up from the service's folder upwards to the root, because cargo
 * names files from its workspace and others from where they ran.
 */
export function createPlaces(host: Host, root: string, directory: string): Places {
  const files = new Map<string, Promise<OpenFile>>();
  const open = (name: string): Promise<OpenFile> => {
    const known = files.get(name);
    if (known !== undefined) return known;
    const opening = openFile(host, root, directory, name);
    files.set(name, opening);
    return opening;
  };
  const place = async (raw: RawPlace) => {
    const file = await open(raw.file);
    return { message: raw.message, file: file.path, ...range(file.text, raw.start, raw.end) };
  };
  return {
    relative: async (name) => {
      const file = await open(name);
      return file.inside ? file.path : undefined;
    },
    normalise: async (tool, raw) => {
      const file =
        raw.file === "" ? { path: "", inside: false, text: undefined } : await open(raw.file);
      const related = await Promise.all((raw.related ?? []).map(place));
      const suggestions = await Promise.all(
        (raw.suggestions ?? []).map((suggestion) => suggested(open, suggestion)),
      );
      return {
        tool,
        code: raw.code,
        severity: raw.severity,
        message: raw.message,
        file: file.path,
        ...range(file.text, raw.start, raw.end),
        ...(related.length > 0 ? { related } : {}),
        ...(suggestions.length > 0 ? { suggestions } : {}),
      };
    },
  };
}

async function openFile(
  host: Host,
  root: string,
  directory: string,
  name: string,
): Promise<OpenFile> {
  const clean = name.replaceAll("\\", "/").replace(/^\.\//, "");
  if (clean.startsWith("/") || /^[A-Za-z]:\//.test(clean)) {
    const path =
      relativeTo(root, clean) ?? relativeTo((await host.files.realPath(root)) ?? root, clean);
    const text = path === undefined ? undefined : await host.files.readText(clean);
    return { path: path ?? clean, inside: path !== undefined && text !== undefined, text };
  }
  for (let folder = directory; ; folder = parentOf(folder)) {
    const text = await host.files.readText(`${folder}/${clean}`);
    const path = relativeTo(root, `${folder}/${clean}`);
    if (text !== undefined && path !== undefined) return { path, inside: true, text };
    if (folder === root || folder.length <= root.length)
      return { path: clean, inside: false, text: undefined };
  }
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** `path` below `root`, or `undefined`. */
export function relativeTo(root: string, path: string): string | undefined {
  const prefix = root.endsWith("/") ? root : `${root}/`;
  return path.startsWith(prefix) && !path.includes("/../") ? path.slice(prefix.length) : undefined;
}

async function suggested(
  open: (name: string) => Promise<OpenFile>,
  raw: NonNullable<RawFinding["suggestions"]>[number],
) {
  const edits: Edit[] = [];
  for (const edit of raw.edits) {
    const file = await open(edit.file);
    if (file.text === undefined) continue;
    edits.push({
      file: file.path,
      start: offsetOf(file.text, edit.start),
      end: offsetOf(file.text, edit.end),
      text: edit.text,
    });
  }
  return { applicability: raw.applicability, message: raw.message, edits };
}

function range(text: string | undefined, start: Point, end: Point | undefined): Range {
  if (text === undefined) {
    const last = end ?? start;
    return { line: start.line, column: start.column, endLine: last.line, endColumn: last.column };
  }
  const from = offsetOf(text, start);
  const to = end === undefined ? endOfToken(text, from) : offsetOf(text, end);
  const starts = lineStarts(text);
  const first = positionAt(starts, from);
  const last = positionAt(starts, Math.max(from, to));
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
}

/** UTF-16 offset of a point; points behind the end of their line or text fall on that end. */
export function offsetOf(text: string, point: Point): number {
  if ("byte" in point) return utf16OfByte(text, point.byte);
  const starts = lineStarts(text);
  const start = starts[point.line - 1];
  if (start === undefined) return text.length;
  const end = starts[point.line] ?? text.length;
  if (point.unit === "utf16") return Math.min(start + point.column - 1, end);
  const before = Array.from(text.slice(start, end))
    .slice(0, point.column - 1)
    .join("");
  return start + before.length;
}

/** UTF-16 offset of a UTF-8 byte offset. */
export function utf16OfByte(text: string, byte: number): number {
  let bytes = 0;
  let units = 0;
  for (const character of text) {
    if (bytes >= byte) return units;
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    units += character.length;
  }
  return units;
}

/** End of the word, string or single character that starts at `from`: tsc's text output names only starts. */
function endOfToken(text: string, from: number): number {
  const rest = text.slice(from, from + 400);
  const token =
    /^(?:[\p{ID_Start}$_#][\p{ID_Continue}$]*|\d[\w.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)/u.exec(
      rest,
    );
  return from + Math.max(1, token?.[0].length ?? 1);
}
