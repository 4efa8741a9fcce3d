import assert from "node:assert/strict";
import { test } from "node:test";

import { UnknownShip } from "../src/generated.ts";
import { RecordSealed } from "../src/generated.registry.ts";
import { at, ctx, scene } from "./builders.ts";

const visit = { callSign: "DEMO1", eta: at("06:00"), stay: 1, remark: undefined };

test("a sealed ship gets no call, others get one", async () => {
  const sealed = scene({
    registry: {
      getVessel: async ({ callSign }) => new RecordSealed({ callSign, court: "Kiel" }),
    },
  });
  const answer = await sealed.harbour.announceCall(visit, ctx).catch(() => "thrown");
  assert.ok(typeof answer === "string" || !("eta" in answer));
  assert.equal(sealed.book.list().length, 0);
  const { harbour } = scene();
  assert.ok(
    (await harbour.announceCall({ ...visit, callSign: "NONE" }, ctx)) instanceof UnknownShip,
  );
  assert.ok("eta" in (await harbour.announceCall(visit, ctx)));
});
