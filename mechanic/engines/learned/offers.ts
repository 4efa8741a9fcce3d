import {
  applyEdits,
  type Choice,
  type Edit,
  type Hole,
  type RepairEdit,
  type RepairRequest,
  type SyntaxParser,
} from "#intent";
import { composed } from "../../answers/compose.ts";
import type { ReadyRule } from "../../rules/index.ts";
import { composeEdits, offlineTexts, type Offline } from "../fill/index.ts";
import { proposeLearned, type LearnedAnswer } from "./index.ts";

/**
 * The holes that an engine has left, with what the learned rules would write among their candidates: for who answers
 * beforehand by what an earlier report has offered. Writes nothing.
 */
export async function withOffers(
  syntax: SyntaxParser,
  request: RepairRequest,
  offline: Offline,
  rules: readonly ReadyRule[],
): Promise<readonly Hole[]> {
  const { answers } = await proposeLearned(syntax, request, offline, rules);
  const offers = new Map(answers.map((one) => [one.hole.id, offerOf(request, offline, one)]));
  return offline.holes.map((hole) => offered(hole, offers.get(hole.id)));
}

/** A hole with one more candidate, behind those that it has. */
export function offered(hole: Hole, offer: Offer | undefined): Hole {
  if (offer === undefined || hole.candidates.includes(offer.label)) return hole;
  const candidates = [...hole.candidates, offer.label];
  if (offer.edits === undefined) return { ...hole, candidates };
  const choice = { label: offer.label, edits: offer.edits };
  // A hole that a choice can be put to is not answered by hand alone.
  const { answer: _, ...rest } = hole;
  return { ...rest, candidates, choices: [...(hole.choices ?? []), choice] };
}

/** A rule's answer as a candidate. Without edits it is a hint: what it is put into was edited where it would stand. */
export type Offer = Pick<Choice, "label"> & Partial<Choice>;

/** What a rule would write at a hole, as a candidate with edits of the unedited text. */
export function offerOf(request: RepairRequest, offline: Offline, answer: LearnedAnswer): Offer {
  const { hole, edits } = answer;
  const label = labelOf(answer);
  const source = request.sources.get(hole.file) ?? "";
  const middle = offlineTexts(request, offline).get(hole.file) ?? "";
  const wanted = applyEdits(middle, edits);
  const certain = offline.edits.filter((edit) => edit.file === hole.file);
  const made = (own: readonly Edit[]): string | undefined => {
    const resolved = { service: request.service.name, hole, choice: label, own: false, edits: own };
    const all = composed(request.sources, certain, [resolved]);
    return applyEdits(source, all);
  };
  const found = [beside(certain, edits), over(middle, certain, edits)].find(
    (own) => own !== undefined && made(own) === wanted,
  );
  return found === undefined ? { label } : { label, edits: found };
}

const plain = ({ file, start, end, text }: Edit): Edit => ({ file, start, end, text });

/** The edits as they stand beside the certain ones; `undefined` where one begins or ends within what those have written. */
function beside(certain: readonly Edit[], edits: readonly Edit[]): readonly Edit[] | undefined {
  let shift = 0;
  const placed = certain
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, text }) => {
      const from = start + shift;
      shift += text.length - (end - start);
      return { from, to: from + text.length, shift };
    });
  const back = (offset: number): number | undefined => {
    if (placed.some(({ from, to }) => from < offset && offset < to)) return undefined;
    return offset - (placed.findLast(({ to }) => to <= offset)?.shift ?? 0);
  };
  const moved = edits.map((edit) => {
    const [start, end] = [back(edit.start), back(edit.end)];
    return start === undefined || end === undefined || end < start
      ? undefined
      : plain({ ...edit, start, end });
  });
  const sound = moved.filter((one) => one !== undefined);
  return sound.length === edits.length ? sound : undefined;
}

/** The edits with those certain ones in them that they touch. */
function over(
  middle: string,
  certain: readonly RepairEdit[],
  edits: readonly RepairEdit[],
): readonly Edit[] | undefined {
  const [first] = edits;
  if (first === undefined) return undefined;
  const all = composeEdits(middle, certain, edits, (place) => ({ ...first, ...place }));
  return all.filter((edit) => !certain.includes(edit)).map(plain);
}

/** How long the whole code of an answer may be to be told as one. */
const labelMax = 100;

/** An answer in one line: what it adds, without the separators around it, or all that stands there then. */
function labelOf({ edits, made }: LearnedAnswer): string {
  const parts = edits.map(({ text }) => onOneLine(text.replaceAll(/^[\s,;]+|[\s,;]+$/g, "")));
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && only !== "" && isClosed(only)) return only;
  const whole = onOneLine(made);
  return whole.length <= labelMax ? whole : parts.join(" … ");
}

const onOneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ").trim();

/** Whether every bracket of a piece of code has its partner in it. */
function isClosed(text: string): boolean {
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "");
  let depth = 0;
  for (const character of bare) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character) && --depth < 0) return false;
  }
  return depth === 0;
}
