import assert from "node:assert/strict";
import { test } from "node:test";

import { envelope } from "../src/custom/report.ts";
import { aFine } from "../src/generated.ts";
import { aAccount, aAddress } from "../src/generated.accounts.ts";
import { adaAccount, ctx, house } from "./builders.ts";

test("envelopes and moves go by the city", async () => {
  const address = aAddress({ street: "Elm 1", city: "Harbour", postcode: "2" });
  const account = aAccount({ id: adaAccount, displayName: "Ada", address });
  assert.deepEqual(envelope(account), ["Ada", "Elm 1", "2 Harbour"]);
  const { desk } = house();
  await desk.moveHome({ account }, ctx);
  assert.equal(desk.readers.members.get(1)?.home, "harbour");
});

test("receipts are known by texts", async () => {
  const { desk, lines } = house({ fines: [aFine({ amount: "1.20" })] });
  const receipt = await desk.payFines({ member: 1 }, ctx);
  assert.ok("number" in receipt);
  const number: string = receipt.number;
  assert.equal(lines.at(-1)?.endsWith(`fines=1 receipt=${number}`), true);
});
