import type { Diagnostic, Model, Rpc, Service } from "#intent";
import { forgeDiagnostic } from "../messages.ts";
import { milliseconds } from "./clauses.ts";
import { calledRpcs } from "./foreign-rpcs.ts";
import { sendsFiles } from "./files.ts";
import { isStream } from "./streams.ts";

/** What an rpc says of its time and tries: only what was declared, durations in milliseconds. */
export interface Limits {
  /** Of the handler, and of each attempt of a client. */
  readonly timeout: number | undefined;
  /** How often a client calls at most, the first time included. */
  readonly tries: number | undefined;
  /** The longest wait before the second try. */
  readonly backoff: number | undefined;
  /** Whether a client may call again though the first call may have arrived; said only where it tries again. */
  readonly repeatable: boolean;
  /** Of a call that carries a key: how long its answer is remembered. */
  readonly remember: number | undefined;
}

/** How long answers are remembered where nothing is said. */
const rememberDefault = 24 * 3_600_000;

/** Methods that RFC 9110 (9.2.2) calls idempotent: the same request twice means what it means once. */
const idempotentMethods: ReadonlySet<string> = new Set(["get", "put", "delete"]);

/** What an rpc says of its time and tries; `undefined` where it says nothing. */
export function limitsOf({ clauses }: Rpc): Limits | undefined {
  const { timeout, retry, http, idempotent } = clauses;
  if (timeout === undefined && retry === undefined && idempotent === undefined) return undefined;
  const mayRepeat =
    idempotent !== undefined || (http !== undefined && idempotentMethods.has(http.method));
  return {
    timeout: timeout === undefined ? undefined : milliseconds(timeout),
    tries: retry?.tries,
    backoff: retry?.backoff === undefined ? undefined : milliseconds(retry.backoff),
    repeatable: retry !== undefined && mayRepeat,
    remember:
      idempotent === undefined
        ? undefined
        : idempotent.for === undefined
          ? rememberDefault
          : milliseconds(idempotent.for),
  };
}

/** Whether stamped code of rpcs names the module of those that say something; streams have one of their own. */
export const namesCalls = (rpcs: readonly Rpc[]): boolean =>
  rpcs.some((rpc) => !isStream(rpc) || limitsOf(rpc) !== undefined);

/** Whether a service remembers answers by the keys of calls. */
export const isKeyed = (service: Service): boolean =>
  service.rpcs.some((rpc) => rpc.clauses.idempotent !== undefined);

/**
 * Whether a service serves or calls rpcs that say something of their time and tries, that end with who reads them, or that
 * send files, whose calls are told apart from others where they are limited.
 */
export const isGuarded = (model: Model, service: Service): boolean =>
  [...service.rpcs, ...calledRpcs(model, service)].some(
    (rpc) => isStream(rpc) || sendsFiles(rpc) || limitsOf(rpc) !== undefined,
  );

/** Codes that stamped code answers with because of a clause, so that no declared error of the rpc may have them. */
const codesOf = ({ auth, timeout, idempotent }: Rpc["clauses"]): readonly string[] => [
  ...(auth === undefined ? [] : ["permission-denied", "unauthenticated"]),
  ...(timeout === undefined ? [] : ["timeout"]),
  ...(idempotent === undefined ? [] : ["idempotency-key-in-use", "idempotency-key-reused"]),
];

/** Codes that stamped code answers with because of the types of an rpc. */
const codesOfTypes = (rpc: Rpc): readonly string[] =>
  sendsFiles(rpc) ? ["content-too-large"] : [];

/** Declared errors whose code a clause of the same rpc answers with, too. */
export const takenCodes = ({ rpcs, file }: Service): Diagnostic[] =>
  rpcs.flatMap((rpc) => {
    const { name, clauses, errors } = rpc;
    const taken = new Set([...codesOf(clauses), ...codesOfTypes(rpc)]);
    return errors.flatMap((error) =>
      taken.has(error.name)
        ? [
            forgeDiagnostic(
              "name-taken",
              { file, span: error.span },
              `the error \`${error.name}\` and what a clause of ${name} answers would both be \`${error.name}\``,
            ),
          ]
        : [],
    );
  });

/** The diagnostic of a service whose name a router has given away to one of its options already; empty where it has not. */
export const takenByOptions = (service: Service, names: readonly string[]): Diagnostic[] => {
  const { file, name, nameSpan: span = service.span } = service;
  if (!names.includes(name)) return [];
  const message = `the service \`${name}\` and a parameter of the stamped router would both be \`${name}\``;
  return [forgeDiagnostic("name-taken", { file, span }, message)];
};
