import type { Fix } from "../base/diagnostic.ts";
import type { Edit } from "../base/edit.ts";
import type { Source } from "../base/source.ts";
import { endsAtom, unitClass, unitClasses } from "./characters.ts";
import { lineEnd } from "./lookahead.ts";
import { encodeString } from "./strings.ts";

/**
 * Comments, quotes and brackets as other languages write them. They are read as what they were meant for, so that one
 * habit is one error and not one for each word behind it.
 */
export interface ForeignMark {
  readonly code: "wrong-comment" | "wrong-quotes" | "wrong-brackets";
  readonly start: number;
  readonly end: number;
  /** What is wrong, as it is written. */
  readonly mark: string;
  readonly cure: string;
  readonly fix?: Fix;
  /** What the stretch is read as. */
  readonly readAs: "nothing" | "string";
}

/** How far the other end of a mark is looked for, in UTF-16 units: a hostile text has one after each character. */
const lookaheadMax = 20_000;

const closingQuotes: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ["\u201c", "\u201d\u201c"],
  ["\u201d", "\u201d"],
  ["\u201e", "\u201c\u201d"],
  ["\u2018", "\u2019"],
  ["\u00ab", "\u00bb"],
]);

/** The mark of another language that starts at `at`, with the stretch that it is read to; `undefined` where none does. */
export function foreignMark(source: Source, at: number): ForeignMark | undefined {
  const character = source.text.charAt(at);
  if (character === "/" || character === "#") return comment(source, at);
  if (closingQuotes.has(character)) return quotes(source, at, closingQuotes.get(character) ?? "");
  return character === "{" ? braces(source, at) : undefined;
}

const oneEdit = (title: string, edit: Edit): Fix => ({ title, edits: [edit] });

/** `// …`, `# …` and a block of C's. */
function comment({ path, text }: Source, at: number): ForeignMark | undefined {
  const mark = /^(?:\/\/+|\/\*|#+(?=[ !\n\r]))/.exec(text.slice(at, at + 8))?.[0];
  if (mark === undefined) return undefined;
  const closed = mark === "/*" ? text.indexOf("*/", at) : -1;
  const end = closed === -1 ? lineEnd(text, at) : closed + 2;
  const one = { code: "wrong-comment", start: at, end, mark, readAs: "nothing" } as const;
  const cure = "start each line of a comment with ;";
  if (mark === "/*") return { ...one, cure };
  const edit = { file: path, start: at, end: at + mark.length, text: ";" };
  return { ...one, cure: "start a comment with ;", fix: oneEdit("start the comment with ;", edit) };
}

function quotes({ path, text }: Source, at: number, closing: string): ForeignMark | undefined {
  const stop = Math.min(lineEnd(text, at), at + lookaheadMax);
  let last = at + 1;
  while (last < stop && !closing.includes(text.charAt(last))) last++;
  if (last >= stop) return undefined;
  const end = last + 1;
  const inside = text.slice(at + 1, last);
  const edit = { file: path, start: at, end, text: encodeString(inside) };
  return {
    code: "wrong-quotes",
    start: at,
    end,
    mark: text.charAt(at),
    cure: 'put it in double quotes: "…"',
    fix: oneEdit("put it in double quotes", edit),
    readAs: "string",
  };
}

/** `{ … }` up to its end: what stands in it is another language. */
function braces({ text }: Source, at: number): ForeignMark | undefined {
  let depth = 0;
  const stop = Math.min(text.length, at + lookaheadMax);
  for (let end = at; end < stop; end++) {
    const character = text.charAt(end);
    if (character === '"') {
      const closed = text.indexOf('"', end + 1);
      if (closed === -1) return undefined;
      end = closed;
    } else if (character === "{") depth++;
    else if (character === "}" && --depth === 0)
      return {
        code: "wrong-brackets",
        start: at,
        end: end + 1,
        mark: "{ }",
        cure: "write each thing in it as a form of its own, such as (id uuid)",
        readAs: "nothing",
      };
  }
  return undefined;
}

/** `string[]`: where the atom starts that the brackets at `at` touch, and what is written in its place. */
export function bracketedType(
  { path, text }: Source,
  at: number,
): Pick<ForeignMark, "start" | "end" | "cure" | "fix"> | undefined {
  if (text.charAt(at + 1) !== "]") return undefined;
  let start = at;
  while (start > 0 && endsAtom[text.charCodeAt(start - 1)] === 0) start--;
  if (start === at) return undefined;
  const better = `(list ${text.slice(start, at)})`;
  const edit = { file: path, start, end: at + 2, text: better };
  return { start, end: at + 2, cure: `write ${better}`, fix: oneEdit(`write ${better}`, edit) };
}

/** `[ … ]` with the brackets that are written in their place, where it ends. */
export function bracketed(source: Source, at: number): Pick<ForeignMark, "cure" | "fix"> {
  const { path, text } = source;
  const close = closingBracket(text, at);
  if (close === undefined) return { cure: "write ( in its place" };
  const inside = text.slice(at + 1, close);
  const isOne = /^[A-Za-z][^\s()[\]]*$/.test(inside.trim());
  const open = isOne ? "(list " : "(";
  const cure = isOne ? `write (list ${inside.trim()}) for a list` : "write ( ) in their place";
  const edits = [
    { file: path, start: at, end: at + 1, text: open },
    { file: path, start: close, end: close + 1, text: ")" },
  ];
  return { cure, fix: { title: cure.replace(" for a list", ""), edits } };
}

/** The `]` that closes the `[` at `at`. */
function closingBracket(text: string, at: number): number | undefined {
  let depth = 0;
  const stop = Math.min(text.length, at + lookaheadMax);
  for (let end = at; end < stop; end++) {
    const unit = unitClasses[text.charCodeAt(end)];
    if (unit === unitClass.quote) {
      const closed = text.indexOf('"', end + 1);
      if (closed === -1) return undefined;
      end = closed;
    } else if (unit === unitClass.comment) end = lineEnd(text, end);
    else if (unit === unitClass.open || text.charAt(end) === "[") depth++;
    else if (unit === unitClass.close || text.charAt(end) === "]") {
      if (--depth === 0) return text.charAt(end) === "]" ? end : undefined;
    }
  }
  return undefined;
}
