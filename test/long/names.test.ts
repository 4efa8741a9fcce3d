import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { afterAll, expect, test } from "vitest";
import { stamp } from "#forge";
import { buildModel, hasErrors, type Language, type Model, type Source } from "#intent";
import { compilers, type Unit } from "../support/exercise/compile.ts";
import { exerciseOf } from "../support/exercise/parts.ts";
import { random } from "../support/random.ts";
import { shippedTemplates } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";
import { leftOut } from "../support/tools.ts";

// A thousand names, most of them meant badly, in every place where an intent takes one: what is not refused is stamped
// into files of its own service, and compiles, with code beside it that uses all of it. FLYWHEEL_SEED replays a run.

const seed = Number(process.env["FLYWHEEL_SEED"] ?? 1);
const count = 1000;
/** Names that are tried in one service; more would hide collisions, fewer would start compilers for little. */
const together = 25;

const words = (text: string): string[] => text.split(" ");
/** Words that mean something to a language, to its library, to what stamped code uses, or to a disk. */
const meant = words(
  "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self static struct super trait true type unsafe use where while abstract become box do final macro override priv try typeof unsized virtual yield union gen " +
    "arguments case catch class constructor debugger declare default delete eval export extends finally function get implements import instanceof interface module namespace new null of package private protected prototype public require satisfies set super switch symbol this throw undefined var void with toString valueOf hasOwnProperty then globalThis NaN Infinity process Buffer " +
    "False None True and assert cls def del elif except exec from global is lambda nonlocal not or pass print raise id list dict str int float bytes object property super field fields copy json model validator model-config model-fields model-validate schema Config type hash repr init str dir main name file doc " +
    "con prn aux nul com1 lpt9 CON Nul generated generated-wire custom builders main lib test tests index node-modules target src users users-client client server router ctx input output context error result ok err option some value values unknown code status message details data event events topic transport timeout url path method handler serve listen call publish wire page stream file patch",
);
const crooked = words(
  '../up a/b a.b /abs a\\b a:b __proto__ _under under_ a--b -a a- 1a 9 a1b2 A a AA aA Aa aB a-b-c-d-e-f HTTPRoute httpRoute HttpRoute http-route HTTP v2 v-2 x86-64 é naïve имя 名前 a\u200Bb a\u202Eb \u00AAb $a a$b a! a? a* %a #a @a ,a `a \'a "a" (a) a) :a ;a',
);

/** One name: a word that means something, a crooked one, or letters at random, sometimes in another casing. */
function nameOf(next: () => number, said: readonly string[]): string {
  const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)] ?? "";
  const kind = next();
  if (next() < 0.25) return pick(said);
  if (kind < 0.2) return pick(crooked);
  const letters = Array.from({ length: 1 + Math.floor(next() ** 3 * 70) }, () =>
    pick(words("a b c d e m n o x y z A B Z 0 1 9 - -")),
  ).join("");
  const word = kind < 0.7 ? pick(meant) : kind < 0.8 ? `${pick(meant)}-${pick(meant)}` : letters;
  const casing = next();
  if (casing < 0.4) return word;
  const pascal = word
    .split("-")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
  return casing < 0.8 ? pascal : word.toLowerCase();
}

/** Every place that takes a name, with what stands around it; `n` keeps the rest apart. */
const places: Readonly<Record<string, (name: string, n: number) => string>> = {
  entity: (name) => `(entity ${name} (id i64 :key))`,
  field: (name, n) => `(entity Holder${n} (${name} string))`,
  enum: (name) => `(enum ${name} one two)`,
  variant: (name, n) => `(enum Choice${n} ${name} other)`,
  union: (name) => `(union ${name} (one (id i64)) (other))`,
  case: (name, n) => `(union Either${n} (${name} (amount i64)) (${name}-more))`,
  "field of a case": (name, n) => `(union Or${n} (one (${name} string)) (other))`,
  alias: (name) => `(alias ${name} string)`,
  rpc: (name) => `(rpc ${name} (in (amount i64)) (out string))`,
  parameter: (name, n) => `(rpc call-${n} (in (${name} i64)) (out string))`,
  error: (name) => `(error ${name} :status 404 (amount i64))`,
  "field of an error": (name, n) => `(error oops-${n} :status 404 (${name} string))`,
  event: (name) => `(event ${name} (amount i64))`,
  "field of an event": (name, n) => `(event told-${n} (${name} string))`,
  machine: (name) =>
    `(machine ${name} (initial one) (states one other) (transition go :from one :to other :guard may))`,
  state: (name, n) =>
    `(machine flow-${n} (initial ${name}) (states ${name} other) (transition go :from ${name} :to other))`,
  transition: (name, n) =>
    `(machine way-${n} (initial one) (states one other) (transition ${name} :from one :to other))`,
  guard: (name, n) =>
    `(machine gate-${n} (for Gate${n}.mood) (initial one) (states one two) (transition go :from one :to two :guard ${name})) (enum Mood${n} one two) (entity Gate${n} (mood Mood${n}))`,
  setting: (name) => `(bootstrap (config (${name} string :default "x")))`,
};

interface Service {
  readonly name: string;
  readonly forms: readonly string[];
}

const sourcesOf = (language: Language, { name, forms }: Service): Source[] => [
  { path: "universe.lisp", text: '(lang intent 1.0)\n\n(universe u (services "services/*"))\n' },
  {
    path: "services/one/intent.lisp",
    text: `(lang intent 1.0)\n\n(service ${name} (language ${language})\n  ${forms.join("\n  ")})\n`,
  },
];

const templates = await shippedTemplates();

/** The model of a service, where neither a check nor a stamp has anything against it. */
function accepted(language: Language, service: Service): Model | undefined {
  const [model, found] = buildModel(sourcesOf(language, service));
  if (model === undefined || hasErrors(found) || model.services.size === 0) return undefined;
  return stamp(model, templates, { sha256 }).diagnostics.length > 0 ? undefined : model;
}

/** A service of every kind of thing, whose stamped code says the names that are hardest to give to something else. */
const fullest: Service = {
  name: "fullest",
  forms: [
    "(entity Thing (id uuid :key) (at timestamp) (day date) (price decimal) (raw bytes) (parts (list i64)) (by (map string u64)) (kind Kind) (whence Whence) (note (optional string)))",
    "(enum Kind one two)",
    '(union Whence (found (place string) (by (optional Thing))) (bought :wire "paid" (price decimal)) (unheard))',
    "(alias Label string)",
    "(error gone :status 410 (at timestamp))",
    "(rpc fetch (in (id uuid)) (out Thing) (errors gone))",
    "(rpc remove (in (id uuid)))",
    "(event made (thing Thing))",
    "(bootstrap (config (limit i64 :default 3)))",
  ],
};

/** The names that a language's stamped code says, as an intent would spell a type and as it would spell the rest. */
function saidIn(language: Language): string[] {
  const model = accepted(language, fullest);
  if (model === undefined) throw new Error("the fullest service is refused");
  const { services } = stamp(model, templates, { sha256 });
  const files = services.flatMap((one) => one.files);
  const names = [
    ...new Set(
      files
        .map((one) => one.text)
        .join("\n")
        .match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [],
    ),
  ].sort();
  return names.flatMap((name) => [name, name.replaceAll(/_/g, "-").toLowerCase()]);
}

/** A service that is not refused, with its model. */
interface Taken {
  readonly wanted: Service;
  readonly model: Model;
}

/** What a model's one service is stamped as; fails where a file stands elsewhere. */
function unitOf({ wanted, model }: Taken, key: string): Unit {
  const [service] = model.services.values();
  if (service === undefined) throw new Error(`${wanted.name} has no service`);
  const { services, diagnostics } = stamp(model, templates, { sha256 });
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  const files = services.flatMap((one) => one.files);
  const outside = files.filter(
    ({ path }) => posix.normalize(path) !== path || !path.startsWith("services/one/"),
  );
  expect(outside.map(({ path }) => path)).toEqual([]);
  const before = files.filter(({ kind }) => kind === "stamped");
  const exercise = exerciseOf(model, service);
  return {
    key,
    side: "before",
    subject: {
      service: service.name,
      exercise,
      model,
      before,
      after: before,
      foretold: "not reached",
    },
  };
}

/** Services that hold the names that are not refused, as many in each as go together, and how many were refused. */
function tried(language: Language): { readonly taken: Taken[]; readonly refused: number } {
  const next = random(seed);
  const said = saidIn(language);
  const kinds = Object.values(places);
  const taken: Taken[] = [];
  let refused = 0;
  let open: Taken | undefined;
  const take = (wanted: Service): Taken | undefined => {
    const model = accepted(language, wanted);
    return model && { wanted, model };
  };
  for (let n = 0; n < count; n++) {
    const name = nameOf(next, said);
    // One name of twenty is a service's own.
    if (n % 20 === 0) {
      const one = take({ ...fullest, name });
      if (one === undefined) refused++;
      else taken.push(one);
      continue;
    }
    const form = kinds[n % kinds.length]?.(name, n) ?? "";
    const alone = take({ name: "together", forms: [form] });
    if (alone === undefined) {
      refused++;
      continue;
    }
    const forms = [...(open?.wanted.forms ?? []), form];
    const more = forms.length > together ? undefined : take({ name: "together", forms });
    if (more === undefined && open !== undefined) taken.push(open);
    open = more ?? alone;
  }
  if (open !== undefined) taken.push(open);
  return { taken, refused };
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const needs = { typescript: [], rust: ["cargo"], python: ["python"] } as const;

test.each(["typescript", "rust", "python"] as const)(
  `a thousand names in %s: each is refused, or its code compiles (seed ${seed})`,
  { timeout: 1_800_000 },
  (language) => {
    if (leftOut(`names in ${language}`, ...needs[language])) return;
    const { taken, refused } = tried(language);
    const folder = mkdtempSync(join(tmpdir(), "flywheel-names-"));
    folders.push(folder);
    const units = new Map(taken.map((one, at) => [`p${at}_names`, one]));
    const errors = compilers[language](
      folder,
      [...units].map(([key, one]) => unitOf(one, key)),
    );
    const failed = [...errors].map(([key, all]) => ({ ...units.get(key)?.wanted, all }));
    expect(failed).toEqual([]);
    // A table that refused everything, or nothing, would show nothing.
    expect(refused).toBeGreaterThan(count / 10);
    expect(refused).toBeLessThan((count * 9) / 10);
    process.stdout.write(
      `${language}: ${refused} of ${count} names refused, the others in ${units.size} services\n`,
    );
  },
);
