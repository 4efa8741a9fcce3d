import type { Host, RepairEdit, RepairRequest } from "#intent";
import { guardEdits, type EditedBy, type GuardName } from "../../guards/index.ts";
import { composeEdits } from "./compose.ts";
import { differences } from "./difference.ts";
import { offlineTexts, type Offline } from "./types.ts";

/** What a guard would not let pass: its name and its sentence. */
export interface Refused {
  readonly guard: GuardName;
  readonly reason: string;
}

/** A repair that the guards let pass: all edits of the stamped service, and the texts that they make. */
export interface Allowed {
  readonly edits: readonly RepairEdit[];
  readonly texts: ReadonlyMap<string, string>;
  /** Paths among `texts` that are new tests; each still has to be proven. */
  readonly newTests: readonly string[];
}

export type Judged = Allowed | { readonly refusals: readonly Refused[] };

/** Whole new texts by path; `undefined` is a file that is gone or no plain file any more. */
export type Texts = ReadonlyMap<string, string | undefined>;

/**
 * Judges what an engine for holes has made of the sources. What the offline engine made was judged as its own before: here
 * only the difference to that is held to the guards, as the work of `who`.
 */
export async function judgeTexts(
  host: Host,
  request: RepairRequest,
  offline: Offline,
  who: Exclude<EditedBy, "offline" | "person">,
  texts: Texts,
): Promise<Judged> {
  const begun = offlineTexts(request, offline);
  const gone = goneRefusals(request, begun, texts);
  if (gone.length > 0) return { refusals: gone };
  const changed = [...texts].flatMap(([path, text]) =>
    text === undefined || text === begun.get(path) ? [] : [[path, text] as const],
  );
  const explain = explainer(request, offline, who);
  const own = changed.flatMap(([path, text]) => {
    // A file that is new and empty is one all the same.
    const pieces = begun.has(path)
      ? differences(begun.get(path) ?? "", text)
      : [{ start: 0, end: 0, text }];
    return pieces.map((piece) => explain(path, piece));
  });
  const guarded = await guardEdits(host, { ...request, sources: begun }, own, { who });
  if ("refusals" in guarded) return { refusals: once(guarded.refusals) };
  const touched = new Set(changed.map(([path]) => path));
  const composed = changed.flatMap(([path, text]) => {
    const middle = begun.get(path) ?? "";
    const earlier = offline.edits.filter((edit) => edit.file === path);
    return composeEdits(middle, earlier, differences(middle, text), (piece) =>
      explain(path, piece),
    );
  });
  return {
    edits: [...offline.edits.filter((edit) => !touched.has(edit.file)), ...composed],
    texts: new Map([...offline.texts, ...guarded.texts]),
    newTests: guarded.newTests,
  };
}

/** What is gone is refused before all else: there is no edit that a guard could look at. */
function goneRefusals(
  request: RepairRequest,
  begun: ReadonlyMap<string, string>,
  texts: Texts,
): Refused[] {
  return [...texts].flatMap(([path, text]) => {
    if (text !== undefined) return [];
    const guard = request.tests.has(path) ? "guard/test" : "guard/path";
    const what = begun.has(path) ? "a file of the service" : "nothing that a repair may make";
    return [
      { guard, reason: `\`${path}\`, ${what}, was taken away or is no plain file any more.` },
    ];
  });
}

const once = (refusals: readonly Refused[]): Refused[] => [
  ...new Map(
    refusals.map(({ guard, reason }) => [`${guard} ${reason}`, { guard, reason }]),
  ).values(),
];

type Explain = (file: string, piece: { start: number; end: number; text: string }) => RepairEdit;

/** An edit follows from the change that the first question of its file asks about, else from that of the first of all. */
const explainer =
  (request: RepairRequest, { holes }: Offline, who: string): Explain =>
  (file, piece) => ({
    ...piece,
    file,
    change:
      (holes.find((hole) => hole.file === file) ?? holes[0])?.delta ??
      request.changes[0]?.symbol ??
      request.service.name,
    rule: who,
    certainty: "likely",
    because: "It answers what the offline engine left open.",
  });
