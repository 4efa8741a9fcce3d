import type { Engine } from "../engine.ts";
import type { PatchEdit } from "../patches.ts";
import { fieldOf, parts, type Node } from "../tree.ts";

const singleLineWidth = 18;

/**
 * Fields put into a struct literal, laid out as rustfmt would: on one line only when they are short, and on lines of their
 * own behind the field that is declared before them (`before`: its name, and those before it, the nearest first).
 */
export function appended(
  literal: Node,
  texts: readonly string[],
  before: readonly (readonly string[])[],
  engine: Engine,
): PatchEdit[] {
  const body = fieldOf(literal, "body");
  if (body === undefined) return [];
  const source = engine.files.get(literal.file)?.text ?? "";
  const { file } = literal;
  const fields = parts(body);
  const last = fields.at(-1);
  if (last === undefined)
    return [{ file, start: body.start + 1, end: body.end - 1, text: ` ${texts.join(", ")} ` }];
  if (last.type === "base_field_initializer")
    return [
      { file, start: last.start, end: last.start, text: texts.map((text) => `${text}, `).join("") },
    ];
  if (body.text.includes("\n")) {
    const anchors = texts.map((_, index) => anchorOf(fields, before[index] ?? [], source) ?? last);
    return [...new Set(anchors)].flatMap((anchor) =>
      below(
        body,
        anchor,
        texts.filter((_, index) => anchors[index] === anchor),
        source,
      ),
    );
  }
  const width = [...fields.map((field) => field.text), ...texts].join(", ").length;
  if (width <= singleLineWidth)
    return [
      { file, start: last.end, end: last.end, text: texts.map((text) => `, ${text}`).join("") },
    ];
  return vertical(body, fields, texts, source);
}

/** The nearest of the fields declared before that the literal spells on a line of its own. */
const anchorOf = (
  fields: readonly Node[],
  before: readonly string[],
  source: string,
): Node | undefined =>
  before
    .map((name) => fields.find((part) => (fieldOf(part, "field") ?? parts(part)[0])?.text === name))
    .find((one) => one !== undefined && endsLine(one, fields, source));

const endsLine = (part: Node, fields: readonly Node[], source: string): boolean => {
  const next = fields.find((one) => one.start > part.start);
  return next === undefined || source.slice(part.end, next.start).includes("\n");
};

/** Fields on lines of their own behind another one and its comment; the last one gets its comma where it had none. */
function below(body: Node, last: Node, texts: readonly string[], source: string): PatchEdit[] {
  const { file } = body;
  const indent = indentOf(source, last.start);
  const next = parts(body).find((one) => one.start >= last.end);
  const line = next === undefined ? body.end - 1 : source.lastIndexOf("\n", next.start);
  const tail = source.slice(last.end, Math.max(last.end, line));
  const at = last.end + tail.trimEnd().length;
  const comma = tail.trimStart().startsWith(",");
  const text = texts.map((one) => `\n${indent}${one},`).join("");
  if (comma) return [{ file, start: at, end: at, text }];
  if (at === last.end) return [{ file, start: at, end: at, text: `,${text}` }];
  return [
    { file, start: last.end, end: last.end, text: "," },
    { file, start: at, end: at, text },
  ];
}

/** Turns a literal on one line into one field a line, touching only the gaps between the fields. */
function vertical(
  body: Node,
  fields: readonly Node[],
  texts: readonly string[],
  source: string,
): PatchEdit[] {
  const { file } = body;
  const outer = indentOf(source, body.start);
  const inner = `${outer}    `;
  const edits: PatchEdit[] = [];
  let at = body.start + 1;
  for (const [index, field] of fields.entries()) {
    edits.push({ file, start: at, end: field.start, text: `${index === 0 ? "" : ","}\n${inner}` });
    at = field.end;
  }
  edits.push({
    file,
    start: at,
    end: body.end - 1,
    text: `,${texts.map((text) => `\n${inner}${text},`).join("")}\n${outer}`,
  });
  return edits;
}

function indentOf(source: string, offset: number): string {
  const line = source.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(source.slice(line, offset))?.[0] ?? "";
}
