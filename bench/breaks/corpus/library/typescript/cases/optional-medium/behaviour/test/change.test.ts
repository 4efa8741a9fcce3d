import assert from "node:assert/strict";
import { test } from "node:test";

import { Calendar } from "../src/custom/calendar.ts";
import { Loans } from "../src/custom/loans.ts";
import { Table } from "../src/custom/tables.ts";
import type { Branch, Member } from "../src/generated.ts";
import { ada, central, ctx, house } from "./builders.ts";

test("who has no home borrows as long as others, or until the doors are open", () => {
  const calendar = new Calendar(new Table<string, Branch>((branch) => branch.code, [central]));
  const { home: _home, ...rest } = ada;
  const stranger: Member = rest;
  const due = new Loans(calendar).dueDay(stranger, "2026-03-02");
  assert.ok(due === "2026-03-30" || due === "2026-03-31");
  assert.equal(new Loans(calendar).dueDay(ada, "2026-03-02"), "2026-03-31");
});

test("a hold is fetched where it is said", async () => {
  const { desk } = house();
  const hold = await desk.placeHold({ member: 1, title: 7, pickup: "harbour" }, ctx);
  assert.ok("pickup" in hold && hold.pickup === "harbour");
});
