import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { sample } from "fast-check";
import { expect, test } from "vitest";
import { buildModel, hasErrors, type Source } from "#intent";
import { exits } from "../../cli/result.ts";
import { randomChange } from "../support/exercise/random-change.ts";
import { randomUniverse } from "../support/random-universe.ts";
import { random } from "../support/random.ts";
import { temporaryFolder, writeFiles } from "../support/repository.ts";
import { stampHere, stampingHost, type StampingHost } from "../support/stamping.ts";

const universe = '(lang intent 1.0)\n\n(universe u (services "services/*"))\n';
const service = (name: string, forms: string, language = "typescript"): [string, string] => [
  `services/${name}/intent.lisp`,
  `(lang intent 1.0)\n\n(service ${name} (language ${language}) ${forms})\n`,
];

/** `near` holds what `middle` declares, `far` what `near` does; nobody uses `alone`. */
const chained: Readonly<Record<string, string>> = Object.fromEntries([
  ["universe.lisp", universe],
  service("middle", "(entity Held (id i64 :key))"),
  service("near", "(entity Holder (held middle/Held))"),
  service("far", "(uses near (entity Holder)) (entity Last (holder near/Holder))", "python"),
  service("alone", "(entity Lone (id i64 :key))", "rust"),
]);

/** All files below a folder but what is known of them. */
function filesOf(root: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found.set(relative(root, path), readFileSync(path, "utf8"));
  }
  return found;
}

/** What a program leaves that knows nothing of earlier stamps. */
async function fromScratch(root: string): Promise<{ files: Map<string, string>; exit: number }> {
  const copy = join(temporaryFolder(), "copy");
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
  const { exit } = await stampHere(stampingHost().host, copy);
  return { files: filesOf(copy), exit };
}

/** Stamps with what is known, and holds the bytes against a stamp from scratch. Gives what was written and how many intents were read. */
async function check(
  { host, read }: StampingHost,
  root: string,
  context = "",
): Promise<{ readonly exit: number; readonly changed: string[]; readonly intents: number }> {
  const scratch = await fromScratch(root);
  read.clear();
  const { exit, text } = await stampHere(host, root);
  expect(exit, `${context}\n${text}`).toBe(scratch.exit);
  expect(filesOf(root), context).toEqual(scratch.files);
  const changed = text.split("\n").filter((line) => /^(?:written|created|removed) /.test(line));
  return { exit, changed, intents: [...read].filter((path) => path.endsWith(".lisp")).length };
}

async function stamped(files = chained): Promise<{ root: string; watched: StampingHost }> {
  const root = temporaryFolder();
  writeFiles(root, files);
  const watched = stampingHost();
  await check(watched, root);
  // What was just written is read once more.
  await check(watched, root);
  watched.read.clear();
  return { root, watched };
}

test("nothing changed: no file is read", async () => {
  const { root, watched } = await stamped();
  const { text } = await stampHere(watched.host, root, { json: false });
  expect(text).toBe("4 services stamped already");
  expect([...watched.read]).toEqual([]);
  expect((await stampHere(watched.host, root, { checkOnly: true, json: false })).exit).toBe(0);
  expect([...watched.read]).toEqual([]);
});

test("an edit is read with those whom it can concern, and their stamps alone are written", async () => {
  const { root, watched } = await stamped();
  writeFiles(root, Object.fromEntries([service("middle", "(entity Held (id uuid :key))")]));
  const { changed, intents } = await check(watched, root);
  expect(changed.map((line) => line.split("/")[1]).sort()).toEqual(
    expect.arrayContaining(["far", "middle", "near"]),
  );
  expect(changed.some((line) => line.includes("alone"))).toBe(false);
  // The universe's own, and those of three of the four services.
  expect(intents).toBe(4);
  expect((await check(watched, root)).changed).toEqual([]);
});

test("documents say the same with and without what is known", async () => {
  const { root, watched } = await stamped();
  appendFileSync(join(root, "services/near/src/main.ts"), "// ours\n");
  const known = await stampHere(watched.host, root);
  expect(known.document).toEqual((await stampHere(stampingHost().host, root)).document);
  const some = { names: ["near", "far"] };
  expect((await stampHere(watched.host, root, some)).document).toEqual(
    (await stampHere(stampingHost().host, root, some)).document,
  );
});

const stampFile = "services/middle/src/generated.ts";

/** Other bytes of the same size, with the old time of the content. */
function forged(path: string, from = "Stamped", to = "Stumped"): void {
  const { atime, mtime } = statSync(path);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(from, to));
  utimesSync(path, atime, mtime);
}

/** What hands do to files, and how many files a stamp has to write for it. */
const hands: readonly (readonly [what: string, hand: (root: string) => void, written: number])[] = [
  ["an edited stamp", (root) => appendFileSync(join(root, stampFile), "// by hand\n"), 1],
  ["a deleted stamp", (root) => rmSync(join(root, stampFile)), 1],
  ["a stamp with its time set back", (root) => forged(join(root, stampFile)), 1],
  [
    "an intent with its time set back",
    (root) => forged(join(root, "services/alone/intent.lisp"), "Lone", "Lane"),
    -1,
  ],
  [
    "a touched stamp and a touched intent",
    (root) => {
      utimesSync(join(root, stampFile), new Date(), new Date());
      utimesSync(join(root, "services/near/intent.lisp"), new Date(), new Date());
    },
    0,
  ],
  [
    "a link in place of a stamp",
    (root) => {
      const path = join(root, stampFile);
      renameSync(path, join(root, "elsewhere.ts"));
      symlinkSync(join(root, "elsewhere.ts"), path);
    },
    0,
  ],
  [
    "a stamp of another file's, moved over it",
    (root) => cpSync(join(root, "services/near/src/generated.ts"), join(root, stampFile)),
    1,
  ],
  [
    "a left-over stamp",
    (root) => cpSync(join(root, stampFile), join(root, "services/middle/src/generated.gone.ts")),
    1,
  ],
  [
    "a file of people's that is called like a stamp",
    (root) => writeFileSync(join(root, "services/middle/src/generated.mine.ts"), "export {};\n"),
    0,
  ],
  [
    "a service that lost all its code",
    (root) => {
      for (const name of ["main.ts", "custom.ts"])
        rmSync(join(root, "services/middle/src", name), { force: true });
    },
    -1,
  ],
  [
    "a form that no stamp is made of yet",
    (root) => {
      const intent = join(root, "services/middle/intent.lisp");
      const text = readFileSync(intent, "utf8");
      writeFileSync(intent, text.replace(/\)\s*$/, '\n  (bench "true"))\n'));
    },
    0,
  ],
  [
    "a new service",
    (root) =>
      writeFiles(root, Object.fromEntries([service("fresh", "(entity New (id i64 :key))")])),
    -1,
  ],
  [
    "a service that is gone",
    (root) => rmSync(join(root, "services/alone"), { recursive: true }),
    0,
  ],
  [
    "a service of another name",
    (root) => writeFiles(root, { "services/alone/intent.lisp": service("lonely", "")[1] }),
    -1,
  ],
  [
    "a second intent in place of the first",
    (root) => {
      const path = join(root, "services/alone/intent.lisp");
      renameSync(path, join(dirname(path), "one.intent.lisp"));
    },
    0,
  ],
  [
    "another universe's file",
    (root) => writeFiles(root, { "universe.lisp": universe.replace("u (", 'u "Said." (') }),
    0,
  ],
  [
    "a template of the universe's own",
    (root) =>
      writeFiles(root, {
        "flywheel/templates/enum/typescript.ts.template": "// «(name enum)»\n",
      }),
    -1,
  ],
];

test.each(hands)("%s is seen", async (_, hand, written) => {
  const { root, watched } = await stamped();
  hand(root);
  const { changed } = await check(watched, root);
  if (written >= 0) expect(changed).toHaveLength(written);
  else expect(changed.length).toBeGreaterThan(0);
  expect((await check(watched, root)).changed).toEqual([]);
});

test("a service of another language or name leaves no stamp behind", async () => {
  const { root, watched } = await stamped();
  const stampsIn = (name: string): string[] =>
    [...filesOf(join(root, "services", name)).keys()]
      .filter((path) => /generated/.test(path))
      .map((path) => dirname(path));
  const python = service("middle", "(entity Held (id i64 :key))", "python");
  writeFiles(root, Object.fromEntries([python]));
  const { changed } = await check(watched, root);
  expect(changed).toContain(`removed ${stampFile}`);
  expect(new Set(stampsIn("middle"))).toEqual(new Set(["middle"]));
  const renamed = python[1].replace("(service middle", "(service centre");
  writeFiles(root, {
    "services/middle/intent.lisp": renamed,
    ...Object.fromEntries([
      service("near", "(entity Holder (held centre/Held))"),
      service("far", "", "python"),
    ]),
  });
  expect((await check(watched, root)).exit).toBe(exits.done);
  expect(new Set(stampsIn("middle"))).toEqual(new Set(["centre"]));
});

test("code of another language is none of a service's", async () => {
  const { root, watched } = await stamped();
  const folder = join(root, "services/middle/src");
  rmSync(join(folder, "main.ts"));
  writeFileSync(join(folder, "tool.py"), "");
  // A service without code gets its scaffolds again.
  expect((await check(watched, root)).changed).toContain("created services/middle/src/main.ts");
});

test("a folder of stamps that is a link to elsewhere is told, and nothing is written through it", async () => {
  const { root, watched } = await stamped();
  const [folder, elsewhere] = [join(root, "services/middle/src"), temporaryFolder()];
  const outside = join(elsewhere, "src");
  renameSync(folder, outside);
  symlinkSync(outside, folder);
  const before = filesOf(outside);
  writeFiles(root, Object.fromEntries([service("middle", "(entity Held (id uuid :key))")]));
  await expect(stampHere(watched.host, root)).rejects.toThrow(
    `${folder} leads to ${outside}, outside of ${root}: nothing is written through it`,
  );
  expect(filesOf(outside)).toEqual(before);
  // A link to a folder of the same universe may be meant.
  rmSync(folder);
  renameSync(outside, join(root, "shared"));
  symlinkSync(join(root, "shared"), folder);
  expect((await stampHere(watched.host, root)).exit).toBe(exits.done);
  expect(readFileSync(join(root, "shared/generated.ts"), "utf8")).not.toBe(
    before.get("generated.ts"),
  );
});

test("a moved universe, and another that took its place, are read anew", async () => {
  const { root, watched } = await stamped();
  const [there, other] = [join(temporaryFolder(), "there"), (await stamped()).root];
  renameSync(root, there);
  expect((await check(watched, there)).changed).toEqual([]);
  renameSync(other, root);
  writeFileSync(join(root, stampFile), "");
  expect((await check(watched, root)).changed).toEqual([`written ${stampFile}`]);
});

test("what was written just now is read again, whatever the clock says", async () => {
  const root = temporaryFolder();
  writeFiles(root, chained);
  for (const aheadMs of [0, -3_600_000]) {
    const watched = stampingHost(aheadMs);
    await check(watched, root);
    const { intents } = await check(watched, root);
    // Intents that look touched are read to be compared; the universe's own file, too.
    expect(intents).toBe(5);
    writeFileSync(join(root, stampFile), "");
    expect((await check(watched, root)).changed).toEqual([`written ${stampFile}`]);
  }
});

test("a record that is damaged, halved, of another program or of another time is nothing", async () => {
  const { root, watched } = await stamped();
  const { kept, read, host } = watched;
  const whole = new Map(kept);
  const damages: readonly ((text: string, name: string) => string | undefined)[] = [
    () => "",
    () => "[1",
    () => "[0,{}]",
    (text, name) => (name.endsWith("bytes.json") ? undefined : text),
    (text, name) => (name.endsWith("bytes.json") ? text.replace(/"id":"./, '"id":"_') : text),
    (text) => text.replaceAll(root, "/elsewhere"),
    (text) => text.replace(/"mark":"./, '"mark":"_'),
    (text) => text.replace('"soundUntil":null', '"soundUntil":"2000-01-01"'),
    (text) => text.replace(/"looks":"[^"]*"/, '"looks":""'),
    (text) => text.replace(/"kinds":"u/, '"kinds":"s'),
  ];
  for (const [number, damage] of damages.entries()) {
    kept.clear();
    for (const [name, text] of whole) {
      const damaged = damage(text, name);
      if (damaged !== undefined) kept.set(name, damaged);
    }
    writeFileSync(join(root, stampFile), "");
    expect((await check(watched, root)).changed, `${number}`).toEqual([`written ${stampFile}`]);
  }
  kept.clear();
  for (const [name, text] of whole) kept.set(name, text);
  await stampHere(host, root);
  read.clear();
  await stampHere(host, root, { json: false });
  expect([...read].filter((path) => path.endsWith("intent.lisp"))).toEqual([]);
});

/** What is kept under a name that ends so. */
const keptPart = (kept: ReadonlyMap<string, string>, part: string): string =>
  [...kept].find(([name]) => name.endsWith(`.${part}.json`))?.[1] ?? "";

const records = ["looks", "bytes", "scaffolds"];
const recordsOf = ({ kept }: StampingHost): string[] => records.map((part) => keptPart(kept, part));

test("an edit is kept beside the record of all, and goes into it where it brings other files", async () => {
  const { root, watched } = await stamped();
  const before = recordsOf(watched);
  writeFiles(root, Object.fromEntries([service("middle", "(entity Held (id uuid :key))")]));
  expect((await check(watched, root)).changed).not.toEqual([]);
  expect(recordsOf(watched)).toEqual(before);
  const first = keptPart(watched.kept, "edits");
  writeFiles(root, Object.fromEntries([service("alone", "(entity Lone (id uuid :key))", "rust")]));
  expect((await check(watched, root)).changed).not.toEqual([]);
  expect(recordsOf(watched)).toEqual(before);
  expect(keptPart(watched.kept, "edits").length).toBeGreaterThan(first.length);
  // Both edits are known: nothing is written, and what was just written is read once more.
  expect((await check(watched, root)).changed).toEqual([]);
  await stampHere(watched.host, root);
  watched.read.clear();
  expect((await stampHere(watched.host, root, { json: false })).text).toBe(
    "4 services stamped already",
  );
  expect([...watched.read]).toEqual([]);
  const bounded = "(entity Held (id uuid :key) (size i64 :min 1))";
  writeFiles(root, Object.fromEntries([service("middle", bounded)]));
  expect((await check(watched, root)).changed).not.toEqual([]);
  expect(recordsOf(watched)).not.toEqual(before);
  expect((await check(watched, root)).changed).toEqual([]);
});

test("edits that are damaged, lost, of another record or of no file are nothing", async () => {
  const { root, watched } = await stamped();
  writeFiles(root, Object.fromEntries([service("middle", "(entity Held (id uuid :key))")]));
  await check(watched, root);
  await check(watched, root);
  const { kept } = watched;
  const whole = new Map(kept);
  const damages: readonly ((text: string) => string | undefined)[] = [
    () => undefined,
    () => "",
    () => "[2,{}]",
    (text) => text.replace(/"id":"./, '"id":"_'),
    (text) => text.replace(/"files":\[\[\d+/, '"files":[[99999'),
    (text) => text.replace(/"services":\[\[\d+/, '"services":[[99999'),
    (text) => text.replace(/"files":\[\[(\d+),\[/, '"files":[[$1,[null,'),
  ];
  for (const [number, damage] of damages.entries()) {
    kept.clear();
    for (const [name, text] of whole) {
      const damaged = name.endsWith("edits.json") ? damage(text) : text;
      if (damaged !== undefined) kept.set(name, damaged);
    }
    writeFileSync(join(root, stampFile), "");
    expect((await check(watched, root)).changed, `${number}`).toEqual([`written ${stampFile}`]);
    expect((await check(watched, root)).changed, `${number}`).toEqual([]);
  }
});

test("too many edits become a new record", async () => {
  const many = Array.from({ length: 180 }, (_, number) =>
    service(`many-${number}`, "(entity Held (id i64 :key))"),
  );
  const { root, watched } = await stamped(
    Object.fromEntries([["universe.lisp", universe], ...many]),
  );
  const before = recordsOf(watched);
  writeFiles(root, Object.fromEntries([service("many-7", "(entity Held (id uuid :key))")]));
  await stampHere(watched.host, root);
  expect(recordsOf(watched)).toEqual(before);
  for (const path of filesOf(root).keys()) utimesSync(join(root, path), new Date(), new Date());
  expect((await check(watched, root)).changed).toEqual([]);
  expect(recordsOf(watched)).not.toEqual(before);
  watched.read.clear();
  await stampHere(watched.host, root, { json: false });
  expect([...watched.read]).toEqual([]);
});

test("a stamp that ends in the middle is gone on with", async () => {
  const { root, watched } = await stamped();
  for (let writes = 0; writes < 4; writes++) {
    const type = writes % 2 === 0 ? "uuid" : "i64";
    writeFiles(root, Object.fromEntries([service("middle", `(entity Held (id ${type} :key))`)]));
    let left = writes;
    const { files } = watched.host;
    const writeText: typeof files.writeText = async (path, text, options) => {
      if (left-- === 0) throw new Error("the power went");
      await files.writeText(path, text, options);
    };
    const dying = { ...watched.host, files: { ...files, writeText } };
    await expect(stampHere(dying, root)).rejects.toThrow("the power went");
    expect((await check(watched, root)).exit).toBe(exits.done);
  }
});

test("two stamps at once: whoever keeps last keeps what is so", async () => {
  const { root, watched } = await stamped();
  const slow = stampingHost();
  for (const [name, text] of watched.kept) slow.kept.set(name, text);
  // The second one reads before an edit, and keeps what it knows after the first one has stamped the edit.
  const late = stampingHost();
  const begun = await stampHere(late.host, root);
  expect(begun.exit).toBe(exits.done);
  writeFiles(root, Object.fromEntries([service("middle", "(entity Held (id string :key))")]));
  await stampHere(watched.host, root);
  for (const [name, text] of late.kept) watched.kept.set(name, text);
  expect((await check(watched, root)).changed).toEqual([]);
  for (const [name, text] of slow.kept)
    if (name.endsWith("bytes.json")) watched.kept.set(name, text);
  rmSync(join(root, stampFile));
  expect((await check(watched, root)).changed).toEqual([`created ${stampFile}`]);
});

const seed = Number(process.env["FLYWHEEL_SEED"] ?? 20261122);

/** Texts with one piece taken out somewhere: mostly broken, sometimes only another meaning. */
function damaged(sources: readonly Source[], next: () => number): Source[] {
  const at = 1 + Math.floor(next() * (sources.length - 1));
  return sources.map((source, index) => {
    if (index !== at) return source;
    const start = Math.floor(next() * source.text.length);
    return { ...source, text: source.text.slice(0, start) + source.text.slice(start + 20) };
  });
}

/** One random hand on the files of a universe, and what it did. */
function randomHand(root: string, next: () => number): string {
  const all = [...filesOf(root).keys()].filter((path) => /generated/.test(path));
  const path = join(root, all[Math.floor(next() * all.length)] ?? "universe.lisp");
  const kind = Math.floor(next() * 6);
  if (kind === 0) appendFileSync(path, "// by hand\n");
  else if (kind === 1) rmSync(path);
  else if (kind === 2) utimesSync(path, new Date(), new Date());
  else if (kind === 3) forged(path);
  else if (kind === 4) cpSync(path, path.replace("generated", "generated_gone"));
  else {
    const template = join(root, "flywheel/templates/enum/typescript.ts.template");
    mkdirSync(dirname(template), { recursive: true });
    if (existsSync(template)) rmSync(template);
    else writeFileSync(template, "export const «(name enum)» = 1;\n");
  }
  return `${["append", "remove", "touch", "forge", "copy", "template"][kind]} ${relative(root, path)}`;
}

test(`a stamp of what changed leaves what a stamp from scratch leaves, over random universes and hands (seed ${seed})`, async () => {
  const universes = sample(randomUniverse({ servicesMin: 3, servicesMax: 8 }), {
    seed,
    numRuns: 10,
  });
  const counts = { part: 0, whole: 0, broken: 0 };
  for (const [number, { sources }] of universes.entries()) {
    const next = random(seed + number);
    const root = temporaryFolder();
    const put = (all: readonly Source[]): void =>
      writeFiles(root, Object.fromEntries(all.map(({ path, text }) => [path, text])));
    put(sources);
    const watched = stampingHost();
    await check(watched, root);
    let now: readonly Source[] = sources;
    for (let step = 0; step < 12; step++) {
      const done: string[] = [];
      if (next() < 0.6) {
        const [model, found] = buildModel(now);
        const base = model === undefined || hasErrors(found) || next() < 0.2 ? sources : now;
        const [sound] = buildModel(base);
        const change = sound && randomChange(base, sound, seed + number * 100 + step);
        now = next() < 0.15 ? damaged(base, next) : (change?.sources ?? sources);
        // Written only where it differs: an intent that nobody edited looks as it did.
        put(now.filter(({ path, text }) => readFileSync(join(root, path), "utf8") !== text));
        done.push(change?.what ?? "as it was");
      }
      if (next() < 0.6) done.push(randomHand(root, next));
      const context = `universe ${number}, step ${step}: ${done.join("; ")}`;
      const { exit, intents } = await check(watched, root, context);
      if (exit !== exits.done) counts.broken++;
      else if (intents < sources.length) counts.part++;
      else counts.whole++;
    }
  }
  expect(counts.part).toBeGreaterThan(20);
  expect(counts.broken).toBeGreaterThan(0);
});
