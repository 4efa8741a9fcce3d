import type { Span } from "../base/span.ts";
import type { LoadedService } from "./build.ts";
import { type FileContext, listed } from "./file-context.ts";
import { findEntity } from "./find.ts";
import { written } from "./fixes.ts";
import { wordsOf } from "./names.ts";
import type { Services } from "./resolve-type.ts";

interface Route {
  readonly method: string;
  readonly path: string;
  readonly span: Span;
}

const segment = /^(?:[A-Za-z0-9._~-]+|\{[a-z][a-z0-9-]*\})$/;

/** Why a text is no path of HTTP, with `{parameter}` for what varies; `undefined` where it is one. */
function pathProblem(
  path: string,
  parameters: ReadonlySet<string> | undefined,
): string | undefined {
  if (!path.startsWith("/")) return "it does not start with /";
  const parts = path.slice(1).split("/");
  const wrong = path === "/" ? undefined : parts.find((part) => !segment.test(part));
  if (wrong !== undefined)
    return wrong === "" ? "a part of it is empty" : `${wrong} cannot stand in it`;
  const unknown = parts.find(
    (part) => part.startsWith("{") && parameters?.has(part.slice(1, -1)) === false,
  );
  return unknown === undefined ? undefined : `${unknown} is no parameter`;
}

/** Paths of HTTP: each is one, names parameters that there are, and is answered once; a crud's entity can be found. */
export function checkRoutes(all: Services, { service, context }: LoadedService): void {
  const routes: Route[] = [];
  for (const rpc of service.rpcs) {
    if (rpc.clauses.http === undefined) continue;
    const { method, path } = rpc.clauses.http;
    const span = context.optionSpan(rpc, "http", rpc.span);
    const example = `(http ${method} "/${rpc.name}")`;
    report(
      context,
      span,
      path,
      rpc.input.map((one) => one.name),
      example,
    );
    routes.push({ method, path: path.replaceAll(/\{[^}]*\}/g, "{}"), span });
  }
  for (const crud of service.patterns.cruds) {
    const { entity, path } = crud;
    const span = context.optionSpan(crud, "path", crud.span);
    report(context, span, path, [], '(crud User :path "/users")');
    for (const method of ["get", "post"]) routes.push({ method, path, span });
    for (const method of ["get", "put", "patch", "delete"])
      routes.push({ method, path: `${path}/{}`, span });
    const owner = all.services.get(entity.service);
    const found = owner && findEntity(owner, entity.name);
    if (found !== undefined && !found.fields.some(({ key }) => key))
      context.report("crud-without-key", entity.span, { entity: found.name });
  }
  const seen = new Set<string>();
  for (const { method, path, span } of routes) {
    const route = `${method} ${path}`;
    if (seen.has(route)) context.report("duplicate-path", span, { method, path });
    seen.add(route);
  }
}

function report(
  context: FileContext,
  span: Span,
  path: string,
  parameters: readonly string[],
  example: string,
): void {
  const because = pathProblem(path, new Set(parameters));
  if (because === undefined) return;
  const better = betterPath(path, parameters);
  const extras =
    pathProblem(better, new Set(parameters)) === undefined
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
