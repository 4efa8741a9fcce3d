import type { Listener, Service } from "#intent";
import { milliseconds, triesPlan, type TriesPlan } from "./clauses.ts";

/** How a listener deals with its events, as every language says it: only what was declared, durations in milliseconds. */
export interface DeliveryPlan extends TriesPlan {
  readonly handler: string;
  /** For how long an event that was dealt with is known. */
  readonly idempotent: number | undefined;
  readonly deadLetter: true | undefined;
  /** For how long a dead letter is kept. */
  readonly keep: number | undefined;
}

/** For how long an event is known where `(idempotent)` does not say it: a day. */
const idempotentDefault = "86400s";

/** The plan of a listener. */
export function deliveryPlan({ handler, clauses }: Listener): DeliveryPlan {
  const { idempotent, deadLetter } = clauses;
  return {
    handler,
    ...triesPlan(clauses),
    idempotent: idempotent && milliseconds(idempotent.for ?? idempotentDefault),
    deadLetter: deadLetter && true,
    keep: deadLetter?.keep === undefined ? undefined : milliseconds(deadLetter.keep),
  };
}

/** Whether a service says of any of its listeners how it deals with events; all of them are stamped that way then. */
export const hasDeliveries = ({ broker, listeners }: Service): boolean =>
  listeners.some(({ clauses }) => broker !== undefined || Object.keys(clauses).length > 0);

/** Whether what a service publishes or hears goes through a broker that its intent names. */
export const hasBroker = ({ broker, events, listeners }: Service): boolean =>
  broker !== undefined && events.length + listeners.length > 0;

/** A module of the same text in every service that needs it for its events, by the name of its template. */
export type EventModule = "events" | "deliveries" | "outbox" | "nats";

/** Those that a service needs. */
export const eventModules = (service: Service): readonly EventModule[] => [
  ...(hasDeliveries(service) || hasBroker(service) ? (["events"] as const) : []),
  ...(hasDeliveries(service) ? (["deliveries"] as const) : []),
  ...(hasBroker(service) ? (["outbox"] as const) : []),
  ...(hasBroker(service) && service.broker === "nats" ? (["nats"] as const) : []),
];
