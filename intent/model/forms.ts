import type { ArgumentSpec, FormSpec, OptionSpec } from "./form-spec.ts";
import { governances, languages, tiers } from "./types.ts";

/**
 * The one table of forms. It drives the checker, and completion, hover and the reference read it. A field (`(id uuid :key)`)
 * and a variant are forms whose head is their own name; their rows stand at the end.
 */
const lifecycle: readonly OptionSpec[] = [
  { name: "was", value: "free-name", what: "the name it had before", example: ":was old-name" },
  { name: "since", value: "version", what: "a version", example: ":since v2" },
  { name: "until", value: "version", what: "a version", example: ":until v3" },
  {
    name: "number",
    value: "integer",
    what: "a tag of protobuf",
    example: ":number 4",
    range: [1, 536_870_911],
  },
];
const wire: OptionSpec = {
  name: "wire",
  value: "string",
  what: "the name on the wire",
  example: ':wire "userID"',
};

const named = (what: string): ArgumentSpec => ({ kind: "name", what });
const typeNamed = (what: string): ArgumentSpec => ({ kind: "type-name", what });
const commands: ArgumentSpec = { kind: "string", what: "a command", many: "rest" };

interface Row {
  readonly id?: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly docstring?: boolean;
  readonly holds?: FormSpec["holds"];
  readonly options?: readonly OptionSpec[];
  readonly repeatable?: boolean;
  readonly required?: boolean;
}

/** A form that is built. */
const form = (
  head: string,
  places: readonly string[],
  doc: string,
  example: string,
  row: Row = {},
): FormSpec => ({
  id: row.id ?? head,
  head,
  in: places,
  arguments: row.arguments ?? [],
  docstring: row.docstring ?? false,
  holds: row.holds ?? "nothing",
  options: row.options ?? [],
  repeatable: row.repeatable ?? false,
  ...(row.required === undefined ? {} : { required: row.required }),
  since: "1.0",
  status: "built",
  doc,
  example,
});

/** A form that the language knows and nothing stamps yet. */
const later = (
  head: string,
  places: readonly string[],
  doc: string,
  example: string,
): FormSpec => ({
  ...form(head, places, doc, example, { repeatable: true }),
  status: "later",
});

const intent = "intent.lisp";
const root = "universe.lisp";

const files: readonly FormSpec[] = [
  form(
    "lang",
    [intent, root],
    "Says in which version of the language the file is written. Always the first form.",
    "(lang intent 1.0)",
    {
      arguments: [
        { kind: "choice", what: "the language", oneOf: ["intent"] },
        { kind: "language-version", what: "its version" },
      ],
    },
  ),
  form(
    "universe",
    [root],
    "All services that change together.",
    '(universe shop "A shop." (services "services/*"))',
    {
      arguments: [named("the universe's name")],
      docstring: true,
      holds: "forms",
    },
  ),
  form(
    "service",
    [intent],
    "What a service is; its machine-owned code is derived from this.",
    '(service users "Accounts." (language rust))',
    {
      arguments: [named("the service's name")],
      docstring: true,
      holds: "forms",
      options: lifecycle.filter((option) => option.name !== "number" && option.name !== "was"),
    },
  ),
];

const universe: readonly FormSpec[] = [
  form(
    "services",
    ["universe"],
    "Folders that hold an intent, as globs from the root.",
    '(services "services/*")',
    {
      arguments: [{ kind: "string", what: "a folder", many: "rest" }],
    },
  ),
  form(
    "gates",
    ["universe"],
    "Commands that judge every service of a language.",
    '(gates rust (check "cargo check"))',
    {
      id: "gates of a language",
      arguments: [{ kind: "choice", what: "a language", oneOf: languages }],
      holds: "forms",
      repeatable: true,
    },
  ),
  form(
    "limits",
    ["universe", "service"],
    "What the repair of one root cause may cost.",
    "(limits :repair-cycles 3 :minutes 30 :usd 5.00)",
    {
      options: [
        {
          name: "repair-cycles",
          value: "integer",
          what: "a whole number of rounds",
          example: ":repair-cycles 3",
          range: [0, 100],
        },
        {
          name: "minutes",
          value: "number",
          what: "a number of minutes",
          example: ":minutes 30",
          range: [0, 10_000],
        },
        {
          name: "usd",
          value: "number",
          what: "a number of US dollars",
          example: ":usd 5.00",
          range: [0, 1_000_000],
        },
        {
          name: "rounds",
          value: "integer",
          what: "a whole number of a model's answers",
          example: ":rounds 40",
          range: [0, 10_000],
        },
        {
          name: "tokens",
          value: "integer",
          what: "a whole number of a model's tokens",
          example: ":tokens 1000000",
          range: [0, 1_000_000_000],
        },
      ],
    },
  ),
  form("sandbox", ["universe"], "What runs the gates apart from the machine.", "(sandbox none)", {
    arguments: [{ kind: "choice", what: "a sandbox", oneOf: ["none", "bwrap", "docker"] }],
  }),
  form("delivery", ["universe"], "Where a finished cascade goes.", "(delivery draft-branch)", {
    arguments: [{ kind: "choice", what: "a way of delivery", oneOf: ["draft-branch", "land"] }],
  }),
];

const gatePlaces = ["gates", "gates of a language"];
const service: readonly FormSpec[] = [
  form("language", ["service"], "The language that is stamped.", "(language rust)", {
    arguments: [{ kind: "choice", what: "a language", oneOf: languages }],
    required: true,
  }),
  form(
    "governance",
    ["service"],
    "What an engine may do to hand-written code.",
    "(governance strict-codegen)",
    {
      arguments: [{ kind: "choice", what: "a mode of governance", oneOf: governances }],
    },
  ),
  form(
    "tier",
    ["service"],
    "The service's class; it sets the default of governance.",
    "(tier blueprint)",
    {
      arguments: [{ kind: "choice", what: "a tier", oneOf: tiers }],
    },
  ),
  form(
    "gates",
    ["service"],
    "Commands that judge this service, in place of its language's.",
    '(gates (check "cargo check"))',
    { holds: "forms" },
  ),
  form(
    "setup",
    gatePlaces,
    "Runs once per run tree, manifests and toolchain.",
    '(setup "cargo fetch")',
    { arguments: [commands] },
  ),
  form(
    "check",
    gatePlaces,
    "Compiles. Without a command the gate is not declared.",
    '(check "cargo check --all-targets")',
    { arguments: [commands] },
  ),
  form(
    "lint",
    gatePlaces,
    "Lints. Without a command the gate is not declared.",
    '(lint "cargo clippy --all-targets -- -D warnings")',
    {
      arguments: [commands],
    },
  ),
  form(
    "test",
    gatePlaces,
    "Tests. Without a command the gate is not declared.",
    '(test "cargo test")',
    { arguments: [commands] },
  ),
  form(
    "bootstrap",
    ["service"],
    "Settings that the service reads when it starts.",
    "(bootstrap (config (port u32 :default 8080)))",
    { holds: "forms" },
  ),
  form(
    "config",
    ["bootstrap"],
    "Each field is read from the environment and validated.",
    "(config (port u32 :default 8080))",
    { holds: "fields" },
  ),
  form(
    "gap",
    ["service"],
    "An open question: shown by audits, stamps nothing.",
    '(gap "Who may delete a user?")',
    {
      arguments: [{ kind: "string", what: "a question" }],
      repeatable: true,
    },
  ),
];

const declaration = { docstring: true, repeatable: true, options: lifecycle };
const declarations: readonly FormSpec[] = [
  form(
    "entity",
    ["service"],
    "A record with fields.",
    "(entity User (id uuid :key) (email string))",
    {
      ...declaration,
      arguments: [typeNamed("the entity's name")],
      holds: "fields",
    },
  ),
  form(
    "enum",
    ["service"],
    "A closed list where it is written, an open one where it is read.",
    "(enum Plan free pro (enterprise :since v2))",
    {
      ...declaration,
      arguments: [typeNamed("the enum's name")],
      holds: "variants",
    },
  ),
  form("alias", ["service"], "Another name for a type; transparent.", "(alias Cents i64)", {
    ...declaration,
    arguments: [typeNamed("the alias's name"), { kind: "type", what: "a type" }],
  }),
  form(
    "error",
    ["service"],
    "A declared failure of an rpc, with its HTTP status.",
    "(error user-not-found :status 404 (id uuid))",
    {
      ...declaration,
      arguments: [named("the error's name")],
      holds: "fields",
      options: [
        {
          name: "status",
          value: "integer",
          what: "an HTTP status",
          example: ":status 404",
          range: [400, 599],
        },
        ...lifecycle,
      ],
    },
  ),
  form(
    "rpc",
    ["service"],
    "A call that others make.",
    "(rpc get-user (in (id uuid)) (out string))",
    {
      ...declaration,
      arguments: [named("the rpc's name")],
      holds: "forms",
    },
  ),
  form("in", ["rpc"], "Parameters.", "(in (id uuid))", { holds: "fields" }),
  form("out", ["rpc"], "The answer's type; without it the answer is empty.", "(out User)", {
    arguments: [{ kind: "type", what: "a type" }],
  }),
  form("errors", ["rpc"], "Declared errors that the rpc answers with.", "(errors user-not-found)", {
    arguments: [{ kind: "reference", what: "an error", many: "rest" }],
  }),
  form(
    "event",
    ["service"],
    "Something that happened, told to whoever listens.",
    "(event user-created (id uuid))",
    {
      ...declaration,
      arguments: [named("the event's name")],
      holds: "fields",
    },
  ),
];

const usedKinds = [
  ["rpc", "rpcs", "(rpc get-user)"],
  ["entity", "entities", "(entity User)"],
  ["enum", "enums", "(enum Plan)"],
  ["alias", "aliases", "(alias Cents)"],
  ["error", "errors", "(error user-not-found)"],
  ["event", "events", "(event user-created)"],
] as const;
const consumers: readonly FormSpec[] = [
  form(
    "uses",
    ["service"],
    "Stamps a typed client of another service, and the types it reaches.",
    "(uses users (rpc get-user))",
    {
      arguments: [{ kind: "reference", what: "a service" }],
      holds: "forms",
      repeatable: true,
    },
  ),
  ...usedKinds.map(([head, many, example]) =>
    form(head, ["uses"], `Names the ${many} that are used.`, example, {
      id: `used ${head}`,
      arguments: [{ kind: "reference", what: "a name", many: "rest" }],
      repeatable: true,
    }),
  ),
  form(
    "on",
    ["service"],
    "Listens to an event; `:do` names what custom code implements.",
    "(on users/user-created :do welcome)",
    {
      arguments: [{ kind: "reference", what: "an event, as SERVICE/EVENT" }],
      options: [
        {
          name: "do",
          value: "name",
          what: "the handler's name",
          example: ":do welcome",
          required: true,
        },
      ],
      repeatable: true,
    },
  ),
];

const shared = ["rpc", "on", "every"];
const laterForms: readonly FormSpec[] = [
  later(
    "define-form",
    [intent, root],
    "A new form, made of others.",
    "(define-form (stamped name) `(entity ,name (at timestamp)))",
  ),
  later(
    "repositories",
    ["universe"],
    "Where the services' repositories are.",
    '(repositories (github "acme/*"))',
  ),
  later("code-host", ["universe"], "Where drafts are proposed.", "(code-host github)"),
  later(
    "schedule",
    ["universe"],
    "Runs a verb at fixed times.",
    '(schedule "0 6 * * 1" :do evolve)',
  ),
  later(
    "consumer",
    ["universe"],
    "Somebody outside who uses a service.",
    "(consumer ios-app :outside (uses users (rpc get-user)))",
  ),
  later(
    "union",
    ["service"],
    "One of several shapes.",
    "(union Contact (by-mail (address string)))",
  ),
  later("crud", ["service"], "Create, read, update, delete.", '(crud User :path "/users")'),
  later("every", ["service"], "Runs at fixed times.", '(every "0 3 * * *" :do close-month)'),
  later(
    "tool",
    ["service"],
    "A tool for models.",
    "(tool find-user (in (query string)) (out string))",
  ),
  later("machine", ["service"], "A state machine.", "(machine flow (initial pending))"),
  later("util", ["service"], "A pure function.", "(util slugify (in (text string)) (out string))"),
  later(
    "engine",
    ["service"],
    "A domain engine: commands, queries, invariants.",
    "(engine pricing (query quote (out string)))",
  ),
  later("rule", ["service"], "Hooks into what stands.", "(rule vip-first (before (rpc route)))"),
  later(
    "scenario",
    ["service"],
    "An example that must hold.",
    '(scenario "it works" (call get-user))',
  ),
  later(
    "allow-break",
    ["service", "universe"],
    "Accepts a breaking change until a date.",
    '(allow-break User.id :until "2026-12-31")',
  ),
  later(
    "contract",
    ["service"],
    "The contract of a service that another generator owns.",
    '(contract "openapi.yaml")',
  ),
  later("stamp", ["service"], "Another generator's stamp.", '(stamp (run "npm run generate"))'),
  later("code", ["service"], "What repair may touch.", '(code "src/**")'),
  later("bench", ["service"], "The service's benchmarks.", '(bench "cargo bench")'),
  later("http", shared, "A route of its own.", '(http get "/orders")'),
  later("auth", shared, "Who may call.", '(auth "orders:read")'),
  later("idempotent", shared, "The same call twice acts once.", "(idempotent :for 24h)"),
  later("retry", shared, "Tries again.", "(retry 5 :backoff 2s)"),
  later("timeout", shared, "How long it may take.", "(timeout 5s)"),
  later("dead-letter", shared, "Keeps what failed.", "(dead-letter :keep 14d)"),
  later("parallel", shared, "How many at once.", "(parallel 8)"),
  later("overlap", shared, "What to do while one still runs.", "(overlap skip)"),
  later("catch-up", shared, "What to do after an outage.", "(catch-up last)"),
];

/** Every form of the language, in reading order. */
export const forms: readonly FormSpec[] = [
  ...files,
  ...universe,
  ...service,
  ...declarations,
  ...consumers,
  ...laterForms,
];

const constraints: readonly OptionSpec[] = [
  { name: "min", value: "bound", what: "the smallest value", example: ":min 0" },
  { name: "max", value: "bound", what: "the largest value", example: ":max 100" },
  {
    name: "length",
    value: "integer",
    what: "a length",
    example: ":length 80",
    range: [0, 2_147_483_647],
  },
  {
    name: "pattern",
    value: "string",
    what: "a regular expression",
    example: ':pattern "^[a-z]+$"',
  },
  { name: "secret", value: "flag", what: "never logged", example: ":secret" },
];
const defaultOption: OptionSpec = {
  name: "default",
  value: "literal",
  what: "a value",
  example: ":default 0",
};

const field = (
  id: string,
  doc: string,
  example: string,
  options: readonly OptionSpec[],
): FormSpec =>
  form("NAME", [], doc, example, {
    id,
    arguments: [{ kind: "type", what: "a type" }],
    docstring: true,
    options,
    repeatable: true,
  });

/** Rows of what is named by its own head: the fields of each place, and variants. */
export const memberForms = {
  entity: field("field of an entity", "A field.", "(email string :unique)", [
    { name: "key", value: "flag", what: "identifies the entity", example: ":key" },
    { name: "unique", value: "flag", what: "no two have the same", example: ":unique" },
    defaultOption,
    wire,
    ...constraints,
    ...lifecycle,
  ]),
  in: field("parameter", "A parameter of an rpc.", "(limit i32 :default 20)", [
    defaultOption,
    wire,
    ...constraints,
    ...lifecycle,
  ]),
  error: field("field of an error", "A field of an error.", "(id uuid)", [
    defaultOption,
    wire,
    ...constraints,
    ...lifecycle,
  ]),
  event: field("field of an event", "A field of an event.", "(user User)", [
    defaultOption,
    wire,
    ...constraints,
    ...lifecycle,
  ]),
  config: field("setting", "A setting, read from the environment.", "(port u32 :default 8080)", [
    defaultOption,
    ...constraints,
    ...lifecycle.filter((option) => option.name === "was"),
  ]),
  variant: form("NAME", [], "A variant of an enum.", '(enterprise "For companies." :since v2)', {
    id: "variant",
    docstring: true,
    repeatable: true,
    options: [wire, ...lifecycle],
  }),
} as const;

/** Heads of types that are built, and of those that are not yet. */
export const typeForms = {
  list: { arguments: 1, what: "one type", example: "(list string)" },
  map: {
    arguments: 2,
    what: "the type of its keys and that of its values",
    example: "(map string i64)",
  },
  optional: { arguments: 1, what: "one type", example: "(optional string)" },
} as const;
export const laterTypeForms: readonly string[] = ["page", "stream", "file", "patch"];
