import type { Span } from "#intent";

/**
 * A template is target-language text with typed S-expression holes between `«` and `»`. The file as a whole is one
 * S-expression: `»text«` is a string literal of it, so a hole may open a list, go on with text, and close it in a later
 * hole: `«(each field (fields entity)»pub «(name field)»«)»`.
 *
 * A line that holds nothing but openings, closings or comments prints nothing, not even its line break. A line that
 * holds one closed hole alone vanishes with it when the hole prints nothing.
 */
export type TemplateNode =
  /** Text without line breaks. */
  | { readonly kind: "text"; readonly text: string; readonly span: Span }
  | { readonly kind: "newline"; readonly span: Span }
  | { readonly kind: "string"; readonly text: string; readonly span: Span }
  | { readonly kind: "number"; readonly value: number; readonly span: Span }
  | { readonly kind: "symbol"; readonly name: string; readonly span: Span; readonly place: Place }
  | {
      readonly kind: "list";
      readonly items: readonly TemplateNode[];
      readonly span: Span;
      readonly place: Place;
    };

/** Where a hole stands: columns of white space before the text of its line, and whether it has the line to itself. */
export interface Place {
  readonly indent: number;
  readonly alone: boolean;
}

export interface TemplateProblem {
  readonly code:
    | "unclosed-hole"
    | "unclosed-list"
    | "stray-parenthesis"
    | "stray-hole-end"
    | "bad-token";
  readonly span: Span;
}

interface Segment {
  readonly hole: boolean;
  readonly start: number;
  readonly end: number;
}

interface OpenList {
  readonly items: TemplateNode[];
  readonly start: number;
  readonly place: Place;
}

/** Reads a template; it always gives nodes, and says what is wrong with them. */
export function readTemplate(text: string): {
  nodes: readonly TemplateNode[];
  problems: readonly TemplateProblem[];
} {
  const problems: TemplateProblem[] = [];
  const root: OpenList = { items: [], start: 0, place: { indent: 0, alone: false } };
  const open: OpenList[] = [root];
  for (const part of swallowControlLines(text, segmentsOf(text, problems))) {
    if (part.hole) readHole(text, part, open, problems);
    else readText(text, part, open);
  }
  for (let list = open.pop(); list !== undefined && list !== root; list = open.pop()) {
    problems.push({ code: "unclosed-list", span: { start: list.start, end: list.start + 1 } });
    open.at(-1)?.items.push({
      kind: "list",
      items: list.items,
      span: { start: list.start, end: text.length },
      place: list.place,
    });
  }
  return { nodes: root.items, problems };
}

/** Text and holes in turn. Inside a string of a hole, `»` does not end it. */
function segmentsOf(text: string, problems: TemplateProblem[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  while (at < text.length) {
    const hole = text.indexOf("«", at);
    const textEnd = hole === -1 ? text.length : hole;
    const stray = text.slice(at, textEnd).indexOf("»");
    if (stray !== -1)
      problems.push({ code: "stray-hole-end", span: { start: at + stray, end: at + stray + 1 } });
    segments.push({ hole: false, start: at, end: textEnd });
    if (hole === -1) break;
    const end = /(?:"(?:[^"\\]|\\[^])*"|[^"»])*/y;
    end.lastIndex = hole + 1;
    end.exec(text);
    const closed = text[end.lastIndex] === "»";
    if (!closed) problems.push({ code: "unclosed-hole", span: { start: hole, end: hole + 1 } });
    segments.push({ hole: true, start: hole, end: end.lastIndex + (closed ? 1 : 0) });
    at = end.lastIndex + 1;
  }
  return segments;
}

interface Part extends Segment {
  readonly place: Place;
}

/** Takes the white space and the line break from lines that hold control holes only, and finds the place of each hole. */
function swallowControlLines(text: string, segments: readonly Segment[]): Part[] {
  const parts: Part[] = [];
  for (const { hole, start, end } of segments) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
    parts.push({ hole, start, end, place: { indent, alone: false } });
  }
  for (let first = 0; first < parts.length;) {
    const last = lastOfLine(text, parts, first);
    markLine(text, parts, first, last);
    first = last + 1;
  }
  return parts;
}

/** Index of the last hole that stands on the line on which the hole after `first` ends; `first` is a text part. */
function lastOfLine(text: string, parts: readonly Part[], first: number): number {
  let last = first;
  for (let index = first + 1; index < parts.length; index++) {
    const part = parts[index];
    if (part === undefined) break;
    if (part.hole) last = index;
    else if (text.slice(part.start, part.end).includes("\n")) break;
  }
  return last;
}

function markLine(text: string, parts: Part[], first: number, last: number): void {
  const before = parts[first];
  const after = parts[last + 1];
  if (before === undefined || last === first) return;
  const leading = text.slice(before.start, before.end);
  const bareStart = /(^|\n)[ \t]*$/.exec(leading);
  const trailing = after === undefined ? "" : text.slice(after.start, after.end);
  const bareEnd = /^[ \t]*(\n|$)/.exec(trailing);
  if (bareStart === null || bareEnd === null) return;
  if (
    bareStart[1] === "" &&
    before.start !== 0 &&
    parts[first - 1] !== undefined &&
    !lineBegins(text, before.start)
  )
    return;
  const inside = parts.slice(first + 1, last + 1);
  if (inside.some((part) => !part.hole && text.slice(part.start, part.end).trim() !== "")) return;
  const holes = inside.filter((part) => part.hole);
  const control = holes.every((part) => isControl(text.slice(part.start + 1, part.end - 1)));
  const single = holes.length === 1 && !control;
  if (!control && !single) return;
  const white = bareStart[0].length - (bareStart[1] ?? "").length;
  if (control) {
    parts[first] = { ...before, end: before.end - white };
    for (let index = first + 1; index <= last; index++) {
      const part = parts[index];
      if (part !== undefined && !part.hole) parts[index] = { ...part, end: part.start };
    }
  } else {
    const hole = parts[last];
    if (hole !== undefined) parts[last] = { ...hole, place: { indent: white, alone: true } };
    parts[first] = { ...before, end: before.end - white };
  }
  if (after !== undefined) parts[last + 1] = { ...after, start: after.start + bareEnd[0].length };
}

const lineBegins = (text: string, at: number): boolean => at === 0 || text[at - 1] === "\n";

/** Whether a hole only opens or closes lists, or only comments. */
function isControl(code: string): boolean {
  const bare = code.replaceAll(/"(?:[^"\\]|\\[^])*"/g, "").replaceAll(/;[^\n]*/g, "");
  if (bare.trim() === "") return true;
  let depth = 0;
  for (const character of bare) {
    if (character === "(") depth++;
    if (character === ")" && --depth < 0) return true;
  }
  return depth !== 0;
}

function readText(text: string, { start, end }: Segment, open: readonly OpenList[]): void {
  const items = open.at(-1)?.items;
  let at = start;
  while (at < end) {
    const newline = text.indexOf("\n", at);
    const stop = newline === -1 || newline >= end ? end : newline;
    if (stop > at)
      items?.push({ kind: "text", text: text.slice(at, stop), span: { start: at, end: stop } });
    if (stop < end) items?.push({ kind: "newline", span: { start: stop, end: stop + 1 } });
    at = stop + 1;
  }
}

const token = /\s+|;[^\n]*|(\()|(\))|"((?:[^"\\]|\\[^])*)"|(-?\d+(?=[\s()»]|$))|([^\s()"»;]+)|(")/y;

function readHole(text: string, part: Part, open: OpenList[], problems: TemplateProblem[]): void {
  const end = text[part.end - 1] === "»" ? part.end - 1 : part.end;
  const depth = open.length;
  const inner: Place = { indent: part.place.indent, alone: false };
  token.lastIndex = part.start + 1;
  while (token.lastIndex < end) {
    const start = token.lastIndex;
    const match = token.exec(text);
    if (match === null) break;
    const span = { start, end: token.lastIndex };
    const items = open.at(-1)?.items;
    const place = open.length === depth ? part.place : inner;
    const [, opens, closes, string, number, symbol, bad] = match;
    if (opens !== undefined) open.push({ items: [], start, place });
    else if (closes !== undefined) closeList(open, span, problems);
    else if (string !== undefined) items?.push({ kind: "string", text: unescape(string), span });
    else if (number !== undefined) items?.push({ kind: "number", value: Number(number), span });
    else if (symbol !== undefined) items?.push({ kind: "symbol", name: symbol, span, place });
    else if (bad !== undefined) problems.push({ code: "bad-token", span });
  }
}

function closeList(open: OpenList[], span: Span, problems: TemplateProblem[]): void {
  const list = open.length > 1 ? open.pop() : undefined;
  if (list === undefined) problems.push({ code: "stray-parenthesis", span });
  else
    open.at(-1)?.items.push({
      kind: "list",
      items: list.items,
      span: { start: list.start, end: span.end },
      place: list.place,
    });
}

const unescape = (text: string): string =>
  text.replaceAll(/\\([^])/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
