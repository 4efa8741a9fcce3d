import type { Edit, SyntaxNode, SyntaxParser } from "#intent";
import type { Moved } from "./codemod.ts";

/**
 * The edits that take declarations out of TypeScript files: the declaration goes, what only it imported goes, and its
 * name is taken from the stamped file where the rest uses it, and handed on where other files take it from here.
 */
export async function typescriptMoves(
  moved: readonly Moved[],
  sources: ReadonlyMap<string, string>,
  syntax: SyntaxParser,
): Promise<Edit[]> {
  const edits: Edit[] = [];
  const roots = new Map<string, SyntaxNode>();
  for (const [file, text] of sources)
    roots.set(file, (await syntax.parse("typescript", text)).root);
  for (const [file, own] of Map.groupBy(moved, (one) => one.file)) {
    const text = sources.get(file) ?? "";
    const root = roots.get(file);
    if (root === undefined) continue;
    const handedOn = own.filter(
      ({ name, exported }) =>
        exported &&
        [...roots].some(
          ([other, tree]) => other !== file && namesIn(tree, sources.get(other) ?? "").has(name),
        ),
    );
    edits.push(...fileMoves({ file, text, root, moved: own, handedOn }));
  }
  return edits;
}

interface FileMoves {
  readonly file: string;
  readonly text: string;
  readonly root: SyntaxNode;
  readonly moved: readonly Moved[];
  /** Those that other files take from this one. */
  readonly handedOn: readonly Moved[];
}

const isName = (node: SyntaxNode): boolean =>
  node.children.length === 0 && node.type.endsWith("identifier");

/** Names that occur below a node, outside of `without`. */
function namesIn(
  root: SyntaxNode,
  text: string,
  without: readonly { readonly start: number; readonly end: number }[] = [],
): Set<string> {
  const found = new Set<string>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { start, end } = node;
    if (without.some((span) => start >= span.start && end <= span.end)) continue;
    if (isName(node)) found.add(text.slice(start, end));
    pending.push(...node.children);
  }
  return found;
}

interface Imported {
  readonly node: SyntaxNode;
  readonly from: string;
  /** `import type { … }` */
  readonly typesOnly: boolean;
  /** What stands between the braces, each with the name that the file uses; `undefined` for other kinds of import. */
  readonly names: readonly { readonly text: string; readonly local: string }[] | undefined;
}

function importsOf(root: SyntaxNode, text: string): Imported[] {
  return root.children.flatMap((node): Imported[] => {
    if (node.type !== "import_statement") return [];
    const words = text.slice(node.start, node.end);
    const [, type, inside, from] =
      /^import\s+(type\s+)?\{([^}]*)\}\s*from\s*["']([^"']*)["']/.exec(words) ?? [];
    if (inside === undefined || from === undefined)
      return [{ node, from: "", typesOnly: false, names: undefined }];
    const names = inside
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "")
      .map((name) => ({ text: name, local: /(\S+)$/.exec(name)?.[1] ?? name }));
    return [{ node, from, typesOnly: type !== undefined, names }];
  });
}

function fileMoves(given: FileMoves): Edit[] {
  const { file, text, root, moved, handedOn } = given;
  const imports = importsOf(root, text);
  const used = namesIn(root, text, [...moved, ...imports.map(({ node }) => node)]);
  const wanted = new Map<string, Set<string>>();
  for (const { name, from } of moved) {
    if (!used.has(name)) continue;
    const path = pathFrom(file, from);
    wanted.set(path, (wanted.get(path) ?? new Set()).add(name));
  }
  const edits = moved.map(({ start, end }): Edit => ({
    file,
    ...wholeLines(text, start, end),
    text: "",
  }));
  const changed = importEdits(given, imports, used, wanted);
  const added = [...wanted].map(([from, names]) => importText([...names], from, false));
  for (const { name, from } of handedOn)
    added.push(`export { ${name} } from "${pathFrom(file, from)}";`);
  return [...edits, ...withAdded(file, changed, added, imports.at(-1)?.node)];
}

/** Imports without what only moved code used, and with what is wanted from the same file; what they take is not wanted any more. */
function importEdits(
  { file, text, root, moved }: FileMoves,
  imports: readonly Imported[],
  used: ReadonlySet<string>,
  wanted: Map<string, Set<string>>,
): Edit[] {
  const inMoved = namesIn(root, text, inverse(moved, text.length));
  return imports.flatMap(({ node, names, from, typesOnly }): Edit[] => {
    if (names === undefined) return [];
    const kept = names.filter(({ local }) => used.has(local) || !inMoved.has(local));
    const more = typesOnly ? [] : [...(wanted.get(from) ?? [])];
    if (!typesOnly) wanted.delete(from);
    if (kept.length === names.length && more.length === 0) return [];
    const now = [...kept.map((name) => name.text), ...more];
    return [
      now.length === 0
        ? { file, ...wholeLines(text, node.start, node.end), text: "" }
        : { file, start: node.start, end: node.end, text: importText(now, from, typesOnly) },
    ];
  });
}

/** The edits of imports with new lines behind the last import, in its place where it goes, at the top where there is none. */
function withAdded(
  file: string,
  edits: readonly Edit[],
  added: readonly string[],
  last: SyntaxNode | undefined,
): Edit[] {
  if (added.length === 0) return [...edits];
  const lines = added.join("\n");
  if (last === undefined) return [...edits, { file, start: 0, end: 0, text: `${lines}\n` }];
  const own = edits.find((edit) => edit.start === last.start);
  const others = edits.filter((edit) => edit !== own);
  const before = own?.text === "" ? "" : `${own?.text ?? ""}\n`;
  if (own === undefined)
    return [...others, { file, start: last.end, end: last.end, text: `\n${lines}` }];
  return [...others, { file, start: last.start, end: last.end, text: before + lines }];
}

const importText = (names: readonly string[], from: string, typesOnly: boolean): string =>
  `import ${typesOnly ? "type " : ""}{ ${names.join(", ")} } from "${from}";`;

/** What lies between spans. */
function inverse(
  spans: readonly { readonly start: number; readonly end: number }[],
  length: number,
): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    found.push({ start: at, end: start });
    at = end;
  }
  return [...found, { start: at, end: length }];
}

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
};

/** A span with the rest of its last line and one of the blank lines that follow it. */
function wholeLines(text: string, start: number, end: number): { start: number; end: number } {
  const after = lineEnd(text, end);
  return { start, end: text[after] === "\n" ? after + 1 : after };
}

/** The stamped file as an import of `file` names it. */
function pathFrom(file: string, target: string): string {
  const from = file.split("/").slice(0, -1);
  const to = target.split("/");
  let common = 0;
  while (common < from.length && from[common] === to[common]) common++;
  const up = from.slice(common).map(() => "..");
  return [...(up.length === 0 ? ["."] : up), ...to.slice(common)].join("/");
}
