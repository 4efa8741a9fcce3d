import assert from "node:assert/strict";
import { test } from "node:test";

import { reach } from "../src/custom/report.ts";
import { aAccount } from "../src/generated.accounts.ts";

test("others are reached as they were", () => {
  const account = aAccount({ email: "ada@example.org", channel: "email" });
  assert.equal(reach(account), "mailto:ada@example.org");
  assert.match(reach({ ...account, channel: "letter" }), /street, postcode town$/);
  assert.doesNotMatch(reach({ ...account, channel: "text" }), /undefined/);
});
