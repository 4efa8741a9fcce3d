import assert from "node:assert/strict";
import { test } from "node:test";

import { business, Roster, seniority } from "../src/custom/pilots.ts";
import { aPilot } from "../src/generated.ts";

test("a trainee is below all others", () => {
  assert.ok(seniority("trainee") < seniority("junior"));
  const pilots = (["trainee", "junior"] as const).map((rank, index) =>
    aPilot({ id: index + 1, name: "Bo", rank, maxDraft: 9, languages: ["en"] }),
  );
  assert.equal(new Roster(pilots).choose(8, "en")?.rank, "junior");
  assert.equal(business(aPilot({ name: "Bo", rank: "trainee" })), "Bo (trainee), by radio");
});
