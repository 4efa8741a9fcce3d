import type { Berth } from "../generated.ts";
import { by, lowerBound } from "./util.ts";

export type BerthId = Berth["id"];
export type Metres = Berth["depth"];

/** What a ship asks of a berth. */
export interface Need {
  readonly draft: Metres;
  readonly length: Metres;
  readonly day: string;
  readonly power?: boolean;
}

export type Verdict = "fits" | "closed" | "shallow" | "short" | "unpowered";

/** Water that must stay under a keel at low tide. */
export const underKeel = 0.5;

export function verdictOf(berth: Berth, need: Need): Verdict {
  if (berth.closedUntil !== undefined && need.day < berth.closedUntil) return "closed";
  if (berth.depth < need.draft + underKeel) return "shallow";
  if (berth.length < need.length * 1.1) return "short";
  return need.power === true && !berth.power ? "unpowered" : "fits";
}

const metres = (value: Metres): string => `${value.toFixed(1)} m`;

const reasons: Record<Exclude<Verdict, "fits">, (berth: Berth, need: Need) => string> = {
  closed: ({ name, closedUntil }) => `${name} is closed until ${closedUntil ?? "further notice"}`,
  shallow: ({ name, depth }, { draft }) =>
    `${name} has ${metres(depth)}, ${metres(draft + underKeel)} are needed`,
  short: ({ name, length }) => `${name} is ${metres(length)} long`,
  unpowered: ({ name }) => `${name} has no shore power`,
};

/** Why a berth does not fit; nothing where it does. */
export function objection(berth: Berth, need: Need): string | undefined {
  const verdict = verdictOf(berth, need);
  return verdict === "fits" ? undefined : reasons[verdict](berth, need);
}

/** "Nordkai 3 (North)": what the board at the gate shows. */
export const berthLabel = (berth: Pick<Berth, "name" | "quay">): string =>
  `${berth.name} (${berth.quay})`;

const roman: readonly (readonly [number, string])[] = [
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];

/** The number that is painted on the quay: 4 is IV. */
export function painted(id: BerthId): string {
  let rest = id;
  let text = "";
  for (const [value, sign] of roman) {
    while (rest >= value) {
      text += sign;
      rest -= value;
    }
  }
  return text;
}

/** All berths of the harbour, and who lies where. */
export class Quays {
  readonly #berths: ReadonlyMap<BerthId, Berth>;
  readonly #byDepth: readonly Berth[];
  readonly #taken = new Map<BerthId, Set<bigint>>();

  constructor(berths: Iterable<Berth>) {
    this.#berths = new Map(Array.from(berths, (berth) => [berth.id, berth]));
    this.#byDepth = [...this.#berths.values()].toSorted(
      by(
        (a, b) => a.depth - b.depth,
        (a, b) => a.length - b.length,
        (a, b) => a.id - b.id,
      ),
    );
  }

  find(id: BerthId): Berth | undefined {
    return this.#berths.get(id);
  }

  /** Free berths that fit, the tightest first. */
  *fitting(need: Need): Generator<Berth> {
    const from = lowerBound(this.#byDepth, need.draft + underKeel, (berth) => berth.depth);
    for (const berth of this.#byDepth.slice(from)) {
      if (!this.isTaken(berth.id) && verdictOf(berth, need) === "fits") yield berth;
    }
  }

  isTaken(id: BerthId): boolean {
    return (this.#taken.get(id)?.size ?? 0) > 0;
  }

  take(id: BerthId, call: bigint): void {
    this.#taken.set(id, (this.#taken.get(id) ?? new Set<bigint>()).add(call));
  }

  /** Frees whatever a call holds. */
  release(call: bigint): BerthId[] {
    return [...this.#taken].flatMap(([id, calls]) => (calls.delete(call) ? [id] : []));
  }

  /** One line for each quay, such as "North: Nordkai 1, Nordkai 3". */
  board(): string[] {
    const quays = Map.groupBy(this.#berths.values(), ({ quay }) => quay);
    return [...quays]
      .toSorted(([a], [b]) => a.localeCompare(b, "en"))
      .map(([quay, berths]) => `${quay}: ${berths.map(({ name }) => name).join(", ")}`);
  }
}
