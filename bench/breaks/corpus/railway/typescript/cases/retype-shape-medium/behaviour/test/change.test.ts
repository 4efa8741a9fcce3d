import assert from "node:assert/strict";
import { test } from "node:test";

import { Archive, writeRecord } from "../src/custom/archive.ts";
import { massOf, waybill } from "../src/custom/freight.ts";
import { aConsignment } from "../src/generated.ts";
import { wagon } from "./fixtures.ts";

const goods = [
  { code: "coal", tonnes: 40 },
  { code: "coal", tonnes: 3.5 },
];

test("a code may stand twice", () => {
  assert.equal(massOf(goods), 43_500);
  const text = waybill(aConsignment({ id: 7n, customer: "Acme", wagons: [wagon()], goods }));
  assert.equal(text, "7 Acme: 1 wagons, 43.5 t (coal 40, coal 3.5), none");
});

test("loads come back from the archive", () => {
  const one = aConsignment({ id: 7n, wagons: [wagon()], goods });
  assert.deepEqual(Archive.restore("consignment", [writeRecord("consignment", one)]), [one]);
});
