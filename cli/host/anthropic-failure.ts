import type { ModelAnswer, ModelUsage } from "#intent";
import { isObject } from "./anthropic-json.ts";
import { nothing } from "./anthropic-usage.ts";

/** A call without an answer: why, whether another try may help, and what it cost. */
export const failed = (reason: string, retry: boolean, usage: ModelUsage): ModelAnswer => ({
  kind: "failed",
  reason,
  retry,
  usage,
});

/** Statuses that another try may cure; all other refusals are for good. */
const passing = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500;

/** What an error of the SDK means; `sent` is what the call cost if its request went out. */
export function failureOf(error: unknown, sent: ModelUsage): ModelAnswer {
  const status =
    error instanceof Error && "status" in error && typeof error.status === "number"
      ? error.status
      : undefined;
  if (status === undefined) return brokenOff(error, sent);
  const wait = retryAfterMs(error);
  const said = wordsOf(error);
  return {
    ...failed(`the API said ${status}${said === "" ? "" : `: ${said}`}`, passing(status), nothing),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

/** The connection was never made, or it broke, or an error came in the middle of the stream. */
function brokenOff(error: unknown, sent: ModelUsage): ModelAnswer {
  const code = codesOf(error).find((one) => neverSent.has(one) || isCertificate(one));
  return code === undefined
    ? failed(`the answer broke off: ${wordsOf(error)}`, true, sent)
    : failed(`the API could not be reached (${code})`, true, nothing);
}

/** What the system says where there was no connection at all, so that nothing can have been sent. */
const neverSent: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const isCertificate = (code: string): boolean =>
  /^(CERT_|ERR_TLS_|ERR_SSL_)|_CERT|_SIGNATURE/.test(code);

const depthMax = 8;

/** The codes of an error and of what it follows from. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > depthMax) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const causes = [error.cause, ...(error instanceof AggregateError ? error.errors : [])];
  return [...own, ...causes.flatMap((cause) => codesOf(cause, depth + 1))];
}

const charactersMax = 200;

/** What a server said, in a line: its own message where it has one, the kind of the document where it sent a page. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return briefly(String(error));
  const headers = "headers" in error ? error.headers : undefined;
  const body = "error" in error ? error.error : undefined;
  const inner = isObject(body) && isObject(body["error"]) ? body["error"]["message"] : undefined;
  if (typeof inner === "string") return briefly(inner);
  const type = headers instanceof Headers ? contentType(headers) : "";
  if (type.includes("html")) return `a page (${type})`;
  const status = "status" in error ? `${String(error.status)} ` : "";
  const { message } = error;
  if (message === `${status}${noBody}`) return "";
  return briefly(message.startsWith(status) ? message.slice(status.length) : message);
}

/** What the SDK says of a status that came alone. */
const noBody = "status code (no body)";

function briefly(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > charactersMax ? `${line.slice(0, charactersMax)}…` : line;
}

/** The kind of a document, without its parameters; at most a few words. */
export const contentType = (headers: Headers): string =>
  (headers.get("content-type") ?? "").split(";")[0]?.trim().slice(0, 60) ?? "";

function retryAfterMs(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("headers" in error) || !(error.headers instanceof Headers))
    return undefined;
  const seconds = Number(error.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
