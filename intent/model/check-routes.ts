import type { Span } from "../base/span.ts";
import type { LoadedService } from "./build.ts";
import { type FileContext, listed } from "./file-context.ts";
import { findEntity } from "./find.ts";
import { written } from "./fixes.ts";
import { wordsOf } from "./names.ts";
import type { Services } from "./resolve-type.ts";
import {
  pathParameterProblem,
  queryProblem,
  reservedSegments,
  routeOf,
  segmentsOf,
  takesBody,
} from "./routes.ts";
import type { Field, Rpc } from "./types.ts";

interface Answered {
  readonly method: string;
  /** The path with `{}` for what varies. */
  readonly path: string;
  /** The path as it travels; of one shape there is one, so that documents can name its parameters. */
  readonly spelt: string;
  readonly span: Span;
}

const segment = /^(?:[A-Za-z0-9._~-]+|\{[a-z][a-z0-9-]*\})$/;

/** Why a text is no path of HTTP, with `{parameter}` for what varies; `undefined` where it is one. */
function pathProblem(
  path: string,
  parameters: ReadonlySet<string> | undefined,
  hasTools: boolean,
): string | undefined {
  if (!path.startsWith("/")) return "it does not start with /";
  const parts = path.slice(1).split("/");
  const wrong = path === "/" ? undefined : parts.find((part) => !segment.test(part));
  if (wrong !== undefined)
    return wrong === "" ? "a part of it is empty" : `${wrong} cannot stand in it`;
  const varying = parts.filter((part) => part.startsWith("{"));
  const unknown = varying.find((part) => parameters?.has(part.slice(1, -1)) === false);
  if (unknown !== undefined) return `${unknown} is no parameter`;
  const twice = varying.find((part, index) => varying.indexOf(part) < index);
  if (twice !== undefined) return `${twice} stands in it twice`;
  const [first = ""] = parts;
  if (hasTools && first === "mcp") return "tools are called at /mcp";
  return reservedSegments.includes(first) ? `services answer /${first} themselves` : undefined;
}

/** Paths of HTTP: each is one, names parameters that there are, and is answered once; a crud's entity can be found. */
export function checkRoutes(all: Services, { service, context }: LoadedService): void {
  const routes: Answered[] = [];
  const hasTools = service.patterns.tools.length > 0;
  for (const rpc of service.rpcs) {
    const route = rpc.crud === undefined ? routeOf(rpc) : undefined;
    if (rpc.clauses.http === undefined || route === undefined) continue;
    const { method, path } = rpc.clauses.http;
    const span = context.optionSpan(rpc, "http", rpc.span);
    const example = `(http ${method} "/${rpc.name}")`;
    report(context, span, path, {
      parameters: rpc.input.map((one) => one.name),
      hasTools,
      example,
    });
    checkPlaces(all, context, rpc, span);
    routes.push({ method, path: shapeOf(path), spelt: route.path, span });
  }
  const first = service.patterns.cruds.find(({ store }) => store !== "memory");
  for (const crud of service.patterns.cruds) {
    const { entity, path, store } = crud;
    if (store !== "memory" && first !== undefined && store !== first.store)
      context.report("crud-stores-differ", context.optionSpan(crud, "store", crud.span), {
        entity: entity.name,
        store,
        other: first.store,
      });
    const span = context.optionSpan(crud, "path", crud.span);
    const example = '(crud User :path "/users")';
    if (path === "/") {
      const because = "what it has would have no name there";
      context.report("bad-path", span, { path, because, example });
    } else report(context, span, path, { parameters: [], hasTools, example });
    const owner = all.services.get(entity.service);
    const found = owner && findEntity(owner, entity.name);
    for (const method of ["get", "post"]) routes.push({ method, path, spelt: path, span });
    for (const method of ["get", "put", "patch", "delete"])
      routes.push({ method, path: `${path}/{}`, spelt: "", span });
    if (found !== undefined && !found.fields.some(({ key }) => key))
      context.report("crud-without-key", entity.span, { entity: found.name });
    for (const field of found?.fields ?? [])
      if (field.key && field.constraints.secret === true)
        context.report("crud-of-secret-key", entity.span, {
          entity: crud.entity.name,
          key: field.name,
        });
  }
  const seen = new Set<string>();
  const spellings = new Map<string, string>();
  for (const { method, path, spelt, span } of routes) {
    const route = `${method} ${path}`;
    const other = spellings.get(path) ?? spelt;
    if (seen.has(route)) context.report("duplicate-path", span, { method, path });
    else if (spelt !== other && spelt !== "" && other !== "")
      context.report("path-spelt-twice", span, { path: spelt, other });
    seen.add(route);
    spellings.set(path, other);
  }
}

const shapeOf = (path: string): string => path.replaceAll(/\{[^}]*\}/g, "{}");

/** Whether each parameter of a route can travel where the route puts it. */
function checkPlaces(all: Services, context: FileContext, rpc: Rpc, span: Span): void {
  const { http } = rpc.clauses;
  const route = routeOf(rpc);
  if (http === undefined || route === undefined) return;
  const told = (
    fields: readonly Field[],
    problem: (field: Field) => string | undefined,
  ): string[] =>
    fields.flatMap((field) => {
      const because = problem(field);
      return because === undefined ? [] : [`\`${field.name}\` ${because}`];
    });
  const [inPath] = told(route.inPath, (field) => pathParameterProblem(all, field));
  if (inPath !== undefined) {
    const plain = segmentsOf(http.path).flatMap((one) => (one.kind === "text" ? [one.text] : []));
    context.report("parameter-not-in-path", span, {
      because: inPath,
      example: `(http ${http.method} "/${plain.join("/") || rpc.name}")`,
    });
  }
  const [inQuery] = told(route.inQuery, (field) => queryProblem(all, field));
  if (inQuery !== undefined && !takesBody(http.method))
    context.report("parameter-not-in-query", span, {
      because: inQuery,
      method: http.method,
      example: `(http post "${http.path}")`,
    });
}

/** What a path may name, and how one is written. */
interface Routing {
  readonly parameters: readonly string[];
  readonly hasTools: boolean;
  readonly example: string;
}

function report(
  context: FileContext,
  span: Span,
  path: string,
  { parameters, hasTools, example }: Routing,
): void {
  const because = pathProblem(path, new Set(parameters), hasTools);
  if (because === undefined) return;
  const better = betterPath(path, parameters);
  const extras =
    pathProblem(better, new Set(parameters), hasTools) === undefined
      ? written(context, span, `"${better}"`)
      : parameters.length > 0 && because.endsWith("is no parameter")
        ? { cure: `its parameters are ${listed(parameters)}` }
        : {};
  context.report("bad-path", span, { path, because, example }, extras);
}

/** A path with what other frameworks write put right: `:id`, `<id>`, a missing `/` at its start, one at its end. */
function betterPath(path: string, parameters: readonly string[]): string {
  const parts = path.split("/").filter((part) => part !== "");
  const better = parts.map((part) => {
    const name = /^(?::|<|\{)([A-Za-z][A-Za-z0-9_-]*)[>}]?$/.exec(part)?.[1];
    if (name === undefined) return part;
    const kebab = wordsOf(name).join("-");
    return `{${parameters.includes(kebab) ? kebab : name}}`;
  });
  return `/${better.join("/")}`;
}
