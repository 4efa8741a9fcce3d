import type { FormSpec } from "../form-spec.ts";
import { form, scopes, unstamped } from "./row.ts";

/** Where the clauses stand that calls, listeners and times share. */
const shared = ["rpc", "on", "every"];
const methods = ["get", "post", "put", "patch", "delete"];

/** Rows of the clauses that `rpc`, `on` and `every` share. */
export const clauseForms: readonly FormSpec[] = [
  unstamped("http", shared, "A route of its own.", '(http get "/orders")', {
    builtIn: ["rpc"],
    arguments: [
      { kind: "choice", what: "a method of HTTP", oneOf: methods },
      { kind: "string", what: "a path" },
    ],
  }),
  form("auth", ["rpc", "tool"], "Scopes that the caller needs.", '(auth "orders:read")', {
    arguments: [scopes],
  }),
  unstamped("idempotent", shared, "The same call twice acts once.", "(idempotent :for 24h)", {
    builtIn: ["rpc", "on"],
    options: [
      {
        name: "for",
        value: "duration",
        what: "how long a call is remembered",
        positive: true,
        example: ":for 24h",
      },
    ],
  }),
  unstamped("retry", shared, "Tries again where it failed.", "(retry 5 :backoff 2s)", {
    builtIn: ["rpc", "every", "on"],
    arguments: [{ kind: "integer", what: "a whole number of tries", range: [1, 100] }],
    options: [
      {
        name: "backoff",
        value: "duration",
        what: "the time before the second try",
        example: ":backoff 2s",
      },
    ],
  }),
  unstamped("timeout", shared, "How long it may take.", "(timeout 5s)", {
    builtIn: ["rpc", "every", "on"],
    arguments: [{ kind: "duration", what: "a duration", positive: true }],
  }),
  unstamped(
    "dead-letter",
    shared,
    "Keeps what failed for good, to be looked at.",
    "(dead-letter :keep 14d)",
    {
      builtIn: ["on"],
      options: [
        {
          name: "keep",
          value: "duration",
          what: "how long it is kept",
          example: ":keep 14d",
          positive: true,
        },
      ],
    },
  ),
  unstamped("parallel", shared, "How many run at once.", "(parallel 8)", {
    builtIn: ["every", "on"],
    arguments: [{ kind: "integer", what: "a whole number", range: [1, 10_000] }],
  }),
  unstamped("overlap", shared, "What happens while one still runs.", "(overlap skip)", {
    builtIn: ["every"],
    arguments: [
      { kind: "choice", what: "a way to overlap", oneOf: ["skip", "queue", "replace", "allow"] },
    ],
  }),
  unstamped("catch-up", shared, "What is made up for after an outage.", "(catch-up last)", {
    builtIn: ["every"],
    arguments: [{ kind: "choice", what: "a way to catch up", oneOf: ["none", "last", "all"] }],
  }),
];
