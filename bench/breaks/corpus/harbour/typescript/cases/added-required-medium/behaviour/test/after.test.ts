import assert from "node:assert/strict";
import { test } from "node:test";

import { NoPilot } from "../src/generated.ts";
import { aRuling } from "../src/generated.registry.ts";
import { at, aurora, call, ctx, scene } from "./builders.ts";

test("nobody speaks a language, and the error says which", async () => {
  const none = await scene({ calls: [call()] }).harbour.bookPilot({ id: 7n, language: "fr" }, ctx);
  assert.ok(none instanceof NoPilot && none.language === "fr");
});

test("a clearance is asked for with the draft of the ship", async () => {
  const drafts: number[] = [];
  const { harbour } = scene({
    vessels: [{ ...aurora, draft: 6.25 }],
    registry: {
      checkClearance: async ({ draft }) => {
        drafts.push(draft);
        return aRuling({ clearance: "granted", validUntil: at("12:00") });
      },
    },
  });
  await harbour.announceCall(
    { callSign: "DEMO1", eta: at("06:00"), stay: 1, remark: undefined },
    ctx,
  );
  assert.deepEqual(drafts, [6.25]);
});
