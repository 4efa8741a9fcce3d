import { typeName, valueName, type Change, type Field } from "#intent";

import type { Engine } from "../engine.ts";
import { addHole } from "../holes.ts";
import { ownerOf } from "../names.ts";
import { ancestor, within, type Node } from "../tree.ts";
import { codecsOf } from "./codecs.ts";

/**
 * What people write of a whole entity, field by field (a line of a journal, a row of a file, a record of their own),
 * leaves an added field out, and code that makes the entity of such a form does not find it there. Both compile, or are
 * filled with a default: whether and where the field is told is asked once for each way.
 */
export function askForWrittenForms(engine: Engine): void {
  const added = engine.request.changes.filter(({ kind }) => kind === "field-added");
  for (const change of added) {
    const known = knownFields(change, engine);
    if (known.length < 2) continue;
    for (const { place } of codecsOf(ownerOf(change.symbol) ?? "", known, engine)) {
      // Which value it has is asked there already, or whether it is told, where the entity is taken apart.
      if (engine.asked.some((asked) => asked.type === "struct_expression" && within(place, asked)))
        continue;
      if (engine.asked.some((asked) => asked.type === "struct_pattern" && isBeside(asked, place)))
        continue;
      askWhetherTold(place, change, engine);
    }
  }
}

function askWhetherTold(node: Node, change: Change, engine: Engine): void {
  addHole(engine, {
    kind: "wire-form",
    node,
    delta: change.symbol,
    candidates: [leftOut],
    choices: [{ label: leftOut, edits: [] }],
    slot: undefined,
    question: `\`${change.symbol}\` was added, and its neighbours are told one by one here. Is it told as well, and where?`,
  });
}

/**
 * Code that takes an entity apart field by field, without leaving anything out, and writes all of them wants to hear of a
 * new one: that is asked, and not waved through. Whether the question was put.
 */
export function isToldWhole(pattern: Node, change: Change, engine: Engine): boolean {
  const known = change.kind === "field-added" ? knownFields(change, engine) : [];
  const told =
    known.length > 1 &&
    codecsOf(ownerOf(change.symbol) ?? "", known, engine).some(
      ({ direction, place }) => direction === "writes" && isBeside(pattern, place),
    );
  if (told) askWhetherTold(pattern, change, engine);
  return told;
}

/** Whether two places stand in one function. */
function isBeside(one: Node, other: Node): boolean {
  const home = ancestor(one, "function_item");
  return home !== undefined && home === ancestor(other, "function_item");
}

const leftOut = "it is left out: as it stands";

/** The other fields of the entity. */
function knownFields(change: Change, { request }: Engine): string[] {
  const service = request.after.services.get(change.symbol.split("/")[0] ?? "");
  const owner = ownerOf(change.symbol);
  const entity = service?.entities.find((one) => typeName("rust", one.name) === owner);
  const fields: readonly Field[] = entity?.fields ?? [];
  const fresh = new Set(
    request.changes.filter((one) => one.kind === "field-added").map((one) => one.symbol),
  );
  return fields
    .filter(
      (field) =>
        !fresh.has(`${change.symbol.slice(0, change.symbol.lastIndexOf("."))}.${field.name}`),
    )
    .map((field) => valueName("rust", field.name));
}
