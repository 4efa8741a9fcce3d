import assert from "node:assert/strict";
import { test } from "node:test";

import { Network, possessionLabel } from "../src/custom/network.ts";
import { aPossession, aSection } from "../src/generated.infrastructure.ts";
import { at, infrastructure } from "./fixtures.ts";

test("a possession that is granted again replaces the earlier one", () => {
  const rails = new Network(infrastructure(), { maxAgeMs: 1, attempts: 1 }, () => at("06:00"));
  const first = aPossession({
    id: "N-7",
    sectionId: 21,
    startsAt: at("06:00"),
    endsAt: at("09:00"),
    tracks: [1],
  });
  rails.close(first);
  rails.close({ ...first, endsAt: at("07:00") });
  const section = aSection({ id: 21, tracks: 1 });
  assert.equal(rails.closureOf([section], at("06:30"))?.id, "N-7");
  assert.equal(rails.closureOf([section], at("08:00")), undefined);
  assert.match(possessionLabel(first), /^#N-7 /);
});
