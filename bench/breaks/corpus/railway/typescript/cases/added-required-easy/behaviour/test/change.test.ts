import assert from "node:assert/strict";
import { test } from "node:test";

import { Network } from "../src/custom/network.ts";
import { aStation } from "../src/generated.infrastructure.ts";
import { at, infrastructure } from "./fixtures.ts";

test("a station is asked for in a language", async () => {
  const asked: string[] = [];
  const getStation = async ({ code, language }: { code: string; language: string }) => {
    asked.push(language);
    return aStation({ code, name: "Berlin" });
  };
  const rails = new Network(infrastructure({ getStation }), { maxAgeMs: 9, attempts: 1 }, () =>
    at("06:00"),
  );
  assert.equal(await rails.stationName("BER"), "Berlin");
  assert.deepEqual(
    asked.map((language) => language.length > 0),
    [true],
  );
});
