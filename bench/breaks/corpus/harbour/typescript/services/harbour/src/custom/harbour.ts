import {
  BadManifest,
  BerthUnfit,
  CallNotFound,
  NoPilot,
  NotCleared,
  UnknownShip,
  WrongState,
} from "../generated.ts";
import type { Ctx, Harbour, HarbourEvents, PortCall } from "../generated.ts";
import { UnknownVessel, VesselDetained } from "../generated.registry.ts";
import type { RegistryApi, Ruling, Vessel } from "../generated.registry.ts";
import { objection } from "./berths.ts";
import type { Need, Quays } from "./berths.ts";
import { callLine } from "./calls.ts";
import type { CallBook } from "./calls.ts";
import { isHazardous, needsPower, parseManifest } from "./cargo.ts";
import { billOf, settle } from "./fees.ts";
import { surcharge } from "./pilots.ts";
import type { Roster } from "./pilots.ts";
import { planOf } from "./report.ts";
import type { TideBoard } from "./tides.ts";
import { dayOf, paginate } from "./util.ts";

/** What the harbour works with; tests pass fakes. */
export interface Office {
  readonly port: string;
  readonly registry: RegistryApi;
  readonly events: HarbourEvents;
  readonly book: CallBook;
  readonly quays: Quays;
  readonly roster: Roster;
  readonly board: TideBoard;
  readonly log: (line: string) => void;
  readonly now: () => Date;
}

/** A hold on a ship, by its call sign; without an end it lasts. */
interface Hold {
  readonly reason: string;
  readonly until?: Date | undefined;
}

/** Whether a ruling lets a ship in. */
export function refusal(ruling: Ruling, at: Date): string | undefined {
  switch (ruling.clearance) {
    case "granted":
      return ruling.validUntil < at ? `clearance ended ${dayOf(ruling.validUntil)}` : undefined;
    case "pending":
      return `${ruling.officer} has not decided`;
    case "refused":
      return ruling.remark ?? "refused";
    default:
      return `clearance is ${ruling.clearance}`;
  }
}

const needOf = (call: PortCall, vessel: Vessel): Need => ({
  draft: call.draft,
  length: vessel.length,
  day: dayOf(call.eta),
  power: needsPower(call.manifest),
});

export function newHarbour(office: Office): Harbour {
  const { registry, events, book, quays, roster, board, log, now } = office;
  const holds = new Map<string, Hold>();
  const pilotRates = new Map<bigint, number>();

  const vesselOf = async (callSign: string, ctx: Ctx): Promise<Vessel | undefined> => {
    const answer = await registry.getVessel({ callSign }, ctx);
    return answer instanceof UnknownVessel ? undefined : answer;
  };

  /** Runs a step with a call, or says that there is none. */
  const withCall = async <T>(
    id: bigint,
    step: (call: PortCall) => Promise<T>,
  ): Promise<T | CallNotFound> => {
    const call = book.find(id);
    return call === undefined ? new CallNotFound({ id }) : step(call);
  };

  const heldBecause = (callSign: string): string | undefined => {
    const hold = holds.get(callSign);
    if (hold === undefined || (hold.until !== undefined && hold.until <= now())) return undefined;
    return hold.reason;
  };

  return {
    announceCall: async ({ callSign, eta, stay, remark }, ctx) => {
      const vessel = await vesselOf(callSign, ctx);
      if (vessel === undefined) return new UnknownShip({ callSign });
      const held = heldBecause(callSign);
      if (held !== undefined) return new NotCleared({ callSign, reason: held });
      const ruling = await registry.checkClearance({ callSign, port: office.port }, ctx);
      if (ruling instanceof UnknownVessel) return new UnknownShip({ callSign });
      if (ruling instanceof VesselDetained) {
        return new NotCleared({ callSign, reason: ruling.reason });
      }
      const reason = refusal(ruling, eta);
      if (reason !== undefined) return new NotCleared({ callSign, reason });
      const call = book.open({
        callSign,
        vesselName: vessel.name,
        eta,
        stay,
        draft: vessel.draft,
        remarks: remark === undefined ? [] : [remark],
      });
      log(callLine(call));
      await events.callAnnounced({ call }, ctx);
      return call;
    },

    getCall: ({ id }) => withCall(id, async (call) => call),

    listCalls: async ({ state, page, limit }) => [...paginate(book.list(state), page, limit).items],

    suggestBerths: ({ id, limit }, ctx) =>
      withCall(id, async (call) => {
        const vessel = await vesselOf(call.callSign, ctx);
        if (vessel === undefined) return [];
        return quays.fitting(needOf(call, vessel)).take(Math.max(0, limit)).toArray();
      }),

    assignBerth: ({ id, berthId }, ctx) =>
      withCall(id, async (call) => {
        const unfit = (reason: string): BerthUnfit => new BerthUnfit({ berthId, reason });
        const berth = quays.find(berthId);
        if (berth === undefined) return unfit("there is no such berth");
        if (quays.isTaken(berthId)) return unfit(`${berth.name} is taken`);
        const vessel = await vesselOf(call.callSign, ctx);
        if (vessel === undefined) return unfit("nobody knows the ship's length");
        const reason = objection(berth, needOf(call, vessel));
        if (reason !== undefined) return unfit(reason);
        const confirmed = book.advance(call, "confirmed", { berthId });
        if (confirmed === undefined) return new WrongState({ id, state: call.state });
        quays.release(id);
        quays.take(berthId, id);
        return confirmed;
      }),

    bookPilot: ({ id, language }) =>
      withCall(id, async (call) => {
        const pilot = roster.choose(call.draft, language);
        if (pilot === undefined) return new NoPilot({ id, draft: call.draft });
        roster.book(pilot, id);
        pilotRates.set(id, surcharge(pilot));
        book.update(id, () => ({ pilotId: pilot.id }));
        return pilot;
      }),

    fileManifest: ({ id, text }, ctx) =>
      withCall(id, async () => {
        const parsed = parseManifest(text);
        if (!parsed.ok) return new BadManifest({ line: parsed.line, reason: parsed.reason });
        const manifest = parsed.value;
        book.update(id, () => ({ manifest }));
        const boxes = manifest.containers.length;
        await events.manifestFiled({ id, boxes, hazardous: isHazardous(manifest) }, ctx);
        return manifest;
      }),

    moor: ({ id, at }, ctx) =>
      withCall(id, async (call) => {
        const moored = book.advance(call, "moored", { eta: at });
        if (moored?.berthId === undefined) return new WrongState({ id, state: call.state });
        await events.callMoored({ id, berthId: moored.berthId, at }, ctx);
        return moored;
      }),

    depart: ({ id }, ctx) =>
      withCall(id, async (call) => {
        const departed = book.advance(call, "departed");
        if (departed === undefined) return new WrongState({ id, state: call.state });
        const vessel = await vesselOf(call.callSign, ctx);
        if (vessel === undefined) throw new Error(`${call.callSign} left the register`);
        const account = settle(call, billOf(call, vessel, pilotRates.get(id)), dayOf(now()));
        quays.release(id);
        await events.callDeparted({ call: departed, total: account.total }, ctx);
        return account;
      }),

    planDay: async ({ day }, ctx) => {
      const calls = book.list();
      const deepest = calls.reduce((most, { draft }) => Math.max(most, draft), 0);
      return planOf(day, calls, await board.windows(day, deepest, ctx));
    },

    replan: async (event) => {
      if (board.correct(event)) log(`tide ${event.tide.id} corrected: ${event.reason}`);
    },

    noteSilence: async ({ station, since }) => board.silence(station, since),

    relabel: async ({ callSign, name, since }) => {
      for (const { id, vesselName } of book.ofShip(callSign)) {
        book.update(id, ({ remarks }) => ({
          vesselName: name,
          remarks: [...remarks, `was ${vesselName} until ${since}`],
        }));
      }
    },

    hold: async ({ callSign, reason, until }) => {
      holds.set(callSign, { reason, until });
      for (const call of book.ofShip(callSign)) {
        if (book.advance(call, "cancelled") !== undefined) quays.release(call.id);
      }
    },
  };
}
