import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readMarker, stamp } from "#forge";
import type { Model } from "#intent";
import { modelOf } from "../support/model-of.ts";
import {
  modelOfSources,
  randomModel,
  randomUniverse,
  type RandomUniverse,
} from "../support/random-universe.ts";
import { intentsOf, modelFrom, shippedTemplates } from "../support/stamp-python.ts";
import { complaintsOf, generatedOf, sha256, stampRust, writeCrate } from "../support/stamp-rust.ts";
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

test("a union, its cases and who holds it", () =>
  check(
    "unions",
    `(service desk (language rust)
  (union Route "Where to." (by-sea "Slowly." (port string) (days i64 :default 12)) (by-air :wire "air") (back (of Route) (last (optional Stop))))
  (entity Stop (reached-by Route) (others (list Route)) (before (optional Stop)))
  (uses bell (union Tune)))`,
    `(service bell (language typescript) (union Tune "Docs stay at home." (hum (hertz f64)) (rest)))`,
  ));

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
    fc.property(randomModel(), orders, (model, order) => {
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

const goldens = ["empty", "fields", "unions", "calls"].map((name) =>
  readFileSync(join(cases, `${name}.rs`), "utf8"),
);

// Intents and not models, so that a failure prints what a person can stamp again.
const universes = fc.array(randomUniverse({ languages: ["rust"] }), { minLength: 6, maxLength: 6 });
const stampedOf = (drawn: readonly RandomUniverse[]): string[] =>
  drawn.flatMap(({ sources }) => generatedOf(stampRust(modelOfSources(sources), templates)));

test("rustfmt changes nothing in what is stamped of random universes", { timeout: 120_000 }, () => {
  if (leftOut("rustfmt on random universes", "rustfmt")) return;
  fc.assert(
    fc.property(universes, (drawn) => {
      const texts = stampedOf(drawn);
      const said = inFolder((folder) => {
        const paths = writeCrate(folder, texts);
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
        writeCrate(folder, texts);
        return complaintsOf(folder, "cargo", "clippy", "--quiet", "--", "-D", "warnings");
      });
      expect(said).toBe("");
    }),
    { numRuns: 1, endOnFailure: true },
  );
});
