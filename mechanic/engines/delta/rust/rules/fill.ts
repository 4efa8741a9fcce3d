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
import { isPassedOn, namesake } from "./namesakes.ts";
import { lastName, ownerOf } from "../names.ts";
import { patchKey, type Patch, type PatchEdit } from "../patches.ts";
import { ancestor, fieldOf, parts, type Node } from "../tree.ts";

const added = new Set(["field-added", "parameter-added", "config-added"]);

/** What a constructor lacks: the field in code, its change, and the declared default where there is one. */
export interface Missing {
  readonly field: string;
  readonly change: Change;
  readonly value: string | undefined;
  /** The declared default alone, without what is at hand. */
  readonly declared: string | undefined;
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
      value: namesake(literal, change, engine)?.value ?? defaultInRust(change, engine),
      declared: defaultInRust(change, engine),
    }))
    .filter((one) => !spelt.has(one.field) || finding.message.includes(`\`${one.field}\``));
  return { literal, missing };
}

/** Writes what is at hand, else the declared default, into each constructor that lacks an added field. */
export function fillRule(finding: Finding, engine: Engine): Patch[] {
  const found = missingFields(finding, engine);
  if (found === undefined || found.missing.length === 0) return [];
  const { literal, missing } = found;
  const names = missing.map((one) => `\`${one.field}\``).join(", ");
  const filled = (values: readonly (string | undefined)[], certain: boolean): Patch | undefined => {
    const texts = missing.flatMap(({ field }, index) => {
      const value = values[index];
      return value === undefined ? [] : [labelled(field, value)];
    });
    const [hand] = missing.flatMap((one) => namesake(literal, one.change, engine) ?? []);
    const patch: Patch = {
      rule: certain ? "fill-declared-default" : "fill-from-namesake",
      change: missing[0]?.change.symbol ?? "",
      certainty: certain ? "certain" : "likely",
      because: certain ? `The intent declares the default of ${names}.` : (hand?.because ?? ""),
      edits: appended(literal, texts, engine),
    };
    return texts.length < missing.length || engine.refused.has(patchKey(patch)) ? undefined : patch;
  };
  const atHand = missing.some((one) => one.value !== one.declared);
  const patch =
    (atHand
      ? filled(
          missing.map((one) => one.value),
          false,
        )
      : undefined) ??
    filled(
      missing.map((one) => one.declared),
      true,
    );
  return patch === undefined ? [] : [patch];
}

/** An added parameter or field is left alone by code that takes the struct apart. */
export function openPatternRule(finding: Finding, engine: Engine): Patch[] {
  if (finding.code !== "E0027" || finding.node === undefined) return [];
  const pattern = ancestor(finding.node, "struct_pattern");
  const owner =
    pattern === undefined ? undefined : fieldOf(pattern, "type")?.text.split("::").at(-1);
  const fitting = engine.request.changes.filter(
    (one) =>
      added.has(one.kind) &&
      finding.message.includes(`\`${valueName("rust", lastName(one.symbol))}\``),
  );
  const change = fitting.find((one) => ownerOf(one.symbol) === owner) ?? fitting[0];
  const last = pattern === undefined ? undefined : parts(pattern).at(-1);
  if (
    pattern === undefined ||
    change === undefined ||
    last === undefined ||
    last.type === "remaining_field_pattern"
  )
    return [];
  const name = valueName("rust", lastName(change.symbol));
  const wanted = isPassedOn(pattern, change, engine);
  return [
    {
      rule: wanted ? "fill-from-namesake" : "fill-declared-default",
      change: change.symbol,
      certainty: "likely",
      because: wanted
        ? `\`${name}\` was added here and to what is made of it.`
        : `This code takes apart what it needs; \`${name}\` was added.`,
      edits: [extended(last, wanted ? name : "..", engine.files.get(pattern.file)?.text ?? "")],
    },
  ];
}

/** One more part behind the last one of a pattern, on a line of its own where the others have theirs. */
function extended(last: Node, text: string, source: string): PatchEdit {
  const { file, end } = last;
  const comma = /^\s*,/.exec(source.slice(end))?.[0].length;
  const line = source.lastIndexOf("\n", last.start - 1) + 1;
  const indent = source.slice(line, last.start);
  const alone = indent.trim() === "";
  const at = end + (comma ?? 0);
  const lead = comma === undefined ? "," : "";
  return {
    file,
    start: at,
    end: at,
    text: alone ? `${lead}\n${indent}${text}${text === ".." ? "" : ","}` : `${lead} ${text}`,
  };
}

const labelled = (field: string, value: string): string =>
  field === value ? field : `${field}: ${value}`;

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

/** The declaration of an added field. */
export function fieldOfChange(change: Change, engine: Engine): Field | undefined {
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
