import assert from "node:assert/strict";
import { test } from "node:test";

import { isActive, mayBecome, signOf } from "../src/custom/calls.ts";
import { dump, load } from "../src/custom/journal.ts";
import { at, call, ctx, scene } from "./builders.ts";

test("a ship goes alongside and leaves again", async () => {
  const { harbour } = scene({ calls: [call({ state: "confirmed", berthId: 4 })] });
  const moored = await harbour.moor({ id: 7n, at: at("06:30") }, ctx);
  assert.ok("state" in moored && moored.state === "alongside");
  assert.ok("total" in (await harbour.depart({ id: 7n }, ctx)));
  assert.ok(isActive("alongside") && mayBecome("confirmed", "alongside"));
  assert.equal(signOf("alongside"), "=");
});

test("a call alongside survives the journal", () => {
  assert.equal(load(dump([call({ state: "alongside" })]))[0]?.state, "alongside");
});
