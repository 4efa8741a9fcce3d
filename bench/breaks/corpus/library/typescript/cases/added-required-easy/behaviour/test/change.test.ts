import assert from "node:assert/strict";
import { test } from "node:test";

import { aFine } from "../src/generated.ts";
import { ctx, house } from "./builders.ts";

test("a charge names a currency", async () => {
  const { desk, charged } = house({ fines: [aFine({ amount: "2.50" })] });
  await desk.payFines({ member: 1 }, ctx);
  const currency: string | undefined = charged[0]?.currency;
  assert.ok(currency !== undefined && currency !== "");
  assert.equal(charged[0]?.amount, "2.50");
});
