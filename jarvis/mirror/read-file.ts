import { type FileStat, type Host, HostError, type Language, type SyntaxNode } from "#intent";
import { type Facts, type MirroredFile, nothing, type Role } from "./facts.ts";
import { readPython } from "./python.ts";
import { isDocumentPath, isWirePath } from "./roles.ts";
import { newReader, walk, type Reader } from "./reader.ts";
import { readRust } from "./rust.ts";
import { readTypeScript } from "./typescript.ts";

/** Longest file that is read, in bytes: what is longer was not written by a person. */
export const fileBytesMax = 2 * 1024 * 1024;

const readers = { rust: readRust, typescript: readTypeScript, python: readPython } as const;

export interface FileToRead {
  /** Relative to the universe's root. */
  readonly path: string;
  readonly absolute: string;
  readonly language: Language;
  readonly role: Role;
  /** In bytes, as the folder says. */
  readonly size: number;
  readonly kind: FileStat["kind"];
  /** SHA-256 of what Forge would write; empty where it writes nothing. */
  readonly expected: string;
}

export type ReadMarker = (
  text: string,
) => { readonly service: string; readonly digest: string } | undefined;

/**
 * Reads one file into facts. Whatever is wrong with it (it cannot be opened, is no UTF-8, is too long, does not parse) is
 * said in `unknown`; what could be read of it is there all the same.
 */
export async function mirrorFile(
  host: Host,
  file: FileToRead,
  readMarker: ReadMarker,
): Promise<MirroredFile> {
  const { path, language, role } = file;
  const unread = (reason: string): MirroredFile => unreadFile(file, reason);
  if (file.kind !== "file") return unread(notPlain(file.kind));
  if (file.size > fileBytesMax)
    return unread(`it has ${file.size} bytes, more than the ${fileBytesMax} that are read`);
  const bytes = await bytesOf(host, file);
  if ("reason" in bytes) return unread(bytes.reason);
  const text = decoded(bytes.bytes);
  if (text === undefined) return unread("it is not UTF-8");
  const sha256 = host.sha256(text);
  // The rules of the wire declare nothing of a service; where they are as stamped, there is nothing to find in them.
  const isPlainWire = sha256 === file.expected && isWirePath(path);
  const { facts, unknown } =
    isPlainWire || isDocumentPath(path)
      ? { facts: nothing(), unknown: undefined }
      : await mirrorText(host, language, text);
  const marker = readMarker(text);
  return {
    path,
    language,
    role,
    sha256,
    ...(marker === undefined ? {} : { marker: { service: marker.service, digest: marker.digest } }),
    ...(unknown === undefined ? {} : { unknown }),
    facts: marker === undefined ? facts : declaredPart(facts),
  };
}

const notPlain = (kind: FileStat["kind"]): string =>
  kind === "directory"
    ? "it is a folder, where a file belongs"
    : "it is no plain file, and links are not followed";

/** A file, or a folder of them, of which nothing is known. */
export const unreadFile = (
  { path, language, role }: Pick<FileToRead, "path" | "language" | "role">,
  reason: string,
): MirroredFile => ({
  path,
  language,
  role,
  sha256: "",
  unknown: { reason, line: 1 },
  facts: nothing(),
});

/** Why something cannot be read, by the path that a document may name: relative to the root. */
export const reasonOf = (
  { message }: HostError,
  { path, absolute }: Pick<FileToRead, "path" | "absolute">,
): string => `it cannot be read: ${message.replaceAll(absolute, path === "" ? "." : path)}`;

/** Of a stamped file only what it declares is asked about; what its functions do follows from its digest. */
const declaredPart = (facts: Facts): Facts => ({
  ...nothing(),
  types: facts.types,
  routes: facts.routes,
});

async function bytesOf(
  host: Host,
  file: FileToRead,
): Promise<{ readonly bytes: Uint8Array } | { readonly reason: string }> {
  try {
    const bytes = await host.files.readBytes(file.absolute);
    return bytes === undefined ? { reason: "it went away while it was looked for" } : { bytes };
  } catch (error) {
    if (error instanceof HostError) return { reason: reasonOf(error, file) };
    throw error;
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The facts of a text, and where its grammar could not read it. */
export async function mirrorText(
  host: Pick<Host, "syntax">,
  language: Language,
  text: string,
): Promise<{ readonly facts: Facts; readonly unknown?: MirroredFile["unknown"] }> {
  const parsed = await host.syntax.parse(language, text);
  const reader = newReader(text);
  readers[language](reader, parsed.root);
  settle(reader);
  if (!parsed.hasError) return { facts: reader.facts };
  const broken = firstError(parsed.root);
  const { line } = reader.at(broken);
  return { facts: reader.facts, unknown: { reason: "it does not parse", line } };
}

/** A name that means something else as well, somewhere in the file, is no certain sign of a client. */
function settle({ facts, others }: Reader): void {
  facts.bindings = facts.bindings.map((one) =>
    others.has(one.name) ? { ...one, unsure: true } : one,
  );
}

/** The first part that the grammar skipped or had to make up. */
function firstError(root: SyntaxNode): SyntaxNode {
  let found: SyntaxNode | undefined;
  walk(root, (node) => {
    const made = node.start === node.end && node.children.length === 0 && node !== root;
    if (found === undefined && (node.type === "ERROR" || made)) found = node;
    return found === undefined;
  });
  return found ?? root;
}
