import type { FormSpec } from "../form-spec.ts";
import { form, intent, named, root, unstamped } from "./row.ts";

const because = {
  name: "because",
  value: "string",
  what: "a reason",
  example: ':because "ids become uuids"',
} as const;

const language: readonly FormSpec[] = [
  form(
    "define-form",
    [intent, root],
    "A new form, made of others; each template becomes forms in its place.",
    "(define-form (audited-entity name . fields) `(entity ,name ,@fields (created-at timestamp)))",
    { holds: "templates", repeatable: true },
  ),
];

const breaks: readonly FormSpec[] = [
  form(
    "allow-break",
    ["service", "universe"],
    "Accepts a breaking change until a date.",
    '(allow-break User.id :until "2026-12-31" :because "ids become uuids")',
    {
      arguments: [{ kind: "reference", what: "what changes" }],
      repeatable: true,
      options: [
        {
          name: "until",
          value: "string",
          what: "a date",
          example: ':until "2026-12-31"',
          required: true,
        },
        because,
      ],
    },
  ),
  form(
    "conflict-rule",
    ["universe"],
    "Judges a kind of change otherwise than the language does.",
    '(conflict-rule variant-added :use matches :language python :source compatible :because "our matches have a default")',
    {
      arguments: [{ kind: "free-name", what: "a kind of change" }],
      repeatable: true,
      options: [
        { name: "use", value: "free-name", what: "a use", example: ":use matches" },
        { name: "language", value: "free-name", what: "a language", example: ":language python" },
        {
          name: "source",
          value: "choice",
          oneOf: ["breaks", "compatible", "unknown"],
          what: "a verdict",
          example: ":source compatible",
        },
        {
          name: "wire",
          value: "choice",
          oneOf: ["breaks", "compatible", "unknown"],
          what: "a verdict",
          example: ":wire compatible",
        },
        {
          name: "stored",
          value: "choice",
          oneOf: ["breaks", "compatible", "unknown"],
          what: "a verdict",
          example: ":stored compatible",
        },
        { ...because, required: true },
      ],
    },
  ),
  form(
    "boundary",
    ["universe"],
    "A rule of architecture: which services may not use which others.",
    '(boundary "web-*" :never-uses "store-*" :because "pages ask through an api")',
    {
      arguments: [{ kind: "string", what: "a service, or a glob of services" }],
      repeatable: true,
      options: [
        {
          name: "never-uses",
          value: "string",
          what: "a service, or a glob of services",
          example: ':never-uses "store-*"',
          required: true,
        },
        because,
      ],
    },
  ),
];

const hosts: readonly FormSpec[] = [
  unstamped(
    "repositories",
    ["universe"],
    "Where the services' repositories are.",
    '(repositories (github "acme/*" :topic service))',
    { holds: "forms" },
  ),
  ...["github", "gitlab"].map((head) =>
    form(head, ["repositories"], "Repositories of a host.", `(${head} "acme/*" :topic service)`, {
      arguments: [{ kind: "string", what: "an owner and a glob of names" }],
      repeatable: true,
      options: [{ name: "topic", value: "free-name", what: "a topic", example: ":topic service" }],
    }),
  ),
  unstamped("code-host", ["universe"], "Where drafts are proposed.", "(code-host github)", {
    arguments: [{ kind: "choice", what: "a code host", oneOf: ["github", "gitlab", "none"] }],
  }),
  unstamped(
    "schedule",
    ["universe"],
    "Runs a verb at fixed times.",
    '(schedule "0 6 * * 1" :do evolve)',
    {
      arguments: [{ kind: "string", what: "five fields of time" }],
      repeatable: true,
      options: [
        {
          name: "do",
          value: "choice",
          oneOf: ["evolve", "audit", "cascade"],
          what: "a verb",
          example: ":do evolve",
          required: true,
        },
        { name: "zone", value: "string", what: "a time zone", example: ':zone "Europe/Berlin"' },
      ],
    },
  ),
  form(
    "consumer",
    ["universe"],
    "Somebody who uses services and whose code is not here, such as an app.",
    "(consumer ios-app :outside :lag 180d (uses users (rpc get-user)))",
    {
      arguments: [named("the consumer's name")],
      docstring: true,
      holds: "forms",
      repeatable: true,
      options: [
        { name: "outside", value: "flag", what: "its code is elsewhere", example: ":outside" },
        {
          name: "lag",
          value: "duration",
          what: "how long an old version of it lives on",
          example: ":lag 180d",
        },
      ],
    },
  ),
];

const foreign: readonly FormSpec[] = [
  unstamped(
    "contract",
    ["service"],
    "The contract of a service whose code another generator owns.",
    '(contract "openapi.yaml")',
    { arguments: [{ kind: "string", what: "a file", many: "rest" }] },
  ),
  unstamped(
    "stamp",
    ["service"],
    "Another generator's stamp: the command, and the files that are its own.",
    '(stamp (run "npm run generate") (outputs "src/gen/**"))',
    { holds: "forms" },
  ),
  form("run", ["stamp"], "The command that stamps.", '(run "npm run generate")', {
    arguments: [{ kind: "string", what: "a command" }],
    required: true,
  }),
  form("outputs", ["stamp"], "Files that only the generator writes.", '(outputs "src/gen/**")', {
    arguments: [{ kind: "string", what: "a glob", many: "rest" }],
    required: true,
  }),
  unstamped(
    "code",
    ["service"],
    "What repair may touch, in place of custom code.",
    '(code "src/**" :except "src/gen/**")',
    {
      arguments: [{ kind: "string", what: "a glob", many: "rest" }],
      options: [
        { name: "except", value: "string", what: "a glob", example: ':except "src/gen/**"' },
      ],
    },
  ),
  unstamped("bench", ["service"], "The service's benchmarks.", '(bench "cargo bench")', {
    arguments: [{ kind: "string", what: "a command", many: "rest" }],
  }),
];

/** Rows of what surrounds services: new forms, accepted breaks, hosts, and services that others stamp. */
export const platformForms: readonly FormSpec[] = [...language, ...breaks, ...hosts, ...foreign];
