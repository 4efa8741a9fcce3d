import assert from "node:assert/strict";
import { test } from "node:test";

import { aOutage, aPowerRestored } from "../src/generated.metering.ts";
import { at, contract, start } from "./builders.ts";

test("restored power is made good", async () => {
  const { service, log } = start();
  service.books.contracts.add(contract());
  const outage = aOutage({
    zone: "N1",
    cause: "fault",
    beganAt: at(1),
    endedAt: at(4),
    meters: [4],
  });
  await service.creditOutage(aPowerRestored({ outage }));
  assert.equal(log.at(-1), "2026-03-01 N1 fault: 1 meters, 1 credits");
  assert.equal(service.credits.settle(1)[0]?.cents, -450n);
});
