// Stamped by Flywheel from the intent of `kept`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=kept digest=… templates=…

import { readFileSync } from "node:fs";

import type { Hono } from "hono";

import { failure, respond, textIn } from "./generated.wire.ts";

/** A parameter in a path or a query: its key on the wire, and what its text is in JSON. */
export interface Parameter {
  readonly key: string;
  /** The other key that is read while a rename is on its way. */
  readonly also?: string;
  readonly reads: "text" | "integer" | "number" | "truth";
  /** Any number of them: `list` is empty where there is none, `optional list` is not there then. */
  readonly many?: "list" | "optional list";
}

/** A path that calls an rpc, whose input is made of the path, the query and the body. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As in `/orders/{id}`. */
  readonly path: string;
  /** The path of the rpc. */
  readonly calls: string;
  readonly parameters: readonly Parameter[];
}

/** What the service answers by itself; no route takes the place of it. */
const reserved: ReadonlySet<string | undefined> = new Set([
  "events",
  "health",
  "openapi.json",
  "ready",
  "rpc",
]);

/** A text of a URL without its escapes; `undefined` where they are none of UTF-8. */
const unescaped = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

const isParameter = (part: string): boolean => part.startsWith("{");

/** Whether a path that arrived, in its parts, is one that a route is for. */
const fits = (path: string, parts: readonly string[]): boolean => {
  const wanted = path.slice(1).split("/");
  return (
    wanted.length === parts.length &&
    wanted.every((part, index) => {
      const given = parts[index] ?? "";
      if (!isParameter(part)) return unescaped(given) === part;
      return !["", ".", ".."].includes(unescaped(given) ?? given);
    })
  );
};

const numbers = {
  integer: /^-?(0|[1-9]\d{0,17})$/,
  number: /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/,
};

/** A text as JSON has it. One that is no value of its kind is left to the codec, which refuses it. */
const valueOf = (reads: Parameter["reads"], text: string | undefined): unknown => {
  if (text === undefined) return [];
  if (reads === "text") return text;
  if (reads === "truth") return text === "true" || (text === "false" ? false : text);
  const value = Number(text);
  return numbers[reads].test(text) && Number.isFinite(value) ? value : text;
};

/** What the parts of a path say. */
const inPath = ({ path, parameters }: Route, parts: readonly string[]): Record<string, unknown> => {
  const given: Record<string, unknown> = {};
  for (const [index, part] of path.slice(1).split("/").entries()) {
    const parameter = parameters.find(({ key }) => part === `{${key}}`);
    if (parameter === undefined) continue;
    const value = valueOf(parameter.reads, unescaped(parts[index] ?? ""));
    given[parameter.key] = value;
    if (parameter.also !== undefined) given[parameter.also] = value;
  }
  return given;
};

/** What a query says: `+` is a space, and what it says twice is a list. */
const inQuery = ({ path, parameters }: Route, query: string): Record<string, unknown> => {
  const texts = new Map<string | undefined, (string | undefined)[]>();
  for (const pair of query.replaceAll("+", " ").split("&")) {
    const [key = "", ...value] = pair.split("=");
    const name = unescaped(key);
    texts.set(name, [...(texts.get(name) ?? []), unescaped(value.join("="))]);
  }
  const given: Record<string, unknown> = {};
  for (const { key, also, reads, many } of parameters) {
    if (path.includes(`{${key}}`)) continue;
    for (const name of also === undefined ? [key] : [key, also]) {
      const values = texts.get(name)?.map((text) => valueOf(reads, text));
      if (values !== undefined)
        given[name] = many !== undefined || values.length > 1 ? values : values[0];
    }
    if (many === "list" && given[also ?? key] === undefined) given[key] ??= [];
  }
  return given;
};

/** Numbers that are too great for JavaScript would be written as `null`. */
const finite = (_: string, value: unknown): unknown => {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("no number");
  return value;
};

/** The body with what the path says; one that is no object is left to the codec, which refuses it. */
const joined = (body: string | undefined, given: Record<string, unknown>): string => {
  if (body === undefined) return "";
  if (body === "") return JSON.stringify(given);
  try {
    const fields: unknown = JSON.parse(body, finite);
    const isObject = typeof fields === "object" && fields !== null && !Array.isArray(fields);
    return isObject ? JSON.stringify({ ...fields, ...given }) : body;
  } catch {
    return body;
  }
};

/** Serves routes beside the rpcs that they call, and the document about them at `/openapi.json`. Of paths that fit the first counts. */
export const serve = (app: Hono, service: string, routes: readonly Route[]): void => {
  const rpcs = new Map(app.routes.map(({ path, handler }) => [path, handler]));
  const document = readFileSync(new URL("generated.openapi.json", import.meta.url), "utf8");
  const headers = { "content-type": "application/json" };
  app.get("/openapi.json", (context) =>
    respond(context, undefined, () => new Response(document, { headers })),
  );
  app.all("*", async (context, next) => {
    const { pathname, search } = new URL(context.req.url);
    const parts = pathname.slice(1).split("/");
    const first = routes.find(({ path }) => fits(path, parts));
    if (first === undefined || reserved.has(unescaped(parts[0] ?? ""))) return next();
    const there = routes.filter(({ path }) => path === first.path);
    const method = context.req.method === "HEAD" ? "GET" : context.req.method;
    const route = there.find((one) => one.method === method);
    const rpc = rpcs.get(route?.calls ?? "");
    if (route === undefined || rpc === undefined) {
      const message = `${service} does not take ${context.req.method} at ${pathname}`;
      const allow = there.flatMap((one) => (one.method === "GET" ? ["GET", "HEAD"] : one.method));
      const response = await respond(context, undefined, () =>
        failure(405, "method-not-allowed", message, {}),
      );
      response.headers.set("allow", allow.join(", "));
      return response;
    }
    const hasBody = method !== "GET" && method !== "DELETE";
    const given = inPath(route, parts);
    // The rpc reads what a caller by its name would have sent.
    context.req.bodyCache.text = hasBody
      ? joined(await textIn(context), given)
      : JSON.stringify({ ...inQuery(route, search.slice(1)), ...given });
    return rpc(context, next);
  });
};
