import assert from "node:assert/strict";
import { test } from "node:test";

import { load, save } from "../src/custom/journal.ts";
import { Holds } from "../src/custom/wishes.ts";
import { aHold } from "../src/generated.ts";

test("a hold that was put aside has a time at which it expires, seven days later", () => {
  const holds = new Holds([aHold({ id: 4 })]);
  const expires = holds.ready(4, "L0000001", new Date("2026-03-01T12:00:00Z"))?.expires;
  assert.ok(expires instanceof Date);
  const days = (expires.getTime() - Date.parse("2026-03-01T12:00:00Z")) / 86_400_000;
  assert.ok(days > 6 && days < 9);
});

test("what expired two days ago lapses, what expires in two days does not", () => {
  const of = (id: number, copy: string, day: string) =>
    aHold({ id, copy, state: "ready", expires: new Date(`${day}T12:00:00Z`) });
  const holds = new Holds([of(1, "L0000001", "2026-03-01"), of(2, "L0000002", "2026-03-05")]);
  assert.deepEqual(holds.lapse("2026-03-03"), ["L0000001"]);
});

test("the time is the same after it was written and read", () => {
  const holds = [aHold({ expires: new Date("2026-03-01T12:34:56Z") }), aHold({ id: 2 })];
  assert.deepEqual(load(save({ holds })).holds, holds);
});
