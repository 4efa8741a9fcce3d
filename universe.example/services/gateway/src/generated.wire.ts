// Stamped by Flywheel from the intent of `gateway`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=gateway digest=47a79947c81fb15fe3289bbc3f302655da73048d034705fd9af57b49075ac149 templates=2fd43c853191395a

import { isUtf8 } from "node:buffer";
import { randomBytes, randomUUID } from "node:crypto";
import { Server } from "node:http";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Context } from "hono";
import { z } from "zod";

/** What travels with a call: the id that all services of one request log and pass on, and its place in a trace. */
export interface Ctx {
  readonly requestId: string;
  readonly trace?: Trace | undefined;
}

/** A span of a trace as W3C's `traceparent` names it; what a call causes stands below it. */
export interface Trace {
  readonly traceId: string;
  readonly spanId: string;
  /** Whether the trace is kept: whoever began it says so. */
  readonly sampled: boolean;
}

declare const unknownValue: unique symbol;

/** A value of an enum that this version does not know; it keeps the text that arrived. */
export type Unknown = string & { readonly [unknownValue]: true };

/** A case of a union that this version does not know; `raw` is what arrived. */
export interface UnknownCase {
  readonly type: "unknown";
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

export const environment: Environment = process.env;

/** Reads a JSON value into a typed one and writes it back (protobuf's JSON mapping). */
export type Wire<T> = z.core.$ZodType<T>;

export const bool: Wire<boolean> = z.boolean();
export const int32: Wire<number> = z.int32();
export const uint32: Wire<number> = z.uint32();
export const float64: Wire<number> = z.number();
export const text: Wire<string> = z
  .string()
  .refine((value) => value.isWellFormed(), "expected text without halves of characters");
/** Its digits alone, in braces or as a URN: the same UUID, and written with hyphens and nothing else. */
const hyphenated = (value: string): string =>
  value
    .replace(/^(?:\{(.{36})\}|urn:uuid:(.{36}))$/, "$1$2")
    .replace(/^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/, "$1-$2-$3-$4-$5")
    .toLowerCase();
export const uuid: Wire<string> = z.string().overwrite(hyphenated).check(z.guid());

/** No language of them all has the year before the first. */
const isInYear = (value: string): boolean => !value.startsWith("0000");
const ofYears = "expected a year from 0001 to 9999";
export const date: Wire<string> = z.iso.date().refine(isInYear, ofYears);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether an object has no class: nothing but keys and values, whoever made it. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const isJson = (value: unknown): boolean => {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return value.isWellFormed();
  if (Array.isArray(value)) return value.every(isJson);
  if (!isRecord(value)) return value === null || typeof value === "boolean";
  const isMember = ([key, item]: [string, unknown]): boolean => key.isWellFormed() && isJson(item);
  return isPlain(value) && Object.entries(value).every(isMember);
};

/** Any JSON, kept as it came: a copy would lose a key that is called `__proto__`. */
export const json: Wire<unknown> = z.custom<unknown>(isJson, "expected JSON");
export const nothing: Wire<void> = z.codec(z.unknown(), z.void(), {
  decode: () => undefined,
  encode: () => ({}),
});

/** Digits of at most 96 bits, 28 of them behind the point: what every language holds exactly. */
const isDecimal = (value: string): boolean =>
  /^-?(?:0|[1-9]\d*)(?:\.\d{1,28})?$/.test(value) &&
  (value.length <= 28 || BigInt(value.replace(/\D/g, "")) < 2n ** 96n);

/** Digits in their one spelling; nothing has no sign. */
export const decimal: Wire<string> = z
  .string()
  .refine(isDecimal, "expected a decimal number as a string")
  .overwrite((value) => value.replace(/^-(?=[0.]+$)/, ""));

/** An integer in its one spelling. */
const integer = /^(?:0|-?[1-9]\d*)$/;
const integerText = z.union([z.string().max(20).regex(integer, "expected an integer"), z.int()]);

export const int64: Wire<bigint> = z.codec(integerText, z.int64(), {
  decode: (value) => BigInt(value),
  encode: (value) => String(value),
});
export const uint64: Wire<bigint> = z.codec(integerText, z.uint64(), {
  decode: (value) => BigInt(value),
  encode: (value) => String(value),
});
/** Base64 in either alphabet, with or without padding; one digit alone is less than a byte. */
const base64Text = z.string().regex(/^(?:[\w+/-]{4})*(?:[\w+/-]{2,3})?={0,2}$/, "expected base64");

export const bytes: Wire<Uint8Array> = z.codec(base64Text, z.instanceof(Uint8Array), {
  decode: (value) => new Uint8Array(Buffer.from(value, "base64")),
  encode: (value) => Buffer.from(value).toString("base64"),
});
export const timestamp: Wire<Date> = z.codec(
  z.iso.datetime({ offset: true }).refine(isInYear, ofYears),
  z
    .date()
    .min(new Date("0001-01-01T00:00:00Z"), ofYears)
    .max(new Date("9999-12-31T23:59:59.999Z"), ofYears),
  {
    decode: (value) => new Date(value),
    encode: (value) => value.toISOString(),
  },
);

/** Seconds of milliseconds, digit by digit: to divide would make up digits of long spans. */
const secondsOf = (milliseconds: number): string => {
  const plain = String(Math.abs(milliseconds));
  const [whole = "", part = ""] = (
    plain.includes("e") ? Math.abs(milliseconds).toFixed(6) : plain
  ).split(".");
  const digits = whole.padStart(4, "0");
  const decimals = `${digits.slice(-3)}${part.slice(0, 6)}`.replace(/0+$/, "");
  const sign = milliseconds < 0 ? "-" : "";
  return `${sign}${digits.slice(0, -3)}${decimals === "" ? "" : `.${decimals}`}s`;
};

/** Milliseconds in code, seconds with an `s` on the wire. */
export const duration: Wire<number> = z.codec(
  z.string().regex(/^-?\d+(\.\d{1,9})?s$/, "expected a duration such as 1.5s"),
  z.number(),
  {
    decode: (value) => {
      const [whole = "", part = ""] = value.slice(0, -1).split(".");
      const decimals = part.padEnd(3, "0");
      return Number(`${whole}${decimals.slice(0, 3)}.${decimals.slice(3)}`);
    },
    encode: secondsOf,
  },
);

/** The wire form of an enum is open: every string is accepted, and what is not known keeps its text. */
export const openEnum = <T extends string>(): Wire<T> =>
  z.custom<T>((value) => typeof value === "string" && value.isWellFormed(), "expected a string");

/** Absent and `null` are the same when read; absent is omitted when written. */
export const optional = <T>(inner: Wire<T>): Wire<T | undefined> =>
  z.codec(z.unknown().optional(), z.optional(inner), {
    decode: (value) => value ?? undefined,
    encode: (value) => value,
  });

/** A value that may be missing when read and is always written; `value` is its wire form. */
export const withDefault = <T>(inner: Wire<T>, value: unknown): Wire<T> =>
  z.codec(z.unknown().optional(), inner, {
    decode: (given) => (given === undefined ? value : given),
    encode: (given) => given,
  });

export const list = <T>(item: Wire<T>): Wire<T[]> => z.array(item);

const record = z.custom<Record<string, unknown>>(isRecord, "expected an object");

/** A map is a JSON object; keys are read and written as text, and a key that holds nothing is written with `null`. */
export const map = <K, V>(key: Wire<K>, value: Wire<V>): Wire<Map<K, V>> =>
  z.codec(record, z.map(key, value), {
    decode: (given) => new Map<unknown, unknown>(Object.entries(given)),
    encode: (given) =>
      Object.fromEntries([...given].map(([name, item]) => [String(name), item ?? null])),
  });

/** A key of a map whose JSON form is no string: `7` is written `"7"`. */
export const keyText = <T>(inner: Wire<T>): Wire<T> =>
  z.codec(z.string(), inner, {
    decode: (value) => (integer.test(value) ? JSON.parse(value) : value),
    encode: (value) => String(value),
  });

export const object = z.object;
export const empty: Wire<object> = z.object({});
export const lazy = <T>(inner: () => Wire<T>): Wire<T> => z.lazy(inner);

type Problems = readonly { readonly path: PropertyKey[]; readonly message: string }[];

/** Says in a codec what is wrong with a value. */
const refuse = (payload: z.core.ParsePayload, problems: Problems): never => {
  // A path of its own: zod puts what is around in front of it.
  for (const { path, message } of problems)
    payload.issues.push({ code: "custom", path: [...path], message, input: payload.value });
  return z.NEVER;
};

interface Keys {
  /** What arrived, under the keys that the codec inside knows. */
  readonly read: (value: unknown) => unknown;
  /** What that codec made, under those of the wire. */
  readonly written: (value: unknown) => unknown;
  /** The key of what arrived that one inside stands for. */
  readonly told: (key: string, value: unknown) => string;
}

/** An object whose keys change on their way; whoever sends it is told of those that he knows. */
export const rekeyed = <T>(inner: Wire<T>, { read, written, told }: Keys): Wire<T> => {
  const shape: Wire<T> = z.custom<T>(isRecord, "expected an object");
  const fields: Wire<unknown> = inner;
  const problems = ({ issues }: z.ZodError, value: unknown): Problems =>
    issues.map(({ path: [first, ...rest], message }) => ({
      path: first === undefined ? [] : [told(String(first), value), ...rest],
      message,
    }));
  return z.codec(z.unknown(), shape, {
    decode: (value, payload) => {
      const result = z.safeDecode(fields, read(value));
      return result.success ? result.data : refuse(payload, problems(result.error, value));
    },
    encode: (value, payload) => {
      const result = z.safeEncode(fields, value);
      return result.success ? written(result.data) : refuse(payload, problems(result.error, value));
    },
  });
};

/** An object some of whose keys on the wire (values of `keys`) differ from the names in code (its keys). */
export const renamed = <T>(keys: Readonly<Record<string, string>>, inner: Wire<T>): Wire<T> => {
  const names = new Map(Object.entries(keys).map(([name, key]) => [key, name]));
  const rename = (value: unknown, to: (key: string) => string | undefined): unknown =>
    isRecord(value)
      ? Object.fromEntries(
          Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
            const name = to(key);
            return name === undefined ? [] : [[name, item]];
          }),
        )
      : value;
  const named = (key: string): string | undefined =>
    names.get(key) ?? (Object.hasOwn(keys, key) ? undefined : key);
  return rekeyed(inner, {
    read: (value) => rename(value, named),
    written: (value) => rename(value, (name) => keys[name] ?? name),
    told: (name) => keys[name] ?? name,
  });
};

/** The codecs of what the cases of a union hold besides their `type`. */
type Cases<T extends { readonly type: string }> = {
  readonly [K in Exclude<T["type"], "unknown">]: Wire<
    Omit<Extract<T, { readonly type: K }>, "type">
  >;
};

/** One of several shapes, told apart by `type`; one that is not known keeps all that arrived. */
export const union = <T extends { readonly type: string }>(cases: Cases<T>): Wire<T> => {
  const known = new Map<unknown, Wire<unknown>>(Object.entries(cases));
  const unnamed: Problems = [{ path: [], message: "expected a case as `type`" }];
  const shape: Wire<T> = z.custom<T>(isRecord, "expected an object");
  return z.codec(record, shape, {
    decode: (value, payload) => {
      const { type } = value;
      if (typeof type !== "string") return refuse(payload, unnamed);
      const fields = known.get(type);
      if (fields === undefined) return { type: "unknown", raw: value };
      const result = z.safeDecode(fields, value);
      return result.success ? tagged(type, result.data) : refuse(payload, result.error.issues);
    },
    encode: (value, payload) => {
      const { type, raw } = isRecord(value) ? value : {};
      const fields = known.get(type);
      if (fields === undefined) return isRecord(raw) ? raw : refuse(payload, unnamed);
      const result = z.safeEncode(fields, value);
      return result.success ? tagged(type, result.data) : refuse(payload, result.error.issues);
    },
  });
};

const tagged = (type: unknown, fields: unknown): Record<string, unknown> => ({
  type,
  ...(isRecord(fields) ? fields : {}),
});

/** An error that an intent declares: how its class, its code and its JSON belong together. */
export interface Declared<E> {
  readonly code: string;
  readonly status: number;
  matches(value: unknown): value is E;
  encode(error: E): unknown;
  decode(details: unknown): E;
}

/** Ties the class of a declared error to its code, HTTP status and fields on the wire. */
export const declared = <F, E extends F>(
  type: new (fields: F) => E,
  code: string,
  status: number,
  fields: Wire<F>,
): Declared<E> => ({
  code,
  status,
  matches: (value): value is E => value instanceof type,
  encode: (error) => z.encode(fields, error),
  decode: (details) => new type(z.decode(fields, details)),
});

/** One rpc as the server and the clients see it. */
export interface Procedure<I, O, E> {
  readonly path: string;
  readonly input: Wire<I>;
  readonly output: Wire<O>;
  readonly errors: () => readonly Declared<E>[];
}

/** One event as its publisher and its listeners see it. */
export interface Topic<T> {
  readonly service: string;
  readonly event: string;
  readonly data: Wire<T>;
}

const answer = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body ?? null), {
    status,
    headers: { "content-type": "application/json" },
  });

export const failure = (
  status: number,
  code: string,
  message: string,
  details: unknown,
): Response => answer(status, { error: { code, message, details } });

const words = (code: string): string => code.replaceAll("-", " ");

/** What is wrong with a value, one line for each place. */
const problems = (error: z.ZodError): { readonly path: string; readonly message: string }[] =>
  error.issues.map(({ path, message }) => ({ path: pathOf(path), message }));

const lineOf = ({ path, message }: { readonly path: string; readonly message: string }): string =>
  path === "" ? message : `${path}: ${message}`;

/** As in `order.lines[3].price`. */
const pathOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "");

export const invalid = (error: z.ZodError): Response => {
  const issues = problems(error);
  const message = issues.map(lineOf).join("; ");
  return failure(400, "invalid-argument", message, { issues });
};

/** An escape that may be half a character: of those JSON.parse would take one for a text. */
const half = /\\u[dD][89a-fA-F]/;

const whole = (key: string, value: unknown): unknown => {
  if (key.isWellFormed() && (typeof value !== "string" || value.isWellFormed())) return value;
  throw new SyntaxError("half a character");
};

/** A text as JSON; `undefined` where it is none. */
export const parseJson = (body: string): unknown => {
  try {
    return half.test(body) ? JSON.parse(body, whole) : JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** The text of a body; `undefined` where it is no UTF-8. */
export const textIn = async ({ req }: Context): Promise<string | undefined> => {
  // A route puts a text of its own in the place of what came.
  if (req.bodyCache.text !== undefined) return req.text();
  const body = Buffer.from(await req.arrayBuffer());
  return isUtf8(body) ? body.toString() : undefined;
};

/** The body of a request as JSON; `undefined` where it is none. */
export const jsonIn = async (context: Context): Promise<unknown> =>
  parseJson((await textIn(context)) ?? "");

const requestIdOf = (context: Context): string => {
  const given = context.req.header("x-request-id");
  return given !== undefined && /^[\x21-\x7e]{1,200}$/.test(given) ? given : randomUUID();
};

/** The span that `traceparent` names; one that is malformed counts as none. */
export const traceOf = (header: string | undefined): Trace | undefined => {
  const form =
    /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?$/;
  const [, version, traceId, spanId, flags, more] = form.exec(header ?? "") ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  if (version === "00" && more !== undefined) return undefined;
  return { traceId, spanId, sampled: Number.parseInt(flags ?? "", 16) % 2 === 1 };
};

/** A new span below another one, or the first of a new trace. */
export const spanBelow = (parent: Trace | undefined): Trace => ({
  traceId: parent?.traceId ?? randomBytes(16).toString("hex"),
  spanId: randomBytes(8).toString("hex"),
  sampled: parent?.sampled ?? true,
});

export const traceparentOf = ({ traceId, spanId, sampled }: Trace): string =>
  `00-${traceId}-${spanId}-${sampled ? "01" : "00"}`;

/** A piece of work that is done, as a collector of traces is told of it. */
export interface Span {
  readonly trace: Trace;
  readonly parent: Trace | undefined;
  readonly name: string;
  readonly kind: "server" | "client" | "producer";
  /** Milliseconds since 1970, with what the clock knows below them. */
  readonly startMs: number;
  readonly endMs: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** What the process serves and what it tells of that: nothing until `serve` is called. */
const state: {
  service: string;
  log: "off" | "error" | "info";
  record: ((span: Span) => void) | undefined;
  ready: () => Promise<boolean>;
} = { service: "", log: "off", record: undefined, ready: async () => true };

const nowMs = (): number => performance.timeOrigin + performance.now();

/**
 * What an error says and what caused it. Of an object that is no error only its class is told: what it holds may be
 * secret, as a field of a declared error that is thrown and not returned.
 */
export const textOf = (error: unknown, depth = 0): string => {
  if (typeof error !== "object" || error === null) return String(error);
  if (!(error instanceof Error)) return `a thrown ${error.constructor?.name || "object"}`;
  const said = error.stack ?? error.message;
  if (error.cause === undefined || depth === 4) return said;
  return `${said}\ncaused by ${textOf(error.cause, depth + 1)}`;
};

/** Writes one line of JSON to stderr, where this level is asked for. */
export const log = (
  level: "error" | "info",
  fields: Readonly<Record<string, string | number | undefined>>,
): void => {
  if (state.log === "off" || (state.log === "error" && level === "info")) return;
  const line = { time: new Date().toISOString(), level, service: state.service, ...fields };
  process.stderr.write(`${JSON.stringify(line)}\n`);
};

/**
 * Runs one request: its id goes in and out, its span stands below the caller's, and what is thrown is a 500 that names
 * the id. `rpc` is what is called, where that is more than a path; who asks whether the service is up is told of nowhere.
 */
export const respond = async (
  context: Context,
  rpc: string | undefined,
  body: (ctx: Ctx) => Promise<Response> | Response,
): Promise<Response> => {
  const startMs = nowMs();
  const { method, path } = context.req;
  const parent = traceOf(context.req.header("traceparent"));
  const trace = spanBelow(parent);
  const ctx: Ctx = { requestId: requestIdOf(context), trace };
  let response: Response;
  let error: string | undefined;
  try {
    response = await body(ctx);
  } catch (thrown) {
    error = textOf(thrown);
    response = failure(500, "internal", "internal error", { requestId: ctx.requestId });
  }
  response.headers.set("x-request-id", ctx.requestId);
  const { status } = response;
  const endMs = nowMs();
  const { requestId } = ctx;
  const { traceId } = trace;
  const milliseconds = Math.round((endMs - startMs) * 1000) / 1000;
  const level = error === undefined ? "info" : "error";
  log(level, { method, path, status, milliseconds, requestId, traceId, rpc, error });
  const attributes = {
    "http.request.method": method,
    "url.path": path,
    "http.response.status_code": status,
  };
  const name = rpc === undefined ? method : `${method} ${path}`;
  const failed = status >= 500;
  state.record?.({ trace, parent, name, kind: "server", startMs, endMs, failed, attributes });
  return response;
};

/** Whether the service takes requests; a check that throws says no, and why is logged. */
const isReady = async (): Promise<boolean> => {
  try {
    return await state.ready();
  } catch (thrown) {
    log("error", { path: "/ready", error: textOf(thrown) });
    return false;
  }
};

/** An app that answers `/health` and `/ready`, and unknown paths with `not-found`. */
export const newApp = (service: string): Hono => {
  state.service = service;
  const app = new Hono();
  const probe = (context: Context, status: number, said: string): Response => {
    const response = answer(status, { status: said, service });
    response.headers.set("x-request-id", requestIdOf(context));
    return response;
  };
  app.get("/health", (context) => probe(context, 200, "ok"));
  app.get("/ready", async (context) =>
    (await isReady()) ? probe(context, 200, "ready") : probe(context, 503, "unready"),
  );
  app.notFound((context) =>
    respond(context, undefined, () =>
      failure(404, "not-found", `${service} has nothing at ${context.req.path}`, {}),
    ),
  );
  return app;
};

type Handler<T, R> = (input: T, ctx: Ctx) => Promise<R>;

/** Serves an rpc: declared errors that the method returns are answers, what it throws is a 500. */
export const handle = <M extends string, I, O, E>(
  app: Hono,
  procedure: Procedure<I, O, E>,
  service: Readonly<Record<M, Handler<I, O | E>>>,
  method: M,
): void => {
  const rpc = procedure.path.replace(/^.*\//, "");
  app.post(procedure.path, (context) =>
    respond(context, rpc, async (ctx) => {
      const input = z.safeDecode(procedure.input, await jsonIn(context));
      if (!input.success) return invalid(input.error);
      const result = await service[method](input.data, ctx);
      for (const error of procedure.errors()) {
        if (!error.matches(result)) continue;
        return failure(error.status, error.code, words(error.code), error.encode(result));
      }
      return answer(200, z.encode<Wire<O | E>>(procedure.output, result));
    }),
  );
};

/** Serves a listener: the event's data goes to the method, and 204 comes back. */
export const listen = <M extends string, T>(
  app: Hono,
  topic: Topic<T>,
  service: Readonly<Record<M, Handler<T, void>>>,
  method: M,
): void => {
  const envelope: Wire<{ data: T }> = z.object({ data: topic.data });
  const name = `${topic.service}/${topic.event}`;
  app.post(`/events/${name}`, (context) =>
    respond(context, name, async (ctx) => {
      const event = z.safeDecode(envelope, await jsonIn(context));
      if (!event.success) return invalid(event.error);
      await service[method](event.data.data, ctx);
      return new Response(null, { status: 204 });
    }),
  );
};

/** Another service did not answer as its intent declares: it is down, too slow, or failed inside. */
export class RemoteError extends Error {
  readonly service: string;
  readonly status: number | undefined;
  readonly code: string;
  readonly requestId: string;

  constructor(
    service: string,
    code: string,
    message: string,
    options: { readonly requestId: string; readonly status?: number; readonly cause?: unknown },
  ) {
    super(`${service}: ${message} (request ${options.requestId})`, { cause: options.cause });
    this.name = "RemoteError";
    this.service = service;
    this.status = options.status;
    this.code = code;
    this.requestId = options.requestId;
  }
}

export interface ClientOptions {
  /** How long to wait for an answer; default 10,000. */
  readonly timeoutMs?: number;
}

/** Where a service is and how long to wait for it. */
export interface Remote extends ClientOptions {
  readonly service: string;
  readonly url: string;
}

/** The address of a service from the environment; throws where it is not set. */
export const addressOf = (service: string, variable: string, env: Environment): string => {
  const url = env[variable];
  if (url === undefined || url === "") {
    throw new Error(`${variable} is not set; it is the address of ${service}`);
  }
  return url;
};

interface Posted {
  readonly kind: "client" | "producer";
  readonly path: string;
  readonly body: unknown;
  readonly contentType: string;
  readonly requestId: string;
  /** The span below which this one stands. */
  readonly parent: Trace | undefined;
}

export const post = async (
  remote: Remote,
  { kind, path, body, contentType, requestId, parent }: Posted,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const startMs = nowMs();
  const trace = spanBelow(parent);
  const url = `${remote.url.replace(/\/+$/, "")}${path}`;
  let status = 0;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": contentType,
        "x-request-id": requestId,
        traceparent: traceparentOf(trace),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(remote.timeoutMs ?? 10_000),
    });
    ({ status } = response);
    return { status, body: parseJson(await response.text()) };
  } catch (cause) {
    const late = cause instanceof Error && cause.name === "TimeoutError";
    throw new RemoteError(
      remote.service,
      late ? "timeout" : "unavailable",
      late ? "no answer in time" : "cannot be reached",
      { requestId, cause },
    );
  } finally {
    const answered = status === 0 ? {} : { "http.response.status_code": status };
    const attributes = { "http.request.method": "POST", "url.full": url, ...answered };
    const endMs = nowMs();
    const failed = status === 0 || status >= 400;
    state.record?.({ trace, parent, name: "POST", kind, startMs, endMs, failed, attributes });
  }
};

const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
});

/** Calls an rpc: declared errors come back as values, everything else is thrown as a RemoteError. */
export const call = async <I, O, E>(
  remote: Remote,
  procedure: Procedure<I, O, E>,
  input: I,
  ctx: Ctx | undefined,
): Promise<O | E> => {
  const requestId = ctx?.requestId ?? randomUUID();
  const body = z.encode(procedure.input, input);
  const response = await post(remote, {
    kind: "client",
    path: procedure.path,
    body,
    contentType: "application/json",
    requestId,
    parent: ctx?.trace,
  });
  const { status } = response;
  try {
    if (status === 200) return z.decode<Wire<O>>(procedure.output, response.body);
    const given = errorBody.safeParse(response.body).data?.error;
    const known = procedure.errors().find((error) => error.code === given?.code);
    if (known !== undefined) return known.decode(given?.details);
    const message = given?.message ?? `answered ${status}`;
    throw new RemoteError(remote.service, given?.code ?? "internal", message, {
      requestId,
      status,
    });
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    const told = problems(cause).map(lineOf).join("; ");
    const message = `the answer does not have the declared form: ${told}`;
    throw new RemoteError(remote.service, "invalid-answer", message, { requestId, status, cause });
  }
};

/** Sends an event to every address. One that answers 404 does not listen; other failures are thrown after all were tried. */
export const publish = async <T>(
  urls: readonly string[],
  topic: Topic<T>,
  data: T,
  ctx: Ctx | undefined,
): Promise<void> => {
  const requestId = ctx?.requestId ?? randomUUID();
  const event = {
    specversion: "1.0",
    id: randomUUID(),
    source: topic.service,
    type: `${topic.service}/${topic.event}`,
    time: new Date().toISOString(),
    datacontenttype: "application/json",
    data: z.encode(topic.data, data),
  };
  const path = `/events/${topic.service}/${topic.event}`;
  const deliver = async (url: string): Promise<void> => {
    const remote: Remote = { service: url, url };
    const response = await post(remote, {
      kind: "producer",
      path,
      body: event,
      contentType: "application/cloudevents+json",
      requestId,
      parent: ctx?.trace,
    });
    const { status } = response;
    if (status < 300 || status === 404) return;
    throw new RemoteError(url, "undelivered", `answered ${status} to ${event.type}`, {
      requestId,
      status,
    });
  };
  const results = await Promise.allSettled(urls.map(deliver));
  for (const result of results) if (result.status === "rejected") throw result.reason;
};

/** The addresses that events go to: `EVENTS_URL`, separated by commas. */
export const eventAddresses = (env: Environment): string[] =>
  (env["EVENTS_URL"] ?? "")
    .split(",")
    .map((url) => url.trim())
    .filter((url) => url !== "");

const fromText = <T>(pattern: RegExp, expected: string, inner: Wire<T>): Wire<T> =>
  z.codec(z.string().regex(pattern, `expected ${expected}`), inner, {
    decode: (value) => JSON.parse(value),
    encode: (value) => String(value),
  });

/** Settings are text; numbers and truth values are read from it. */
export const numberText = (inner: Wire<number>): Wire<number> =>
  fromText(/^-?(0|[1-9]\d*)(\.\d+)?$/, "a number", inner);
export const boolText: Wire<boolean> = fromText(/^(true|false)$/, "true or false", bool);
export const port: Wire<number> = numberText(z.int().min(0).max(65_535));

/** Reads settings from environment variables; throws one error that lists all that is wrong. Empty counts as absent. */
export const loadSettings = <T>(settings: Wire<T>, env: Environment): T => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = z.safeDecode<Wire<T>>(settings, given);
  if (result.success) return result.data;
  const lines = problems(result.error).map(({ path, message }) => `  ${path}: ${message}`);
  throw new Error(`these settings are not usable:\n${lines.join("\n")}`);
};

/** A server that accepts connections. */
export interface Running {
  readonly port: number;
  /** Is unready at once, stops accepting, lets running requests end, and resolves when the last is done. */
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Asked by `GET /ready`: whether all is there that requests need, such as a database. */
  readonly ready?: () => Promise<boolean>;
}

/** Settings of every service; what `LOG` leaves out is written nowhere. */
const serveWire = z.object({
  LOG: withDefault<"off" | "error" | "info">(z.enum(["off", "error", "info"]), "info"),
  DRAIN_MS: withDefault(numberText(z.int().min(0).max(3_600_000)), "0"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
});

/** What the process tells of itself, until `end`, which sends what is left. */
export interface Telling {
  /** For how long requests are accepted after `/ready` has begun to answer 503. */
  readonly drainMs: number;
  end(): Promise<void>;
}

/** Reads the settings of every service, and begins to log and to trace; throws where a setting is wrong. */
export const beginTelling = async (): Promise<Telling> => {
  const settings = loadSettings(serveWire, environment);
  const endpoint = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  const traces = endpoint === undefined ? undefined : await import("./generated.wire-traces.ts");
  const collector = traces?.collectorAt(endpoint ?? "", state.service);
  state.log = settings.LOG;
  state.record = collector?.record;
  return { drainMs: settings.DRAIN_MS, end: async () => collector?.flush() };
};

/**
 * Starts an app and prints `listening on <port>`; SIGTERM and SIGINT end it gracefully. Port 0 picks a free one. `LOG`
 * (`off`, `error` or `info`) says what is logged, `DRAIN_MS` for how long requests are accepted after `/ready` has begun
 * to answer 503, and `OTEL_EXPORTER_OTLP_ENDPOINT` where traces go.
 */
export const serve = async (
  app: Hono,
  config: { readonly port: number },
  { ready = async () => true }: ServeOptions = {},
): Promise<Running> => {
  const telling = await beginTelling();
  state.ready = ready;
  const server = createAdaptorServer({ fetch: app.fetch });
  const close = async (): Promise<void> => {
    process.off("SIGTERM", close);
    process.off("SIGINT", close);
    state.ready = async () => false;
    if (telling.drainMs > 0) await delay(telling.drainMs);
    // A connection that is kept alive would hold the process after its last answer.
    if (server instanceof Server) server.keepAliveTimeout = 1;
    await new Promise<void>((done) => server.close(() => done()));
    await telling.end();
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : config.port;
      process.once("SIGTERM", close);
      process.once("SIGINT", close);
      console.log(`listening on ${port}`);
      resolve({ port, close });
    });
  });
};
