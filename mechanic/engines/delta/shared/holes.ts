import { rangeOf, type Hole, type HoleKind, type Span } from "#intent";

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
  const spelt = draft.text.slice(draft.span.start, draft.span.end).replaceAll(/\s+/g, " ").trim();
  return [draft.kind, draft.file, draft.inside, spelt.slice(0, anchorLength)]
    .filter((part) => part !== "")
    .join(":");
}

function numbered(ids: Map<string, number>, id: string): string {
  const count = (ids.get(id) ?? 0) + 1;
  ids.set(id, count);
  return count === 1 ? id : `${id}#${count}`;
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
    ...settled,
    ...code,
  };
}
