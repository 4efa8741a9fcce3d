import {
  pascalCase,
  typeName,
  valueName,
  type Change,
  type Field,
  type Literal,
  type TypeRef,
} from "#intent";

import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { lastName, ownerOf } from "../names.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { ancestor, fieldOf, parts, type Node } from "../tree.ts";

const added = new Set(["field-added", "parameter-added", "config-added"]);

/** What a constructor lacks: the field in code, its change, and the declared default where there is one. */
export interface Missing {
  readonly field: string;
  readonly change: Change;
  readonly value: string | undefined;
}

/** The added fields that the struct literal at this error does not spell. */
export function missingFields(
  finding: Finding,
  engine: Engine,
): { readonly literal: Node; readonly missing: readonly Missing[] } | undefined {
  if (finding.code !== "E0063" || finding.node === undefined) return undefined;
  const literal = ancestor(finding.node, "struct_expression");
  const owner = /of `([^`]+)`/.exec(finding.message)?.[1]?.replace(/<.*/, "").split("::").at(-1);
  if (literal === undefined || owner === undefined) return undefined;
  const body = fieldOf(literal, "body");
  const spelt = new Set(
    (body === undefined ? [] : parts(body)).map(
      (part) => (fieldOf(part, "field") ?? parts(part)[0] ?? part).text,
    ),
  );
  const missing = engine.request.changes
    .filter((change) => added.has(change.kind) && ownerOf(change.symbol) === owner)
    .map((change) => ({
      field: valueName("rust", lastName(change.symbol)),
      change,
      value: defaultInRust(change, engine),
    }))
    .filter((one) => !spelt.has(one.field) || finding.message.includes(`\`${one.field}\``));
  return { literal, missing };
}

/** Writes the declared default into each constructor that lacks an added field. */
export function fillRule(finding: Finding, engine: Engine): Patch[] {
  const found = missingFields(finding, engine);
  if (found === undefined || found.missing.length === 0) return [];
  const texts = found.missing.flatMap((one) =>
    one.value === undefined ? [] : [`${one.field}: ${one.value}`],
  );
  if (texts.length < found.missing.length) return [];
  const names = found.missing.map((one) => `\`${one.field}\``).join(", ");
  return [
    {
      rule: "fill-declared-default",
      change: found.missing[0]?.change.symbol ?? "",
      certainty: "certain",
      because: `The intent declares the default of ${names}.`,
      edits: appended(found.literal, texts, engine),
    },
  ];
}

/** An added parameter or field is left alone by code that takes the struct apart. */
export function openPatternRule(finding: Finding, engine: Engine): Patch[] {
  if (finding.code !== "E0027" || finding.node === undefined) return [];
  const pattern = ancestor(finding.node, "struct_pattern");
  const change = engine.request.changes.find(
    (one) =>
      added.has(one.kind) &&
      finding.message.includes(`\`${valueName("rust", lastName(one.symbol))}\``),
  );
  const last = pattern === undefined ? undefined : parts(pattern).at(-1);
  if (
    pattern === undefined ||
    change === undefined ||
    last === undefined ||
    last.type === "remaining_field_pattern"
  )
    return [];
  return [
    {
      rule: "fill-declared-default",
      change: change.symbol,
      certainty: "likely",
      because: `This code takes apart what it needs; \`${valueName("rust", lastName(change.symbol))}\` was added.`,
      edits: [{ file: pattern.file, start: last.end, end: last.end, text: ", .." }],
    },
  ];
}

const singleLineWidth = 18;

/** Fields appended to a struct literal, laid out as rustfmt would: on one line only when they are short. */
function appended(literal: Node, texts: readonly string[], engine: Engine): PatchEdit[] {
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
  if (body.text.includes("\n")) return below(body, last, texts, source);
  const width = [...fields.map((field) => field.text), ...texts].join(", ").length;
  if (width <= singleLineWidth)
    return [
      { file, start: last.end, end: last.end, text: texts.map((text) => `, ${text}`).join("") },
    ];
  return vertical(body, fields, texts, source);
}

/** Fields on lines of their own behind the last one and its comment; the last one gets its comma where it had none. */
function below(body: Node, last: Node, texts: readonly string[], source: string): PatchEdit[] {
  const { file } = body;
  const indent = indentOf(source, last.start);
  const tail = source.slice(last.end, body.end - 1);
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

/** The declared default in Rust; `None` for an optional without one; `undefined` where a value is somebody's decision. */
export function defaultInRust(change: Change, engine: Engine): string | undefined {
  const field = fieldOfChange(change, engine);
  const type = field?.type ?? change.toType;
  const literal = change.defaultValue ?? field?.default;
  if (literal === undefined) return type?.kind === "optional" ? "None" : undefined;
  const value = literalInRust(literal, type);
  return value !== undefined && type?.kind === "optional" ? `Some(${value})` : value;
}

function fieldOfChange(change: Change, engine: Engine): Field | undefined {
  const service = engine.request.after.services.get(change.service) ?? engine.request.service;
  const owner = ownerOf(change.symbol);
  const holders = [
    ...service.entities.map((one) => ({ name: typeName("rust", one.name), fields: one.fields })),
    ...service.errors.map((one) => ({ name: typeName("rust", one.name), fields: one.fields })),
    ...service.events.map((one) => ({ name: typeName("rust", one.name), fields: one.fields })),
    ...service.rpcs.map((one) => ({ name: `${pascalCase(one.name)}In`, fields: one.input })),
    { name: "Config", fields: service.config },
  ];
  return holders
    .find((holder) => holder.name === owner)
    ?.fields.find((field) => field.name === lastName(change.symbol));
}

function literalInRust(literal: Literal, type: TypeRef | undefined): string | undefined {
  const inner = type?.kind === "optional" ? type.item : type;
  if (literal.kind === "string") return `${JSON.stringify(literal.value)}.to_string()`;
  if (literal.kind === "bool") return String(literal.value);
  if (literal.kind === "empty-list") return "Vec::new()";
  if (literal.kind === "symbol")
    return inner?.kind === "named"
      ? `${typeName("rust", inner.name)}::${typeName("rust", literal.name)}`
      : undefined;
  const float = inner?.kind === "primitive" && inner.name === "f64" && !/[.eE]/.test(literal.text);
  return float ? `${literal.text}.0` : literal.text;
}
