import { TooHeavy, WagonUnfit } from "../generated.ts";
import type { BookFreightIn, Consignment, Wagon } from "../generated.ts";
import { by, descending, sumOf } from "./collections.ts";
import { Amount, daysBetween } from "./values.ts";

/** What a freight train may be at most. */
export interface Limits {
  readonly massKg: number;
  readonly lengthM: number;
  /** The share of the wagons that must brake. */
  readonly braked: number;
}

export const mainLine: Limits = { massKg: 1_600_000, lengthM: 740, braked: 0.75 };

/** A wagon is looked at every two years. */
const inspectionDays = 730;

/** Whether the last of twelve digits checks the others, as on credit cards. */
export function isWagonNumber(text: string): boolean {
  const digits = [...text.replaceAll(/[ -]/g, "")].map(Number);
  if (digits.length !== 12 || digits.some(Number.isNaN)) return false;
  const sum = sumOf(digits.entries(), ([index, digit]) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    return doubled > 9 ? doubled - 9 : doubled;
  });
  return sum % 10 === 0;
}

/** Tonnes of goods, as kilograms. */
export const massOf = (goods: ReadonlyMap<string, number>): number =>
  Math.round(sumOf(goods.values(), (tonnes) => tonnes) * 1000);

/** Why a wagon must not run; checks are asked in turn. */
const checks: readonly ((wagon: Wagon, today: string) => string | undefined)[] = [
  ({ id }) => (isWagonNumber(id) ? undefined : `${id} is no number of a wagon`),
  ({ inspected }, today) =>
    daysBetween(inspected, today) > inspectionDays ? `not inspected since ${inspected}` : undefined,
  ({ length }) => (length > 0 && length <= 27 ? undefined : `${length.toFixed(1)} m is no length`),
];

export function unfit(wagon: Wagon, today: string): WagonUnfit | undefined {
  for (const check of checks) {
    const reason = check(wagon, today);
    if (reason !== undefined) return new WagonUnfit({ wagon: wagon.id, reason });
  }
  return undefined;
}

/** Puts wagons together until a limit is reached. */
export class RakeBuilder {
  readonly #limits: Limits;
  readonly #wagons: Wagon[] = [];
  #loadKg = 0;

  constructor(limits: Limits = mainLine) {
    this.#limits = limits;
  }

  get massKg(): number {
    return sumOf(this.#wagons, ({ tare }) => tare) + this.#loadKg;
  }

  get lengthM(): number {
    return sumOf(this.#wagons, ({ length }) => length);
  }

  add(...wagons: readonly Wagon[]): this {
    this.#wagons.push(...wagons);
    return this;
  }

  load(kg: number): this {
    this.#loadKg += kg;
    return this;
  }

  /** The wagons in the order in which they are coupled, the heaviest first; or what is too much. */
  build(): Wagon[] | TooHeavy {
    const capacity = sumOf(this.#wagons, ({ payload }) => payload);
    if (this.#loadKg > capacity) return new TooHeavy({ mass: this.#loadKg, limit: capacity });
    const { massKg: limit, braked } = this.#limits;
    if (this.massKg > limit) return new TooHeavy({ mass: this.massKg, limit });
    const braking = this.#wagons.filter((wagon) => wagon.braked).length;
    if (this.#wagons.length > 0 && braking / this.#wagons.length < braked)
      throw new RangeError(`${braking} of ${this.#wagons.length} wagons brake`);
    return this.#wagons.toSorted(descending(by(({ tare }) => tare)));
  }
}

/** Consignments as they were booked. Their numbers count up from a million. */
export class FreightBook {
  readonly #byId = new Map<bigint, Consignment>();
  #next = 1_000_000n;

  book(order: BookFreightIn, now: Date): Consignment | TooHeavy {
    const rake = new RakeBuilder()
      .add(...order.wagons)
      .load(massOf(order.goods))
      .build();
    if (rake instanceof TooHeavy) return rake;
    const booked: Consignment = { ...order, id: this.#next++, wagons: rake, bookedAt: now };
    this.#byId.set(booked.id, booked);
    return booked;
  }

  find(id: bigint): Consignment | undefined {
    return this.#byId.get(id);
  }

  /** The consignments that carry dangerous goods, by the number of the substance. */
  hazardous(): Map<number, Consignment[]> {
    return Map.groupBy(
      this.#byId.values().filter(({ hazard }) => hazard !== undefined),
      ({ hazard }) => hazard ?? 0,
    );
  }

  /** The value of all that a customer has sent. */
  insured(customer: string): Amount {
    return this.#byId
      .values()
      .filter((one) => one.customer === customer)
      .reduce((sum, one) => sum.plus(Amount.of(one.value)), Amount.zero);
  }
}

/** The plate on a wagon: `33/1203`, with the kind of danger before the substance. */
export const hazardPlate = ({ hazard }: Consignment): string =>
  hazard === undefined ? "none" : `UN ${String(hazard).padStart(4, "0")}`;

/** `1000000 Acme: 2 wagons, 43.5 t (coal 40, scrap 3.5), UN 1203`. */
export function waybill(consignment: Consignment): string {
  const { id, customer, wagons, goods } = consignment;
  const loads = [...goods].map(([code, tonnes]) => `${code} ${tonnes}`).join(", ");
  const tonnes = massOf(goods) / 1000;
  return `${id} ${customer}: ${wagons.length} wagons, ${tonnes} t (${loads}), ${hazardPlate(consignment)}`;
}
