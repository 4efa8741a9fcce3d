import type { Hole, Host, RepairRequest, Span } from "#intent";
import { standingSites } from "../survival/index.ts";
import type { Allowed } from "./judge.ts";
import { layoutOf, placeAround, type Layout, type Place } from "./places.ts";
import { spanInOffline } from "./spans.ts";
import { mentionsIn } from "./tokens.ts";
import { offlineTexts, type Offline } from "./types.ts";

type Texts = ReadonlyMap<string, string>;

/**
 * The holes that a repair leaves without an answer. A panic site is answered when the detector of hand-overs, run again,
 * finds it no more. Every other question is answered by an edit of code in the smallest declaration around it, or in one
 * that this declaration names; comments, layout and what nobody uses are none. What only told what a gate said is answered
 * by the gate.
 */
export async function unanswered(
  host: Host,
  request: RepairRequest,
  offline: Offline,
  { texts, newTests }: Pick<Allowed, "texts" | "newTests">,
): Promise<readonly Hole[]> {
  const before = offlineTexts(request, offline);
  const after = new Map([...before, ...texts]);
  const asked = offline.holes.filter((hole) => hole.settledBy !== "gates");
  const sites = asked.filter((hole) => hole.kind === "panic-site");
  const tests = new Set([...request.tests, ...newTests]);
  const standing =
    sites.length === 0
      ? []
      : await stillStanding(host, { ...request, tests }, sites, before, after);
  const others = asked.filter((hole) => hole.kind !== "panic-site");
  return [...standing, ...(await untouched(host, request, offline, others, before, after))];
}

/**
 * The panic sites of a finished repair: a place that was rewritten into another that may end, or carried elsewhere, stands.
 * Those that nobody was asked about are no part of the work; they are counted, since certain edits may have respelt them.
 */
async function stillStanding(
  host: Host,
  request: RepairRequest,
  asked: readonly Hole[],
  before: Texts,
  after: Texts,
): Promise<readonly Hole[]> {
  const stands = await standingSites({ ...request, sources: after }, host);
  if (stands.length === 0) return [];
  const stood = await standingSites({ ...request, sources: before }, host);
  const inFile = (holes: readonly Hole[], file: string): number =>
    holes.filter((hole) => hole.file === file).length;
  return stands.filter(
    ({ file }) => inFile(stands, file) > Math.max(0, inFile(stood, file) - inFile(asked, file)),
  );
}

/** The questions around which the code is as it was. */
async function untouched(
  host: Host,
  request: RepairRequest,
  offline: Offline,
  asked: readonly Hole[],
  before: Texts,
  after: Texts,
): Promise<readonly Hole[]> {
  const layouts = async (texts: Texts, paths: Iterable<string>): Promise<Map<string, Layout>> => {
    const mentions = mentionsIn(texts.values());
    const read = async (path: string): Promise<readonly [string, Layout]> => [
      path,
      await layoutOf(host.syntax, request.service.language, texts.get(path) ?? "", mentions),
    ];
    return new Map(await Promise.all([...paths].map(read)));
  };
  const changed = [...before.keys()].filter(
    (path) => before.get(path) !== after.get(path) && !request.tests.has(path),
  );
  const paths = new Set([...changed, ...asked.map((hole) => hole.file)]);
  const [old, now] = [await layouts(before, paths), await layouts(after, paths)];
  return asked.filter((hole) => {
    const layout = old.get(hole.file);
    if (layout === undefined) return true;
    return !isChanged(
      { old, now },
      hole.file,
      placeAround(layout, spanInOffline(request, offline, hole)),
    );
  });
}

interface Layouts {
  readonly old: ReadonlyMap<string, Layout>;
  readonly now: ReadonlyMap<string, Layout>;
}

/** How many places that say the same are there no more. */
function gone({ old, now }: Layouts, path: string, place: Place): number {
  const same = (layout: Layout | undefined): number =>
    (layout === undefined ? [] : [layout.whole, ...layout.places]).filter(
      (one) => one.says === place.says,
    ).length;
  return same(old.get(path)) - same(now.get(path));
}

/** Whether a place says something else now, or something that it names by its name. */
const isChanged = (layouts: Layouts, file: string, place: Place): boolean =>
  gone(layouts, file, place) > 0 ||
  [...layouts.old].some(([path, { places }]) =>
    places.some(
      (one) =>
        one.declares.some((name) => place.names.has(name)) &&
        !(path === file && contains(one.span, place.span)) &&
        gone(layouts, path, one) > 0,
    ),
  );

const contains = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;
