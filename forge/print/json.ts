import type { Json } from "#intent";
import { choice, group, hardline, join, line, nest, softline, type Doc } from "./layout.ts";

/** How a language writes plain data. */
export interface JsonStyle {
  readonly indent: number;
  /** Whether braces stand apart from what they hold in one line. */
  readonly spaced: boolean;
  /** Whether the last item of a broken list or object has a comma, too. */
  readonly trailing: boolean;
  /** Whether a list of objects stands open even where it would fit. */
  readonly opensObjects: boolean;
  readonly key: (name: string) => string;
  readonly string: (text: string) => string;
  readonly words: { readonly true: string; readonly false: string; readonly null: string };
}

/** Plain data as a literal: in one line where it fits, else one item a line. */
export function jsonDoc(value: Json, style: JsonStyle): Doc {
  if (value === null) return style.words.null;
  if (typeof value === "boolean") return style.words[value ? "true" : "false"];
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return style.string(value);
  if (isList(value)) {
    const isOpen = style.opensObjects && value.length > 1 && value.every(holdsMany);
    const items = value.map((item) => jsonDoc(item, style));
    return around("[", "]", isOpen ? hardline : softline, items, style);
  }
  const properties = Object.entries(value).flatMap(([name, item]): Doc[] =>
    item === undefined ? [] : [[style.key(name), ": ", jsonDoc(item, style)]],
  );
  return around("{", "}", style.spaced ? line : softline, properties, style);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const holdsMany = (value: Json): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length > 1;

function around(open: string, close: string, edge: Doc, items: readonly Doc[], style: JsonStyle) {
  if (items.length === 0) return open + close;
  const comma = style.trailing ? choice(",", "") : "";
  return group([open, nest(style.indent, [edge, join([",", line], items), comma]), edge, close]);
}
