import type { BillLine, Contract, Credit } from "../generated.ts";
import { isKnownOutageCause } from "../generated.metering.ts";
import type { Outage, OutageCause } from "../generated.metering.ts";
import { dayOf, Multimap, startedHours } from "./basics.ts";
import type { Known } from "./basics.ts";

/** What an hour without electricity is worth, in cents. */
const hourly: Readonly<Record<Known<OutageCause>, bigint>> = {
  storm: 20n,
  fault: 150n,
  maintenance: 60n,
};

/** Short outages are nobody's fault. */
const graceMs = 15 * 60_000;
const mostCents = 5000n;

const centsFor = (outage: Outage, lengthMs: number): bigint => {
  if (outage.planned || lengthMs <= graceMs || !isKnownOutageCause(outage.cause)) return 0n;
  const cents = hourly[outage.cause] * BigInt(startedHours(lengthMs));
  return cents > mostCents ? mostCents : cents;
};

/** Makes up for outages, each of them once. */
export class Credits {
  readonly #seen = new Set<bigint>();
  readonly #waiting = new Multimap<Contract["id"], Credit>();

  /** Credits everybody whom an outage reached; `contractOf` finds who is behind a meter. */
  grant(outage: Outage, contractOf: (meter: number) => Contract | undefined): Credit[] {
    if (outage.endedAt === undefined || this.#seen.has(outage.id)) return [];
    this.#seen.add(outage.id);
    const length = outage.endedAt.getTime() - outage.beganAt.getTime();
    const cents = centsFor(outage, length);
    if (cents === 0n) return [];
    const granted = outage.meters
      .map((meter) => contractOf(meter))
      .filter((contract) => contract !== undefined)
      .map((contract): Credit => ({ outage: outage.id, contract: contract.id, length, cents }));
    for (const credit of granted) this.#waiting.add(credit.contract, credit);
    return granted;
  }

  /** The lines for the next bill of a contract, which has them then. */
  settle(contract: Contract["id"]): BillLine[] {
    return this.#waiting.take(contract).map((credit) => ({
      kind: "credit",
      label: `outage ${credit.outage} of ${startedHours(credit.length)} h`,
      kwh: 0,
      cents: -credit.cents,
    }));
  }
}

/** A line of the log such as `2026-03-01 N1 storm: 12 meters`. */
export const outageLine = ({ zone, cause, beganAt, meters }: Outage): string =>
  `${dayOf(beganAt)} ${zone} ${cause}: ${meters.length} meters`;
