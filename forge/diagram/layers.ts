/**
 * A layered drawing of a small graph (Sugiyama, Tagawa and Toda 1981): edges that close a circle are turned for the while,
 * nodes stand on rows by their longest way from the first, every edge is a chain from row to row with its label as a
 * member, and rows are ordered by barycentres. Widths and heights are pixels.
 */

export interface Box {
  readonly id: string;
  readonly width: number;
}
export interface Link {
  readonly from: string;
  readonly to: string;
  /** Size of what stands on the edge. */
  readonly width: number;
}

/** A member of a row: a box, or what an edge passes through. */
export interface Place {
  readonly id: string;
  readonly row: number;
  readonly width: number;
  /** Of its middle. */
  x: number;
}

/** A link as the places that it passes, in its own direction; the label stands in the middle one. */
export interface Route {
  readonly link: number;
  readonly places: readonly Place[];
  readonly label: Place;
}

export interface Drawing {
  readonly rows: readonly (readonly Place[])[];
  readonly boxes: ReadonlyMap<string, Place>;
  readonly routes: readonly Route[];
}

const gap = 28;
const sweeps = 12;

/** Places boxes and links; `boxes` begin with the one that all others are reached from. Links from a box to itself are left out. */
export function layered(boxes: readonly Box[], links: readonly Link[]): Drawing {
  const ranks = ranksOf(boxes, links);
  const places = new Map<string, Place>();
  const rows: Place[][] = [];
  const put = (id: string, row: number, width: number): Place => {
    const place = { id, row, width, x: 0 };
    (rows[row] ??= []).push(place);
    return place;
  };
  for (const { id, width } of boxes) places.set(id, put(id, 2 * (ranks.get(id) ?? 0), width));
  const routes = links.flatMap((link, at): Route[] => {
    const from = places.get(link.from);
    const to = places.get(link.to);
    if (from === undefined || to === undefined || from === to) return [];
    const [upper, lower] = from.row < to.row ? [from, to] : [to, from];
    const middle = upper.row + 1;
    const between: Place[] = [];
    for (let row = upper.row + 1; row < lower.row; row++)
      between.push(put(`${at}:${row}`, row, row === middle ? link.width : 12));
    const chain = [upper, ...between, lower];
    const label = between[0] ?? upper;
    return [{ link: at, places: from === upper ? chain : chain.toReversed(), label }];
  });
  const filled = Array.from(rows, (row) => row ?? []);
  arrange(filled, neighboursOf(routes));
  return { rows: filled, boxes: places, routes };
}

/** The row of each box: its longest way from the first one, over links that close no circle. */
function ranksOf(boxes: readonly Box[], links: readonly Link[]): ReadonlyMap<string, number> {
  const next = Map.groupBy(links, ({ from }) => from);
  const state = new Map<string, "open" | "done">();
  const order: string[] = [];
  const forward: Link[] = [];
  const visit = (id: string): void => {
    state.set(id, "open");
    for (const link of next.get(id) ?? []) {
      if (state.get(link.to) === "open") continue;
      forward.push(link);
      if (!state.has(link.to)) visit(link.to);
    }
    state.set(id, "done");
    order.unshift(id);
  };
  for (const { id } of boxes) if (!state.has(id)) visit(id);
  const ranks = new Map(boxes.map(({ id }) => [id, 0]));
  const ahead = Map.groupBy(forward, ({ from }) => from);
  for (const id of order)
    for (const { to } of ahead.get(id) ?? [])
      ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(id) ?? 0) + 1));
  return ranks;
}

type Neighbours = ReadonlyMap<Place, { readonly above: Place[]; readonly below: Place[] }>;

function neighboursOf(routes: readonly Route[]): Neighbours {
  const found = new Map<Place, { above: Place[]; below: Place[] }>();
  const of = (place: Place) => {
    const known = found.get(place) ?? { above: [], below: [] };
    found.set(place, known);
    return known;
  };
  for (const { places } of routes)
    for (const [at, place] of places.entries()) {
      const other = places[at + 1];
      if (other === undefined) continue;
      const [upper, lower] = place.row < other.row ? [place, other] : [other, place];
      of(upper).below.push(lower);
      of(lower).above.push(upper);
    }
  return found;
}

const mean = (places: readonly Place[], otherwise: number): number =>
  places.length === 0 ? otherwise : places.reduce((sum, { x }) => sum + x, 0) / places.length;

/** Orders the rows and gives every place its x: down and up again, each time by the neighbours of the row before. */
function arrange(rows: readonly Place[][], neighbours: Neighbours): void {
  for (const row of rows) spread(row, () => 0);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : rows.toReversed()) {
      const wished = new Map(
        row.map((place) => {
          const { above = [], below = [] } = neighbours.get(place) ?? {};
          const last = sweep >= sweeps - 2;
          return [place, mean(last ? [...above, ...below] : down ? above : below, place.x)];
        }),
      );
      const wish = (place: Place): number => wished.get(place) ?? place.x;
      if (sweep < sweeps - 4) row.sort((a, b) => wish(a) - wish(b));
      spread(row, wish);
    }
  }
}

/** Puts a row's places as near to where they want to be as their order and widths allow. */
function spread(row: readonly Place[], wish: (place: Place) => number): void {
  let end = -Infinity;
  for (const place of row) {
    place.x = Math.max(wish(place), end + gap + place.width / 2);
    end = place.x + place.width / 2;
  }
  // What was pushed to the right only goes back half of the way, so that a row stays in its middle.
  const off = row.reduce((sum, place) => sum + (place.x - wish(place)), 0) / (row.length || 1);
  if (Number.isFinite(off)) for (const place of row) place.x -= off;
}
