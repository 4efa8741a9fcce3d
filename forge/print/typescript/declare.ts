import {
  choice,
  DocNode,
  group,
  hardline,
  join,
  line,
  nest,
  softline,
  type Doc,
} from "../layout.ts";
import { barred, typeArguments, unionDoc } from "./types.ts";

const widthMax = 100;

/** A doc comment; nothing for no text. Nothing in the text can end the comment. */
export function commentDoc(text: string | undefined): Doc {
  const lines = (text ?? "").trim().replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return lines[0] === "" ? "" : `/** ${lines[0]} */`;
  return join(hardline, ["/**", ...lines.map((item) => ` * ${item.trim()}`.trimEnd()), " */"]);
}

/** An object with one property a line; oxfmt keeps it open. */
export function objectDoc(properties: readonly Doc[]): Doc {
  if (properties.length === 0) return "{}";
  const lines = properties.map((property): Doc => [hardline, property, ","]);
  return ["{", nest(2, lines), hardline, "}"];
}

/** The text of a document up to the first place where it may or does break. */
function openingOf(doc: Doc): { readonly text: string; readonly ended: boolean } {
  if (typeof doc === "string") return { text: doc, ended: false };
  if (doc instanceof DocNode) {
    const { shape } = doc;
    if (shape.kind === "hard" || shape.kind === "line") return { text: "", ended: true };
    if (shape.kind === "group" || shape.kind === "nest" || shape.kind === "scope")
      return openingOf(shape.doc);
    return { text: "", ended: false };
  }
  let text = "";
  for (const item of doc) {
    const part = openingOf(item);
    text += part.text;
    if (part.ended) return { text, ended: true };
  }
  return { text, ended: false };
}

/** Columns of a document in one line. */
function flatWidth(doc: Doc): number {
  if (typeof doc === "string") return doc.length;
  if (!(doc instanceof DocNode)) return doc.reduce((sum, item) => sum + flatWidth(item), 0);
  const { shape } = doc;
  if (shape.kind === "line") return shape.soft ? 0 : 1;
  if (shape.kind === "choice") return flatWidth(shape.flat);
  if (shape.kind === "group" || shape.kind === "nest" || shape.kind === "scope")
    return flatWidth(shape.doc);
  return 0;
}

/**
 * `left = right` at the beginning of a line. Where the opening of the right side does not fit beside the left one, it
 * gets a line of its own; where the left side alone is too long, that breaks, if it can. `breaksLeft` says that oxfmt
 * breaks the left side first: its type has several arguments, one of which has arguments itself. `indented` is how deep
 * the line stands.
 */
export function assignedDoc(left: Doc, right: Doc, breaksLeft = false, indented = 0): Doc {
  const width = indented + flatWidth(left);
  const fits = width + 3 + openingOf([right, ";"]).text.length <= widthMax;
  const mustBreak = width + 2 > widthMax && openingOf(left).ended;
  return fits || breaksLeft || mustBreak
    ? [left, " = ", right]
    : [left, " =", nest(2, [hardline, right])];
}

/** Right side of `type X =`: one member a line, each with a bar, where they do not fit. */
export function unionAlias(members: readonly Doc[]): Doc {
  return group(nest(2, [line, choice("| ", ""), barred(members)]));
}

/** The declaration of a member: `name: a` or `name?: a | undefined`, with `also` among the types where it says more. */
export function memberDoc(
  name: string,
  type: Doc,
  optional: boolean,
  also: readonly Doc[] = [],
): Doc {
  if (!optional) return [name, ": ", type];
  const union = [softline, choice("| ", ""), barred([type, ...also, "undefined"])];
  return group([name, "?: ", nest(2, union)]);
}

/** `<a | b>`, which follows `Promise`; a single name is not laid out. */
export function answerDoc(members: readonly Doc[]): Doc {
  const [only] = members;
  if (members.length === 1 && typeof only === "string") return `<${only}>`;
  return typeArguments([unionDoc(members)]);
}
