import type { BarCategory, BarSale, CloakTag } from "../generated.ts";
import { Index, Tally } from "./collections.ts";
import { euros, fromDecimal, total } from "./pricing.ts";
import type { Cents } from "./pricing.ts";

/** Hooks of the cloakroom; a tag that was collected is handed out again. */
export class Cloakroom {
  readonly #tags = new Map<number, CloakTag>();
  readonly #free: number[] = [];
  readonly #hooks: number;

  constructor(hooks: number) {
    this.#hooks = hooks;
  }

  handIn(orderId: bigint, items: number, now: Date): CloakTag {
    if (items < 1) throw new RangeError("nothing was handed in");
    const tag = this.#free.pop() ?? this.#tags.size + 1;
    if (tag > this.#hooks) throw new RangeError(`all ${this.#hooks} hooks are in use`);
    const entry: CloakTag = { tag, orderId, items, handedInAt: now, collected: false };
    this.#tags.set(tag, entry);
    return entry;
  }

  collect(tag: number): CloakTag | undefined {
    const entry = this.#tags.get(tag);
    if (entry === undefined || entry.collected) return undefined;
    entry.collected = true;
    this.#free.push(tag);
    return entry;
  }

  /** What still hangs, longest first: `7: 2 items of order 12`. */
  left(): string[] {
    return [...this.#tags.values()]
      .filter(({ collected }) => !collected)
      .toSorted((a, b) => a.handedInAt.getTime() - b.handedInAt.getTime())
      .map(({ tag, orderId, items }) => `${tag}: ${items} items of order ${orderId}`);
  }
}

interface Ware {
  readonly category: BarCategory;
  readonly unitPrice: string;
}

const menu: ReadonlyMap<string, Ware> = new Map<string, Ware>([
  ["sekt", { category: "drink", unitPrice: "6.50" }],
  ["water", { category: "drink", unitPrice: "3" }],
  ["pretzel", { category: "snack", unitPrice: "2.80" }],
  ["ice cream", { category: "ice", unitPrice: "3.20" }],
]);

/** What each category is called on the bar's list, in the order of the list. */
const headings: readonly (readonly [BarCategory, string])[] = [
  ["drink", "Drinks"],
  ["snack", "Small plates"],
  ["ice", "Ice"],
];

export const worth = (sale: BarSale): Cents => fromDecimal(sale.unitPrice) * BigInt(sale.quantity);

/** The till of the bar. */
export class Bar {
  readonly #sales: BarSale[] = [];
  readonly #byPerformance = new Index<bigint, BarSale>();

  sell(performanceId: bigint, item: string, quantity: number, now: Date): BarSale {
    const ware = menu.get(item.toLowerCase());
    if (ware === undefined) throw new RangeError(`the bar has no ${item}`);
    const sale: BarSale = {
      id: BigInt(this.#sales.length + 1),
      performanceId,
      item: item.toLowerCase(),
      category: ware.category,
      quantity,
      unitPrice: ware.unitPrice,
      soldAt: now,
    };
    this.#sales.push(sale);
    this.#byPerformance.add(performanceId, sale);
    return sale;
  }

  takings(performanceId: bigint): Cents {
    return total(this.#byPerformance.of(performanceId), worth);
  }

  /** What sold best, by pieces: `sekt x3`. */
  favourites(limit: number): string[] {
    const pieces = new Tally<string>();
    for (const sale of this.#sales) pieces.count(sale.item, sale.quantity);
    return [...pieces]
      .toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b))
      .slice(0, limit)
      .map(([item, count]) => `${item} x${count}`);
  }

  /** The evening's takings by category, without those that sold nothing. */
  slip(performanceId: bigint): string[] {
    const sales = Index.by(this.#byPerformance.of(performanceId), (sale) => sale.category);
    return headings
      .map(([category, heading]) => ({ heading, cents: total(sales.of(category), worth) }))
      .filter(({ cents }) => cents > 0n)
      .map(({ heading, cents }) => `${heading}: ${euros(cents)}`);
  }

  /** The till's journal for the tax office, one sale a line. */
  journal(): string {
    return this.#sales
      .map(({ id, item, quantity, unitPrice, soldAt }) =>
        [id, soldAt.toISOString(), item, quantity, unitPrice].join("\t"),
      )
      .join("\n");
  }
}
