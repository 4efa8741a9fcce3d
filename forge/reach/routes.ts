import {
  fieldWireName,
  otherKeys,
  routeOf,
  rpcPath,
  type Field,
  type Model,
  type Route,
  type Rpc,
  type Service,
} from "#intent";
import { fileParts } from "./files.ts";
import { resolveType, type ResolvedType } from "./resolve.ts";

/** What a text of a URL is in JSON: all types but these travel as text there, too. */
export type Reads = "text" | "integer" | "number" | "truth";

/** A parameter of a route that stands in its path or in its query. */
export interface RouteParameter {
  readonly key: string;
  /** The other key that readers take while a rename is on its way. */
  readonly also: string | undefined;
  readonly reads: Reads;
  /** Any number of them; `list` is empty where there is none, `optional list` is not there then. */
  readonly many: "list" | "optional list" | undefined;
}

/** A route as every language says it. */
export interface RoutePlan {
  readonly rpc: Rpc;
  /** `GET` */
  readonly method: string;
  readonly path: string;
  /** The path of the rpc that it calls. */
  readonly calls: string;
  readonly parameters: readonly RouteParameter[];
  /** Whether its body may be a form with files. */
  readonly form: boolean;
}

/** Whether any rpc of a service has a route of its own. */
export const hasRoutes = ({ rpcs }: Service): boolean =>
  rpcs.some(({ clauses }) => clauses.http !== undefined);

/** The routes of a service in the order in which they are tried: what stands there before what varies. */
export function routesOf(model: Model, { rpcs }: Service): readonly RoutePlan[] {
  const found = rpcs.flatMap((rpc) => {
    const route = routeOf(rpc);
    return route === undefined ? [] : [{ rpc, route }];
  });
  return found
    .sort((a, b) => (orderOf(a.route) < orderOf(b.route) ? -1 : 1))
    .map(({ rpc, route }) => ({
      rpc,
      method: route.method.toUpperCase(),
      path: route.path,
      calls: rpcPath(rpc),
      form: fileParts(rpc).length > 0,
      parameters: [...route.inPath, ...route.inQuery].map((field) =>
        parameterOf(field, resolveType(model, field.type), otherKeys(rpc.input).get(field)?.other),
      ),
    }));
}

/** Sorts texts before parameters from the first part on, then by path and method. */
const orderOf = ({ segments, path, method }: Route): string =>
  [...segments.map(({ kind }) => (kind === "text" ? "0" : "1")), path, method].join(" ");

function parameterOf(field: Field, type: ResolvedType, also: string | undefined): RouteParameter {
  const bare = type.kind === "optional" ? type.item : type;
  const lenient = type.kind === "optional" || field.default !== undefined;
  return {
    key: fieldWireName(field),
    also,
    reads: readsOf(bare.kind === "list" ? bare.item : bare),
    many: bare.kind !== "list" ? undefined : lenient ? "optional list" : "list",
  };
}

function readsOf(type: ResolvedType): Reads {
  if (type.kind !== "primitive") return "text";
  switch (type.name) {
    case "i32":
    case "u32":
      return "integer";
    case "f64":
      return "number";
    case "bool":
      return "truth";
    default:
      return "text";
  }
}
