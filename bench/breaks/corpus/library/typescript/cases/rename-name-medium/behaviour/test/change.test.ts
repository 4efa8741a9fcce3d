import assert from "node:assert/strict";
import { test } from "node:test";

import { readHours } from "../src/custom/calendar.ts";
import { IsbnRefused } from "../src/generated.ts";
import type { Opening } from "../src/generated.ts";
import { ctx, house } from "./builders.ts";

test("the hours of a door are an opening", () => {
  const read: Opening | undefined = readHours("8-12:15");
  assert.deepEqual(read, { opens: 28_800_000, closes: 44_100_000 });
});

test("a bad number is refused by the new name", async () => {
  const { desk } = house();
  const bad = await desk.requestLoan({ member: 1, isbn: "12", lender: "Oslo" }, ctx);
  assert.ok(bad instanceof IsbnRefused && bad.reason === "thirteen digits are wanted");
});
