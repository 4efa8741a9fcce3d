import {
  valueName,
  type Change,
  type Literal,
  type RepairEdit,
  type RepairRequest,
  type SyntaxNode,
} from "#intent";

import { indentAt, startsLine, type HoleDraft } from "../../shared/index.ts";
import { askedAt } from "../asked.ts";
import { cutsOf } from "../gone/drops.ts";
import { classedBodies, type ClassedBody } from "../retype/bodies.ts";
import { indexed } from "../retype/indexed.ts";
import { isClosed } from "../retype/judgement.ts";
import { wireClasses, type WireClass } from "../retype/shapes.ts";
import type { Indexed } from "../retype/types.ts";
import type { Module } from "../snapshot.ts";
import { ownedMember } from "../targets.ts";
import { happened } from "../words.ts";

/**
 * A test that spells a whole row of JSON, key by key, spells a new field with its default, which is always written; and no
 * field that is gone. A body that leaves out fields which it could have is no whole row, and stays.
 */
export function respellRows(
  request: RepairRequest,
  stamped: {
    readonly before: ReadonlyMap<string, Module>;
    readonly after: ReadonlyMap<string, Module>;
  },
  written: ReadonlyMap<string, Module>,
): readonly RepairEdit[] {
  const changes = request.changes.filter(
    ({ kind, defaultValue }) =>
      kind === "field-removed" || (kind === "field-added" && defaultValue !== undefined),
  );
  if (changes.length === 0) return [];
  const before = wireClasses(stamped.before, []);
  const after = wireClasses(stamped.after, []);
  return [...request.tests].flatMap((file) => {
    const module = written.get(file);
    if (module === undefined || isClosed(file)) return [];
    const own = indexed(module);
    return classedBodies(own, before).flatMap((body) =>
      changes.flatMap((change) => editsIn(own, body, change, before, after)),
    );
  });
}

/** Whole rows in tests that lack a field which nobody has declared a value of. */
export function rowHoles(
  request: RepairRequest,
  before: ReadonlyMap<string, Module>,
  written: ReadonlyMap<string, Module>,
): readonly HoleDraft[] {
  const changes = request.changes.filter(
    ({ kind, defaultValue, to }) =>
      kind === "field-added" && defaultValue === undefined && to?.startsWith("(optional ") !== true,
  );
  if (changes.length === 0) return [];
  const classes = wireClasses(before, []);
  return [...request.tests].flatMap((file) => {
    const module = written.get(file);
    if (module === undefined || isClosed(file)) return [];
    return classedBodies(indexed(module), classes).flatMap((body) =>
      changes.flatMap((change) => {
        const [only, ...others] = body.classes;
        const isRow = others.length === 0 && only?.name === ownedMember(change.symbol)?.owner;
        if (only === undefined || !isRow || body.inCode || !isWhole(only, body.keys)) return [];
        return [
          {
            kind: "expected-value" as const,
            ...askedAt(module, body.node, change),
            question: `${happened(change)}, and this test spells the whole row: which value stands there?`,
          },
        ];
      }),
    );
  });
}

/** A row that was written has every field that is not absent. */
const isWhole = ({ fields }: WireClass, keys: ReadonlyMap<string, SyntaxNode>): boolean =>
  fields.every(
    ({ json, required, type }) => !(required || !/Maybe\[/.test(type)) || keys.has(json),
  );

function editsIn(
  module: Indexed,
  { node, classes, keys, inCode }: ClassedBody,
  change: Change,
  before: readonly WireClass[],
  after: readonly WireClass[],
): readonly RepairEdit[] {
  const member = ownedMember(change.symbol);
  const [only] = classes;
  if (member === undefined || classes.length !== 1 || only?.name !== member.owner || inCode)
    return [];
  const isGone = change.kind === "field-removed";
  const fields = (isGone ? before : after).find(({ name }) => name === only.name)?.fields ?? [];
  const field = fields.find(({ code }) => code === valueName("python", member.name));
  if (field === undefined || !isWhole(only, keys)) return [];
  const make = (rule: string, edit: { start: number; end: number; text: string }): RepairEdit => ({
    file: module.file,
    ...edit,
    change: change.symbol,
    rule,
    certainty: "certain",
    because: `${happened(change)}, and this test spells the whole row.`,
  });
  if (isGone) {
    const pair = keys.get(field.json);
    const cuts = pair === undefined ? undefined : cutsOf(module, new Set([pair]));
    return (cuts ?? []).map((cut) => make("gone-dropped", cut));
  }
  const value =
    change.defaultValue === undefined ? undefined : spelt(change.defaultValue, field.type);
  if (keys.has(field.json) || value === undefined) return [];
  const entry = `"${field.json}": ${value}`;
  return [
    make(
      "fill-declared-default",
      insertion(module, node, previous(fields, field.json, keys), entry),
    ),
  ];
}

/** The entry of the field that stands before a new one in the stamp. */
function previous(
  fields: WireClass["fields"],
  json: string,
  keys: ReadonlyMap<string, SyntaxNode>,
): SyntaxNode | undefined {
  const index = fields.findIndex((field) => field.json === json);
  return fields
    .slice(0, index)
    .toReversed()
    .flatMap((field) => keys.get(field.json) ?? [])[0];
}

function insertion(
  { text }: Indexed,
  node: SyntaxNode,
  behind: SyntaxNode | undefined,
  entry: string,
): { start: number; end: number; text: string } {
  const last = behind ?? node.children.findLast(({ type }) => type === "pair");
  const at = last?.end ?? node.start + 1;
  const isOwnLine = last !== undefined && startsLine(text, last.start);
  const gap = isOwnLine ? `,\n${indentAt(text, last.start)}` : ", ";
  return { start: at, end: at, text: `${gap}${entry}` };
}

/** A declared default as the wire has it; nothing where that is not one plain value. */
function spelt(value: Literal, type: string): string | undefined {
  switch (value.kind) {
    case "bool":
      return value.value ? "True" : "False";
    case "number":
      return /\b(?:I64|U64|Decimal)\b/.test(type) ? `"${value.text}"` : value.text;
    case "string":
      return JSON.stringify(value.value);
    case "symbol":
      return JSON.stringify(value.name);
    case "empty-list":
      return "[]";
    default:
      return value satisfies never;
  }
}
