import assert from "node:assert/strict";
import { test } from "node:test";

import { parcels } from "../src/custom/stock.ts";
import { aTitle } from "../src/generated.catalogue.ts";
import { atlas, jug } from "./builders.ts";

test("parcels are packed by decimals", () => {
  const title = (id: number, weight: string) => aTitle({ id, weight });
  const packed = parcels([title(1, "6.5"), title(2, "3.25"), title(3, "0.5")]);
  assert.deepEqual(
    packed.map((some) => some.map(({ id }) => id)),
    [[1, 2], [3]],
  );
  assert.equal(parcels([jug, atlas]).length, 1);
});
