import assert from "node:assert/strict";
import { test } from "node:test";

import { formatContainer, parseContainer } from "../src/custom/cargo.ts";
import { box } from "./builders.ts";

test("a line that says nothing of a seal is of a sealed container", () => {
  const parsed = parseContainer("CSQU3054383;dry;100;;", 1);
  assert.ok(parsed.ok);
  assert.equal(parsed.value.sealed, true);
  assert.deepEqual(parseContainer(formatContainer(box()), 1), { ok: true, value: box() });
});
