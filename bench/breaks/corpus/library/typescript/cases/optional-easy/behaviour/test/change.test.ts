import assert from "node:assert/strict";
import { test } from "node:test";

import { titleLabel } from "../src/custom/stock.ts";
import { aTitle } from "../src/generated.catalogue.ts";
import { jug } from "./builders.ts";

test("titles without a year are labelled as well", () => {
  const label = titleLabel(aTitle({ name: "Beowulf", authors: [] }));
  assert.match(label, /^Beowulf/);
  assert.doesNotMatch(label, /undefined|NaN/);
  assert.equal(titleLabel(jug), "Kleist, H.: The Broken Jug (1811)");
});
