import assert from "node:assert/strict";
import { test } from "node:test";

import { accountLabel } from "../src/custom/library.ts";
import { envelope, greeting } from "../src/custom/report.ts";
import { aAccount, aAddress } from "../src/generated.accounts.ts";
import { ada, adaAccount } from "./builders.ts";

const account = aAccount({
  id: adaAccount,
  displayName: { given: "Grace", family: "Hopper" },
  address: aAddress({ street: "Elm 1", town: "Central", postcode: "2" }),
});

test("both parts of a name are shown", () => {
  for (const text of [accountLabel(account), envelope(account)[0] ?? ""]) {
    assert.match(text, /Grace/);
    assert.match(text, /Hopper/);
  }
  assert.match(greeting(account, ada), /(Grace|Hopper).*, adult since 2020$/);
});
