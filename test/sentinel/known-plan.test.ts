import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sample } from "fast-check";
import { expect, test } from "vitest";
import { buildModel, hasErrors, type Consulted, type Host, type Source } from "#intent";
import {
  isSound,
  keepSensed,
  loadUniverse,
  planDocument,
  sense,
  senseKnown,
  type PlanDocument,
} from "#sentinel";
import { createHost } from "../../cli/host/index.ts";
import { randomChange } from "../support/exercise/random-change.ts";
import { randomUniverse } from "../support/random-universe.ts";
import { random } from "../support/random.ts";
import { git, repositoryWith, temporaryFolder, writeFiles } from "../support/repository.ts";
import { shippedTemplates } from "../support/stamp-python.ts";

/** A host whose clock is ahead, so that files which were just written count as settled, and that remembers what was read. */
function watchedHost(): {
  readonly host: Host;
  readonly read: Set<string>;
  readonly kept: Map<string, string>;
} {
  const real = createHost();
  const read = new Set<string>();
  const kept = new Map<string, string>();
  const seen =
    <T>(reader: (path: string) => T) =>
    (path: string): T => {
      read.add(path);
      return reader(path);
    };
  const host: Host = {
    ...real,
    clock: { ...real.clock, now: () => real.clock.now() + 60_000 },
    files: {
      ...real.files,
      readText: seen(real.files.readText),
      readTextNow: seen(real.files.readTextNow),
    },
    kept: { read: (name) => kept.get(name), keep: (name, text) => void kept.set(name, text) },
  };
  return { host, read, kept };
}

const mark = "these templates";

/** The plan when everything is read, kept for the next; the codes of the errors where there are some. */
async function whole(host: Host, root: string): Promise<PlanDocument | string> {
  const looked = host.clock.now();
  const consulted = new Map<string, Consulted>();
  const universe = await loadUniverse(host, root, consulted);
  if (!isSound(universe)) return universe.diagnostics.map(({ code }) => code).join(" ");
  const sensed = await sense(host, universe, await shippedTemplates());
  await keepSensed(host, { sensed, mark, looked, consulted }, 1);
  return planDocument(sensed);
}

async function known(host: Host, root: string): Promise<PlanDocument | undefined> {
  const sensed = await senseKnown(host, root, mark);
  return sensed === undefined ? undefined : planDocument(sensed);
}

const write = (root: string, sources: readonly Source[]): void =>
  writeFiles(root, Object.fromEntries(sources.map(({ path, text }) => [path, text])));

/** Texts with one piece taken out somewhere: mostly broken, sometimes only another meaning. */
function damaged(sources: readonly Source[], next: () => number): Source[] {
  const at = 1 + Math.floor(next() * (sources.length - 1));
  return sources.map((source, index) => {
    if (index !== at) return source;
    const start = Math.floor(next() * source.text.length);
    const end = start + 1 + Math.floor(next() * 40);
    return { ...source, text: source.text.slice(0, start) + source.text.slice(end) };
  });
}

const seed = Number(process.env["FLYWHEEL_SEED"] ?? 20261122);

test(`what is known says what the whole says, over random universes and edits (seed ${seed})`, async () => {
  const universes = sample(
    randomUniverse({
      servicesMin: 4,
      servicesMax: 10,
      unstamped: true,
      machines: true,
      utils: true,
    }),
    {
      seed,
      numRuns: 12,
    },
  );
  const counts = { known: 0, broken: 0, silent: 0 };
  for (const [number, { sources }] of universes.entries()) {
    const next = random(seed + number);
    const [model] = buildModel(sources);
    if (model === undefined) throw new Error("a random universe is wrong");
    const root = temporaryFolder();
    repositoryWith(root, Object.fromEntries(sources.map(({ path, text }) => [path, text])));
    const { host } = watchedHost();
    await whole(host, root);
    let now: readonly Source[] = sources;
    for (let step = 0; step < 8; step++) {
      const [standing, found] = buildModel(now);
      const isBroken = standing === undefined || hasErrors(found);
      const base =
        isBroken || next() < 0.3 ? { sources, model } : { sources: now, model: standing };
      const change = randomChange(base.sources, base.model, seed + number * 100 + step);
      now = next() < 0.25 ? damaged(base.sources, next) : (change?.sources ?? sources);
      write(root, now);
      const said = await known(host, root);
      // Sensed by another host, so that what is known stays as old as it is; now and then it is learnt anew.
      const all = await whole(next() < 0.2 ? host : watchedHost().host, root);
      const context = `universe ${number}, step ${step}: ${change?.what ?? "nothing"}`;
      if (typeof all === "string") {
        counts.broken++;
        expect(said, `${context}: ${all}`).toBeUndefined();
      } else if (said === undefined) counts.silent++;
      else {
        counts.known++;
        expect(said, context).toEqual(all);
      }
    }
  }
  // Silent only where a service is called otherwise after a piece was taken out.
  expect(counts.silent).toBeLessThanOrEqual(3);
  expect(counts.known).toBeGreaterThan(50);
  expect(counts.broken).toBeGreaterThan(5);
});

const service = (name: string, forms: string): [path: string, text: string] => [
  `services/${name}/intent.lisp`,
  `(lang intent 1.0)\n\n(service ${name} (language typescript) ${forms})\n`,
];

/** `far` holds what `near` holds of `middle`, `aside` uses another type of `middle`, and nobody uses `alone`. */
const chained: Readonly<Record<string, string>> = Object.fromEntries([
  ["universe.lisp", '(lang intent 1.0)\n\n(universe u (services "services/*"))\n'],
  service("middle", "(entity Held (id i64 :key)) (entity Other (id i64 :key))"),
  service("near", "(entity Holder (held middle/Held)) (entity Plain (id i64 :key))"),
  service("far", "(entity Last (holder near/Holder))"),
  service("aside", "(entity Own (plain near/Plain))"),
  service("alone", "(entity Lone (id i64 :key))"),
]);

const heldText =
  chained["services/middle/intent.lisp"]?.replace("Held (id i64", "Held (id uuid") ?? "";

/** A universe that was sensed whole, and what it is sensed by. */
async function learnt(files = chained): Promise<{ root: string } & ReturnType<typeof watchedHost>> {
  const root = temporaryFolder();
  repositoryWith(root, files);
  const watched = watchedHost();
  expect(await whole(watched.host, root)).toBeTypeOf("object");
  watched.read.clear();
  return { root, ...watched };
}

const names = (plan: PlanDocument | undefined): string[] | undefined =>
  plan?.services.map(({ name }) => name);

test("an edit is read with those whom it can concern, and no other intent", async () => {
  const { root, host, read } = await learnt();
  writeFiles(root, { "services/middle/intent.lisp": heldText });
  expect(names(await known(host, root))).toEqual(["middle", "near", "far"]);
  const intents = [
    "universe.lisp",
    ...["far", "middle", "near"].map((name) => `services/${name}/intent.lisp`),
  ];
  expect([...read].map((path) => path.slice(root.length + 1)).sort()).toEqual(intents.sort());
});

test("nothing was edited: only the universe's own file is read", async () => {
  const { root, host, read } = await learnt();
  expect((await known(host, root))?.delta).toEqual([]);
  expect([...read]).toEqual([join(root, "universe.lisp")]);
});

test("an intent that was edited when all was sensed counts, edited further or as it was", async () => {
  const root = temporaryFolder();
  repositoryWith(root, chained);
  const { host } = watchedHost();
  writeFiles(root, { "services/middle/intent.lisp": heldText });
  await whole(host, root);
  expect(names(await known(host, root))).toEqual(["middle", "near", "far"]);
  writeFiles(root, {
    "services/middle/intent.lisp": heldText.replace("Other (id i64", "Other (id uuid"),
  });
  expect((await known(host, root))?.delta.map(({ symbol }) => symbol)).toEqual([
    "middle/Held.id",
    "middle/Other.id",
  ]);
  writeFiles(root, chained);
  expect((await known(host, root))?.delta).toEqual([]);
});

test("many intents that look touched and say what they said are looked at anew once", async () => {
  const files = Object.fromEntries([
    ["universe.lisp", '(lang intent 1.0)\n\n(universe u (services "services/*"))\n'],
    ...Array.from({ length: 20 }, (_, number) =>
      service(`s${number}`, "(entity One (id i64 :key))"),
    ),
  ]);
  const { root, host, read } = await learnt(files);
  writeFiles(root, files);
  expect((await known(host, root))?.delta).toEqual([]);
  expect(read.size).toBe(21);
  read.clear();
  expect((await known(host, root))?.delta).toEqual([]);
  expect(read.size).toBe(1);
});

test("what had changed just before it was looked at is read again", async () => {
  const root = temporaryFolder();
  repositoryWith(root, chained);
  const { host, read } = watchedHost();
  const hasty: Host = { ...host, clock: { ...host.clock, now: () => Date.now() } };
  await whole(hasty, root);
  read.clear();
  expect((await known(hasty, root))?.delta).toEqual([]);
  expect(read.size).toBe(6);
});

test("a break that follows from an edit is accepted by a service that names neither of them", async () => {
  const { root, host } = await learnt({
    ...chained,
    ...Object.fromEntries([
      service("middle", "(alias Cents i64)"),
      service("near", "(entity Plain (id i64 :key)) (entity Holder (held middle/Cents))"),
      service("alone", '(allow-break near/Holder.held :until "2999-12-31" :because "said")'),
    ]),
  });
  writeFiles(root, Object.fromEntries([service("middle", "(alias Cents string)")]));
  const plan = await known(host, root);
  expect(plan?.delta.map(({ symbol, allowed }) => [symbol, allowed?.because])).toEqual([
    ["middle/Cents", undefined],
    ["near/Holder.held", "said"],
  ]);
});

/** What makes everything be read again. */
const moved: readonly [what: string, (root: string) => void][] = [
  ["a commit", (root) => void git(root, "commit", "-q", "--allow-empty", "-m", "more")],
  ["a new service", (root) => writeFiles(root, Object.fromEntries([service("new", "")]))],
  ["a service that is gone", (root) => rmSync(join(root, "services/alone"), { recursive: true })],
  ["an intent that is gone", (root) => rmSync(join(root, "services/alone/intent.lisp"))],
  [
    "a second intent in place of the first",
    (root) => {
      rmSync(join(root, "services/alone/intent.lisp"));
      writeFiles(root, {
        "services/alone/one.intent.lisp": chained["services/alone/intent.lisp"] ?? "",
      });
    },
  ],
  [
    "a service of another name",
    (root) => writeFiles(root, { "services/alone/intent.lisp": service("lonely", "")[1] }),
  ],
  [
    "a service of another language",
    (root) =>
      writeFiles(root, {
        "services/alone/intent.lisp": service("alone", "")[1].replace("typescript", "rust"),
      }),
  ],
  [
    "a repository in a service's folder",
    (root) => void git(join(root, "services/alone"), "init", "-q"),
  ],
  ["a repository around the services", (root) => void git(join(root, "services"), "init", "-q")],
  [
    "the universe's own file",
    (root) =>
      writeFiles(root, {
        "universe.lisp": '(lang intent 1.0)\n\n(universe u "Said." (services "services/*"))\n',
      }),
  ],
  [
    "a link that the globs name",
    (root) => symlinkSync(temporaryFolder(), join(root, "services/linked")),
  ],
  [
    "an intent that is no UTF-8",
    (root) => writeFileSync(join(root, "services/alone/intent.lisp"), Buffer.from([0x28, 0xff])),
  ],
  [
    "an intent with an error in one that it concerns",
    (root) =>
      writeFiles(root, {
        "services/middle/intent.lisp": heldText.replace("entity Held", "entity Gone"),
      }),
  ],
];

test.each(moved)("%s is sensed whole", async (_, change) => {
  const { root, host } = await learnt();
  change(root);
  expect(await known(host, root)).toBeUndefined();
});

test("services of one size and time whose folders change places are sensed whole", async () => {
  const root = temporaryFolder();
  const files = {
    ...chained,
    ...Object.fromEntries([
      service("one", "(entity Held (held middle/Held))"),
      service("two", "(entity Held (held aside/Own))  "),
    ]),
  };
  repositoryWith(root, files);
  const { host } = watchedHost();
  const stat: Host["files"]["stat"] = async (path) => {
    const found = await host.files.stat(path);
    return found && { ...found, mtimeMs: 1, changedMs: 1 };
  };
  const timeless: Host = { ...host, files: { ...host.files, stat } };
  await whole(timeless, root);
  const at = (name: string): string => join(root, "services", name);
  expect((await known(timeless, root))?.delta).toEqual([]);
  renameSync(at("one"), at("other"));
  renameSync(at("two"), at("one"));
  renameSync(at("other"), at("two"));
  expect(await known(timeless, root)).toBeUndefined();
});

test("a file beside an intent, and a folder that only looks touched, change nothing", async () => {
  const { root, host } = await learnt();
  writeFiles(root, { "services/alone/README.md": "Alone.\n" });
  mkdirSync(join(root, "services/alone/src"));
  utimesSync(join(root, "services/near"), new Date(), new Date());
  expect((await known(host, root))?.delta).toEqual([]);
});

test("an accepted break whose last day is past is an error, also where nobody edited it", async () => {
  const { root, host } = await learnt({
    ...chained,
    ...Object.fromEntries([
      service("alone", '(entity Lone (id i64 :key)) (allow-break Lone.id :until "2999-12-31")'),
    ]),
  });
  expect((await known(host, root))?.delta).toEqual([]);
  const later: Host = { ...host, clock: { ...host.clock, now: () => Date.UTC(3000, 0, 1) } };
  expect(await known(later, root)).toBeUndefined();
});

test("other templates, a damaged record and that of another root are nothing", async () => {
  const { root, host, kept } = await learnt();
  expect(await senseKnown(host, root, "other templates")).toBeUndefined();
  const [[name, text] = ["", ""]] = kept;
  for (const damage of [
    "",
    "{",
    "[1]",
    "[0,{}]",
    text.replace('"users":{', '"users":[{'),
    text.replaceAll(root, "/elsewhere"),
  ]) {
    kept.set(name, damage);
    expect(await known(host, root), damage.slice(0, 40)).toBeUndefined();
  }
  kept.set(name, text);
  expect(await known(host, root)).toBeDefined();
});
