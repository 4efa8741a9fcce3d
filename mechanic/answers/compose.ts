import { diffArrays } from "diff";

import { applyEdits, type Edit, type RepairEdit } from "#intent";

import { answerRule } from "../guards/index.ts";
import type { Resolved } from "./resolve.ts";

/** An answer's edits, explained as every edit is. */
export const explained = ({ hole, choice, own, edits }: Resolved): readonly RepairEdit[] =>
  edits.map((edit) => ({
    ...edit,
    change: hole.delta,
    rule: answerRule,
    certainty: "certain",
    because: `${own ? "Somebody answered" : "Somebody chose"} ${JSON.stringify(choice)} to: ${hole.question}`,
  }));

/**
 * Puts answers among the edits that are certain; all speak of the unedited text. A candidate is spelt in the old words, so
 * that certain edits inside of what it keeps stay; a text of somebody's own is the last word on what it takes the place
 * of. An answer inside of a certain edit goes into that edit's text. Two insertions at one place stand one behind the other.
 */
export function composed(
  texts: ReadonlyMap<string, string>,
  certain: readonly RepairEdit[],
  answers: readonly Resolved[],
): readonly RepairEdit[] {
  let edits = certain;
  for (const answer of answers)
    for (const edit of explained(answer))
      edits = withAnswer(texts.get(edit.file) ?? "", edits, edit, answer.own);
  return edits;
}

function withAnswer(
  text: string,
  edits: readonly RepairEdit[],
  answer: RepairEdit,
  own: boolean,
): readonly RepairEdit[] {
  const original = text.slice(answer.start, answer.end);
  if (original === answer.text) return edits;
  for (const around of edits) {
    const inside = isWithin(answer, around) ? withInner(text, around, answer) : undefined;
    if (inside !== undefined) return edits.map((edit) => (edit === around ? inside : edit));
  }
  const beside = edits.find((edit) => isSameInsertion(edit, answer));
  if (beside !== undefined)
    return edits.map((edit) =>
      edit === beside
        ? { ...answer, text: edit.text + answer.text, because: `${edit.because} ${answer.because}` }
        : edit,
    );
  const inner = edits.filter((edit) => overlaps(edit, answer));
  const pieces = own || inner.length === 0 ? [answer] : finer(original, answer);
  const kept = edits.filter((edit) => !pieces.some((piece) => overlaps(edit, piece)));
  return [...kept, ...pieces];
}

const isWithin = (inner: Edit, outer: Edit): boolean =>
  inner.file === outer.file && outer.start <= inner.start && inner.end <= outer.end;

/**
 * A certain edit with an answer inside of it: the same of the places at which its old text holds what is answered. Where it
 * holds another number of them now, nobody can tell which is which.
 */
function withInner(text: string, edit: RepairEdit, answer: RepairEdit): RepairEdit | undefined {
  const words = tokens(text.slice(answer.start, answer.end));
  const stood = placesOf(tokens(text.slice(edit.start, edit.end)), words);
  const stands = placesOf(tokens(edit.text), words);
  const at = stands[stood.indexOf(answer.start - edit.start)];
  if (at === undefined || stood.length !== stands.length) return undefined;
  const end = at + answer.end - answer.start;
  return {
    ...edit,
    text: `${edit.text.slice(0, at)}${answer.text}${edit.text.slice(end)}`,
    because: `${edit.because} ${answer.because}`,
  };
}

/** Offsets at which these words stand among others, one behind the other. */
function placesOf(all: readonly string[], words: readonly string[]): readonly number[] {
  const places: number[] = [];
  let offset = 0;
  for (const [index, word] of all.entries()) {
    if (words.length > 0 && words.every((one, step) => one === all[index + step]))
      places.push(offset);
    offset += word.length;
  }
  return places;
}

const isInsertion = ({ start, end }: Edit): boolean => start === end;

const isSameInsertion = (a: Edit, b: Edit): boolean =>
  a.file === b.file && a.start === b.start && isInsertion(a) && isInsertion(b);

/** Whether two edits cannot both be made; an insertion at the edge of a replacement stands beside it. */
function overlaps(a: Edit, b: Edit): boolean {
  if (a.file !== b.file) return false;
  if (isInsertion(a)) return b.start < a.start && a.start < b.end;
  if (isInsertion(b)) return a.start < b.start && b.start < a.end;
  return a.start < b.end && b.start < a.end;
}

const tokens = (text: string): readonly string[] => text.match(/\w+|\s+|[^\w\s]/g) ?? [];

/** A replacement as replacements of the words in which it differs. */
function finer(original: string, edit: RepairEdit): readonly RepairEdit[] {
  const pieces: RepairEdit[] = [];
  let at = edit.start;
  let open: RepairEdit | undefined;
  for (const part of diffArrays([...tokens(original)], [...tokens(edit.text)])) {
    const value = part.value.join("");
    if (!part.added && !part.removed) {
      if (open !== undefined) pieces.push(open);
      open = undefined;
      at += value.length;
      continue;
    }
    open ??= { ...edit, start: at, end: at, text: "" };
    if (part.added) open = { ...open, text: open.text + value };
    else {
      open = { ...open, end: open.end + value.length };
      at += value.length;
    }
  }
  if (open !== undefined) pieces.push(open);
  return pieces;
}

/** What a choice makes of the texts beside the certain edits: by path, with both sides. `undefined` where it cannot be put there. */
export function choiceTexts(
  texts: ReadonlyMap<string, string>,
  certain: readonly RepairEdit[],
  answer: Resolved,
): ReadonlyMap<string, { readonly before: string; readonly after: string }> | undefined {
  const both = new Map<string, { readonly before: string; readonly after: string }>();
  const all = composed(texts, certain, [answer]);
  for (const file of new Set(answer.edits.map((edit) => edit.file))) {
    const own = (edits: readonly RepairEdit[]): string | undefined =>
      applyEdits(
        texts.get(file) ?? "",
        edits.filter((edit) => edit.file === file),
      );
    const [before, after] = [own(certain), own(all)];
    if (before === undefined || after === undefined) return undefined;
    both.set(file, { before, after });
  }
  return both;
}
