import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { given } from "./read-fields.ts";
import type { Reading } from "./read-form.ts";
import { durationText } from "./amount.ts";
import { scopesOf } from "./check-scopes.ts";
import { type Clauses, httpMethods } from "./pattern-types.ts";

/** Clauses of what says nothing of how it runs. */
export const noClauses: Clauses = {};

/** The form of this head inside a reading. */
export const insideOf = (reading: Reading, head: string): Reading | undefined =>
  reading.inside.find((inner) => inner.spec.head === head);

/** A duration in protobuf's JSON form; that it is one was checked when it was read. */
export function durationOf(context: FileContext, node: NodeId | undefined): string | undefined {
  if (node === undefined) return undefined;
  const { amount, unit } = context.tree.quantity(node);
  return durationText(amount, unit);
}

/** The text of a string, or what a symbol or number is written as. */
export const wordOf = (context: FileContext, node: NodeId | undefined): string | undefined =>
  node === undefined ? undefined : context.tree.stringValue(node);

/** What an rpc, a listener or a time says of how it runs. */
export function readClauses(context: FileContext, reading: Reading): Clauses {
  if (reading.inside.length === 0) return noClauses;
  const one = (head: string): Reading | undefined => insideOf(reading, head);
  const number = (node: NodeId | undefined): number | undefined =>
    node === undefined ? undefined : Number(context.tree.textOf(node));
  return {
    ...given("http", httpOf(context, one("http"))),
    ...given("auth", scopesOf(context, one("auth"))),
    ...given("idempotent", partOf(context, one("idempotent"), "for")),
    ...given("retry", retryOf(context, one("retry"), number)),
    ...given("timeout", durationOf(context, one("timeout")?.arguments[0])),
    ...given("deadLetter", partOf(context, one("dead-letter"), "keep")),
    ...given("parallel", number(one("parallel")?.arguments[0])),
    ...given("overlap", wordOf(context, one("overlap")?.arguments[0])),
    ...given("catchUp", wordOf(context, one("catch-up")?.arguments[0])),
  };
}

function httpOf(context: FileContext, reading: Reading | undefined): Clauses["http"] {
  const word = wordOf(context, reading?.arguments[0]);
  const path = wordOf(context, reading?.arguments[1]);
  const method = httpMethods.find((one) => one === word);
  return method === undefined || path === undefined ? undefined : { method, path };
}

function retryOf(
  context: FileContext,
  reading: Reading | undefined,
  number: (node: NodeId | undefined) => number | undefined,
): Clauses["retry"] {
  const tries = number(reading?.arguments[0]);
  if (reading === undefined || tries === undefined) return undefined;
  return { tries, ...given("backoff", durationOf(context, reading.options.get("backoff"))) };
}

/** A clause that stands for itself and may say a duration. */
function partOf<const Key extends string>(
  context: FileContext,
  reading: Reading | undefined,
  key: Key,
): { readonly [K in Key]?: string } | undefined {
  if (reading === undefined) return undefined;
  return given(key, durationOf(context, reading.options.get(key)));
}
