import { pascalCase } from "#intent";
import type { RouteParameter, RoutePlan } from "../../reach/routes.ts";
import { commaList, hardline, nest, textOfDoc, type Doc } from "../layout.ts";
import { stringLiteral } from "./literals.ts";

/** The widest that rustfmt leaves the items of an array, or the arguments of a call, on one line. */
const flatMax = 60;

/** `const ROUTES: &[routes::Route] = &[…];`; rustfmt sets one item alone beside the brackets. */
export function routesDoc(plans: readonly RoutePlan[]): Doc {
  const start = "const ROUTES: &[routes::Route] = &[";
  // Where no route takes a form, none says so.
  const forms = plans.some(({ form }) => form);
  const [only, ...others] = plans.map((plan) => routeDoc(plan, forms));
  if (only === undefined) return "";
  if (others.length === 0) return [start, only, "];"];
  const items = [only, ...others].map((item): Doc => [hardline, item, ","]);
  return [start, nest(4, items), hardline, "];"];
}

function routeDoc({ method, path, calls, parameters, form }: RoutePlan, forms: boolean): Doc {
  const members: readonly Doc[] = [
    ["method: ", stringLiteral(method)],
    ["path: ", stringLiteral(path)],
    ["calls: ", stringLiteral(calls)],
    ["parameters: &", parametersDoc(parameters)],
    ...(forms ? [`form: ${form}`] : []),
  ];
  const lines = members.map((member): Doc => [hardline, member, ","]);
  return ["routes::Route {", nest(4, lines), hardline, "}"];
}

function parametersDoc(parameters: readonly RouteParameter[]): Doc {
  const [only, ...others] = parameters;
  if (only === undefined) return "[]";
  if (others.length > 0)
    return commaList(
      "[",
      "]",
      parameters.map((one) => parameterDoc(one)),
      4,
      flatMax,
    );
  const flat = textOfDoc(parameterDoc(only)).length <= flatMax;
  return ["[", flat ? textOfDoc(parameterDoc(only)) : parameterDoc(only, 0), "]"];
}

function parameterDoc({ key, also, reads, many }: RouteParameter, max = flatMax): Doc {
  const names = { list: "list", "optional list": "optional_list" } as const;
  const name = many === undefined ? "one" : names[many];
  const items = [stringLiteral(key), `routes::Reads::${pascalCase(reads)}`];
  if (also === undefined) return [`routes::${name}`, commaList("(", ")", items, 4, max)];
  const inner: Doc = [`routes::${name}`, commaList("(", ")", items, 4, flatMax)];
  return ["routes::also", commaList("(", ")", [stringLiteral(also), inner], 4, max)];
}
