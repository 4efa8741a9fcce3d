import type { Band, Period, Tariff, Tier } from "../generated.ts";
import { by, isDecimal, lowerBound, Rate } from "./basics.ts";
import type { Day, Known } from "./basics.ts";

/** The bands in the order in which bills name them. */
export const bandOrder: readonly Known<Band>[] = ["peak", "shoulder", "night"];

const codePattern = /^[A-Z]{2,5}-\d{2}$/;
const bandPattern = /^(peak|shoulder|night)@(\d{1,2})-(\d{1,2})=([\d.]+)$/;

/** Reads a period as price lists write it: `peak@8-20=32.5`. */
export function parsePeriod(text: string): Period {
  const [, band, from, to, rate] = bandPattern.exec(text) ?? [];
  if (band === undefined || rate === undefined) throw new RangeError(`${text} is no period`);
  return { band: band as Known<Band>, fromHour: Number(from), toHour: Number(to), rate };
}

/** The hours of a period, also over midnight. */
export function* hoursOf({ fromHour, toHour }: Period): Generator<number> {
  const length = (toHour - fromHour + 24) % 24 || 24;
  for (let step = 0; step < length; step++) yield (fromHour + step) % 24;
}

/** What is wrong with a tariff, in sentences. */
export function problemsOf(tariff: Tariff): string[] {
  const problems: string[] = [];
  if (!codePattern.test(tariff.code)) problems.push(`the code ${tariff.code} has no number`);
  if (tariff.title.trim() === "") problems.push("the title is empty");
  const covered = new Map<number, number>();
  for (const hour of tariff.periods.flatMap((period) => [...hoursOf(period)]))
    covered.set(hour, (covered.get(hour) ?? 0) + 1);
  if (covered.size < 24) problems.push(`${24 - covered.size} hours have no price`);
  if ([...covered.values()].some((times) => times > 1)) problems.push("periods overlap");
  const rates = [tariff.standing, ...tariff.periods.map(({ rate }) => rate)];
  for (const rate of rates) if (!isDecimal(rate)) problems.push(`${rate} is no price`);
  const limits = tariff.tiers.map((tier) => tier.aboveKwh);
  if (limits.some((limit, index) => limit <= (limits[index - 1] ?? 0)))
    problems.push("tiers do not rise");
  return problems;
}

/** Finds out to which band an hour belongs. */
export function bandAt(tariff: Tariff, hour: number): Band | undefined {
  return tariff.periods.find((period) => [...hoursOf(period)].includes(hour))?.band;
}

/** The discount for all that is used, by the highest tier that is reached. */
export function discountFor(tiers: readonly Tier[], kwh: number): Rate {
  const reached = tiers
    .filter((tier) => tier.aboveKwh <= kwh)
    .toSorted(by((tier) => tier.aboveKwh));
  const highest = reached.at(-1);
  return highest === undefined ? Rate.zero : Rate.parse(highest.discount);
}

/** What the use of each band costs. */
export function costs(tariff: Tariff, wattHours: ReadonlyMap<Band, bigint>): Map<Band, bigint> {
  const total = [...wattHours.values()].reduce((sum, each) => sum + each, 0n);
  const discount = discountFor(tariff.tiers, Number(total / 1000n));
  const rates = new Map(tariff.periods.map(({ band, rate }) => [band, Rate.parse(rate)]));
  const priced = wattHours
    .entries()
    .map(([band, used]): [Band, bigint] => [
      band,
      (rates.get(band) ?? Rate.zero).minus(discount).ofWattHours(used),
    ]);
  return new Map(priced);
}

/** All versions of all tariffs. */
export class TariffBook {
  readonly #versions = new Map<string, Tariff[]>();

  put(tariff: Tariff): void {
    const others = this.versions(tariff.code).filter((one) => one.validFrom !== tariff.validFrom);
    this.#versions.set(tariff.code, [...others, tariff].toSorted(by((one) => one.validFrom)));
  }

  versions(code: string): readonly Tariff[] {
    return this.#versions.get(code) ?? [];
  }

  /** The version that holds on a day. */
  on(code: string, day: Day): Tariff | undefined {
    const versions = this.versions(code);
    return versions[lowerBound(versions, (one) => one.validFrom <= day) - 1];
  }

  *all(): Generator<Tariff> {
    for (const versions of this.#versions.values()) yield* versions;
  }
}
