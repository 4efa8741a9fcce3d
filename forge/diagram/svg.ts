import type { Machine } from "#intent";
import { layered, type Drawing, type Link, type Place } from "./layers.ts";

/** Letters are of one width, so that a text's width is known without a browser. */
const letter = 7.9;
const boxHeight = 36;
const lineHeight = 17;
const rowHeight = 58;
const margin = 24;
const markHeight = 40;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
/** Text that can end neither an element nor an attribute; what XML forbids is left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (character) => (/\s/.test(character) ? " " : ""))
    .replaceAll(/[&<>"']/g, (character) => escapes[character] ?? "");

/** A whole number of pixels, or one with a single digit behind the point. */
const px = (value: number): string => String(Math.round(value * 10) / 10 + 0);

/** Every rule names the drawing, so that a page that holds it keeps its own looks. */
const style = `<style>
  .machine { --paper: #ffffff; --ink: #1f2328; --line: #57606a; --fill: #f6f8fa; --edge: #8c959f; --guard: #8250df; }
  @media (prefers-color-scheme: dark) {
    .machine { --paper: #0d1117; --ink: #e6edf3; --line: #9198a1; --fill: #161b22; --edge: #6e7681; --guard: #bc8cff; }
  }
  .machine .paper { fill: var(--paper); }
  .machine .state { fill: var(--fill); stroke: var(--edge); stroke-width: 1.5; }
  .machine .way { fill: none; stroke: var(--line); stroke-width: 1.4; }
  .machine .arrow, .machine .mark { fill: var(--line); }
  .machine text { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: var(--ink); text-anchor: middle; }
  .machine .label { font-size: 12px; }
  .machine .guard { fill: var(--guard); }
</style>`;

/** A transition as a line of text beside an edge. */
interface Line {
  readonly name: string;
  readonly guard?: string;
}

/** What leads from one state to another: all transitions between the two share an edge. */
interface Edge extends Link {
  readonly lines: readonly Line[];
}

const textOf = ({ name, guard }: Line): string =>
  guard === undefined ? name : `${name} [${guard}]`;

const keyOf = (way: { readonly from: string; readonly to: string; readonly line: Line }): string =>
  `${textOf(way.line)} ${way.from} ${way.to}`;

function edgesOf({ transitions }: Machine): Edge[] {
  const ways = transitions
    .flatMap(({ name, from, to, guard }) =>
      from.map((state) => ({
        from: state.name,
        to: to.name,
        line: { name, ...(guard === undefined ? {} : { guard }) },
      })),
    )
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const edges = Map.groupBy(ways, ({ from, to }) => `${from} ${to}`);
  return [...edges.values()].flatMap((same): Edge[] => {
    const [first] = same;
    if (first === undefined) return [];
    const lines = same.map(({ line }) => line);
    const width = Math.max(...lines.map((line) => textOf(line).length * letter)) + 8;
    return [{ from: first.from, to: first.to, lines, width }];
  });
}

const boxWidth = (name: string): number => Math.max(72, name.length * letter + 28);

/**
 * A state machine as an SVG without scripts: states, the transitions between them with their guards in brackets, and a
 * mark where it begins. Colours follow the reader's preference for light or dark. The same machine gives the same text,
 * in whatever order its transitions stand.
 */
export function diagramOf(machine: Machine): string {
  const edges = edgesOf(machine);
  const loops = new Map(
    edges.filter(({ from, to }) => from === to).map((edge) => [edge.from, edge] as const),
  );
  const names = machine.states.map(({ name }) => name);
  const first = machine.initial.name;
  const sorted = [first, ...names.filter((name) => name !== first)];
  // A loop stands to the right of its state; the place is as wide on both sides, so that the state is its middle.
  const boxes = sorted.map((id) => {
    const loop = loops.get(id);
    return { id, width: boxWidth(id) + (loop === undefined ? 0 : 2 * (loop.width + 34)) };
  });
  const links = edges
    .filter(({ from, to }) => from !== to)
    .toSorted((a, b) => names.indexOf(a.to) - names.indexOf(b.to));
  const drawing = layered(boxes, links);
  return textOfDrawing(machine, drawing, links, loops, first);
}

function textOfDrawing(
  machine: Machine,
  drawing: Drawing,
  links: readonly Edge[],
  loops: ReadonlyMap<string, Edge>,
  first: string,
): string {
  const places = drawing.rows.flat();
  const left = Math.min(...places.map(({ x, width }) => x - width / 2)) - margin;
  const right = Math.max(...places.map(({ x, width }) => x + width / 2)) + margin;
  const tops = rowTops(drawing, links);
  const height = (tops.at(-1) ?? 0) + boxHeight + margin;
  const at = (place: Place): Point => [place.x - left, tops[place.row] ?? 0];
  const states = [...drawing.boxes.values()].map((place) => stateText(place, at(place)));
  const ways = drawing.routes.flatMap((route) => {
    const edge = links[route.link];
    return edge === undefined ? [] : [wayText(drawing, route.places, at, route.label, edge)];
  });
  const own = [...loops].flatMap(([name, edge]) => {
    const place = drawing.boxes.get(name);
    return place === undefined ? [] : [loopText(at(place), boxWidth(name), edge)];
  });
  const start = drawing.boxes.get(first);
  const size = `width="${px(right - left)}" height="${px(height)}" viewBox="0 0 ${px(right - left)} ${px(height)}"`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} class="machine" role="img">`,
    `<title>${escaped(machine.name)}</title>`,
    ...(machine.doc === undefined ? [] : [`<desc>${escaped(machine.doc)}</desc>`]),
    style,
    `<rect class="paper" width="100%" height="100%"/>`,
    ...(start === undefined ? [] : [markText(at(start))]),
    ...ways.map(({ line }) => line),
    ...own.map(({ line }) => line),
    ...states,
    ...[...ways, ...own].map(({ label }) => label),
    "</svg>",
  ].join("\n")}\n`;
}

type Point = readonly [x: number, y: number];

/** Top of every row: rows of labels are as high as their highest one. */
function rowTops({ rows, routes }: Drawing, links: readonly Edge[]): number[] {
  let top = margin + markHeight;
  return rows.map((_, row) => {
    const start = top;
    const lines = routes
      .filter(({ label }) => label.row === row)
      .map(({ link }) => links[link]?.lines.length ?? 1);
    top += row % 2 === 0 ? boxHeight : Math.max(rowHeight, 40 + lineHeight * Math.max(1, ...lines));
    return row % 2 === 0 ? start : (start + top) / 2;
  });
}

function stateText({ id }: Place, [x, y]: Point): string {
  const width = boxWidth(id);
  return [
    `<rect class="state" x="${px(x - width / 2)}" y="${px(y)}" width="${px(width)}" height="${boxHeight}" rx="9"/>`,
    `<text x="${px(x)}" y="${px(y + boxHeight / 2 + 4.5)}">${escaped(id)}</text>`,
  ].join("\n");
}

const markText = ([x, y]: Point): string =>
  [
    `<circle class="mark" cx="${px(x)}" cy="${px(y - markHeight + 6)}" r="6"/>`,
    `<path class="way" d="M${px(x)} ${px(y - markHeight + 12)}V${px(y - 7)}"/>`,
    arrow([x, y], 1),
  ].join("\n");

/** An arrow's head that ends at a point; `down` is 1 where it comes from above and -1 from below. */
const arrow = ([x, y]: Point, down: 1 | -1): string =>
  `<path class="arrow" d="M${px(x)} ${px(y)}l-4.5 ${px(-9 * down)}h9z"/>`;

/** Where a line leaves or enters a box: its neighbours on that side share its width. */
function port(drawing: Drawing, box: Place, other: Place): number {
  const side = drawing.routes
    .flatMap(({ places }) => [places.slice(0, 2), places.toReversed().slice(0, 2)])
    .flatMap(([end, next]) => (end === box && next !== undefined ? [next] : []))
    .filter(({ row }) => row > box.row === other.row > box.row)
    .toSorted((a, b) => a.x - b.x);
  const step = Math.min(26, (boxWidth(box.id) - 24) / Math.max(1, side.length));
  return (side.indexOf(other) - (side.length - 1) / 2) * step;
}

function wayText(
  drawing: Drawing,
  places: readonly Place[],
  at: (place: Place) => Point,
  label: Place,
  edge: Edge,
): { readonly line: string; readonly label: string } {
  const points = places.map((place, index): Point => {
    const [x, y] = at(place);
    const next = index === 0 ? places[1] : index === places.length - 1 ? places.at(-2) : undefined;
    if (next === undefined) return [x, place.row % 2 === 0 ? y + boxHeight / 2 : y];
    return [x + port(drawing, place, next), next.row > place.row ? y + boxHeight : y];
  });
  const end = points.at(-1) ?? [0, 0];
  const before = points.at(-2) ?? end;
  const down = end[1] > before[1] ? 1 : -1;
  const drawn = [...points.slice(0, -1), [end[0], end[1] - 8 * down] as const];
  const path = drawn.map(([x, y], index) => {
    const last = drawn[index - 1];
    if (last === undefined) return `M${px(x)} ${px(y)}`;
    const middle = (last[1] + y) / 2;
    return `C${px(last[0])} ${px(middle)} ${px(x)} ${px(middle)} ${px(x)} ${px(y)}`;
  });
  return {
    line: `<path class="way" d="${path.join("")}"/>\n${arrow(end, down)}`,
    label: labelText(at(label), edge),
  };
}

/** A loop at the right side of a state. */
function loopText(
  [x, y]: Point,
  width: number,
  edge: Edge,
): { readonly line: string; readonly label: string } {
  const side = x + width / 2;
  const line = `<path class="way" d="M${px(side)} ${px(y + 9)}C${px(side + 30)} ${px(y - 2)} ${px(side + 30)} ${px(y + 38)} ${px(side + 8)} ${px(y + 28)}"/>`;
  const head = `<path class="arrow" d="M${px(side)} ${px(y + 26)}l9.6 -1.4l-3.4 8.2z"/>`;
  return {
    line: `${line}\n${head}`,
    label: labelText([side + 30 + edge.width / 2, y + boxHeight / 2], edge),
  };
}

/** The names of transitions, one below the other around a point, on paper that hides the line behind them. */
function labelText([x, y]: Point, { lines, width }: Edge): string {
  const top = y - (lines.length * lineHeight) / 2;
  const paper = `<rect class="paper" x="${px(x - width / 2)}" y="${px(top)}" width="${px(width)}" height="${px(lines.length * lineHeight)}"/>`;
  const texts = lines.map(({ name, guard }, index) => {
    const asked = guard === undefined ? "" : ` <tspan class="guard">[${escaped(guard)}]</tspan>`;
    return `<text class="label" x="${px(x)}" y="${px(top + lineHeight * (index + 1) - 4.5)}">${escaped(name)}${asked}</text>`;
  });
  return [paper, ...texts].join("\n");
}
