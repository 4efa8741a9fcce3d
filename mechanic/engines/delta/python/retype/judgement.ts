import type { HoleKind, RepairEdit, RepairRequest, Span } from "#intent";

import type { EditList, HoleList, SlotDraft } from "../../shared/index.ts";
import { valueSlot } from "../answers.ts";
import { pathTo } from "../tree.ts";
import { spellingOf } from "./spelling.ts";
import type { Taint } from "./taint.ts";
import type { Indexed, Place, Retype } from "./types.ts";

/** Everything that judging one group needs at hand. */
export interface Judgement {
  readonly request: RepairRequest;
  readonly retype: Retype;
  readonly taint: Taint;
  readonly edits: EditList;
  readonly holes: HoleList;
  /** Files in which an edit spells the new type, so that it may have to be imported. */
  readonly spells: Set<string>;
  /** Places at which a question asked elsewhere is the question, too. */
  readonly quiet: Place[];
}

/** The new type as people say it: the intent's word for it where it has one. */
export const newType = ({ retype }: Judgement): string => retype.toIntent || retype.after;

export const moduleAt = ({ taint }: Judgement, file: string): Indexed | undefined =>
  taint.modules.get(file);

/** What is written at a place. */
export const spelt = (judgement: Judgement, place: Place): string =>
  moduleAt(judgement, place.file)?.text.slice(place.start, place.end) ?? "";

/** The new type as this file spells it. */
export function typeIn(judgement: Judgement, file: string): ReturnType<typeof spellingOf> {
  const module = moduleAt(judgement, file);
  const type = judgement.retype.after;
  return module === undefined ? { text: type, imports: false } : spellingOf(module, type);
}

/** Whoever may write `conftest.py` may run code in every test: the guards close it to engines. */
export const isClosed = (file: string): boolean => file.endsWith("conftest.py");

/** Replaces what stands at a place; of a file that is closed, people are asked to do so at the end. */
export function edit(
  judgement: Judgement,
  place: Place,
  text: string,
  rule: string,
  because: string,
): void {
  const { file, start, end } = place;
  const type = typeIn(judgement, file);
  if (type.imports && text.includes(type.text)) judgement.spells.add(file);
  const { symbol } = judgement.retype.change;
  const made: RepairEdit = {
    file,
    start,
    end,
    text,
    change: symbol,
    rule,
    certainty: "certain",
    because,
  };
  judgement.edits.add(made);
}

/** Candidates are spelt for the very place, so that a text takes that place, too. */
function slotAt(module: Indexed, span: Span): SlotDraft {
  const slot = valueSlot(module, span.start, span.end);
  return slot?.start === span.start && slot.end === span.end ? slot : span;
}

/** Leaves a decision at a place. */
export function hole(
  judgement: Judgement,
  place: Place,
  kind: HoleKind,
  question: string,
  candidates: readonly string[] = [],
): void {
  const module = moduleAt(judgement, place.file);
  if (module === undefined) return;
  const span: Span = { start: place.start, end: place.end };
  judgement.holes.add({
    kind,
    file: place.file,
    text: module.text,
    span,
    delta: judgement.retype.change.symbol,
    inside: pathTo(module.text, module.root, place.start),
    question,
    candidates,
    slot: isClosed(place.file) ? undefined : slotAt(module, span),
  });
}
