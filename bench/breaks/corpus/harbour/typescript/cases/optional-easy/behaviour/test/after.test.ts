import assert from "node:assert/strict";
import { test } from "node:test";

import { Roster } from "../src/custom/pilots.ts";
import { aPilot } from "../src/generated.ts";

test("a pilot with a limit keeps to it", () => {
  const pilots = [
    aPilot({ id: 1, maxDraft: 6, languages: ["en"] }),
    aPilot({ id: 2, maxDraft: 9, languages: ["en"] }),
  ];
  assert.equal(new Roster(pilots).choose(8, "en")?.id, 2);
  assert.equal(new Roster(pilots).choose(10, "en"), undefined);
});
