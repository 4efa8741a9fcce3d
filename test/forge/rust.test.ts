import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readMarker, stamp, type StampedFile } from "#forge";
import type { Model } from "#intent";
import { modelOf } from "../support/model-of.ts";
import {
  modelOfSources,
  randomModel,
  randomUniverse,
  type RandomUniverse,
} from "../support/random-universe.ts";
import { intentsOf, modelFrom, shippedTemplates } from "../support/stamp-python.ts";
import {
  complaintsOf,
  generatedOf,
  givenTestsOf,
  sha256,
  stampRust,
  writeCrate,
} from "../support/stamp-rust.ts";
import { installation, leftOut } from "../support/tools.ts";

const cases = join(import.meta.dirname, "../cases/forge/rust");
const templates = await shippedTemplates();

/** Runs `body` in a folder of its own. */
function inFolder<T>(body: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "flywheel-rust-"));
  try {
    return body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The stamped file of the one Rust service, its marker without digests, compared with the expected file. */
async function check(name: string, ...intents: string[]): Promise<void> {
  const [text = ""] = generatedOf(stampRust(modelOf(...intents), templates));
  const bare = text.replace(/digest=\S+ templates=\S+/, "digest=… templates=…");
  await expect(bare).toMatchFileSnapshot(join(cases, `${name}.rs`));
}

test("a service with nothing in it", () => check("empty", "(service porch (language rust))"));

test("an entity with every kind of field", () =>
  check(
    "fields",
    `(service shelf "Things." (language rust)
  (enum Mood "How it is." calm (wild "Beware." :wire "WILD"))
  (entity Thing "One thing." (id i64 :key) (mood Mood :default wild) (type string :default "x") (old-hat (optional i64) :was hat)
    (next (optional Thing)) (when timestamp) (price decimal :default 1.50) (waits (map string (list duration)))))`,
  ));

test("pure functions and what they answer", () =>
  check(
    "utils",
    `(service desk "Counts." (language rust)
  (enum Mood calm wild)
  (entity Seat (row i32))
  (util seats-of "Which seats there are." (in (rows (list Seat)) (mood Mood :default calm)) (out (list Seat))
    (example (in (rows ())) (out ())))
  (util the-best-price-that-anybody-has-ever-seen (in (when (optional timestamp)) (from decimal :min 0)) (out (map string decimal))))`,
  ));

test("an engine, what it answers and what holds of it", () =>
  check(
    "engines",
    `(service till "Sells." (language rust)
  (entity Line (product string) (count u32))
  (error too-much (limit u32))
  (engine basket "What is bought together."
    (command add "Puts something into it." (in (line Line)) (out u32) (errors too-much bell/gone))
    (command clear)
    (query lines (in (most (optional u32))) (out (list Line)))
    (invariant "a total is never negative"))
  (engine idle (query ask (out bool))))`,
    `(service bell (language typescript) (error gone))`,
  ));

test("a union, its cases and who holds it", () =>
  check(
    "unions",
    `(service desk (language rust)
  (union Route "Where to." (by-sea "Slowly." (port string) (days i64 :default 12)) (by-air :wire "air") (back (of Route) (last (optional Stop))))
  (entity Stop (reached-by Route) (others (list Route)) (before (optional Stop)))
  (uses bell (union Tune)))`,
    `(service bell (language typescript) (union Tune "Docs stay at home." (hum (hertz f64)) (rest)))`,
  ));

test("machines: of a field, of another service's field, and of no field", () =>
  check(
    "machines",
    `(service desk (language rust)
  (enum Fate waiting (seated :wire "SAT") gone paying)
  (entity Guest "Who comes." (name string) (fate Fate :default waiting))
  (machine visit "How a guest is served.\nFrom door to door." (for Guest.fate) (initial waiting) (states waiting seated gone)
    (transition seat "Shows the way." :from waiting :to seated :guard table-is-free)
    (transition leave :from seated :to gone :guard has-paid)
    (transition leave :from waiting :to gone))
  (machine bell-flow (for tower/Bell.mood) (initial quiet) (states quiet loud-as-never-before-in-this-town)
    (transition ring-it-until-everybody-is-awake :from quiet :to loud-as-never-before-in-this-town :guard the-neighbours-agree-to-it)
    (transition hush :from loud-as-never-before-in-this-town :to quiet))
  (machine door (initial shut) (states shut ok) (transition push :from shut :to ok) (transition slam :from ok :to shut :guard is-windy))
  (machine statue (initial standing) (states standing)))`,
    `(service tower (language typescript)
  (enum Mood quiet loud-as-never-before-in-this-town) (entity Bell (mood Mood) (hours (list i64))))`,
  ));
/** An intent that the other languages have among their cases. */
const inRust = (service: string): string =>
  readFileSync(join(cases, `../typescript/services/${service}/intent.lisp`), "utf8")
    .replace("(lang intent 1.0)", "")
    .replace("language typescript", "language rust");

test("fields with bounds, secrets, settings with both", () => check("limits", inRust("limits")));

test("what is renamed, read in two forms", () => check("moves", inRust("moves")));

test("pages and patches", () => check("parts", inRust("parts")));

test("what is kept", () => check("kept", inRust("kept")));

test("what is kept in SQLite", () => check("tabled", inRust("tabled")));

test("what is kept in PostgreSQL", () => check("pooled", inRust("pooled")));

test("an rpc, its errors, an event, a listener and a client", () =>
  check(
    "calls",
    `(service desk (language rust)
  (uses bell (rpc ring))
  (error too-late :status 410 (minutes i32))
  (rpc book "Books a seat." (in (row i32)) (out i64) (errors too-late bell/no-answer))
  (event booked (row i32))
  (on bell/rang :do answer)
  (bootstrap (config (rows u32 :default 9 :min 1 :max 40) (sign string))))`,
    `(service bell (language typescript)
  (error no-answer (tries u64))
  (rpc ring "Docs stay at home." (out (list i64)) (errors no-answer))
  (event rang (at timestamp)))`,
  ));

test("aliases alone of what is used", () =>
  check(
    "aliases",
    `(service desk (language rust) (uses bell (alias Tone Tones)))`,
    `(service bell (language typescript)
  (alias Tone i64) (alias Tones (map string (list Tone))) (alias Unused string))`,
  ));

const example = modelFrom(intentsOf(join(installation, "universe.example")));

test("the example is freshly stamped", () => {
  for (const { path, text, kind } of stampRust(example, templates))
    if (kind === "stamped")
      expect(readFileSync(join(installation, "universe.example", path), "utf8"), path).toBe(text);
});

test("stamped files carry the marker of their service", () => {
  for (const text of generatedOf(stampRust(example, templates)))
    expect(readMarker(text)).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test("scaffolds hold no pretence", () => {
  const scaffolds = stampRust(example, templates).filter(({ kind }) => kind === "scaffold");
  expect(scaffolds.map(({ path }) => path.replace(/^services\/\w+\//, ""))).toContain(
    "src/custom.rs",
  );
  for (const { text } of scaffolds)
    expect(text).not.toMatch(/todo!|unimplemented!|panic!|unwrap\(\)/);
});

/** The same model with its services in another order. */
const shuffled = (model: Model, order: readonly number[]): Model => {
  const services = [...model.services].map((entry, index) => ({
    entry,
    at: order[index % order.length] ?? 0,
  }));
  return {
    ...model,
    services: new Map(services.toSorted((a, b) => a.at - b.at).map(({ entry }) => entry)),
  };
};

test("any order of services and any choice of them gives the same bytes", () => {
  const orders = fc.array(fc.nat(), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(randomModel({ machines: true, utils: true }), orders, (model, order) => {
      const all = stamp(model, templates, { sha256 });
      expect(stamp(shuffled(model, order), templates, { sha256 }).services).toEqual(all.services);
      for (const service of all.services) {
        const alone = stamp(model, templates, { sha256, services: [service.name] });
        expect(alone.services).toEqual([service]);
      }
    }),
    { numRuns: 30 },
  );
});

const goldens = ["empty", "fields", "unions", "machines", "parts", "kept", "calls"].map((name) =>
  readFileSync(join(cases, `${name}.rs`), "utf8"),
);

// Intents and not models, so that a failure prints what a person can stamp again.
const universes = fc.array(
  randomUniverse({ languages: ["rust"], machines: true, partial: true, utils: true }),
  {
    minLength: 6,
    maxLength: 6,
  },
);
const filesOf = (drawn: readonly RandomUniverse[]): StampedFile[] =>
  drawn.flatMap(({ sources }) => [...stampRust(modelOfSources(sources), templates)]);
const stampedOf = (drawn: readonly RandomUniverse[]): readonly string[] =>
  generatedOf(filesOf(drawn));

test("rustfmt changes nothing in what is stamped of random universes", { timeout: 120_000 }, () => {
  if (leftOut("rustfmt on random universes", "rustfmt")) return;
  fc.assert(
    fc.property(universes, (drawn) => {
      const files = filesOf(drawn);
      const said = inFolder((folder) => {
        const paths = writeCrate(folder, [...generatedOf(files), ...givenTestsOf(files)]);
        // rustfmt follows modules: each has what its tests ask.
        for (const path of paths) {
          mkdirSync(path.slice(0, -".rs".length));
          writeFileSync(join(path.slice(0, -".rs".length), "subject.rs"), "pub struct Subject;\n");
        }
        return complaintsOf(folder, "rustfmt", "--check", "--edition", "2024", ...paths);
      });
      expect(said).toBe("");
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

test("clippy has nothing to say of the cases and of random universes", { timeout: 400_000 }, () => {
  if (leftOut("clippy on random universes", "cargo")) return;
  fc.assert(
    fc.property(universes, (drawn) => {
      const texts = [...goldens, ...stampedOf(drawn)];
      const said = inFolder((folder) => {
        // What has routes holds its document, which other tests look at.
        writeCrate(folder, texts, { "src/generated.openapi.json": "{}" });
        return complaintsOf(folder, "cargo", "clippy", "--quiet", "--", "-D", "warnings");
      });
      expect(said).toBe("");
    }),
    { numRuns: 1, endOnFailure: true },
  );
});

test("two fields with bounds whose names come to one are refused", () => {
  const model = modelOf(
    "(service desk (language rust) (entity Tin (b-c i32 :min 1)) (entity TinB (c i32 :min 1)))",
  );
  const { diagnostics } = stamp(model, templates, { sha256 });
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ["name-taken", expect.stringContaining("bounds::TinBC")],
  ]);
});
