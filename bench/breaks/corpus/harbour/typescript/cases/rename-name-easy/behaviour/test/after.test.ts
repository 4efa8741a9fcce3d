import assert from "node:assert/strict";
import { test } from "node:test";

import { PilotUnavailable } from "../src/generated.ts";
import { call, ctx, scene } from "./builders.ts";

test("a language that nobody speaks finds no pilot", async () => {
  const { harbour } = scene({ calls: [call({ draft: 3 })] });
  const none = await harbour.bookPilot({ id: 7n, language: "fr" }, ctx);
  assert.ok(none instanceof PilotUnavailable);
  assert.equal(none.draft, 3);
});
