import assert from "node:assert/strict";
import { test } from "node:test";

import { ListBuilder } from "../src/custom/readers.ts";
import { AlreadyHeld } from "../src/generated.ts";
import { ctx, house } from "./builders.ts";

test("who reserves twice is told of the first time", async () => {
  const { desk } = house();
  await desk.reserve({ member: 2, title: 12 }, ctx);
  const hold = await desk.reserve({ member: 1, title: 7 }, ctx);
  assert.ok("placed" in hold);
  const again = await desk.reserve({ member: 1, title: 7 }, ctx);
  assert.ok(again instanceof AlreadyHeld);
  assert.deepEqual([again.title, again.hold], [7, hold.id]);
});

test("lists are grey", () => {
  assert.equal(new ListBuilder(1, "Winter").add(7).build().colour, "grey");
});
