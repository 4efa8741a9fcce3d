import { textOf } from "../tree.ts";
import { readAnew, unconverted } from "./converted.ts";
import { calleeOf, nodeAt } from "./indexed.ts";
import { edit, moduleAt, newType, typeIn, type Judgement } from "./judgement.ts";
import type { Place } from "./types.ts";

/** A test that is given a moment where a day is wanted means the day of it. */
export function dayOf({ retype, request, taint }: Judgement, place: Place): string | undefined {
  if (retype.before !== "datetime" || retype.after !== "date") return undefined;
  const module = taint.modules.get(place.file);
  if (module === undefined || !request.tests.has(place.file)) return undefined;
  const node = nodeAt(module.root, place.start, place.end);
  const isPlain = /^(?:identifier|attribute|call)$/.test(node.type);
  return isPlain ? `${textOf(module.text, node)}.date()` : undefined;
}

/** `UUID(cell)`: a text that is read as the old type, where every text may be one now. */
export function isReadAsBefore({ retype, request, taint }: Judgement, place: Place): boolean {
  const module = taint.modules.get(place.file);
  if (module === undefined || request.tests.has(place.file) || retype.after !== "str") return false;
  const call = nodeAt(module.root, place.start, place.end);
  const callee = calleeOf(module.text, call).split(".").at(-1);
  return /^(?:UUID|Decimal)$/.test(retype.before) && callee === retype.before;
}

/** `day.isoformat()` where the text became a day: what was converted for the old type alone comes as it is. */
export function comesAsItIs(judgement: Judgement, place: Place): boolean {
  const { retype, taint } = judgement;
  const module = moduleAt(judgement, place.file);
  const reader = module && readAnew(module, taint.types, place, retype);
  if (reader !== undefined) {
    const because = `${retype.change.symbol} is ${newType(judgement)} now, and the text is read as that.`;
    const { start, end } = reader;
    const type = typeIn(judgement, place.file).text;
    edit(judgement, { file: place.file, start, end }, type, "read-anew", because);
    return true;
  }
  const value = module && unconverted(module, taint.types, place, retype);
  if (value === undefined) return false;
  const because = `${retype.change.symbol} is ${newType(judgement)} now, which it was converted from here.`;
  const { file, start, end } = place;
  edit(judgement, { file, start, end: value.start }, "", "conversion-falls-away", because);
  edit(judgement, { file, start: value.end, end }, "", "conversion-falls-away", because);
  return true;
}
