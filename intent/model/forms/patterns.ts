import type { ArgumentSpec, FormSpec, OptionSpec } from "../form-spec.ts";
import { deedWords } from "../crud-auth.ts";
import { declaration, form, lifecycle, named, scopes, typeNamed } from "./row.ts";

const type: ArgumentSpec = { kind: "type", what: "a type" };
const zone: OptionSpec = {
  name: "zone",
  value: "string",
  what: "a time zone",
  example: ':zone "Europe/Berlin"',
};
/** The handler that custom code implements. */
export const handler: OptionSpec = {
  name: "do",
  value: "name",
  what: "the handler's name",
  example: ":do close-month",
  required: true,
};
const cron: ArgumentSpec = { kind: "string", what: "five fields of time" };
const error: ArgumentSpec = { kind: "reference", what: "an error", many: "rest" };

const signature = (owners: readonly string[]): readonly FormSpec[] => [
  form("in", owners, "Parameters.", "(in (id uuid))", { id: "input", holds: "fields" }),
  form("out", owners, "The answer's type.", "(out string)", { id: "output", arguments: [type] }),
];

const unions: readonly FormSpec[] = [
  form(
    "union",
    ["service"],
    "One of several shapes; open where it is read.",
    "(union Contact (by-mail (address string)) (by-phone (number string)))",
    { ...declaration, arguments: [typeNamed("the union's name")], holds: "variants" },
  ),
];

const cruds: readonly FormSpec[] = [
  form(
    "crud",
    ["service"],
    "Create, read, update, delete and list an entity over HTTP.",
    '(crud User :path "/users" :store sqlite)',
    {
      arguments: [{ kind: "reference", what: "an entity" }],
      docstring: true,
      holds: "forms",
      repeatable: true,
      options: [
        {
          name: "path",
          value: "string",
          what: "a path",
          example: ':path "/users"',
          required: true,
        },
        {
          name: "store",
          value: "choice",
          oneOf: ["memory", "sqlite", "postgresql"],
          what: "a store",
          example: ":store sqlite",
        },
      ],
    },
  ),
  form(
    "auth",
    ["crud"],
    "Scopes that callers of its rpcs need: of those that it names, or of all others.",
    '(auth "users:write" :to write)',
    {
      id: "crud-auth",
      arguments: [scopes],
      repeatable: true,
      options: [
        {
          name: "to",
          value: "names",
          oneOf: deedWords,
          what: "what a crud does, or a list of that",
          example: ":to (create update)",
        },
      ],
    },
  ),
];

const schedules: readonly FormSpec[] = [
  form(
    "every",
    ["service"],
    "Runs at fixed times; `:do` names what custom code implements.",
    '(every "0 3 * * *" :do close-month :zone "Europe/Berlin")',
    {
      arguments: [cron],
      docstring: true,
      holds: "forms",
      repeatable: true,
      options: [handler, zone],
    },
  ),
];

const tools: readonly FormSpec[] = [
  form(
    "tool",
    ["service"],
    "A tool for models, spoken to over MCP.",
    '(tool find-user "Finds people." (in (query string)) (out (list string)))',
    { ...declaration, arguments: [named("the tool's name")], holds: "forms" },
  ),
  form(
    "errors",
    ["tool", "command", "query", "rule"],
    "Declared errors of it.",
    "(errors bad-coupon)",
    { id: "errors of a member", arguments: [error] },
  ),
  ...signature(["tool", "util", "command", "query", "rule"]),
];

const states: ArgumentSpec = { kind: "free-name", what: "a state", many: "rest" };
const machines: readonly FormSpec[] = [
  form(
    "machine",
    ["service"],
    "A state machine: the states and what leads from one to the other.",
    "(machine order-flow (initial pending) (states pending paid) (transition pay :from pending :to paid))",
    { ...declaration, arguments: [named("the machine's name")], holds: "forms" },
  ),
  form("for", ["machine"], "The field whose states these are.", "(for Order.status)", {
    arguments: [{ kind: "reference", what: "a field, as ENTITY.FIELD" }],
  }),
  form("initial", ["machine"], "The state it begins in.", "(initial pending)", {
    arguments: [{ kind: "free-name", what: "a state" }],
    required: true,
  }),
  form("states", ["machine"], "All states.", "(states pending paid shipped held)", {
    arguments: [states],
    required: true,
  }),
  form(
    "transition",
    ["machine"],
    "A way from some states to one; a guard may refuse it.",
    "(transition pay :from pending :to paid :guard funds-held)",
    {
      arguments: [named("the transition's name")],
      docstring: true,
      repeatable: true,
      options: [
        {
          name: "from",
          value: "names",
          what: "a state, or a list of states",
          example: ":from (pending held)",
          required: true,
        },
        { name: "to", value: "free-name", what: "a state", example: ":to paid", required: true },
        { name: "guard", value: "name", what: "the guard's name", example: ":guard funds-held" },
        ...lifecycle.filter((option) => option.name === "was"),
      ],
    },
  ),
];

const utilities: readonly FormSpec[] = [
  form(
    "util",
    ["service"],
    "A pure function; its examples are tests.",
    '(util slugify (in (text string)) (out string) (example (in (text "Hello World")) (out "hello-world")))',
    { ...declaration, arguments: [named("the function's name")], holds: "forms" },
  ),
  form(
    "example",
    ["util"],
    "What comes out for what goes in.",
    '(example (in (text "Hello World")) (out "hello-world"))',
    { holds: "forms", repeatable: true },
  ),
  form("in", ["example"], "Arguments.", '(in (text "Hello World"))', {
    id: "arguments of an example",
    holds: "values",
  }),
  form("out", ["example"], "The value that comes out.", '(out "hello-world")', {
    id: "result of an example",
    arguments: [{ kind: "literal", what: "a value" }],
    required: true,
  }),
];

const engines: readonly FormSpec[] = [
  form(
    "engine",
    ["service"],
    "A domain engine: commands change it, queries ask it, invariants hold of it always.",
    '(engine pricing (query quote (in (order uuid)) (out decimal)) (invariant "a total is never negative"))',
    { ...declaration, arguments: [named("the engine's name")], holds: "forms" },
  ),
  form(
    "command",
    ["engine"],
    "Changes the engine.",
    "(command apply-coupon (in (code string)) (out decimal))",
    { ...declaration, arguments: [named("the command's name")], holds: "forms" },
  ),
  form("query", ["engine"], "Asks the engine.", "(query quote (in (order uuid)) (out decimal))", {
    ...declaration,
    arguments: [named("the query's name")],
    holds: "forms",
  }),
  form(
    "invariant",
    ["engine"],
    "What holds after every command; a property test.",
    '(invariant "a total is never negative")',
    { arguments: [{ kind: "string", what: "a sentence" }], repeatable: true },
  ),
];

/** Where the answer of what was called is found, behind it. */
const answered: OptionSpec = {
  name: "as",
  value: "name",
  what: "the parameter that gets the answer",
  example: ":as decision",
};

const hookable = {
  rpc: { doc: "An rpc of this service.", example: "(rpc route)" },
  tool: { doc: "A tool of this service.", example: "(tool find-user)" },
};

/** What a rule is asked before or after; only after it there is an answer. */
const hooks = (when: "before" | "after"): readonly FormSpec[] => [
  form(when, ["rule"], `The rule is asked ${when} it.`, `(${when} (rpc route))`, {
    holds: "forms",
  }),
  ...(["rpc", "tool"] as const).map((head) =>
    form(head, [when], hookable[head].doc, hookable[head].example, {
      id: `${head} with a rule ${when} it`,
      arguments: [{ kind: "reference", what: `${head === "rpc" ? "an" : "a"} ${head}` }],
      options: when === "before" ? [] : [answered],
      repeatable: true,
    }),
  ),
  form("on", [when], "What this service listens to.", "(on users/user-created)", {
    id: `listener with a rule ${when} it`,
    arguments: [{ kind: "reference", what: "an event, as SERVICE/EVENT" }],
    repeatable: true,
  }),
];

const rules: readonly FormSpec[] = [
  form(
    "rule",
    ["service"],
    "Hooks into what stands: custom code refuses, or answers, before or after it.",
    '(rule vip-first "VIPs skip the queue." (before (rpc route)) (in (caller string)) (out bool))',
    { ...declaration, arguments: [named("the rule's name")], holds: "forms" },
  ),
  ...hooks("before"),
  ...hooks("after"),
];

const scenarios: readonly FormSpec[] = [
  form(
    "scenario",
    ["service"],
    "An example of the whole service that must hold.",
    '(scenario "a created user can be fetched" (call create-user (email "ada@example.org") :as made) (call get-user (id made.id)) (expect (email "ada@example.org")))',
    {
      arguments: [{ kind: "string", what: "a sentence" }],
      holds: "forms",
      repeatable: true,
    },
  ),
  form("call", ["scenario"], "Calls an rpc of this service.", "(call get-user (id made.id))", {
    arguments: [{ kind: "reference", what: "an rpc" }],
    holds: "values",
    repeatable: true,
    options: [{ name: "as", value: "name", what: "a name for the answer", example: ":as made" }],
  }),
  form(
    "expect",
    ["scenario"],
    "What the last call answers.",
    '(expect (email "ada@example.org"))',
    {
      holds: "values",
      repeatable: true,
      options: [
        {
          name: "error",
          value: "reference",
          what: "an error",
          example: ":error user-not-found",
        },
      ],
    },
  ),
];

/** Rows of the patterns that a service may be made of, beside its rpcs, events and settings. */
export const patternForms: readonly FormSpec[] = [
  ...unions,
  ...cruds,
  ...schedules,
  ...tools,
  ...machines,
  ...utilities,
  ...engines,
  ...rules,
  ...scenarios,
];
