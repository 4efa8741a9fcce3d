import assert from "node:assert/strict";
import { test } from "node:test";

import { arrival, inTime, newRequest } from "../src/custom/wishes.ts";
import { aLoanRequest } from "../src/generated.ts";
import { ada } from "./builders.ts";

test("a request counts days and cents", () => {
  const request = newRequest("r", ada, "9783161484100", "university");
  assert.deepEqual([request.transit, request.cost], [5, 300n]);
});

test("what takes four days is here four days later", () => {
  const sent = new Date("2026-03-30T10:00:00Z");
  const request = aLoanRequest({ transit: 4, wantedBy: "2026-04-02" });
  assert.equal(arrival(request, sent), "2026-04-03");
  assert.equal(inTime(request, sent), false);
});
