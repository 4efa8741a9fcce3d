import type { DayPlan, PortCall } from "../generated.ts";
import type { Certificate, Owner, RegistryApi, Vessel } from "../generated.registry.ts";
import type { Window } from "../generated.tides.ts";
import { callLine, isActive } from "./calls.ts";
import { windowLabel } from "./tides.ts";
import { dayOf, tally } from "./util.ts";

/** What a day looks like: who lies where, and when ships can come in. */
export function planOf(
  day: string,
  calls: readonly PortCall[],
  windows: readonly Window[],
): DayPlan {
  const today = calls.filter((call) => isActive(call.state) && dayOf(call.eta) <= day);
  const byBerth: DayPlan["byBerth"] = new Map();
  for (const { id, berthId } of today) {
    if (berthId !== undefined) byBerth.set(berthId, [...(byBerth.get(berthId) ?? []), id]);
  }
  return {
    day,
    byBerth,
    byState: tally(calls, (call) => call.state),
    windows: [...windows],
  };
}

/** The plan as the harbour master reads it in the morning. */
export function morningReport(plan: DayPlan, calls: readonly PortCall[]): string {
  const known = new Map(calls.map((call) => [call.id, call]));
  const berths = [...plan.byBerth]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([berth, ids]) => [
      `berth ${berth}`,
      ...ids.flatMap((id) => known.get(id) ?? []).map((call) => `  ${callLine(call)}`),
    ]);
  const states = Array.from(plan.byState, ([state, count]) => `${count} ${state}`).toSorted();
  return [
    `Plan for ${plan.day}: ${states.join(", ") || "nobody"}`,
    ...berths,
    ...plan.windows.map((window) => `tide ${windowLabel(window)}`),
  ].join("\n");
}

/** "Aurora Lines (DK) <ops@aurora.example>" */
export const ownerLabel = ({ name, country, email }: Owner): string =>
  `${name} (${country})${email === undefined ? "" : ` <${email}>`}`;

const expired = (certificate: Certificate, day: string): boolean => certificate.expires < day;

/** What is missing before a ship may work cargo. */
export const papers = (vessel: Vessel, day: string): string[] =>
  vessel.certificates
    .filter((certificate) => expired(certificate, day))
    .map(({ subject, number }) => `${subject} ${number}`);

/** "AURORA / Rory (IMO 9074729, boxship, DK)" */
export function vesselTitle(vessel: Vessel): string {
  const { name, nickname, imo, flag } = vessel;
  const familiar = nickname === undefined ? "" : ` / ${nickname}`;
  return `${name.toUpperCase()}${familiar} (IMO ${imo}, ${vessel.kind}, ${flag})`;
}

/** The check digit of an IMO number is the last digit of a weighted sum. */
export function isImo(imo: number): boolean {
  if (imo < 1_000_000 || imo > 9_999_999) return false;
  const digits = [...String(imo)].map(Number);
  const sum = digits.slice(0, 6).reduce((total, digit, place) => total + digit * (7 - place), 0);
  return sum % 10 === digits[6];
}

/** All ships of an owner, page after page, until one is not full. */
export async function* fleet(
  registry: Pick<RegistryApi, "findVessels">,
  owner: string,
  size = 50,
): AsyncGenerator<Vessel> {
  for (let page = 1; ; page++) {
    const vessels = await registry.findVessels({ owner, page, size });
    yield* vessels;
    if (vessels.length < size) return;
  }
}

/** A fleet in numbers: ships, tons and the longest of them. */
export async function fleetSummary(vessels: AsyncIterable<Vessel>): Promise<string> {
  let [ships, tons] = [0, 0];
  let longest: Vessel | undefined;
  for await (const vessel of vessels) {
    ships += 1;
    tons += vessel.grossTonnage;
    if (longest === undefined || vessel.length > longest.length) longest = vessel;
  }
  return `${ships} ships, ${tons} GT, longest ${longest?.name ?? "none"}`;
}
