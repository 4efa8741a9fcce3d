import type { CodeDiagnostic, Edit, Host, RepairEdit, RepairRequest, Span } from "#intent";

import type { HoleDraft } from "../delta/shared/index.ts";

/** A way out of a site that types or compiler can confirm. All its edits are of the site's file. */
export interface Fix {
  readonly rule: string;
  readonly edits: readonly Pick<Edit, "start" | "end" | "text">[];
  /** One sentence for people. */
  readonly because: string;
}

/** A place in production code at which a service that runs may end, or lose an error without a word. */
export interface Site {
  readonly file: string;
  readonly span: Span;
  /** Name of the declaration around it; empty at the top of a file. */
  readonly inside: string;
  /** What is tried; absent where nothing is certain. */
  readonly fix?: Fix;
  /** What is asked where nothing is certain, or where the compiler refuses the fix; absent: the place is right as it is. */
  readonly question?: string;
  /** Replacements of the site's text, the likeliest first. */
  readonly candidates?: readonly string[];
}

/** Reads the panic sites of a service's hand-written production code. */
export type FindSites = (request: RepairRequest, host: Host) => Promise<Found>;

/** What a language found, and how its own compiler judges a candidate where that costs less than the check gate. */
export interface Found {
  readonly sites: readonly Site[];
  /** Whether these texts are as sound as what stands; absent: only the check gate can say. */
  readonly sound?: (texts: ReadonlyMap<string, string>) => boolean;
  /** What may go of a text of which the check gate says these errors; absent: the linter tells of it. */
  readonly needless?: (
    file: string,
    text: string,
    errors: readonly CodeDiagnostic[],
  ) => readonly Fix[];
  /** Lays out edits as the language's formatter would; absent: they stay as they are. */
  readonly laidOut?: (edits: readonly RepairEdit[]) => Promise<readonly RepairEdit[]>;
}

/** A hand-over has no symbol but the service itself. */
export const changeOf = (request: RepairRequest): string => request.service.name;

/** The edits of a site's fix, explained. */
export const editsOf = (request: RepairRequest, site: Site): readonly RepairEdit[] =>
  (site.fix?.edits ?? []).map((edit) => ({
    ...edit,
    file: site.file,
    change: changeOf(request),
    rule: site.fix?.rule ?? "",
    certainty: "certain",
    because: site.fix?.because ?? "",
  }));

/** The hole of a site; `undefined` where nothing is asked. */
export function holeOf(request: RepairRequest, site: Site): HoleDraft | undefined {
  const text = request.sources.get(site.file);
  if (site.question === undefined || text === undefined) return undefined;
  return {
    kind: "panic-site",
    file: site.file,
    text,
    span: site.span,
    delta: changeOf(request),
    inside: site.inside,
    question: site.question,
    candidates: site.candidates ?? [],
    slot: site.span,
  };
}
