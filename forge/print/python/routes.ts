import type { RouteParameter, RoutePlan } from "../../reach/routes.ts";
import { commaList, type Doc } from "../layout.ts";
import { stringLiteral } from "./literals.ts";
import { indent } from "./types.ts";

const call = (name: string, ...items: readonly Doc[]): Doc => [
  `_routes.${name}`,
  commaList("(", ")", items, indent),
];

/** A route as the stamped module `routes` takes it. */
function routeDoc({ method, path, calls, parameters, form }: RoutePlan): Doc {
  const list = commaList("[", "]", parameters.map(parameterDoc), indent);
  const given = [method, path, calls].map(stringLiteral);
  return call(
    "Route",
    ...given,
    ...(parameters.length === 0 ? [] : [list]),
    ...(form ? ["form=True"] : []),
  );
}

function parameterDoc({ key, also, reads, many }: RouteParameter): Doc {
  const named = { many, also };
  const given = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${stringLiteral(value)}`],
  );
  return call("Parameter", stringLiteral(key), stringLiteral(reads), ...given);
}

/** What serves the routes of a service, beside the rpcs of its router. */
export const routesDoc = (service: string, plans: readonly RoutePlan[]): Doc =>
  call("serve", "routes", stringLiteral(service), commaList("[", "]", plans.map(routeDoc), indent));
