import assert from "node:assert/strict";
import { test } from "node:test";

import { missing, Series } from "../src/custom/usage.ts";
import { aMeter } from "../src/generated.metering.ts";
import { at, read } from "./builders.ts";

test("missing readings are a number, with an interval and without", () => {
  const series = new Series();
  for (const hour of [0, 6, 23]) series.add(read(hour, BigInt(hour)));
  const hours = aMeter({ interval: 6 * 3_600_000 });
  assert.equal(missing(series, hours, at(0), at(23)), 2);
  const never = aMeter({ interval: undefined });
  assert.ok(Number.isInteger(missing(series, never, at(0), at(23))));
});
