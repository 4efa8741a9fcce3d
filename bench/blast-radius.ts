import { createRequire } from "node:module";
import { blastRadius, buildCsr } from "../intent/index.ts";
import { alternate, type Measured, ratio, type Report, type Row } from "./measure.ts";

const services = 100_000;
const edges = 1_000_000;
const seed = 5;

/** What the row needs of the two peers; they are loaded at run time, since they need not be installed. */
interface DagreGraph {
  setNode(name: string): unknown;
  setEdge(from: string, to: string): unknown;
  successors(name: string): string[] | undefined;
}
interface Graphology {
  addNode(name: string): unknown;
  mergeEdge(from: string, to: string): unknown;
  forEachOutNeighbor(name: string, each: (name: string) => void): void;
}

/** Edges from lower to higher numbers, so that there is an order; the same ones in every run (Park and Miller's generator). */
function universe(): { from: Uint32Array; to: Uint32Array } {
  const from = new Uint32Array(edges);
  const to = new Uint32Array(edges);
  let state = 42;
  const next = (): number => {
    state = (state * 48_271) % 0x7fffffff;
    return state % services;
  };
  for (let edge = 0; edge < edges; edge++) {
    const [a, b] = [next(), next()];
    from[edge] = Math.min(a, b);
    to[edge] = a === b ? (a + 1) % services : Math.max(a, b);
    if (from[edge]! > to[edge]!) [from[edge], to[edge]] = [to[edge]!, from[edge]!];
  }
  return { from, to };
}

/** The same question asked of a library: what is downstream of the seed, and the longest way to each (Kahn). */
function waveCount(successors: (name: string) => readonly string[]): number {
  const waiting = new Map<string, number>([[String(seed), 0]]);
  const queue = [String(seed)];
  for (const name of queue) {
    for (const target of successors(name)) {
      const count = waiting.get(target);
      if (count === undefined) queue.push(target);
      waiting.set(target, (count ?? 0) + 1);
    }
  }
  const wave = new Map<string, number>([[String(seed), 0]]);
  const ready = [String(seed)];
  for (const name of ready) {
    const own = wave.get(name) ?? 0;
    for (const target of successors(name)) {
      wave.set(target, Math.max(wave.get(target) ?? 0, own + 1));
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return ready.length;
}

const require = createRequire(import.meta.url);

/** A peer's constructor, or why there is none. */
function load<T>(name: string, member: string): (new (options?: object) => T) | string {
  try {
    const found: unknown = Object.entries(Object(require(name))).find(
      ([key]) => key === member,
    )?.[1];
    return isConstructor<T>(found) ? found : `${name} exports no ${member}`;
  } catch {
    return `${name} is not installed (npm install in bench/)`;
  }
}

const isConstructor = <T>(value: unknown): value is new (options?: object) => T =>
  typeof value === "function";

interface Peer {
  readonly name: string;
  readonly build: () => void;
  readonly ask: () => number;
  /** Forgets the graph. */
  readonly drop: () => void;
}

function graphlib(from: Uint32Array, to: Uint32Array): Peer | string {
  const Graph = load<DagreGraph>("@dagrejs/graphlib", "Graph");
  if (typeof Graph === "string") return Graph;
  let graph = new Graph();
  const build = (): void => {
    graph = new Graph();
    for (let node = 0; node < services; node++) graph.setNode(String(node));
    for (let edge = 0; edge < edges; edge++) graph.setEdge(String(from[edge]), String(to[edge]));
  };
  return {
    name: "@dagrejs/graphlib",
    build,
    ask: () => waveCount((name) => graph.successors(name) ?? []),
    drop: () => void (graph = new Graph()),
  };
}

function graphology(from: Uint32Array, to: Uint32Array): Peer | string {
  const Graph = load<Graphology>("graphology", "DirectedGraph");
  if (typeof Graph === "string") return Graph;
  let graph = new Graph();
  const build = (): void => {
    graph = new Graph();
    for (let node = 0; node < services; node++) graph.addNode(String(node));
    for (let edge = 0; edge < edges; edge++) graph.mergeEdge(String(from[edge]), String(to[edge]));
  };
  const successors = (name: string): string[] => {
    const found: string[] = [];
    graph.forEachOutNeighbor(name, (target) => void found.push(target));
    return found;
  };
  return {
    name: "graphology",
    build,
    ask: () => waveCount(successors),
    drop: () => void (graph = new Graph()),
  };
}

async function measure(): Promise<Report> {
  const { from, to } = universe();
  let graph = buildCsr(0, [], []);
  const ours: Peer = {
    name: "typed-array CSR",
    build: () => void (graph = buildCsr(services, from, to)),
    ask: () => blastRadius(graph, [seed]).nodes.length,
    drop: () => {},
  };
  const loaded = [graphlib(from, to), graphology(from, to)];
  const built: Measured[] = [];
  const asked: Measured[] = [];
  const answers = new Set<number>();
  // One after the other, each with only its own graph in memory: a collector that walks a peer's million objects would
  // charge them to whoever is asked. Building is measured once: the peers take seconds for it.
  for (const { name, build, ask, drop } of [
    ours,
    ...loaded.filter((one) => typeof one !== "string"),
  ]) {
    built.push(...(await alternate([{ name: `build: ${name}`, run: build }], 0)));
    answers.add(ask());
    asked.push(...(await alternate([{ name, run: ask }], 9)));
    drop();
  }
  const warm = asked[0]?.warmMs ?? Number.NaN;
  const reached = [...answers].join(" or ");
  return {
    measured: asked,
    goals: [
      { text: "CPU ms, warm", value: warm, limit: 15 },
      {
        text: "CPU over graphlib's",
        value: ratio(asked, ours.name, "@dagrejs/graphlib"),
        limit: 0.03,
      },
      {
        text: "building over graphology's",
        value: firstRatio(built, "build: graphology"),
        limit: 0.03,
      },
      { text: "different answers", value: answers.size, limit: 1 },
    ],
    notes: [
      `${services} services, ${edges} edges, ${reached} reached, each with its wave`,
      ...built.map(({ name, firstMs }) => `${name} ${firstMs.toFixed(0)} ms, once`),
      ...loaded.filter((one) => typeof one === "string"),
    ],
  };
}

/** First call of the first contender over that of another one. */
function firstRatio(measured: readonly Measured[], over: string): number {
  const other = measured.find(({ name }) => name === over);
  return (measured[0]?.firstMs ?? Number.NaN) / (other?.firstMs ?? Number.NaN);
}

export const row: Row = { title: "blast radius and order", measure };
