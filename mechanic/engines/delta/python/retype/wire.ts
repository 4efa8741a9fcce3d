import type { RepairRequest } from "#intent";

import type { EditList, HoleList } from "../../shared/index.ts";
import type { Module } from "../snapshot.ts";
import { pathTo, textOf } from "../tree.ts";
import { bodyValues, type BodyValue } from "./bodies.ts";
import { importEdit } from "./imports.ts";
import { indexed } from "./indexed.ts";
import { isClosed } from "./judgement.ts";
import { wireClasses } from "./shapes.ts";
import { convertLiteral, spellingOf, uuidOf } from "./spelling.ts";
import type { RetypeGroup } from "./stamped.ts";
import type { Indexed, Retype } from "./types.ts";

/** Primitives that are numbers in JSON; 64-bit ones and decimals are texts there. */
const jsonNumbers: ReadonlySet<string> = new Set(["i32", "u32", "f64"]);

/** Primitives that are told by a text of the same digits. */
const jsonTexts: ReadonlySet<string> = new Set(["string", "i64", "u64", "decimal"]);

/** A literal of a body in the form that the wire has now; `undefined` where that takes a decision, itself where nothing changes. */
export function convertOnWire(text: string, retype: Retype): string | undefined {
  const digits = /^["']?(-?\d[\d_]*)["']?$/.exec(text)?.[1]?.replaceAll("_", "");
  const { fromIntent, toIntent } = retype;
  if (toIntent === "uuid") {
    if (/^["'][\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}["']$/i.test(text)) return text;
    const uuid = digits === undefined || fromIntent === "string" ? undefined : uuidOf(digits);
    return uuid === undefined ? undefined : `"${uuid}"`;
  }
  if (digits === undefined) return toIntent === "string" ? text : undefined;
  const wasText = /^["']/.test(text);
  if (jsonNumbers.has(toIntent)) return wasText ? digits : text;
  if (!jsonTexts.has(toIntent)) return undefined;
  return wasText ? text : `"${digits}"`;
}

/** Respells the values of a changed field in the bodies that tests send and expect. */
export function respellBodies(
  request: RepairRequest,
  stamped: ReadonlyMap<string, Module>,
  written: ReadonlyMap<string, Module>,
  group: RetypeGroup,
  edits: EditList,
  holes: HoleList,
): void {
  const classes = wireClasses(stamped, group.slots);
  for (const file of request.tests) {
    const module = written.get(file);
    if (module === undefined) continue;
    const own = indexed(module);
    for (const value of bodyValues(own, classes)) {
      if (!edits.covers(file, value.node.start, value.node.end))
        respell(own, value, group.retype, edits, holes);
    }
  }
}

function respell(
  module: Indexed,
  value: BodyValue,
  retype: Retype,
  edits: EditList,
  holes: HoleList,
): void {
  const { node, key, verdict, inCode } = value;
  const original = textOf(module.text, node);
  const { symbol } = retype.change;
  const type = spellingOf(module, retype.after);
  const converted = inCode
    ? convertLiteral(original, retype, type)
    : convertOnWire(original, retype);
  if (converted === original) return;
  const place = { file: module.file, start: node.start, end: node.end };
  if (verdict === "changed" && converted !== undefined && !isClosed(module.file)) {
    const because = `The test spells ${symbol} as ${original} under "${key}"; as ${retype.toIntent || retype.after} the same value is ${converted}.`;
    edits.add({
      ...place,
      text: converted,
      change: symbol,
      rule: "literal-respelt",
      certainty: "certain",
      because,
    });
    const isBrought = inCode && type.imports && converted.includes(`${type.text}(`);
    const brought = isBrought && importEdit(module, retype.after, { change: symbol, because });
    if (brought) edits.add(brought);
    return;
  }
  holes.add({
    kind: "expected-value",
    file: module.file,
    text: module.text,
    span: place,
    delta: symbol,
    inside: pathTo(module.text, module.root, node.start),
    question:
      verdict === "unclear"
        ? `Is the "${key}" of this body ${symbol}, which is ${retype.toIntent || retype.after} now, or that of something else?`
        : `Which ${symbol} is \`${original}\`, now that it is ${retype.toIntent || retype.after}?`,
    candidates: converted === undefined ? [] : [converted],
    slot: isClosed(module.file) ? undefined : { start: node.start, end: node.end },
  });
}
