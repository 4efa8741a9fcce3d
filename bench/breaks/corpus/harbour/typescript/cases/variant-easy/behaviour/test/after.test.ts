import assert from "node:assert/strict";
import { test } from "node:test";

import { billOf } from "../src/custom/fees.ts";
import { vesselTitle } from "../src/custom/report.ts";
import { aurora, call } from "./builders.ts";

test("a cruise ship has a title and pays for its berth", () => {
  const vessel = { ...aurora, kind: "cruiser" as const };
  assert.equal(vesselTitle(vessel), "AURORA (IMO 9074729, cruiser, DE)");
  const [berth] = billOf(call(), vessel, undefined).fees;
  assert.ok(berth !== undefined && berth.kind === "berth" && berth.cents % 3n === 0n);
});
