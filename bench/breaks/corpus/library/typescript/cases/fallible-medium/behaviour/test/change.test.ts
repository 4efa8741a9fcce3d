import assert from "node:assert/strict";
import { test } from "node:test";

import { aFine } from "../src/generated.ts";
import { aAccount, AccountFrozen } from "../src/generated.accounts.ts";
import { adaAccount, ctx, house } from "./builders.ts";

test("nothing is paid from an account that is frozen", async () => {
  const { desk } = house(
    { fines: [aFine({ amount: "1.20" })] },
    {
      accounts: {
        getAccount: async ({ id }) => aAccount({ id }),
        charge: async () => new AccountFrozen({ id: adaAccount }),
        notify: async () => "letter",
      },
    },
  );
  const answer = await desk.payFines({ member: 1 }, ctx).catch(() => undefined);
  assert.ok(answer === undefined || !("number" in answer));
  assert.equal(desk.fines.open(1).length, 1);
});

test("others pay as they did", async () => {
  const { desk } = house({ fines: [aFine({ amount: "1.20" })] });
  assert.ok("number" in (await desk.payFines({ member: 1 }, ctx)));
  assert.equal(desk.fines.open(1).length, 0);
});
