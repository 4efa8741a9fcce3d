import { fieldWireName } from "./names.ts";
import type { httpMethods } from "./pattern-types.ts";
import { findType } from "./find.ts";
import { resolveType, type Services } from "./resolve-type.ts";
import type { Field, Rpc, TypeRef } from "./types.ts";

/** A part of a route's path: a text that stands there, or what varies. */
export type RouteSegment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string };

/** The parts of a path such as `/orders/{id}`; none of `/`. */
export const segmentsOf = (path: string): readonly RouteSegment[] =>
  path === "/"
    ? []
    : path
        .slice(1)
        .split("/")
        .map((part) =>
          part.startsWith("{")
            ? { kind: "parameter", name: part.slice(1, -1) }
            : { kind: "text", text: part },
        );

/** First parts of the paths that stamped services answer themselves. */
export const reservedSegments: readonly string[] = [
  "events",
  "health",
  "openapi.json",
  "ready",
  "rpc",
];

/** Methods whose requests have a body: what is not in the path stands there, and else in the query. */
export const takesBody = (method: (typeof httpMethods)[number]): boolean =>
  method !== "get" && method !== "delete";

/** A route with the parameters of its rpc by the place in which they travel. */
export interface Route {
  readonly method: (typeof httpMethods)[number];
  /** As the wire has it: parameters under their names on the wire. */
  readonly path: string;
  readonly segments: readonly RouteSegment[];
  readonly inPath: readonly Field[];
  readonly inQuery: readonly Field[];
  readonly inBody: readonly Field[];
}

/** The route of an rpc; `undefined` where it has none. */
export function routeOf({ clauses, input }: Pick<Rpc, "clauses" | "input">): Route | undefined {
  if (clauses.http === undefined) return undefined;
  const { method } = clauses.http;
  const inPath: Field[] = [];
  const segments = segmentsOf(clauses.http.path).map((segment) => {
    const field =
      segment.kind === "parameter" ? input.find(({ name }) => name === segment.name) : undefined;
    if (field === undefined) return segment;
    inPath.push(field);
    return { kind: "parameter", name: fieldWireName(field) } as const;
  });
  const rest = input.filter((field) => !inPath.includes(field));
  const parts = segments.map((one) => (one.kind === "text" ? one.text : `{${one.name}}`));
  return {
    method,
    path: `/${parts.join("/")}`,
    segments,
    inPath,
    inQuery: takesBody(method) ? [] : rest,
    inBody: takesBody(method) ? rest : [],
  };
}

/** Why no text of a URL can be a value of a type; `undefined` where one can. */
function textProblem(all: Services, type: TypeRef): string | undefined {
  switch (type.kind) {
    case "primitive":
      return type.name === "json" ? "holds any JSON" : undefined;
    case "named": {
      const owner = all.services.get(type.service);
      const found = owner && findType(owner, type.name);
      if (found === undefined || found.kind === "enum" || found.kind === "alias") return undefined;
      return `is ${found.kind === "entity" ? "an entity" : "a union"}`;
    }
    case "member":
      return undefined;
    default:
      return `is ${type.kind === "optional" ? "optional" : `a ${type.kind}`}`;
  }
}

const secretProblem = ({ constraints }: Field): string | undefined =>
  constraints.secret === true ? "is a secret, and addresses are logged" : undefined;

/** Why a parameter cannot be a part of a path: what stands there is one text, and always there. */
export const pathParameterProblem = (all: Services, field: Field): string | undefined =>
  secretProblem(field) ?? textProblem(all, resolveType(all, field.type));

/** Why a parameter cannot stand in a query, which holds texts, some of them more than once. */
export function queryProblem(all: Services, field: Field): string | undefined {
  const type = resolveType(all, field.type);
  const bare = type.kind === "optional" ? type.item : type;
  const one = bare.kind === "list" ? bare.item : bare;
  const problem = textProblem(all, one);
  const inside = bare.kind === "list" && problem !== undefined;
  return secretProblem(field) ?? (inside ? `is a list whose items no text can be` : problem);
}
