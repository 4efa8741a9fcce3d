import { array, assert, constantFrom, nat, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import {
  buildModel,
  diffModels,
  lensesOf,
  reach,
  symbolGraph,
  symbolsOf,
  touchesOf,
  type Diagnostic,
  type Model,
  type Source,
} from "#intent";
import { Workspace } from "../../../intent/editor/workspace.ts";
import { randomUniverse } from "../../support/random-universe.ts";

const whole = (sources: readonly Source[]): ReadonlyMap<string, readonly Diagnostic[]> =>
  Map.groupBy(buildModel(sources)[1], ({ file }) => file);

/** What the editor says of every file is what a whole reading says, and what an editor says that was opened just now. */
function same(workspace: Workspace, sources: readonly Source[]): void {
  const expected = whole(sources);
  const fresh = new Workspace(sources);
  for (const { path } of sources) {
    expect(workspace.diagnostics(path), path).toEqual(expected.get(path) ?? []);
    expect(fresh.diagnostics(path), path).toEqual(expected.get(path) ?? []);
    expect(workspace.occurrences(path), path).toEqual(fresh.occurrences(path));
  }
}

/** Ways to spoil or change a text at a place; some undo what others did. */
const spoils: readonly ((text: string, at: number) => string)[] = [
  (text, at) => `${text.slice(0, at % text.length)}${text.slice((at % text.length) + 1)}`,
  (text, at) => `${text.slice(0, at % text.length)}x${text.slice(at % text.length)}`,
  (text) => text.replace("(entity ", "(entity Other"),
  (text) => text.replace(/\(rpc ([a-z-]+)/, "(rpc other"),
  (text) => text.replace("string", "strng"),
  (text) => text.replace("strng", "string"),
  (text) => text.replace(/\(service ([a-z0-9-]+)/, "(service renamed"),
];

const randomEdits = array(tuple(nat(), constantFrom(...spoils), nat()), { maxLength: 6 });

/** Makes edits one after the other, and looks after each. */
function follow(
  sources: readonly Source[],
  changes: readonly (readonly [number, (typeof spoils)[number], number])[],
  look: (workspace: Workspace, now: readonly Source[], edited: ReadonlySet<string>) => void,
): void {
  let now = [...sources];
  const workspace = new Workspace(now);
  look(workspace, now, new Set(now.map(({ path }) => path)));
  for (const [pick, spoil, at] of changes) {
    const source = now[pick % now.length];
    if (source === undefined || source.text === "") continue;
    const text = spoil(source.text, at);
    const { told } = workspace.edit(new Map([[source.path, text]]));
    now = now.map((one) => (one === source ? { ...one, text } : one));
    look(workspace, now, told);
  }
}

test("after any edits the diagnostics are those of a whole reading", () => {
  assert(
    property(randomUniverse(), randomEdits, ({ sources }, changes) => {
      follow(sources, changes, same);
    }),
    { numRuns: 60 },
  );
});

test("who is not told of an edit has nothing new to hear", () => {
  assert(
    property(randomUniverse(), randomEdits, ({ sources }, changes) => {
      const heard = new Map<string, readonly Diagnostic[]>();
      follow(sources, changes, (workspace, now, told) => {
        for (const path of told) heard.set(path, workspace.diagnostics(path));
        for (const { path } of now)
          expect(heard.get(path), path).toEqual(workspace.diagnostics(path));
      });
    }),
    { numRuns: 60 },
  );
});

/** Whom the changes of a service reach and break, by the whole difference of two models; nothing where none changed. */
function reachedByWhole(before: Model, after: Model, path: string): readonly number[] {
  const service = [...after.services.values()].find((one) => one.file === path);
  const delta = diffModels(before, after);
  const reached = new Set(reach(before, after, delta).map((one) => one.service));
  const changes = delta.changes.filter(
    (one) => one.service === service?.name && one.cause === undefined,
  );
  if (service === undefined || changes.length === 0) return [];
  const verdicts = changes
    .flatMap((one) => one.verdicts)
    .filter(({ consumer }) => reached.has(consumer));
  const consumers = new Set(verdicts.map(({ consumer }) => consumer)).add(service.name);
  const broken = verdicts.filter(({ verdict }) => verdict === "breaks");
  return [consumers.size, new Set(broken.map(({ consumer }) => consumer)).size];
}

/** The same two numbers as a lens says them. */
const reachedByLens = (title: string): readonly number[] => {
  const [, reached, broken] = /^reaches (\d+) services?, (\d+|none) break/.exec(title) ?? [];
  return [Number(reached), broken === "none" ? 0 : Number(broken)];
};

test("users and lenses after any edits are those of the whole graph and the whole difference", () => {
  assert(
    property(randomUniverse(), randomEdits, ({ sources }, changes) => {
      const [before] = buildModel(sources);
      follow(sources, changes, (workspace, now) => {
        const [after] = buildModel(now);
        if (before === undefined || after === undefined || workspace.model === undefined) return;
        const graph = symbolGraph(after);
        for (const service of after.services.values())
          for (const { symbol } of symbolsOf(service)) {
            if (!graph.numbers.has(symbol)) continue;
            const touches = touchesOf(after, [symbol], graph).map((touch) => touch.service);
            expect(workspace.usersOf(symbol), symbol).toEqual([...new Set(touches)].sort());
          }
        for (const { path } of now) {
          const service = workspace.service(path);
          if (service === undefined || !lensable(workspace, path)) continue;
          const titles = lensesOf(before, workspace.model, service, (one) =>
            workspace.usersOf(one),
          );
          // The service's own lens sums up all of its changes.
          const own = titles.find(({ symbol }) => symbol === service.name);
          const said = own === undefined ? [] : reachedByLens(own.title);
          expect(said, path).toEqual(reachedByWhole(before, after, path));
        }
      });
    }),
    { numRuns: 40 },
  );
});

/** Of two intents with one name only the first is in the model. */
const lensable = (workspace: Workspace, path: string): boolean => {
  const service = workspace.service(path);
  return service !== undefined && workspace.model?.services.get(service.name) === service;
};

const file = (name: string, body: string): Source => ({
  path: `${name}/intent.lisp`,
  text: `(lang intent 1.0)\n(service ${name} (language rust) ${body})\n`,
});
const universe: Source = {
  path: "universe.lisp",
  text: '(lang intent 1.0)\n(universe test (services "*"))\n',
};

test("an edit reads its own text alone, checks who looked at its service, and tells who has something new to hear", () => {
  const workspace = new Workspace([
    universe,
    file("users", "(entity User (id i32)) (rpc get-user (out User))"),
    file("billing", "(uses users (rpc get-user))"),
    file("shop", "(uses users (entity User))"),
    file("alone", "(entity Thing (id i32))"),
  ]);
  const renamed = file("users", "(entity User (id i32)) (rpc find-user (out User))");
  expect(workspace.edit(new Map([[renamed.path, renamed.text]]))).toEqual({
    read: new Set(["users/intent.lisp"]),
    checked: new Set(["users/intent.lisp", "billing/intent.lisp", "shop/intent.lisp"]),
    told: new Set(["users/intent.lisp", "billing/intent.lisp"]),
  });
  expect(workspace.diagnostics("billing/intent.lisp").map(({ code }) => code)).toEqual([
    "unknown-name",
  ]);
});

test("an edit of the universe's file reads nothing else", () => {
  const workspace = new Workspace([universe, file("users", ""), file("shop", "")]);
  const said = universe.text.replace("test", 'test "A test."');
  expect(workspace.edit(new Map([[universe.path, said]]))).toEqual({
    read: new Set([universe.path]),
    checked: new Set(),
    told: new Set([universe.path]),
  });
});

test("after edits of forms and their callers, in any order, all is as if it were read at once", () => {
  const define = (name: string, body: string): string => `(define-form (${name} n) \`${body})\n`;
  const universes = [
    "",
    define("kept", "(entity ,n (id i32))"),
    define("kept", "(entity ,n (id strng))"),
    `; a line more\n${define("kept", "(entity ,n (id i32))")}`,
    define("kept", "(again ,n)") + define("again", "(entity ,n (id uuid))"),
    define("stored", "(entity ,n (id i32))"),
    "(universe",
  ].map((forms) => `(lang intent 1.0)\n${forms}${universe.text.split("\n")[1]}\n`);
  const bodies = [
    "",
    "(kept User)",
    "(stored User)",
    "(stord User)",
    "(entity User (id i32)) (uses shop (entity User))",
    "(entity User (id users/User.id))",
    "(uses users (entity User))",
    // Entities that hold themselves, through each other.
    "(entity User (one shop/User))",
    "(entity User (one users/User))",
    // Names that one may have meant.
    "(uses peple (entity User))",
    "(entity Other (one Usr)) (uses shp)",
    "(entity Zebra (one Basket))",
    "(entity Basket (id i32))",
  ];
  const names = ["users", "shop", "people", "shpp"];
  const edits = array(tuple(constantFrom("universe", "users", "shop"), nat(), nat()), {
    maxLength: 15,
  });
  assert(
    property(edits, (changes) => {
      let now: readonly Source[] = [universe, file("users", ""), file("shop", "")];
      const workspace = new Workspace(now);
      for (const [which, pick, name] of changes) {
        const called = name % 5 === 0 ? (names[name % names.length] ?? which) : which;
        const path = which === "universe" ? universe.path : `${which}/intent.lisp`;
        const text =
          which === "universe"
            ? (universes[pick % universes.length] ?? "")
            : file(called, bodies[pick % bodies.length] ?? "").text;
        workspace.edit(new Map([[path, text]]));
        now = now.map((one) => (one.path === path ? { path, text } : one));
        same(workspace, now);
      }
    }),
    { numRuns: 200 },
  );
});

test("who names a type that stands elsewhere hears of where, as soon as it stands there", () => {
  const before = [universe, file("users", "(entity Zebra (one Basket))"), file("shop", "")];
  const workspace = new Workspace(before);
  const shop = file("shop", "(entity Basket (id i32))");
  expect(workspace.edit(new Map([[shop.path, shop.text]])).told).toContain("users/intent.lisp");
  expect(workspace.diagnostics("users/intent.lisp").map(({ cure }) => cure)).toEqual([
    "did you mean shop/Basket?",
  ]);
});

test("a form that changes is read again by its callers alone", () => {
  const workspace = new Workspace([
    {
      ...universe,
      text: universe.text.replace(
        "(universe",
        "(define-form (kept n) `(entity ,n (id i32)))\n(universe",
      ),
    },
    file("users", "(kept User)"),
    file("shop", ""),
  ]);
  const other = universe.text.replace(
    "(universe",
    "(define-form (kept n) `(entity ,n (id i64)))\n(universe",
  );
  expect([...workspace.edit(new Map([[universe.path, other]])).read].toSorted()).toEqual([
    universe.path,
    "users/intent.lisp",
  ]);
});

test("edits of a fork are no edits of the workspace", () => {
  const workspace = new Workspace([universe, file("users", "(entity User (id i32))")]);
  const fork = workspace.fork();
  fork.edit(new Map([["users/intent.lisp", "(lang intent 1.0)"]]));
  expect(fork.diagnostics("users/intent.lisp").map(({ code }) => code)).toEqual([
    "service-missing",
  ]);
  expect(workspace.diagnostics("users/intent.lisp")).toEqual([]);
  expect(workspace.model?.services.size).toBe(1);
});
