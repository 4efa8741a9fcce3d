import assert from "node:assert/strict";
import { test } from "node:test";

import { Index, labelFile, labels, newCatalog, score, shelf, wordsOf } from "../src/custom.ts";
import { aProduct, router, UnknownProduct } from "../src/generated.ts";

const ctx = { requestId: "test" };
const catalog = newCatalog(shelf);

const search = async (query: string, limit = 10): Promise<string[]> =>
  (await catalog.searchProducts({ query, limit }, ctx)).map(({ sku }) => sku);

test("words are in lower case and hold letters and digits", () => {
  assert.deepEqual(wordsOf("Crème brûlée, 2 pieces"), ["crème", "brûlée", "2", "pieces"]);
  assert.deepEqual(wordsOf(" - "), []);
});

test("an index finds by the beginning of a word", () => {
  const index = new Index<number>();
  index.add("green tea", 7);
  index.add("teapot", 9);
  assert.deepEqual([...index.startingWith("tea")], [7, 9]);
  assert.deepEqual([...index.startingWith("pot")], []);
});

test("a title counts more than a tag", () => {
  const product = aProduct({ title: "Tea", tags: ["tea", "hot"] });
  assert.equal(score(product, ["tea"]), 3);
  assert.equal(score(product, ["hot"]), 1);
});

test("all words must be there, the best comes first", async () => {
  assert.deepEqual(await search("tea"), ["pot-clay", "tea-black", "tea-green"]);
  assert.deepEqual(await search("organic tea"), ["tea-green"]);
  assert.deepEqual(await search("tea", 1), ["pot-clay"]);
  assert.deepEqual(await search("tea", -1), []);
  assert.deepEqual(await search(""), []);
});

test("what is sold out comes last", async () => {
  assert.deepEqual(await search("organic"), ["tea-green", "coffee-dark"]);
});

test("a product is found by its number, another is an error", async () => {
  const found = await catalog.getProduct({ sku: "mug-blue" }, ctx);
  assert.ok("title" in found && found.title === "Blue mug");
  const missing = await catalog.getProduct({ sku: "mug-red" }, ctx);
  assert.ok(missing instanceof UnknownProduct);
  assert.equal(missing.sku, "mug-red");
});

test("labels are numbered", () => {
  const products = [aProduct({ title: "A", sku: "a" }), aProduct({ title: "B", sku: "b" })];
  assert.equal(labels(products), "001 A (a)\n002 B (b)");
});

test("the label file names its columns first", () => {
  const products = [aProduct({ title: "A", sku: "a" })];
  assert.equal(labelFile(products), '["id","displayName"]\n{"id":1,"displayName":"A (a)"}');
});

test("a search may leave out its limit", async () => {
  const response = await router(catalog).request("/rpc/search-products", {
    method: "POST",
    body: '{"query":"blue"}',
  });
  assert.deepEqual(JSON.parse(await response.text()), [
    { sku: "mug-blue", title: "Blue mug", priceCents: "1200", stock: 14, tags: ["dishes"] },
  ]);
});
