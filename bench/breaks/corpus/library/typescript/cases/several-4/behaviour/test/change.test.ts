import assert from "node:assert/strict";
import { test } from "node:test";

import { greeting } from "../src/custom/report.ts";
import { byAuthor, spineLabel, titleLabel } from "../src/custom/stock.ts";
import { aAccount } from "../src/generated.accounts.ts";
import { aAuthor, aTitle } from "../src/generated.catalogue.ts";
import { ada } from "./builders.ts";

const title = aTitle({
  id: 5,
  name: "Struwwelpeter",
  shelfmark: "PZ34",
  published: "1845-01-01",
  authors: new Map([["text", aAuthor({ id: 9, name: "Hoffmann, Heinrich" })]]),
});

test("who wrote the text is named", () => {
  assert.equal(titleLabel(title), "Hoffmann, H.: Struwwelpeter (1845)");
  assert.deepEqual(spineLabel(title), ["PZ34", "HOF"]);
  assert.deepEqual([...byAuthor([title])], [[9, [5]]]);
});

test("members go by their alias", () => {
  const account = aAccount({ displayName: "Ada Lovelace" });
  assert.equal(greeting(account, { ...ada, alias: "Countess" }), "Countess, adult since 2020");
  assert.equal(greeting(account, ada), "Ada, adult since 2020");
});
