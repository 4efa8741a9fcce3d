import assert from "node:assert/strict";
import { test } from "node:test";

import {
  extremes,
  heightAt,
  isWithin,
  merged,
  safeHeight,
  TideBoard,
  windowLabel,
} from "../src/custom/tides.ts";
import {
  aTide,
  aTideCorrected,
  aWindow,
  NoForecast,
  UnknownStation,
} from "../src/generated.tides.ts";
import { at, ctx, fakeTides, today } from "./builders.ts";

const low = aTide({ id: 1n, kind: "low", at: at("00:00"), height: 0.6 });
const high = aTide({ id: 2n, kind: "high", at: at("06:00"), height: 4.1 });

test("a height is trusted as far as it was measured", () => {
  assert.equal(safeHeight(aTide({ height: 4, confidence: "measured" })), 4);
  assert.equal(safeHeight(aTide({ height: 4, confidence: "stale" })), 3.5);
});

test("between two turning points the water rises", () => {
  assert.equal(heightAt([low, high], at("03:00"))?.toFixed(2), "2.35");
  assert.equal(heightAt([low, high], at("07:00")), undefined);
  assert.equal(extremes([low, high]), "low 0.6, high 4.1");
});

test("windows that touch become one, as deep as the shallower", () => {
  const hour = 3_600_000;
  const windows = merged([
    aWindow({ opens: at("06:00"), lasts: 2 * hour, minDepth: 8 }),
    aWindow({ opens: at("05:00"), lasts: hour, minDepth: 9 }),
    aWindow({ opens: at("12:00"), lasts: hour, minDepth: 7 }),
  ]);
  assert.deepEqual(windows.map(windowLabel), ["05:00-08:00, 8.0 m", "12:00-13:00, 7.0 m"]);
  assert.ok(windows[0] !== undefined && isWithin(windows[0], at("07:59")));
});

test("tides are asked for once, until a correction", async () => {
  let asked = 0;
  const { getTides } = fakeTides();
  const counting = fakeTides({
    getTides: (input) => {
      asked += 1;
      return getTides(input);
    },
  });
  const board = new TideBoard(counting, "NK", () => 0);
  await board.day(today, ctx);
  assert.equal((await board.day(today, ctx)).length, 2);
  assert.equal(asked, 1);
  const correction = aTideCorrected({ tide: { ...high, station: "NK" }, previous: 4 });
  assert.ok(board.correct(correction));
  assert.ok(!board.correct(correction));
  await board.day(today, ctx);
  assert.equal(asked, 2);
});

test("a call to the gauges is tried three times", async () => {
  let left = 2;
  const flaky = fakeTides({
    findWindows: async () => {
      if (left-- > 0) throw new Error("down");
      return [aWindow({ minDepth: 9 })];
    },
  });
  const board = new TideBoard(flaky, "NK", () => 0);
  assert.equal((await board.windows(today, 8, ctx)).length, 1);
});

test("without a forecast there are no windows", async () => {
  const tides = fakeTides({
    findWindows: async ({ station, day }) => new NoForecast({ station, day }),
    getStation: async ({ code }) => new UnknownStation({ station: code }),
  });
  const board = new TideBoard(tides, "NK", () => 0);
  assert.deepEqual(await board.windows(today, 8, ctx), []);
  assert.equal(await board.title(ctx), "no gauge NK");
  assert.equal(
    await new TideBoard(fakeTides(), "NK", () => 0).title(ctx),
    "Nordkai gauge (NK), 2 sensors",
  );
});

test("gauges that say nothing are listed after a while", () => {
  const board = new TideBoard(fakeTides(), "NK", () => 0);
  board.silence("NK", at("06:00"));
  assert.deepEqual(board.silent(at("07:00"), 1_800_000), ["NK"]);
  assert.deepEqual(board.silent(at("06:10"), 1_800_000), []);
});
