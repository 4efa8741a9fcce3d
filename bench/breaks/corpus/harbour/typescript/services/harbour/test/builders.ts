import { Quays } from "../src/custom/berths.ts";
import { CallBook } from "../src/custom/calls.ts";
import { newHarbour } from "../src/custom/harbour.ts";
import { Roster } from "../src/custom/pilots.ts";
import { TideBoard } from "../src/custom/tides.ts";
import { aBerth, aContainer, aPilot, aPortCall } from "../src/generated.ts";
import type { Berth, Container, Harbour, HarbourEvents, PortCall } from "../src/generated.ts";
import { aRuling, aVessel, UnknownVessel } from "../src/generated.registry.ts";
import type { RegistryApi, Vessel } from "../src/generated.registry.ts";
import { aStation, aTide, aWindow } from "../src/generated.tides.ts";
import type { TidesApi } from "../src/generated.tides.ts";

export const ctx = { requestId: "test" };
export const today = "2026-03-01";
export const at = (time: string, day = today): Date => new Date(`${day}T${time}:00Z`);

export const aurora: Vessel = aVessel({
  callSign: "DEMO1",
  imo: 9_074_729,
  name: "Aurora",
  kind: "boxship",
  length: 120,
  draft: 7.5,
  grossTonnage: 9_000,
  flag: "DE",
});

export const shallow: Berth = aBerth({
  id: 1,
  name: "Sydkai 1",
  quay: "South",
  depth: 6,
  length: 200,
});
export const deep: Berth = aBerth({
  id: 4,
  name: "Nordkai 4",
  quay: "North",
  depth: 11,
  length: 180,
});
export const tight: Berth = aBerth({
  id: 3,
  name: "Nordkai 3",
  quay: "North",
  depth: 8.5,
  length: 140,
  power: true,
});

/** A box that passes; each test says what is special about its own. */
export const box = (overrides: Partial<Container> = {}): Container =>
  aContainer({ number: "CSQU3054383", kind: "dry", weightKg: 12_000, ...overrides });

export const call = (overrides: Partial<PortCall> = {}): PortCall =>
  aPortCall({
    id: 7n,
    callSign: "DEMO1",
    vesselName: "Aurora",
    eta: at("06:00"),
    stay: 9_000_000,
    draft: 7.5,
    ...overrides,
  });

export interface Fakes {
  readonly vessels?: readonly Vessel[];
  readonly calls?: readonly PortCall[];
  readonly registry?: Partial<RegistryApi>;
  readonly tides?: Partial<TidesApi>;
}

/** Tides of a day that is like all others. */
export const fakeTides = (overrides: Partial<TidesApi> = {}): TidesApi => ({
  getStation: async ({ code }) => aStation({ code, name: "Nordkai gauge", sensors: ["a", "b"] }),
  getTides: async ({ station }) => [
    aTide({ id: 1n, station, kind: "low", at: at("00:00"), height: 0.6 }),
    aTide({ id: 2n, station, kind: "high", at: at("06:00"), height: 4.1 }),
  ],
  findWindows: async ({ depth }) => [
    aWindow({ opens: at("05:10"), lasts: 9_000_000, minDepth: depth }),
  ],
  ...overrides,
});

export interface Scene {
  readonly harbour: Harbour;
  readonly book: CallBook;
  readonly quays: Quays;
  readonly board: TideBoard;
  readonly lines: string[];
  readonly told: { readonly name: string; readonly event: unknown }[];
}

/** A harbour with some ships known, and what it said to the log and to others. */
export function scene({ vessels = [aurora], calls = [], registry, tides }: Fakes = {}): Scene {
  const known = new Map(vessels.map((vessel) => [vessel.callSign, vessel]));
  const told: { readonly name: string; readonly event: unknown }[] = [];
  const tell =
    (name: string) =>
    async (event: unknown): Promise<void> =>
      void told.push({ name, event });
  const events: HarbourEvents = {
    callAnnounced: tell("announced"),
    callMoored: tell("moored"),
    callDeparted: tell("departed"),
    manifestFiled: tell("manifest"),
  };
  const lines: string[] = [];
  const book = new CallBook(calls);
  const quays = new Quays([shallow, deep, tight]);
  const board = new TideBoard(fakeTides(tides), "NK", () => 0);
  const harbour = newHarbour({
    port: "DKNKH",
    registry: {
      getVessel: async ({ callSign }) => known.get(callSign) ?? new UnknownVessel({ callSign }),
      findVessels: async ({ page, size }) => vessels.slice((page - 1) * size, page * size),
      checkClearance: async () => aRuling({ clearance: "granted", validUntil: at("12:00") }),
      ...registry,
    },
    events,
    book,
    quays,
    roster: new Roster([
      aPilot({ id: 1, name: "Ada Holm", rank: "chief", maxDraft: 12, languages: ["en", "da"] }),
      aPilot({ id: 2, name: "Bo Lund", rank: "junior", maxDraft: 6, languages: ["da"] }),
    ]),
    board,
    log: (line) => void lines.push(line),
    now: () => at("08:00"),
  });
  return { harbour, book, quays, board, lines, told };
}
