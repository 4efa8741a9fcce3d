import assert from "node:assert/strict";
import { test } from "node:test";

import { letter, mailing } from "../src/custom/report.ts";
import { aContact } from "../src/generated.ts";
import { aForecast } from "../src/generated.market.ts";
import { bill, contract, ctx, start, tariff } from "./builders.ts";

test("letters and lists do without an address", () => {
  const nameless = contract({ contact: aContact({ name: "Ada", email: undefined }) });
  const [to = ""] = letter(nameless, bill()).split("\n");
  assert.ok(to.startsWith("To: Ada"));
  assert.ok(!to.includes("undefined"));
  const all = mailing([nameless, contract()], "home");
  assert.ok(all.has("Ada@example.org"));
  assert.ok([...all].every((email) => typeof email === "string"));
});

test("a forecast that is sure is believed", async () => {
  const { supply } = start([], {
    getForecast: async () => aForecast({ hourlyMwh: [1, 7, 3], confidence: 0.8 }),
  });
  await supply.putTariff({ tariff: tariff() }, ctx);
  const quote = await supply.getQuote({ tariff: "HH-26", zone: "N1", yearlyKwh: 100 }, ctx);
  assert.ok("busiestHour" in quote && quote.busiestHour === 1);
});
