import type { Band, Bill, Contact, Contract } from "../generated.ts";
import type { GridZone, Meter, MeterKind, Reading } from "../generated.metering.ts";
import type { Technology } from "../generated.market.ts";
import { by, euros, kilowattHours, sumOf } from "./basics.ts";
import type { Day } from "./basics.ts";
import { headline, printed } from "./bills.ts";
import { isSteady } from "./market.ts";

const kinds: Partial<Record<MeterKind, string>> = {
  mechanical: "Ferraris meter",
  smart: "smart meter",
  bidirectional: "two-way meter",
};

/** `smart meter …0042, Mill Lane 3`: how we speak of a meter to people. */
export function meterLabel(meter: Meter): string {
  const kind = kinds[meter.kind] ?? "meter";
  const owner = meter.owner === undefined ? "" : ` of ${meter.owner}`;
  return `${kind} …${meter.serial.slice(-4)}${owner}, ${meter.site.street}`;
}

export const readingLine = ({ meter, takenAt, importWh, note }: Reading): string =>
  [meter, takenAt.toISOString(), `${kilowattHours(importWh)} kWh`, note ?? "-"].join(" | ");

const address = ({ name, email }: Contact): string => `${name} <${email.toLowerCase()}>`;

/** What a customer reads on top of a bill. */
export function letter(contract: Contract, bill: Bill): string {
  const lines = bill.lines.map((line) => `  ${printed(line)}`);
  const name = contract.customer === contract.contact.name ? "" : ` (for ${contract.customer})`;
  return [
    `To: ${address(contract.contact)}${name}`,
    `Bill ${bill.number} for ${bill.from} to ${bill.until}`,
    ...lines,
    `${headline(bill)}: ${euros(bill.totalCents)}`,
  ].join("\n");
}

/** The share of a band in what was used, in percent. */
export function share(bill: Bill, band: Band): number {
  const total = bill.usage.values().reduce((sum, kwh) => sum + kwh, 0);
  return total === 0 ? 0 : Math.round((100 * (bill.usage.get(band) ?? 0)) / total);
}

/** All contracts as a list for the archive, by customer. */
export function directory(contracts: Iterable<Contract>): string[] {
  return [...contracts]
    .toSorted(by(({ customer }) => customer.toLowerCase()))
    .map((one) =>
      [String(one.id).padStart(6, "0"), one.customer, one.startsOn, one.tags.join("+")].join(";"),
    );
}

/** Contacts of everybody whose contract bears a tag, each address once. */
export function mailing(contracts: Iterable<Contract>, tag: string): Set<string> {
  const addresses = new Set<string>();
  for (const { tags, contact } of contracts) if (tags.includes(tag)) addresses.add(contact.email);
  return addresses;
}

/** What we hold of other people's money. */
export const deposits = (contracts: Iterable<Contract>): string =>
  euros(sumOf(contracts, ({ depositCents }) => depositCents));

/** The rows of a zone's report: what was used on each day, and what is lost on the way. */
export function zoneRows(zone: GridZone, daily: ReadonlyMap<Day, bigint>): string[] {
  return [...daily].toSorted(by(([day]) => day)).map(([day, used]) => {
    const kwh = kilowattHours(used);
    return `${day};${kwh.toFixed(1)};${(kwh * zone.loss).toFixed(2)}`;
  });
}

export const zoneTitle = ({ code, name, operator, level }: GridZone): string =>
  `${name} (${code}, ${level} voltage), run by ${operator}`;

const symbols = new Map<Technology, string>([
  ["solar", "☀"],
  ["wind", "≋"],
  ["biogas", "♨"],
  ["hydro", "≈"],
]);

/** `☀ 9.9 kW` of a plant, and a `*` where it runs in any weather. */
export const plantLabel = (technology: Technology, capacityKw: number): string =>
  `${symbols.get(technology) ?? "?"} ${capacityKw.toFixed(1)} kW${isSteady(technology) ? "*" : ""}`;
