import { DocNode, textOf, type Doc } from "../print/layout.ts";

/** What a template computes with: plain data of a view, and documents. */
export type Value =
  | string
  | number
  | boolean
  | undefined
  | DocNode
  | readonly Value[]
  | ValueRecord;
export type ValueRecord = { readonly [key: string]: Value };

/** A function that templates may call. It gets evaluated arguments; a string it cannot work with is its own affair. */
export type TemplateFunction = (...values: readonly Value[]) => Value;
export type TemplateFunctions = Readonly<Record<string, TemplateFunction>>;

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isRecord = (value: Value): value is ValueRecord =>
  typeof value === "object" && !isList(value) && !(value instanceof DocNode);

/** Everything but `false`, nothing, the empty string and the empty list. */
export const isTrue = (value: Value): boolean =>
  value !== undefined && value !== false && value !== "" && !(isList(value) && value.length === 0);

/** A value as a document; `undefined` where it is a record or a truth value, which have no text. */
export function docOf(value: Value): Doc | undefined {
  if (typeof value === "string") return textOf(value);
  if (typeof value === "number") return String(value);
  if (value instanceof DocNode) return value;
  if (value === undefined) return "";
  if (!isList(value)) return undefined;
  if (value.every(isDoc)) return value;
  const docs: Doc[] = [];
  for (const item of value) {
    const doc = docOf(item);
    if (doc === undefined) return undefined;
    docs.push(doc);
  }
  return docs;
}

/** Whether a value is its own document. Lists lie in lists: what is none again and again need not be copied each time. */
const isDoc = (value: Value): value is Doc =>
  typeof value === "string"
    ? !value.includes("\n")
    : value instanceof DocNode || (isList(value) && value.every(isDoc));

/** A document as a value, so that functions can give one back. Every document is one. */
export const valueOf = (doc: Doc): Value => doc;
