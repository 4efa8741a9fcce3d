import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import {
  everythingWire,
  NotThere,
  TooMuch,
  type BasketEngine,
  type Line,
  type MirrorEngine,
  type TillsTypescript,
} from "./generated.ts";

const most = 9;

/** Lines in the order in which they came, and what part of the price was given back. */
class Basket implements BasketEngine {
  #lines: Line[] = [];
  #lowered = 0;

  #countOf(product: string): number {
    const same = this.#lines.filter((line) => line.product === product);
    return same.reduce((sum, { count }) => sum + count, 0);
  }

  add({ line }: { line: Line }): number | TooMuch {
    const count = this.#countOf(line.product) + line.count;
    if (count > most) return new TooMuch({ limit: most });
    this.#lines.push(line);
    return count;
  }

  takeOut({ product }: { product: string }): NotThere | undefined {
    if (this.#countOf(product) === 0) return new NotThere({ product });
    this.#lines = this.#lines.filter((line) => line.product !== product);
    return undefined;
  }

  lower({ percent }: { percent: number }): void {
    this.#lowered = Math.min(this.#lowered + percent, 100);
  }

  total(): bigint {
    const whole = this.#lines.reduce((sum, { price, count }) => sum + price * BigInt(count), 0n);
    return whole - (whole * BigInt(this.#lowered)) / 100n;
  }

  lines(): Line[] {
    return [...this.#lines];
  }

  aTotalIsNeverNegative(): boolean {
    return this.total() >= 0n;
  }

  noMoreThanNineOfAnything(): boolean {
    return this.#lines.every(({ product }) => this.#countOf(product) <= most);
  }
}

/** Absent is absent, whether or not a key says so. */
const present = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(present);
  if (value instanceof Map) return new Map([...value].map(([key, held]) => [key, present(held)]));
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return value;
  const held = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(held.map(([key, inner]) => [key, present(inner)]));
};

/** Whether all that it was shown came back as it went. */
class Mirror implements MirrorEngine {
  #same = true;

  show({ whole }: Parameters<MirrorEngine["show"]>[0]): void {
    const sent: unknown = JSON.parse(JSON.stringify(z.encode(everythingWire, whole)));
    const back = z.decode(everythingWire, sent);
    this.#same &&= isDeepStrictEqual(present(back), present(whole));
  }

  nod(): void {}

  whatGoesOverTheWireComesBack(): boolean {
    return this.#same;
  }
}

/** What is bought, and what it costs. */
export const app: TillsTypescript = {
  basket: () => new Basket(),
  mirror: () => new Mirror(),
  async cost({ lines }) {
    const basket = this.basket();
    for (const line of lines) {
      const added = basket.add({ line });
      if (added instanceof TooMuch) throw new Error(`more than ${added.limit}`);
    }
    return basket.total({});
  },
};
