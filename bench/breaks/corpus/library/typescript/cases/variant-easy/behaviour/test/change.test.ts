import assert from "node:assert/strict";
import { test } from "node:test";

import { reach } from "../src/custom/report.ts";
import { aAccount, channelValues } from "../src/generated.accounts.ts";

test("everybody is reached in some way", () => {
  const account = aAccount({ email: "ada@example.org", phone: "1 2" });
  const ways = channelValues.map((channel) => reach({ ...account, channel }));
  assert.equal(ways.length, 4);
  assert.ok(ways.every((way) => way !== ""));
  assert.equal(ways[2], "sms:12");
});
