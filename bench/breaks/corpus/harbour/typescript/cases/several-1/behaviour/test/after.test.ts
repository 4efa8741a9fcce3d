import assert from "node:assert/strict";
import { test } from "node:test";

import { painted, Quays } from "../src/custom/berths.ts";
import { dump, load, readBerths } from "../src/custom/journal.ts";
import { aRuling } from "../src/generated.registry.ts";
import { at, call, ctx, deep, scene, tight } from "./builders.ts";

test("a berth keeps its number in the journal and on the quay", () => {
  assert.equal(load(dump([call({ berthId: 14n })]))[0]?.berthId, 14n);
  assert.equal(
    load(
      '{"no":"8","ship":"D","name":"A","state":"moored","eta":"2026-03-01T06:00:00.000Z","stay":9,"draft":7,"berth":4,"remarks":[]}',
    )[0]?.berthId,
    4n,
  );
  assert.equal(painted(14n), "XIV");
  assert.equal(readBerths("id,name\n12,A")[0]?.id, 12n);
});

test("berths of one size go by their number", () => {
  const quays = new Quays([{ ...deep, id: 10n }, { ...deep, id: 9n }, tight]);
  const need = { draft: 9, length: 100, day: "2026-03-01" };
  assert.deepEqual(
    [...quays.fitting(need)].map(({ id }) => id),
    [9n, 10n],
  );
});

test("a ruling is requested", async () => {
  const { harbour } = scene({
    registry: { requestRuling: async () => aRuling({ clearance: "refused", remark: "debt" }) },
  });
  const visit = { callSign: "DEMO1", eta: at("06:00"), stay: 1, remark: undefined };
  const answer = await harbour.announceCall(visit, ctx);
  assert.ok("reason" in answer && answer.reason === "debt");
});
