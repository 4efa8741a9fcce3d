import assert from "node:assert/strict";
import { test } from "node:test";

import { Timetable } from "../src/custom/timetable.ts";
import { aStop } from "../src/generated.ts";
import { at, stop, train } from "./fixtures.ts";

test("a train whose platform is open stands on the board", () => {
  const timetable = new Timetable();
  timetable.add(
    train({ stops: [aStop({ station: "BER", departsAt: at("07:06") }), stop("HAM", "08:50")] }),
  );
  timetable.add(train());
  const [known, open] = timetable.departures("BER", at("06:00"), 2);
  assert.equal(typeof open?.platform, "string");
  assert.equal(known?.platform, "3");
});
