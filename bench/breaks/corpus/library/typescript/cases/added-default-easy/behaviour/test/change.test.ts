import assert from "node:assert/strict";
import { test } from "node:test";

import { newRequest } from "../src/custom/wishes.ts";
import { ada } from "./builders.ts";

test("a new request is not urgent", () => {
  const request = newRequest("r", ada, "9783161484100", "university");
  assert.deepEqual([request.urgent, request.cost], [false, "3.00"]);
});
