import { valueName, type Change } from "#intent";

import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { before, defaultInRust } from "./declared.ts";
import { appended } from "./literal-fields.ts";
import { isPassedOn, namesake } from "./namesakes.ts";
import { lastName, ownerOf } from "../names.ts";
import { patchKey, type Patch, type PatchEdit } from "../patches.ts";
import { ancestor, fieldOf, parts, type Node } from "../tree.ts";
import { isToldWhole } from "./written-forms.ts";

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
      edits: appended(
        literal,
        texts,
        missing.map(({ change }) => before(change, engine)),
        engine,
      ),
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
  if (!wanted && (isToldWhole(pattern, change, engine) || isAskedOfUs(change, engine))) return [];
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

/**
 * Whether a parameter is one of an rpc that is handled here, and has to be told: what everybody has to tell and goes
 * nowhere is not done. With a default, what is done now is what is meant where nobody tells anything.
 */
const isAskedOfUs = (change: Change, engine: Engine): boolean =>
  change.kind === "parameter-added" &&
  change.symbol.startsWith(`${engine.request.service.name}/`) &&
  defaultInRust(change, engine) === undefined;

/** The question what a new parameter does, where the input is taken apart whole; undefined elsewhere. */
export function unheeded(
  finding: Finding,
  engine: Engine,
): { readonly change: Change; readonly pattern: Node; readonly rest: PatchEdit } | undefined {
  if (finding.code !== "E0027") return undefined;
  const pattern = ancestor(finding.node, "struct_pattern");
  const last = pattern === undefined ? undefined : parts(pattern).at(-1);
  const change = engine.request.changes.find(
    (one) =>
      isAskedOfUs(one, engine) &&
      finding.message.includes(`\`${valueName("rust", lastName(one.symbol))}\``),
  );
  if (pattern === undefined || last === undefined || change === undefined) return undefined;
  const source = engine.files.get(pattern.file)?.text ?? "";
  return { change, pattern, rest: extended(last, "..", source) };
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
