import type { PatchEdit } from "./patches.ts";
import { parts, type Node } from "./tree.ts";

/**
 * Takes one element out of a list (of fields, arguments, parameters, names, arms) with its comma, and with its line where
 * nothing else stands there.
 */
export function takenOut(item: Node, source: string): PatchEdit {
  const { file, start, end } = item;
  const whole = wholeLines(start, end, source);
  if (whole !== undefined) return { file, ...whole, text: "" };
  const behind = /^\s*,[ \t]*/.exec(source.slice(end))?.[0].length;
  if (behind !== undefined) return { file, start, end: end + behind, text: "" };
  const before = /,\s*$/.exec(source.slice(0, start))?.[0].length ?? 0;
  return { file, start: start - before, end, text: "" };
}

/** The lines of a place where only it and its comma or semicolon stand on them. */
export function wholeLines(
  start: number,
  end: number,
  source: string,
): { readonly start: number; readonly end: number } | undefined {
  const line = source.lastIndexOf("\n", start - 1) + 1;
  const behind = /^[ \t]*[,;]?[ \t]*(?:\n|$)/.exec(source.slice(end))?.[0].length;
  return behind === undefined || source.slice(line, start).trim() !== ""
    ? undefined
    : { start: line, end: end + behind };
}

/** Takes an item out with what is said of it (attributes and its docs) and with one of the blank lines around it. */
export function itemTakenOut(item: Node, source: string): PatchEdit {
  const siblings = item.parent?.children ?? [];
  let first = item;
  for (let index = siblings.indexOf(item) - 1; index >= 0; index--) {
    const before = siblings[index];
    const isSaid =
      before?.type === "attribute_item" ||
      (before?.type === "line_comment" && before.text.startsWith("///"));
    if (before === undefined || !isSaid) break;
    first = before;
  }
  const { start, end } = wholeLines(first.start, item.end, source) ?? {
    start: first.start,
    end: item.end,
  };
  const [above, below] = [source.slice(0, start).endsWith("\n\n"), source.charAt(end) === "\n"];
  if (below) return { file: item.file, start, end: end + 1, text: "" };
  return {
    file: item.file,
    start: above && end === source.length ? start - 1 : start,
    end,
    text: "",
  };
}

/** Takes a name out of the `use` that brings it in; the whole line goes with its last name. */
export function importTakenOut(name: Node, source: string): PatchEdit | undefined {
  let item = name;
  for (let at = name; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (parent.type === "use_list") {
      const others = parts(parent).filter((one) => one !== at);
      const [only] = others;
      if (others.length > 1) return takenOut(at, source);
      if (only !== undefined && parent.parent?.type === "scoped_use_list" && only.text !== "self")
        return { file: at.file, start: parent.start, end: parent.end, text: only.text };
      if (only !== undefined) return takenOut(at, source);
    }
    item = parent;
    if (parent.type === "use_declaration") break;
  }
  if (item.type !== "use_declaration") return undefined;
  const lines = wholeLines(item.start, item.end, source) ?? item;
  return { file: item.file, start: lines.start, end: lines.end, text: "" };
}
