import assert from "node:assert/strict";
import { test } from "node:test";

import { possessionLabel } from "../src/custom/network.ts";
import { aPossession } from "../src/generated.infrastructure.ts";
import { at } from "./fixtures.ts";

const label = (contact: string[]): string =>
  possessionLabel(aPossession({ id: 5n, work: "renewal", endsAt: at("06:00"), contact }));

test("nobody is asked where there is no contact", () => {
  assert.equal(label([]), "#5 renewal until 2026-03-01T06:00:00.000Z");
  assert.match(label(["0123"]), /, ask 0123$/);
  assert.match(label(["0123", "0456"]), /ask 0123/);
});
