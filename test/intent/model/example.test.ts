import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  buildModel,
  canonicalSlice,
  lookup,
  type Model,
  reachedTypes,
  readUniverse,
  resolveType,
  type Source,
  symbolsOf,
  typeText,
} from "#intent";
import { modelOfSources } from "../../support/random-universe.ts";

const root = join(import.meta.dirname, "../../../universe.example");
const read = (path: string): Source => ({ path, text: readFileSync(join(root, path), "utf8") });
const names = readdirSync(join(root, "services")).toSorted();
const sources = [
  read("universe.lisp"),
  ...names.map((name) => read(`services/${name}/intent.lisp`)),
];

/** The example with one text replaced in one file; the replaced text must be there. */
function changed(path: string, from: string, to: string): Model {
  expect(sources.find((source) => source.path === path)?.text).toContain(from);
  return modelOfSources(
    sources.map((source) =>
      source.path === path ? { path, text: source.text.replace(from, to) } : source,
    ),
  );
}

/** Services whose slice differs between two models. */
const restamped = (before: Model, after: Model): string[] =>
  names.filter((name) => canonicalSlice(before, name) !== canonicalSlice(after, name));

test("the example universe checks clean", () => {
  const [model, diagnostics] = buildModel(sources);
  expect(diagnostics).toEqual([]);
  expect([...(model?.services.keys() ?? [])]).toEqual(names);
  expect(readUniverse(read("universe.lisp"))[0]?.services).toEqual(["services/*"]);
});

test("members and aliases are transparent", () => {
  const model = modelOfSources(sources);
  const found = lookup(model, "billing/Invoice.user-id");
  expect(found?.kind).toBe("field");
  if (found?.kind !== "field") return;
  expect(typeText(found.value.type, "billing")).toBe("orders/Order.user-id");
  expect(typeText(resolveType(model, found.value.type), "billing")).toBe("i32");
});

test("every symbol of every service is found, as what it is", () => {
  const model = modelOfSources(sources);
  for (const service of model.services.values()) {
    const symbols = symbolsOf(service);
    expect(new Set(symbols.map((one) => one.symbol)).size).toBe(symbols.length);
    for (const { symbol, kind } of symbols)
      expect([symbol, lookup(model, symbol)?.kind]).toEqual([symbol, kind]);
  }
});

test.each([
  "nobody",
  "users/Nothing",
  "users/User.id.x",
  "users/rpc:get-user.in",
  "users/rpc:get-user.out.id",
  "users/x:y",
  "users/Plan.gold",
  "",
])("%s is no symbol", (symbol) => expect(lookup(modelOfSources(sources), symbol)).toBeUndefined());

test("what a type reaches", () => {
  const model = modelOfSources(sources);
  const found = lookup(model, "orders/rpc:place-order.out");
  const roots = found?.kind === "output" ? [found.value] : [];
  const reached = reachedTypes(model, roots).map((one) => `${one.service}/${one.name}`);
  expect(reached).toEqual(["orders/Order", "orders/OrderStatus", "orders/OrderLine"]);
});

test("a slice follows what its service is stamped from, and nothing else", () => {
  const before = modelOfSources(sources);
  const intent = "services/users/intent.lisp";
  expect(restamped(before, changed(intent, "(id i32 :key)", "(id string :key)"))).toEqual([
    "billing",
    "gateway",
    "notifications",
    "orders",
    "users",
  ]);
  expect(restamped(before, changed(intent, '"A person with an account."', '"Somebody."'))).toEqual([
    "users",
  ]);
  expect(
    restamped(before, changed(intent, "(governance strict-codegen)", "(governance newborn)")),
  ).toEqual([]);
  expect(restamped(before, changed(intent, "closed?", "closed for good?"))).toEqual([]);
  expect(
    restamped(
      before,
      changed("services/catalog/intent.lisp", "(limit i32 :default 10)", "(limit i32 :default 11)"),
    ),
  ).toEqual(["catalog", "gateway"]);
});
