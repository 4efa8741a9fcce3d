import { expect, test } from "vitest";
import {
  buildModel,
  type Diagnostic,
  forms,
  type FormSpec,
  memberForms,
  type Source,
  typeForms,
} from "#intent";

const lang = "(lang intent 1.0)\n";
const universe: Source = { path: "universe.lisp", text: `${lang}(universe test (services "*"))` };
const others: readonly Source[] = [
  {
    path: "users/intent.lisp",
    text: `${lang}(service users (language rust)
      (entity User (id i32 :key)) (enum Plan free) (alias Cents i64) (error user-not-found)
      (union Contact (by-mail (address string)))
      (rpc get-user (out User)) (event user-created (user User)))`,
  },
];

const service = (body: string): Source => ({
  path: "test/intent.lisp",
  text: `${lang}(service tested (language typescript)\n${body})`,
});
const declared =
  '(entity User (id i32 :key) (email string :default "")) (entity Order (status Flow)) (enum Flow pending paid shipped held) (enum Plan free) ' +
  "(error user-not-found) (error bad-coupon) (rpc route (in (caller string)) (out bool)) (rpc create-user (in (email string)) (out User)) " +
  "(rpc get-user (in (id i32)) (out User))";
/** What a rule may hook into beside rpcs. */
const hooked = '(tool find-user "Finds.") (on users/user-created :do welcome)';
const inService =
  (before: string, after = ")") =>
  (example: string): readonly Source[] => [
    universe,
    service(`${declared} ${before} ${example}${after}`),
  ];
const machine = "(machine order-flow";
const ways = ["paid", "shipped", "held"].map(
  (to) => ` (transition go-${to} :from pending :to ${to})`,
);

/** A text in which a form stands where its place says, with what it refers to around it. */
const around: Readonly<Record<string, (example: string) => readonly Source[]>> = {
  "intent.lisp": (example) => [
    universe,
    { path: "test/intent.lisp", text: `${example.startsWith("(lang") ? "" : lang}${example}` },
  ],
  "universe.lisp": (example) => [
    { path: "universe.lisp", text: `${example.startsWith("(lang") ? "" : lang}${example}` },
  ],
  universe: (example) => [
    {
      path: "universe.lisp",
      text: `${lang}(universe test ${example.includes("(services") ? "" : '(services "*")'} ${
        // Nothing is a universe's own: what it names is another's.
        example.replace("(allow-break ", "(allow-break users/")
      })`,
    },
  ],
  service: (example) => [
    universe,
    example.startsWith("(language")
      ? { path: "test/intent.lisp", text: `${lang}(service tested ${example})` }
      : service(
          /^\((?:machine|rule|scenario|engine|tool|allow-break|crud)/.test(example)
            ? `${declared} ${example}`
            : example,
        ),
  ],
  gates: (example) => [universe, service(`(gates ${example})`)],
  "gates of a language": (example) => [
    {
      path: "universe.lisp",
      text: `${lang}(universe test (services "*") (gates rust ${example}))`,
    },
  ],
  bootstrap: (example) => [universe, service(`(bootstrap ${example})`)],
  crud: inService('(entity Thing (id uuid :key) (name string)) (crud Thing :path "/things"'),
  every: inService('(every "0 3 * * *" :do close-month'),
  rpc: (example) => [universe, service(`${declared} (rpc tested-rpc ${example})`)],
  tool: inService("(tool find-user"),
  util: (example) =>
    inService(
      `(util slugify${example.startsWith("(example") ? " (in (text string)) (out string)" : ""}`,
    )(example),
  engine: inService("(engine pricing (query total)"),
  command: inService("(engine pricing (command apply-coupon", "))"),
  query: inService("(engine pricing (query quote", "))"),
  rule: (example) =>
    inService(
      "(rpc quote (in (id uuid)) (out string) (errors bad-coupon)) (rule vip-first",
      `${/before|after/.test(example) ? "" : " (before (rpc quote))"})`,
    )(example),
  before: inService(`${hooked} (rule vip-first (before`, "))"),
  after: inService(`${hooked} (rule vip-first (after`, "))"),
  scenario: inService('(scenario "it works" (call create-user (email "ada@example.org") :as made)'),
  example: (example) =>
    inService(
      "(util slugify (in (text string)) (out string) (example",
      `${example.startsWith("(in") ? ' (out "a")' : ' (in (text "A"))'}))`,
    )(example),
  machine: (example) =>
    inService(
      machine,
      `${ways.join("")}${example.startsWith("(initial") ? "" : " (initial pending)"}${
        example.startsWith("(states") ? "" : " (states pending paid shipped held)"
      })`,
    )(example),
  stamp: (example) =>
    inService(
      '(contract "openapi.yaml") (stamp',
      `${example.startsWith("(run") ? ' (outputs "src/gen/**")' : ' (run "npm run generate")'})`,
    )(example),
  repositories: (example) => [
    {
      path: "universe.lisp",
      text: `${lang}(universe test (services "*") (repositories ${example}))`,
    },
  ],
  consumer: (example) => [
    {
      path: "universe.lisp",
      text: `${lang}(universe test (services "*") (consumer app :outside ${example}))`,
    },
  ],
  uses: (example) => [universe, service(`(uses users ${example})`)],
  on: (example) => [universe, service(`(on users/user-created :do welcome ${example})`)],
};

/** The diagnostics of a form's example in one of its places; a file without its main form is no news here. */
function check(form: FormSpec, place: string): Diagnostic[] {
  const draw = around[place];
  if (draw === undefined) throw new Error(`no text around ${place}`);
  const sources = draw(form.example);
  const needsUsers = !form.example.includes("(service users");
  const [, diagnostics] = buildModel([...sources, ...(needsUsers ? others : [])]);
  return diagnostics.filter(
    (one) => one.code !== "service-missing" && one.code !== "universe-missing",
  );
}

const places = forms.flatMap((form) => form.in.map((place) => ({ form, place })));

test.each(places)("the example of $form.id in $place checks clean", ({ form, place }) => {
  expect(check(form, place)).toEqual([]);
});

test("the examples of fields, variants and types check clean", () => {
  const { entity, in: input, error, event, config, variant } = memberForms;
  // A stream is what an rpc answers with, and no field holds one.
  const { stream, ...held } = typeForms;
  const types = Object.values(held).map((one, index) => `(field-${index} ${one.example})`);
  const source = service(`
    (entity User (id i32) ${entity.example})
    (rpc find (in ${input.example} ${types.join(" ")}) (out ${stream.example}))
    (error gone ${error.example})
    (event made ${event.example})
    (bootstrap (config ${config.example}))
    (enum Plan ${variant.example})`);
  expect(buildModel([universe, ...others, source])[1]).toEqual([]);
});

test("every option's example is the option", () => {
  for (const form of [...forms, ...Object.values(memberForms)]) {
    for (const option of form.options) expect(option.example.split(" ")[0]).toBe(`:${option.name}`);
  }
});

test("ids are unique, and every place is a form or a file", () => {
  const ids = forms.map((form) => form.id);
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Set([...ids, "intent.lisp", "universe.lisp"]);
  expect(forms.flatMap((form) => form.in).filter((place) => !known.has(place))).toEqual([]);
});
