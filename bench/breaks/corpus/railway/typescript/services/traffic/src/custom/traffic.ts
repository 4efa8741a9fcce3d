import { ItemNotFound, NoSeat, SectionClosed, TooHeavy, TrainNotFound } from "../generated.ts";
import type { Ctx, Disruption, Reservation, Traffic, TrafficEvents, Train } from "../generated.ts";
import { AlreadyRefunded, PassengerNotFound, TicketNotFound } from "../generated.sales.ts";
import type { SalesApi, Ticket } from "../generated.sales.ts";
import type { Archive } from "./archive.ts";
import { compensation, delayText, DisruptionLog, isUrgent, punctuality } from "./disruptions.ts";
import { FreightBook, unfit } from "./freight.ts";
import { LostProperty } from "./lost.ts";
import type { Network } from "./network.ts";
import { dutyFor, Roster } from "./roster.ts";
import { Seating, wishOf } from "./seating.ts";
import { problemOf, timeOf, Timetable } from "./timetable.ts";
import { dayOf, hourMs, later } from "./values.ts";

/** Everything that a running service knows. */
export class State {
  readonly timetable = new Timetable();
  readonly seating = new Seating();
  readonly freight = new FreightBook();
  readonly roster = new Roster();
  readonly disruptions = new DisruptionLog();
  readonly lost = new LostProperty();
}

/** What the service works with; tests pass fakes. */
export interface Tools {
  readonly state: State;
  readonly network: Network;
  readonly sales: SalesApi;
  readonly events: TrafficEvents;
  readonly archive: Archive;
  readonly now: () => Date;
}

/** Finds a train and goes on with it, or says that there is none. */
const withTrain =
  ({ state }: Tools, id: number) =>
  async <T>(body: (train: Train) => Promise<T>): Promise<T | TrainNotFound> => {
    const train = state.timetable.find(id);
    return train === undefined ? new TrainNotFound({ id }) : body(train);
  };

/** Tells everybody with a ticket for a train, and answers how many were told. */
async function tell(
  tools: Tools,
  train: Train,
  body: string,
  urgent: boolean,
  ctx: Ctx,
): Promise<number> {
  const tickets = await tools.sales.ticketsOfTrain({ trainId: train.id }, ctx);
  const passengers = new Set(tickets.map((ticket) => ticket.passengerId));
  for (const passengerId of passengers) {
    const passenger = await tools.sales.getPassenger({ id: passengerId }, ctx);
    if (passenger instanceof PassengerNotFound) continue;
    const text = `Dear ${passenger.name}, ${body}`;
    await tools.sales.notify({ passengerId, subject: train.label, body: text, urgent }, ctx);
  }
  return passengers.size;
}

/** Pays back what a delay is worth; answers the sum of the shares that were paid. */
async function payBack({ sales }: Tools, disruption: Disruption, ctx: Ctx): Promise<number> {
  const { share, reason } = compensation(disruption);
  if (share === 0) return 0;
  let paid = 0;
  for (const { number } of await sales.ticketsOfTrain({ trainId: disruption.trainId }, ctx)) {
    const refund = await sales.payBack({ number, share, reason }, ctx);
    if (refund instanceof TicketNotFound || refund instanceof AlreadyRefunded) continue;
    paid += refund.share;
  }
  return paid;
}

const planTrain =
  ({ state, network }: Tools): Traffic["planTrain"] =>
  async ({ label, category, day, stops, formation }, ctx) => {
    const problem = problemOf(stops);
    if (problem !== undefined) throw new RangeError(`${label}: ${problem}`);
    const departAt = stops.map(timeOf).find((time) => time !== undefined) ?? new Date(day);
    const sections = await network.sectionsOf(stops, ctx);
    const closure = network.closureOf(sections, departAt);
    if (closure !== undefined)
      return new SectionClosed({ sectionId: closure.sectionId, until: closure.endsAt });
    const { reference, charge } = await network.path(label, sections, departAt, ctx);
    return state.timetable.add({ label, category, day, stops, formation, path: reference, charge });
  };

const reportDelay =
  (tools: Tools): Traffic["reportDelay"] =>
  ({ trainId, ...given }, ctx) =>
    withTrain(
      tools,
      trainId,
    )(async (train) => {
      const { state, archive, events } = tools;
      const report = { trainId, ...given, reportedAt: tools.now() };
      const disruption = archive.keep("disruption", state.disruptions.report(report));
      state.timetable.setDelay(trainId, disruption.minutes);
      await tell(tools, train, delayText(train.label, disruption), isUrgent(disruption), ctx);
      await payBack(tools, disruption, ctx);
      await events.trainDelayed({ disruption, label: train.label }, ctx);
      return disruption;
    });

const cancelTrain =
  (tools: Tools): Traffic["cancelTrain"] =>
  ({ id, cause }, ctx) =>
    withTrain(
      tools,
      id,
    )(async (train) => {
      const cancelled = tools.state.timetable.cancel(train);
      await tell(tools, train, `${train.label} does not run today.`, true, ctx);
      await tools.events.trainCancelled({ train: cancelled, cause }, ctx);
      return cancelled;
    });

const reserveSeats =
  (tools: Tools): Traffic["reserveSeats"] =>
  ({ trainId, ticketNumber, count, kind }, ctx) =>
    withTrain(
      tools,
      trainId,
    )(async (train) => {
      const none = new NoSeat({ trainId, wanted: count });
      const ticket = await tools.sales.getTicket({ number: ticketNumber }, ctx);
      if (ticket instanceof TicketNotFound) return none;
      const wish = wishOf(ticket, trainId, count);
      if (wish === undefined) return none;
      return tools.state.seating.reserve(train, ticket, { ...wish, kind }) ?? none;
    });

/** Holds one seat in each train of a ticket for an hour. */
function hold({ state, archive, now }: Tools, ticket: Ticket): Reservation[] {
  return ticket.legs.flatMap(({ trainId }) => {
    const [train, wish] = [state.timetable.find(trainId), wishOf(ticket, trainId, 1)];
    if (train === undefined || wish === undefined) return [];
    const held = state.seating.reserve(train, ticket, wish, later(now(), hourMs)) ?? [];
    return held.map((reservation) => archive.keep("reservation", reservation));
  });
}

export const newTraffic = (tools: Tools): Traffic => {
  const { state, network, events, archive, now } = tools;
  return {
    planTrain: planTrain(tools),
    departures: async ({ station, after, limit }) =>
      state.timetable.departures(station, after, limit),
    reportDelay: reportDelay(tools),
    cancelTrain: cancelTrain(tools),
    reserveSeats: reserveSeats(tools),
    bookFreight: async (order) => {
      for (const wagon of order.wagons) {
        const reason = unfit(wagon, dayOf(now()));
        if (reason !== undefined) return reason;
      }
      const booked = state.freight.book(order, now());
      return booked instanceof TooHeavy ? booked : archive.keep("consignment", booked);
    },
    assignDriver: ({ trainId, driver, pause }) =>
      withTrain(
        tools,
        trainId,
      )(async (train) => {
        const duty = dutyFor(train, driver, pause);
        const [complaint] = state.roster.complaints(duty);
        if (complaint !== undefined) throw new RangeError(`driver ${driver} ${complaint}`);
        const assigned = state.roster.assign(duty);
        if ("code" in assigned) return assigned;
        train.driver = driver;
        return archive.keep("duty", assigned);
      }),
    reportFound: async (found) => archive.keep("item", state.lost.add(found)),
    findItems: async (query) => state.lost.search(query),
    claimItem: async ({ id, owner }, ctx) => {
      const item = state.lost.claim(id, owner);
      if (item instanceof ItemNotFound) return item;
      await events.itemClaimed({ item, claimedAt: now() }, ctx);
      return item;
    },
    measurePunctuality: async ({ from, to }) =>
      punctuality(state.timetable.between(from, to), (id) => state.timetable.delayOf(id)),
    closeSection: async ({ possession }) => network.close(possession),
    slowDown: async ({ restriction }) => network.restrict(restriction),
    holdSeats: async ({ ticket }) => void hold(tools, ticket),
    releaseSeats: async ({ number }, ctx) => {
      for (const [trainId, seats] of state.seating.release(number))
        await events.seatsReleased({ trainId, seats }, ctx);
    },
  };
};
