import assert from "node:assert/strict";
import { test } from "node:test";

import { MeterInUse } from "../src/generated.ts";
import { ctx, opening, start, tariff } from "./builders.ts";

test("a meter has one contract until its last day is told", async () => {
  const { supply, published } = start();
  await supply.putTariff({ tariff: tariff() }, ctx);
  await supply.openContract(opening(), ctx);
  const answer = await supply.openContract(opening(), ctx);
  assert.ok(answer instanceof MeterInUse);
  assert.equal(answer.contract, 1);
  const ended = await supply.endContract({ id: 1, lastDay: "2026-05-31" }, ctx);
  assert.ok("endsOn" in ended && ended.endsOn === "2026-05-31");
  assert.equal(published.at(-1), "ended 1 on 2026-05-31");
});
