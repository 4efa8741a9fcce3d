import assert from "node:assert/strict";
import { test } from "node:test";

import { Diary } from "../src/custom/diary.ts";
import { printLeaflet } from "../src/custom/leaflet.ts";
import { hamlet, now, programme, retry, tonight } from "./builders.ts";

test("a leaflet of three hours says so in milliseconds", () => {
  assert.equal(printLeaflet(tonight, hamlet, []).length, 3 * 3_600_000);
});

test("a cast is asked for in German", async () => {
  const asked: string[] = [];
  const fake = programme();
  const diary = new Diary(
    {
      ...fake,
      castOf: async (input, ctx) => {
        asked.push(input.language);
        return fake.castOf(input, ctx);
      },
    },
    { maxAgeMs: 1, now: () => now, retry },
  );
  assert.equal((await diary.cast(12n)).length, 1);
  assert.deepEqual(asked, ["de"]);
});
