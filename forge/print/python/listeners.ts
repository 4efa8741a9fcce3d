import { derived, valueName, type Listener, type Service } from "#intent";

import { deliveryPlan } from "../../reach/deliveries.ts";
import { ruledListener } from "../../reach/rules.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList, type Doc } from "../layout.ts";
import { stringLiteral } from "./literals.ts";
import { indent, qualified } from "./types.ts";
import { call, implementationOf, routeDoc, secondsText, type ViewContext } from "./views.ts";

/** A listener with how it deals with events, in the words of the stamped `On`. */
export function deliveryView(
  context: ViewContext,
  listener: Listener,
  isRuled: boolean,
): ValueRecord {
  const { service, event } = listener;
  const plan = deliveryPlan(listener);
  const declared = context.model.services.get(service)?.events.find(({ name }) => name === event);
  const options = {
    tries: plan.tries && String(plan.tries),
    backoff_seconds: secondsText(plan.backoff),
    timeout_seconds: secondsText(plan.timeout),
    parallel: plan.parallel && String(plan.parallel),
    idempotent_seconds: secondsText(plan.idempotent),
    dead_letter: plan.deadLetter && "True",
    keep_seconds: secondsText(plan.keep),
  };
  return {
    name: valueName("python", plan.handler),
    ruled: isRuled,
    literal: stringLiteral(plan.handler),
    topic: stringLiteral(`${service}/${declared?.was ?? event}`),
    type: valueOf(qualified(context.scope, service, derived.event(event))),
    options: Object.entries(options).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
  };
}

/** One route for each event that is listened to; all handlers of it are served by that route. */
export function listenerViews(context: ViewContext, owner: Service): readonly ValueRecord[] {
  const { listeners } = owner;
  const eventOf = ({ service, event }: Listener): string => `${service}/${event}`;
  const byEvent = Map.groupBy(listeners, eventOf);
  return listeners.flatMap((listener) => {
    const group = byEvent.get(eventOf(listener)) ?? [];
    return group[0] === listener ? [listenerView(context, owner, listener, group)] : [];
  });
}

/** How what listens to an event is declared, behind its name. */
export const listenerSignature = ({ scope }: ViewContext, { service, event }: Listener): Doc => [
  commaList(
    "(",
    ")",
    ["self", ["event: ", qualified(scope, service, derived.event(event))], "ctx: Ctx"],
    indent,
  ),
  " -> None:",
];

function listenerView(
  context: ViewContext,
  owner: Service,
  listener: Listener,
  group: readonly Listener[],
): ValueRecord {
  const { service, event } = listener;
  const declared = context.model.services.get(service)?.events.find(({ name }) => name === event);
  const topic = `${service}/${declared?.was ?? event}`;
  const type = qualified(context.scope, service, derived.event(event));
  const names = group.map(({ handler }) => valueName("python", handler));
  const isRuled = ruledListener(context.model, owner, listener) !== undefined;
  const handlers = names.map((name) => `${implementationOf(context, isRuled)}.${name}`);
  const endpoint = call("_wire.listener", [
    stringLiteral(topic),
    type,
    commaList("[", "]", handlers, indent),
  ]);
  const signature = valueOf(listenerSignature(context, listener));
  return {
    topic,
    route: valueOf(routeDoc(`/events/${topic}`, endpoint)),
    handlers: names.map((name) => ({ name, signature })),
  };
}
