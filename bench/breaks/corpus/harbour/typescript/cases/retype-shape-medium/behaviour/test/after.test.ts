import assert from "node:assert/strict";
import { test } from "node:test";

import { billOf } from "../src/custom/fees.ts";
import { vesselTitle } from "../src/custom/report.ts";
import { aurora, call } from "./builders.ts";

test("a title and a bill show letters", () => {
  const flag = { code: "PA", state: "Panama", open: true };
  assert.equal(vesselTitle({ ...aurora, flag }), "AURORA (IMO 9074729, boxship, PA)");
  const waste = billOf(call(), { ...aurora, flag }, undefined).fees.at(-1);
  assert.deepEqual(waste, { kind: "waste", cents: 7_500n, text: "flag PA" });
  const green = { ...flag, code: "NO", state: "Norway" };
  assert.equal(billOf(call(), { ...aurora, flag: green }, undefined).fees.length, 2);
});
