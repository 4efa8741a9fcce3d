import {
  declarationHoles,
  rangeOf,
  type Choice,
  type Hole,
  type HoleKind,
  type Slot,
  type Span,
} from "#intent";

import { choicesOf, type SlotDraft } from "./slots.ts";

/** What an engine knows about a decision that it leaves to others. */
export interface HoleDraft {
  readonly kind: HoleKind;
  /** Path relative to the root, its text, and the place in it. */
  readonly file: string;
  readonly text: string;
  readonly span: Span;
  /** Symbol of the change that asks. */
  readonly delta: string;
  /** Name of the declaration around the place, such as `CustomBilling.openInvoice`; empty at the top of a file. */
  readonly inside: string;
  readonly question: string;
  readonly candidates?: readonly string[];
  /** Where a text of somebody's own goes; absent where none can be put. */
  readonly slot?: SlotDraft | undefined;
  /** What candidates make of the code, where it is not what they are spelt as in the place of the slot's span. */
  readonly choices?: readonly Choice[];
  /** Part of the question beside kind and change; by default what is written at the place. */
  readonly meaning?: string;
  readonly settledBy?: "gates";
  readonly code?: string;
}

/** Collects holes. Ids are made of what stands at the place and around it, never of line numbers. */
export interface HoleList {
  add(draft: HoleDraft): void;
  /** In the order of files and places. */
  all(): readonly Hole[];
}

const anchorLength = 48;

/** An empty list; a second hole of the same kind at the same place, or with the same id, is the same hole or gets `#2`. */
export function createHoles(): HoleList {
  const holes: Hole[] = [];
  const ids = new Map<string, number>();
  const places = new Set<string>();
  return {
    add: (draft) => {
      const place = [draft.kind, draft.file, draft.span.start, draft.span.end].join("|");
      if (places.has(place)) return;
      places.add(place);
      holes.push({ ...holeOf(draft), id: numbered(ids, holeId(draft)) });
    },
    all: () =>
      holes.toSorted((a, b) =>
        a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
      ),
  };
}

/** `<kind>:<file>:<inside>:<the text itself, on one line>`: stable while the code around it moves. */
export function holeId(
  draft: Pick<HoleDraft, "kind" | "file" | "text" | "span" | "inside">,
): string {
  return [draft.kind, draft.file, draft.inside, onOneLine(draft).slice(0, anchorLength)]
    .filter((part) => part !== "")
    .join(":");
}

function numbered(ids: Map<string, number>, id: string): string {
  const count = (ids.get(id) ?? 0) + 1;
  ids.set(id, count);
  return count === 1 ? id : `${id}#${count}`;
}

function meaningOf(draft: HoleDraft): string {
  if (draft.meaning !== undefined) return draft.meaning;
  if (declarationHoles.has(draft.kind)) return draft.inside.split(/\.|::/).at(-1) ?? "";
  const whole = onOneLine(draft);
  // Expressions that begin alike ask of different things: a question is one only where all of it is the same.
  return whole.length <= anchorLength
    ? whole
    : `${whole.slice(0, anchorLength)}…${fingerprint(whole)}`;
}

/** Eight hexadecimal digits that tell one text from another (FNV-1a, 32 bits). */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

const onOneLine = ({ text, span }: Pick<HoleDraft, "text" | "span">): string =>
  text.slice(span.start, span.end).replaceAll(/\s+/g, " ").trim();

/** What can be answered at a place; a text of the code is kept with its slot, so that a reader sees what it takes the place of. */
function answersOf(draft: HoleDraft): Pick<Hole, "choices" | "slot" | "answer"> {
  const { file, text, slot, candidates = [] } = draft;
  const choices = draft.choices ?? (slot === undefined ? [] : choicesOf(file, slot, candidates));
  const known = choices.length === 0 ? {} : { choices };
  if (slot === undefined) return choices.length === 0 ? { answer: "by hand" } : known;
  const { start, end, before = "", after = "", binds } = slot;
  const place: Slot = { file, start, end, replaces: text.slice(start, end), before, after };
  return { ...known, slot: binds === true ? { ...place, binds } : place };
}

function holeOf(draft: HoleDraft): Omit<Hole, "id"> {
  const { kind, file, delta, question, candidates = [] } = draft;
  const settled = draft.settledBy === undefined ? {} : { settledBy: draft.settledBy };
  const code = draft.code === undefined ? {} : { code: draft.code };
  return {
    kind,
    file,
    ...rangeOf(draft.text, draft.span),
    delta,
    question,
    candidates,
    ...answersOf(draft),
    meaning: meaningOf(draft),
    ...settled,
    ...code,
  };
}
