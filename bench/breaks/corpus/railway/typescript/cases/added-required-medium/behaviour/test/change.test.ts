import assert from "node:assert/strict";
import { test } from "node:test";

import { readRecord, writeRecord } from "../src/custom/archive.ts";
import { aDisruption } from "../src/generated.ts";
import { at, ctx, start, train } from "./fixtures.ts";

test("a report names somebody", async () => {
  const { traffic, tools, delayed } = start();
  tools.state.timetable.add(train());
  await traffic.reportDelay({ trainId: 1, minutes: 5, cause: "staff" }, ctx);
  assert.equal(typeof delayed[0]?.disruption.reporter, "string");
});

test("who reported goes to the archive and back", () => {
  const one = aDisruption({ reporter: "desk 4", reportedAt: at("08:00") });
  assert.equal(readRecord("disruption", writeRecord("disruption", one))?.reporter, "desk 4");
});
