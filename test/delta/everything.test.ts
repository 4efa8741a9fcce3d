import { describe, expect, test } from "vitest";
import { diffModels, type Model } from "#intent";
import { modelOf } from "../support/model-of.ts";
import { base } from "./cases.ts";
import { patternBase } from "./pattern-cases.ts";
import { universeBase } from "./universe-cases.ts";

/** What no meaning hangs on: places in texts, and what follows from the rest of the model. */
const meaningless = new Set(["unstamped", "file", "directory"]);
const means = (key: string): boolean => !meaningless.has(key) && !/span$/i.test(key);

/** What need not be said. `since`, `number` and their like stand in the extra text below. */
const optional = new Set(
  (
    "doc was since number wire default because zone guard of lag topic codeHost except stamp foreign output error as " +
    "http auth idempotent for retry backoff timeout deadLetter keep parallel overlap catchUp use language source stored"
  ).split(" "),
);

/** Makes another value of a leaf; `undefined` where it is no leaf, or tells variants of the model's own types apart. */
function changed(key: string, value: unknown): unknown {
  if (key === "language") return value === "rust" ? "python" : "rust";
  if (key === "primitive") return value === "bytes" ? "duration" : "bytes";
  if (typeof value === "string") return key === "kind" ? undefined : `${value}-x`;
  if (typeof value === "number") return value + 1;
  return typeof value === "boolean" ? !value : undefined;
}

/** Marks that only fields of entities have, and which crud an rpc is made of; no form can say them. */
const unsayable = /(?:(?:input|config)\[\d+\]\.(?:key|unique)|\.crud\.(?:entity|does))$/;

interface Edit {
  readonly path: string;
  readonly value: unknown;
}

/** Every way to change one leaf of plain data, or to take one item out of one of its lists. */
function* editsOf(value: unknown, path: string, key = ""): Generator<Edit> {
  const other = changed(key, value);
  if (other !== undefined) yield { path, value: other };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield { path: `${path}[${index}] gone`, value: value.toSpliced(index, 1) };
      for (const edit of editsOf(item, `${path}[${index}]`, key))
        yield { path: edit.path, value: value.with(index, edit.value) };
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (!means(name)) continue;
      // A service's language and what an example gives are always said.
      const always = "outputSpan" in value || (name === "language" && "tier" in value);
      if (optional.has(name) && !always) {
        const { [name]: _gone, ...rest } = Object.fromEntries(Object.entries(value));
        yield { path: `${path}.${name} gone`, value: rest };
      }
      const primitive = name === "name" && "kind" in value && value.kind === "primitive";
      for (const edit of editsOf(inner, `${path}.${name}`, primitive ? "primitive" : name))
        yield { path: edit.path, value: { ...value, [name]: edit.value } };
    }
  }
}

/** Leaves of a universe and of each of its services, changed one at a time, that the diff does not tell of. */
function untold(model: Model): { paths: string[]; tried: number } {
  const paths: string[] = [];
  let tried = 0;
  const look = ({ path, value }: Edit, after: (value: never) => Model): void => {
    tried += 1;
    // The edits keep the shape of what they change: only leaves are others.
    const other = after(value as never);
    const told = [diffModels(model, other), diffModels(other, model)];
    if (told.some(({ changes }) => changes.length === 0)) paths.push(path);
  };
  for (const edit of editsOf(model.universe, "universe"))
    look(edit, (universe) => ({ ...model, universe }));
  for (const [name, service] of model.services) {
    // A service of another name is another service.
    for (const edit of editsOf(service, name))
      if (edit.path !== `${name}.name` && !unsayable.test(edit.path))
        look(edit, (value) => ({ ...model, services: new Map(model.services).set(name, value) }));
  }
  return { paths, tried };
}

/** What the other texts leave out: lifecycles, bounds, every clause, and a service that another generator stamps. */
const rest = `
(universe shop "All." (services "services/*") (gates rust (setup "a") (check "b") (lint "c") (test "d")) (limits :repair-cycles 2 :minutes 9 :usd 1 :rounds 5 :tokens 100) (sandbox bwrap) (delivery land)
  (schedule "0 6 * * 1" :do audit :zone "Europe/Berlin"))

(service all "All." :since v1 :until v9 (language rust) (governance polisher) (tier behemoth) (gates (test "x")) (limits :usd 2) (bench "a")
  (contract "a.yaml") (stamp (run "a") (outputs "b")) (code "c" :except "d")
  (entity Thing "A." :was Object :since v2 :until v3 :number 4
    (id uuid "B." :key :was key-of :since v2 :until v3 :number 7)
    (size i32 :min 1 :max 9 :wire "s" :default 3)
    (text string :unique :length 9 :pattern "^a$" :secret))
  (enum Kind "A." :was Sort :since v2 (one "B." :was uno :wire "1" :since v2 :number 3) two)
  (union Shape "A." :was Form :number 2 (dot "B." :was point :wire "d" :since v2 (x i32)) (line (to i32)))
  (alias Size i32 "A." :was Extent :since v2)
  (error gone "A." :was lost :status 410 :since v2)
  (rpc act "A." :was do-it :since v2 (in (id uuid)) (out Thing) (errors gone)
    (http post "/act") (auth "a") (idempotent :for 24h) (retry 5 :backoff 2s) (timeout 5s) (dead-letter :keep 14d) (parallel 8) (overlap skip) (catch-up last))
  (event made "A." :was born :since v2 (id uuid))
  (tool find "A." :was seek :since v2 (in (id uuid)) (out Thing) (errors gone))
  (machine life "A." :was flow :since v2 (initial on) (states on off) (transition stop "B." :was halt :from on :to off :guard may-stop))
  (util trim "A." :was cut :since v2 (in (text string)) (out string) (example (in (text "a ")) (out "a")))
  (engine core "A." :was heart :since v2 (command put "B." :was set :since v2 (in (id uuid)) (out Thing) (errors gone)) (invariant "it holds"))
  (rule first "A." :was begin :since v2 (after (rpc act :as thing)) (in (id uuid) (thing Thing)) (out Thing) (errors gone))
  (scenario "it works" (call act (id "6f1c2b7a-3d49-4e4e-9f2b-0a1b2c3d4e5f") :as made) (expect (size 3)) (call act (id "7f1c2b7a-3d49-4e4e-9f2b-0a1b2c3d4e5f")) (expect :error gone)))`;

describe("whatever changes in a model is told", () => {
  for (const [name, text] of [
    ["types, rpcs and events", base],
    ["patterns", patternBase],
    ["what surrounds services", universeBase],
    ["what else can be said", rest],
  ] as const) {
    test(name, () => {
      const { paths, tried } = untold(modelOf(text));
      expect(paths).toEqual([]);
      expect(tried).toBeGreaterThan(100);
    });
  }
});
