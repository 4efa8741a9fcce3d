import { expect } from "vitest";
import { ask, type Told } from "../fleet/ask.ts";

/** Whom the steps ask, of one language, and where what it hears is told. */
export interface Asked {
  readonly whole: string;
  readonly side: string;
  readonly shelf: string;
  /** The `side` whose events this one's hears. */
  readonly teller: string;
  /** What was asked of people's code of the `whole` that hears what this one tells, so far. */
  readonly heardByNext: () => Promise<readonly string[]>;
  /** The same of this one itself. */
  readonly heard: () => Promise<readonly string[]>;
}

/** What is asked, and what is answered: the same in three languages. */
export type Step = readonly [
  name: string,
  act: (asked: Asked) => Promise<unknown>,
  answer: unknown,
];

export type Body = Readonly<Record<string, unknown>>;
export type Headers = Readonly<Record<string, string>>;

/** Keys of callers, by what they may. */
export const keys = { all: "key-that-may-all-0123456789", none: "key-that-may-nothing-01234" };
export const known: Headers = { "x-api-key": keys.all };

export const sent = (method: string, target: string, body?: unknown, headers: Headers = {}) => ({
  method,
  target,
  headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
export const short = ({ status, body }: Told): readonly [number, unknown] => [status, body];

export type Kind = "whole" | "side" | "shelf";

export const asks =
  (kind: Kind, method: string, target: string, body?: unknown, headers?: Headers) =>
  async (asked: Asked): Promise<readonly [number, unknown]> =>
    short(await ask(asked[kind], sent(method, target, body, headers)));

/** Calls an rpc of the service with nearly every form. */
export const calls = (rpc: string, body: Body = {}, headers: Headers = {}) =>
  asks("whole", "POST", `/rpc/${rpc}`, body, headers);

export const refused = (code: string, details: unknown): object => ({
  error: { code, message: code.replaceAll("-", " "), details },
});
export const wrong = (code: string): unknown => ({ error: expect.objectContaining({ code }) });
