import assert from "node:assert/strict";
import { test } from "node:test";

import { aVesselRenamed } from "../src/generated.registry.ts";
import { at, call, ctx, scene } from "./builders.ts";

test("a remark names the day of a new name", async () => {
  const { harbour, book } = scene({ calls: [call({ remarks: ["first"] })] });
  const event = aVesselRenamed({ callSign: "DEMO1", name: "B", since: at("15:00", "2026-02-03") });
  await harbour.relabel(event, ctx);
  const [first, second] = book.find(7n)?.remarks ?? [];
  assert.equal(first, "first");
  assert.match(second ?? "", /^was Aurora until 2026-02-03/);
});
