import assert from "node:assert/strict";
import { test } from "node:test";

import { phoneLine } from "../src/custom/report.ts";
import { aCustomer } from "../src/generated.boxoffice.ts";

test("a customer is listed with and without a year", () => {
  const ada = aCustomer({ name: "Ada", phone: "1", since: "2019-02-03" });
  assert.equal(phoneLine(ada), "Ada, since 2019: 1");
  const line = phoneLine({ ...ada, since: undefined });
  assert.ok(line.startsWith("Ada") && line.endsWith(": 1"));
  assert.ok(!line.includes("undefined"));
});
