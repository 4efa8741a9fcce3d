import assert from "node:assert/strict";
import { test } from "node:test";

import { Titles } from "../src/custom/stock.ts";
import { aAccount, AccountMerged } from "../src/generated.accounts.ts";
import { TitleMerged } from "../src/generated.catalogue.ts";
import { adaAccount, bobAccount, ctx, house, jug } from "./builders.ts";

test("a title that was merged is no title itself", async () => {
  const titles = new Titles(
    {
      getTitle: async ({ id }) => (id === 8 ? new TitleMerged({ into: 7 }) : jug),
      findTitles: async () => [],
    },
    () => new Date(0),
  );
  const found = await titles.find(8).catch(() => undefined);
  assert.ok(found === undefined || found.id === 7);
  assert.equal((await titles.find(7))?.id, 7);
});

test("nobody becomes a member by an account that was merged", async () => {
  const { desk } = house(
    {},
    {
      accounts: {
        getAccount: async ({ id }) =>
          id === adaAccount ? new AccountMerged({ into: bobAccount }) : aAccount({ id }),
        charge: async () => assert.fail(),
        notify: async () => "email",
      },
    },
  );
  await desk.enrol({ account: adaAccount, home: "central" }, ctx).catch(() => undefined);
  assert.equal(desk.readers.ofAccount(adaAccount).length, 1);
});
