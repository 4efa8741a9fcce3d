import assert from "node:assert/strict";
import { test } from "node:test";

import { boardLine, hops, problemOf, timeOf, Timetable } from "../src/custom/timetable.ts";
import { clockOf, dayOf, daysBetween, spanText } from "../src/custom/values.ts";
import { at, stop, train } from "./fixtures.ts";

const filled = (): Timetable => {
  const timetable = new Timetable();
  timetable.add(train());
  timetable.add(
    train({
      label: "RE 5",
      category: "regional",
      stops: [stop("BER", undefined, "06:40"), stop("HAM", "09:30")],
    }),
  );
  timetable.add(
    train({
      label: "S 1",
      day: "2026-03-02",
      stops: [stop("HAM", undefined, "07:20"), stop("BER", "10:00")],
    }),
  );
  return timetable;
};

test("a board lists what leaves after a moment, earliest first", () => {
  const board = filled().departures("BER", at("06:00"), 10);
  assert.deepEqual(
    board.map(({ label }) => label),
    ["RE 5", "EC 176"],
  );
  assert.equal(board[0]?.towards, "HAM");
  assert.deepEqual(
    filled()
      .departures("BER", at("06:41"), 10)
      .map(({ trainId }) => trainId),
    [1],
  );
  assert.equal(filled().departures("BER", at("06:00"), 1).length, 1);
  assert.deepEqual(filled().departures("CPH", at("06:00"), 10), []);
});

test("trains that are cancelled are not on the board", () => {
  const timetable = filled();
  const first = timetable.find(1);
  assert.ok(first);
  timetable.cancel(first);
  assert.deepEqual(
    timetable.departures("BER", at("06:00"), 10).map(({ trainId }) => trainId),
    [2],
  );
});

test("a line of the board names the delay", () => {
  const timetable = filled();
  timetable.setDelay(1, 9);
  const lines = timetable.departures("BER", at("06:00"), 10).map(boardLine);
  assert.deepEqual(lines, [
    "06:40 RE 5 → HAM, platform 3",
    "07:05 EC 176 → CPH, platform 3 (+9, 07:14)",
  ]);
});

test("stops are in the order of time", () => {
  assert.equal(problemOf(train().stops), undefined);
  assert.equal(problemOf([stop("BER")]), "a train calls at two stations at least");
  const backwards = [stop("BER", undefined, "07:05"), stop("HAM", "07:04")];
  assert.equal(problemOf(backwards), "time runs backwards at HAM");
});

test("hops join stops that follow each other", () => {
  assert.deepEqual(hops(train().stops), [
    ["BER", "HAM"],
    ["HAM", "CPH"],
  ]);
  assert.deepEqual(train().stops.map(timeOf), [at("07:05"), at("08:58"), at("13:20")]);
});

test("trains are found by the days on which they run", () => {
  const labels = [...filled().between("2026-03-02", "2026-03-31")].map(({ label }) => label);
  assert.deepEqual(labels, ["S 1"]);
  assert.equal([...filled().all()].length, 3);
});

test("times are written as travellers read them", () => {
  assert.equal(clockOf(at("07:05")), "07:05");
  assert.equal(dayOf(at("07:05")), "2026-03-01");
  assert.equal(spanText(9 * 60_000), "9 min");
  assert.equal(spanText(125 * 60_000), "2 h 05 min");
  assert.equal(daysBetween("2026-02-27", "2026-03-01"), 2);
});
