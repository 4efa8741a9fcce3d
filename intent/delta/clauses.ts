import type { Clauses } from "../model/pattern-types.ts";
import type { Report } from "./draft.ts";
import type { Condition, DeltaKind } from "./types.ts";

/** A form of a head and what follows it, left out where it is not said. */
const formText = (head: string, ...parts: readonly (string | undefined)[]): string =>
  `(${[head, ...parts.filter((part) => part !== undefined)].join(" ")})`;

const option = (name: string, value: string | undefined): string | undefined =>
  value === undefined ? undefined : `:${name} ${value}`;

const quoted = (text: string): string => JSON.stringify(text);

/** Each clause as intent text, with the kind of its change; scopes stand in any order. */
const texts: readonly (readonly [DeltaKind, (clauses: Clauses) => string | undefined])[] = [
  ["http-changed", ({ http }) => http && formText("http", http.method, quoted(http.path))],
  [
    "auth-changed",
    ({ auth }) => auth && formText("auth", ...[...new Set(auth)].sort().map(quoted)),
  ],
  [
    "idempotent-changed",
    ({ idempotent }) => idempotent && formText("idempotent", option("for", idempotent.for)),
  ],
  [
    "retry-changed",
    ({ retry, http }) => {
      if (retry === undefined) return undefined;
      const said = formText("retry", String(retry.tries), option("backoff", retry.backoff));
      // Whether a client may call twice depends on the method of the route, too.
      return http === undefined ? said : `${said} of a ${http.method}`;
    },
  ],
  [
    "timeout-changed",
    ({ timeout }) => (timeout === undefined ? undefined : formText("timeout", timeout)),
  ],
  [
    "dead-letter-changed",
    ({ deadLetter }) => deadLetter && formText("dead-letter", option("keep", deadLetter.keep)),
  ],
  [
    "parallel-changed",
    ({ parallel }) => (parallel === undefined ? undefined : formText("parallel", String(parallel))),
  ],
  [
    "overlap-changed",
    ({ overlap }) => (overlap === undefined ? undefined : formText("overlap", overlap)),
  ],
  [
    "catch-up-changed",
    ({ catchUp }) => (catchUp === undefined ? undefined : formText("catch-up", catchUp)),
  ],
];

/** Reports every clause of an rpc, a listener or a time that says something else than before. */
export function compareClauses(before: Clauses, after: Clauses, report: Report): void {
  if (before === after) return;
  for (const [kind, textOf] of texts) {
    const [from, to] = [textOf(before) ?? null, textOf(after) ?? null];
    if (from === to) continue;
    report(kind, from, to, { conditions: conditionsOf(kind, before, after) });
  }
}

function conditionsOf(kind: DeltaKind, before: Clauses, after: Clauses): readonly Condition[] {
  if (kind === "auth-changed") return scopesMoved(before.auth, after.auth);
  // A route that there was none of is one more way in.
  if (kind === "http-changed") return before.http === undefined ? ["loosened"] : [];
  if (kind !== "idempotent-changed") return [];
  if (before.idempotent === undefined) return ["tightened"];
  return after.idempotent === undefined ? ["loosened"] : [];
}

/** Whether more or less is asked of a caller, or anything at all; none of it where one scope took another's place. */
function scopesMoved(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): Condition[] {
  if (before === undefined) return ["asked"];
  if (after === undefined) return ["opened"];
  const [old, now] = [new Set(before), new Set(after)];
  if (old.isSubsetOf(now)) return ["tightened"];
  return now.isSubsetOf(old) ? ["loosened"] : [];
}
