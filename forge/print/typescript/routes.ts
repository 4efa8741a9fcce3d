import type { RouteParameter, RoutePlan } from "../../reach/routes.ts";
import { commaList, hardline, nest, type Doc } from "../layout.ts";
import { objectDoc } from "./declare.ts";
import { stampedValue, stringLiteral } from "./literals.ts";

/** A route as the stamped module `routes` takes it. */
export const routeDoc = ({ rpc, method, path, parameters, form }: RoutePlan): Doc =>
  objectDoc([
    ["method: ", stringLiteral(method)],
    ["path: ", stringLiteral(path)],
    ["calls: ", stampedValue(rpc.name, "Rpc"), ".path"],
    ["parameters: ", parametersDoc(parameters.map(parameterDoc))],
    ...(form ? ["form: true"] : []),
  ]);

/** Objects in a list: oxfmt sets several of them one a line. */
function parametersDoc(items: readonly Doc[]): Doc {
  if (items.length < 2) return commaList("[", "]", items, 2);
  const lines = items.map((item): Doc => [hardline, item, ","]);
  return ["[", nest(2, lines), hardline, "]"];
}

function parameterDoc({ key, also, reads, many }: RouteParameter): Doc {
  const members = { key, also, reads, many };
  const given = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${stringLiteral(value)}`],
  );
  return commaList("{ ", " }", given, 2);
}
