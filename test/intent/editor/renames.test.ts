import { assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";
import {
  applyEdits,
  buildModel,
  diffModels,
  lookup,
  occurrencesIn,
  renameEdits,
  renameProblem,
  symbolAt,
  symbolsOf,
  Workspace,
  type Edit,
  type Source,
} from "#intent";
import { randomUniverse } from "../../support/random-universe.ts";

/** A universe in which every kind of name is used in every kind of place. */
const sources: readonly Source[] = [
  {
    path: "universe.lisp",
    text: `(lang intent 1.0)
(universe shop
  (services "*")
  (consumer ios-app :outside
    (uses orders (rpc place-order) (entity Order) (enum Status)))
  (allow-break orders/Order.status :until "2027-01-01"))
`,
  },
  {
    path: "orders/intent.lisp",
    text: `(lang intent 1.0)
(service orders
  (language typescript)
  (entity Order
    (id i64 :key)
    (status Status :default pending)
    (note (optional string)))
  (enum Status pending paid (shipped :since v2))
  (union Payment
    (by-card (status Status :default paid)))
  (error no-order :status 404 (id i64))
  (rpc place-order
    (in (note string) (status Status :default pending))
    (out Order)
    (errors no-order)
    (http post "/orders/{note}"))
  (rpc find-order
    (in (id Order.id))
    (out Order)
    (http get "/orders/{id}/again"))
  (event order-placed
    (order Order))
  (machine order-flow
    (for Order.status)
    (initial pending)
    (states pending paid shipped)
    (transition pay :from pending :to paid)
    (transition ship :from (pending paid) :to shipped))
  (machine lamp
    (initial off)
    (states off on)
    (transition toggle :from off :to on)
    (transition again :from on :to off))
  (util next
    (in (from Status))
    (out Status)
    (example (in (from pending)) (out paid)))
  (scenario "an order is found"
    (call place-order (note "x") (status paid) :as made)
    (call find-order (id made.id))
    (expect (id made.id) (status paid)))
  (bootstrap (config (first Status :default paid)))
  (allow-break Order.id :until "2027-01-01"))
`,
  },
  {
    path: "desk/intent.lisp",
    text: `(lang intent 1.0)
(service desk
  (language rust)
  (uses orders (rpc place-order) (entity Order) (error no-order) (enum Status))
  (alias Way orders/Status)
  (entity Card
    (id orders/Order.id :key)
    (way Way :default shipped)
    (other (optional orders/Status)))
  (on orders/order-placed :do print-card))
`,
  },
];
const text = (path: string): string => sources.find((one) => one.path === path)?.text ?? "";

/** The texts after a rename, or why it cannot be. */
function renamed(
  from: readonly Source[],
  workspace: Workspace,
  symbol: string,
  name: string,
): readonly Source[] | string {
  const problem = renameProblem(workspace, symbol, name);
  if (problem !== undefined) return problem;
  const edits: readonly Edit[] = renameEdits(workspace, symbol, name) ?? [];
  return from.map(({ path, text: before }) => ({
    path,
    text:
      applyEdits(
        before,
        edits.filter(({ file }) => file === path),
      ) ?? "edits overlap",
  }));
}

const errorsOf = (all: readonly Source[]): readonly string[] =>
  buildModel(all)[1]
    .filter(({ severity }) => severity === "error")
    .map(({ file, code, message }) => `${file} ${code} ${message}`);

/** Lines of all files in which two universes differ, those after. */
const linesChanged = (before: readonly Source[], after: readonly Source[]): readonly string[] =>
  after.flatMap(({ text: now }, index) => {
    const old = before[index]?.text.split("\n") ?? [];
    return now.split("\n").flatMap((line, at) => (line === old[at] ? [] : [line.trim()]));
  });

/** A rename at the first place of some text in a file: the changed lines, or why it cannot be. */
function check(
  [path, at, by]: readonly [string, string, number],
  name: string,
  expected: readonly string[] | string,
): void {
  const workspace = new Workspace(sources);
  expect(errorsOf(sources)).toEqual([]);
  const offset = text(path).indexOf(at);
  expect(offset, at).toBeGreaterThan(-1);
  const found = symbolAt(workspace, path, offset + by);
  const after = renamed(sources, workspace, found?.symbol ?? "nothing", name);
  if (typeof after === "string") return expect(after).toContain(expected);
  expect(linesChanged(sources, after)).toEqual(expected);
  expect(errorsOf(after)).toEqual([]);
}

test("a variant is renamed in defaults, states, examples, calls and expectations, from any of its places", () => {
  const all = [
    "(enum Status pending (settled :was paid) (shipped :since v2))",
    "(by-card (status Status :default settled)))",
    "(states pending settled shipped)",
    "(transition pay :from pending :to settled)",
    "(transition ship :from (pending settled) :to shipped))",
    "(example (in (from pending)) (out settled)))",
    '(call place-order (note "x") (status settled) :as made)',
    "(expect (id made.id) (status settled)))",
    "(bootstrap (config (first Status :default settled)))",
  ];
  for (const place of [
    ["orders/intent.lisp", "pending paid (shipped", 9],
    ["orders/intent.lisp", ":to paid", 5],
    ["orders/intent.lisp", "(out paid)", 6],
    ["orders/intent.lisp", "(status paid)", 9],
  ] as const)
    check(place, "settled", all);
});

test("a variant of another service is renamed behind an alias", () => {
  check(["desk/intent.lisp", ":default shipped", 10], "sent", [
    "(enum Status pending paid (sent :was shipped :since v2))",
    "(states pending paid sent)",
    "(transition ship :from (pending paid) :to sent))",
    "(way Way :default sent)",
  ]);
});

test("a parameter is renamed in paths, calls and examples", () => {
  check(["orders/intent.lisp", "(in (note string)", 5], "remark", [
    "(in (remark string :was note) (status Status :default pending))",
    '(http post "/orders/{remark}"))',
    '(call place-order (remark "x") (status paid) :as made)',
  ]);
  check(["orders/intent.lisp", '/{id}/again"', 3], "number", [
    "(in (number Order.id :was id))",
    '(http get "/orders/{number}/again"))',
    "(call find-order (number made.id))",
  ]);
  check(["orders/intent.lisp", "(in (from Status))", 5], "start", [
    "(in (start Status :was from))",
    "(example (in (start pending)) (out paid)))",
  ]);
});

test("a field is renamed in expectations, in answers of earlier calls, and in accepted breaks", () => {
  check(["orders/intent.lisp", "(id made.id)", 9], "number", [
    "(number i64 :was id :key)",
    "(in (id Order.number))",
    "(call find-order (id made.number))",
    "(expect (number made.number) (status paid)))",
    '(allow-break Order.number :until "2027-01-01"))',
    "(id orders/Order.number :key)",
  ]);
});

test("names in the universe's consumers and accepted breaks are renamed, also from there", () => {
  check(["universe.lisp", "(entity Order)", 9], "Purchase", [
    "(uses orders (rpc place-order) (entity Purchase) (enum Status)))",
    '(allow-break orders/Purchase.status :until "2027-01-01"))',
    "(entity Purchase :was Order",
    "(out Purchase)",
    "(in (id Purchase.id))",
    "(out Purchase)",
    "(order Purchase))",
    "(for Purchase.status)",
    '(allow-break Purchase.id :until "2027-01-01"))',
    "(uses orders (rpc place-order) (entity Purchase) (error no-order) (enum Status))",
    "(id orders/Purchase.id :key)",
  ]);
  check(["universe.lisp", "(rpc place-order)", 6], "buy", [
    "(uses orders (rpc buy) (entity Order) (enum Status)))",
    "(rpc buy :was place-order",
    '(call buy (note "x") (status paid) :as made)',
    "(uses orders (rpc buy) (entity Order) (error no-order) (enum Status))",
  ]);
});

test("a state of a machine without an enum is renamed in all of its machine", () => {
  check(["orders/intent.lisp", "(states off on)", 8], "dark", [
    "(initial dark)",
    "(states dark on)",
    "(transition toggle :from dark :to on)",
    "(transition again :from on :to dark))",
  ]);
});

test("after a rename of any symbol nothing is wrong, and the wire is as it was", () => {
  assert(
    property(
      randomUniverse().filter(({ sources: all }) => errorsOf(all).length === 0),
      constantFrom(0, 1, 2, 3, 5, 8, 13, 21),
      ({ sources: all }, pick) => {
        const workspace = new Workspace(all);
        const [before] = buildModel(all);
        const symbols = [...(workspace.model?.services.values() ?? [])].flatMap(symbolsOf);
        const { symbol, kind } =
          symbols.filter(({ kind: one }) => one !== "service" && one !== "output")[pick] ?? {};
        // What is called otherwise since its last name keeps that one on the wire, and `:was` says one name.
        const found = lookup(workspace.model ?? { services: new Map() }, symbol ?? "");
        if (symbol === undefined || found === undefined || "was" in found.value) return;
        const isType = /\/[A-Z][A-Za-z0-9]*$/.test(symbol);
        const after = renamed(all, workspace, symbol, isType ? "Zanzibar" : "zanzibar");
        if (typeof after === "string") {
          expect(after).toMatch(/template|defined form/);
          return;
        }
        expect(errorsOf(after), symbol).toEqual([]);
        const [now] = buildModel(after);
        if (before === undefined || now === undefined) throw new Error("no model");
        const hurt = diffModels(before, now).changes.filter(
          ({ axes }) => axes.wire === "breaks" || axes.stored === "breaks",
        );
        const told = hurt.map((one) => `${one.kind} ${one.symbol}`);
        expect(kind === "state" || kind === "setting" ? [] : told, symbol).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

test("references are found from every place of a symbol", () => {
  const workspace = new Workspace(sources);
  for (const { path } of sources)
    for (const one of workspace.occurrences(path)) {
      const all = occurrencesIn(workspace, one.symbol);
      expect(
        all.some(({ file, span }) => file === one.file && span.start === one.span.start),
        `${path} ${one.symbol}`,
      ).toBe(true);
    }
});
