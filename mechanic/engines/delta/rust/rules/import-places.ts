import { parts, type Node } from "../tree.ts";

/** A text that is put in at one offset of a file. */
export interface Insertion {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Where `use path;` goes in a module (a whole file, or the braces of `mod name { … }`): sorted into the imports that
 * stand, else behind what speaks of the module itself and before the first item, with blank lines as rustfmt leaves them.
 * `text` is the file's. An item's attributes and docs stay with it. Undefined where a module has no item.
 */
export function importPlace(path: string, scope: Node, text: string): Insertion | undefined {
  const line = `use ${path};`;
  const items = parts(scope).filter((child) => !isOfModule(child));
  const uses = items.filter(({ type }) => type === "use_declaration");
  const next = uses.find((use) => rank(use.text) > rank(line));
  const last = uses.at(-1);
  if (next !== undefined) return beforeItem(next, `${line}\n`, text);
  if (last !== undefined) {
    const end = endOfLine(last, text);
    return { start: end, end, text: `\n${indentAt(last.start, text)}${line}` };
  }
  const [first] = items;
  if (first === undefined) return undefined;
  const place = beforeItem(first, `${line}\n\n`, text);
  return followsModule(place.start, scope, text)
    ? { ...place, text: `\n${indentAt(place.start, text)}${place.text}` }
    : place;
}

function beforeItem(item: Node, lines: string, text: string): Insertion {
  const start = startWithAttributes(item, text);
  return { start, end: start, text: lines + indentAt(start, text) };
}

/** Whether a node speaks of the module that it stands in: `#![…]`, `//! …`, `#!/usr/bin/env …`. */
const isOfModule = (node: Node): boolean =>
  node.type === "inner_attribute_item" ||
  node.type === "shebang" ||
  (node.type.endsWith("comment") && node.children.some(({ field }) => field === "inner"));

/**
 * Where an item begins, with the attributes and docs above it, and with the plain comments that nothing parts from it. A
 * comment above the first import of a module is the module's.
 */
function startWithAttributes(item: Node, text: string): number {
  const siblings = item.parent?.children ?? [];
  const above = siblings.slice(0, siblings.indexOf(item));
  const run = above.slice(above.findLastIndex((one) => !isAbove(one)) + 1);
  const leads =
    item.type === "use_declaration" &&
    run.length === above.filter((one) => one.named && !isOfModule(one)).length;
  let start = item.start;
  for (const one of run.toReversed()) {
    const plain =
      one.type.endsWith("comment") && !one.children.some(({ field }) => field === "outer");
    const own = !leads && startsLine(one, text) && !hasBlankLine(text.slice(one.end, start));
    if (!plain || own) start = one.start;
  }
  return start;
}

const isAbove = (node: Node): boolean =>
  /^(?:attribute_item|.*comment)$/.test(node.type) && !isOfModule(node);

/** Whether what speaks of the module stands right above an offset, with no blank line between. */
function followsModule(start: number, scope: Node, text: string): boolean {
  const above = scope.children.findLast((child) => child.named && child.end <= start);
  return (
    above !== undefined &&
    !hasBlankLine(text.slice(above.start + above.text.trimEnd().length, start))
  );
}

const hasBlankLine = (between: string): boolean => /\n[ \t\r]*\n/.test(between);

const startsLine = (node: Node, text: string): boolean =>
  /(?:^|\n)[ \t]*$/.test(text.slice(0, node.start));

/** The end of an item, with the comment that follows on its line. */
function endOfLine(item: Node, text: string): number {
  const siblings = item.parent?.children ?? [];
  const next = siblings[siblings.indexOf(item) + 1];
  const follows =
    next?.type.endsWith("comment") === true && !text.slice(item.end, next.start).includes("\n");
  return follows ? next.start + next.text.trimEnd().length : item.end;
}

const indentAt = (offset: number, text: string): string =>
  /[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? "";

/** rustfmt's order: `self`, `super` and `crate` before names, names by letters. */
function rank(use: string): string {
  const path = use.replace(/^(?:pub(?:\([^)]*\))?\s+)?use\s+/, "");
  const keyword = /^(?:self|super|crate)\b/.exec(path)?.[0] ?? "";
  return `${["self", "super", "crate", ""].indexOf(keyword)}${path}`;
}
