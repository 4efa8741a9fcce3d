import assert from "node:assert/strict";
import { test } from "node:test";

import { refusal } from "../src/custom/harbour.ts";
import {
  BadManifest,
  BerthUnfit,
  CallNotFound,
  NoPilot,
  NotCleared,
  router,
  UnknownShip,
  WrongState,
} from "../src/generated.ts";
import {
  aDetentionOrdered,
  aRuling,
  aVesselRenamed,
  VesselDetained,
} from "../src/generated.registry.ts";
import { at, aurora, call, ctx, scene, today } from "./builders.ts";

const visit = { callSign: "DEMO1", eta: at("06:00"), stay: 9_000_000, remark: undefined };

test("a ship that is announced has a call, and others hear of it", async () => {
  const { harbour, lines, told } = scene();
  const made = await harbour.announceCall({ ...visit, remark: "first visit" }, ctx);
  assert.ok("state" in made && "eta" in made);
  assert.equal(made.vesselName, "Aurora");
  assert.equal(made.draft, 7.5);
  assert.deepEqual(made.remarks, ["first visit"]);
  assert.deepEqual(lines, ["#1 DEMO1 Aurora [?] at sea"]);
  assert.deepEqual(told, [{ name: "announced", event: { call: made } }]);
});

test("a ship that nobody knows or that is detained has none", async () => {
  const { harbour } = scene({
    registry: {
      checkClearance: async ({ callSign }) => new VesselDetained({ callSign, reason: "oil" }),
    },
  });
  assert.ok(
    (await harbour.announceCall({ ...visit, callSign: "NONE" }, ctx)) instanceof UnknownShip,
  );
  const refused = await harbour.announceCall(visit, ctx);
  assert.ok(refused instanceof NotCleared);
  assert.equal(refused.reason, "oil");
});

test("a ruling lets a ship in while it holds", () => {
  const ruling = aRuling({ clearance: "granted", validUntil: at("12:00"), officer: "Vik" });
  assert.equal(refusal(ruling, at("11:00")), undefined);
  assert.equal(refusal(ruling, at("13:00")), `clearance ended ${today}`);
  assert.equal(refusal({ ...ruling, clearance: "pending" }, at("11:00")), "Vik has not decided");
  assert.equal(refusal({ ...ruling, clearance: "refused", remark: "debt" }, at("11:00")), "debt");
});

test("the tightest berth is suggested first", async () => {
  const { harbour } = scene({ calls: [call()] });
  const berths = await harbour.suggestBerths({ id: 7n, limit: 3 }, ctx);
  assert.ok(Array.isArray(berths));
  assert.deepEqual(
    berths.map(({ name }) => name),
    ["Nordkai 3", "Nordkai 4"],
  );
});

test("a berth is held by one call", async () => {
  const { harbour, quays } = scene({ calls: [call(), call({ id: 8n })] });
  const first = await harbour.assignBerth({ id: 7n, berthId: 4 }, ctx);
  assert.ok("state" in first && first.state === "confirmed");
  const second = await harbour.assignBerth({ id: 8n, berthId: 4 }, ctx);
  assert.ok(second instanceof BerthUnfit);
  assert.equal(second.reason, "Nordkai 4 is taken");
  await harbour.assignBerth({ id: 7n, berthId: 3 }, ctx);
  assert.ok(!quays.isTaken(4));
});

test("a berth that does not fit says why", async () => {
  const { harbour } = scene({ calls: [call()] });
  const answer = await harbour.assignBerth({ id: 7n, berthId: 1 }, ctx);
  assert.ok(answer instanceof BerthUnfit);
  assert.equal(answer.reason, "Sydkai 1 has 6.0 m, 8.0 m are needed");
});

test("a call that is gone is not found", async () => {
  const missing = await scene().harbour.getCall({ id: 9n }, ctx);
  assert.ok(missing instanceof CallNotFound && missing.id === 9n);
});

test("a pilot must speak the language and be allowed the draft", async () => {
  const { harbour, book } = scene({ calls: [call()] });
  const pilot = await harbour.bookPilot({ id: 7n, language: "EN" }, ctx);
  assert.ok("name" in pilot && pilot.name === "Ada Holm");
  assert.equal(book.find(7n)?.pilotId, 1);
  const none = await harbour.bookPilot({ id: 7n, language: "fr" }, ctx);
  assert.ok(none instanceof NoPilot && none.draft === 7.5);
});

test("a manifest is read, kept and announced", async () => {
  const { harbour, told } = scene({ calls: [call()] });
  const text = "M1 1200.50\nagent: Lund\nCSQU3054383;hazardous;900;;UN1203";
  const manifest = await harbour.fileManifest({ id: 7n, text }, ctx);
  assert.ok("reference" in manifest && manifest.declaredValue === "1200.50");
  assert.equal(manifest.notes.get("agent"), "Lund");
  assert.deepEqual(told, [{ name: "manifest", event: { id: 7n, boxes: 1, hazardous: true } }]);
  const bad = await harbour.fileManifest({ id: 7n, text: "M1" }, ctx);
  assert.ok(bad instanceof BadManifest && bad.line === 1);
});

test("a ship moors, departs and has to pay", async () => {
  const { harbour, told, quays } = scene({ calls: [call()] });
  await harbour.assignBerth({ id: 7n, berthId: 3 }, ctx);
  await harbour.bookPilot({ id: 7n, language: "en" }, ctx);
  const moored = await harbour.moor({ id: 7n, at: at("06:30") }, ctx);
  assert.ok("state" in moored && moored.state === "moored");
  const account = await harbour.depart({ id: 7n }, ctx);
  assert.ok("total" in account);
  assert.equal(account.number, "26-00007");
  assert.equal(account.total, 109_500n);
  assert.equal(account.due, "2026-03-31");
  assert.ok(!quays.isTaken(3));
  assert.deepEqual(
    told.map(({ name }) => name),
    ["moored", "departed"],
  );
});

test("a ship cannot depart before it came", async () => {
  const answer = await scene({ calls: [call()] }).harbour.depart({ id: 7n }, ctx);
  assert.ok(answer instanceof WrongState && answer.state === "announced");
});

test("a ship under a new name is remembered under the old", async () => {
  const { harbour, book } = scene({ calls: [call()] });
  await harbour.relabel(aVesselRenamed({ callSign: "DEMO1", name: "Borealis", since: today }), ctx);
  assert.equal(book.find(7n)?.vesselName, "Borealis");
  assert.deepEqual(book.find(7n)?.remarks, ["was Aurora until 2026-03-01"]);
});

test("a ship on hold loses its berth and gets no call until the hold ends", async () => {
  const { harbour, book, quays } = scene({ calls: [call()] });
  await harbour.assignBerth({ id: 7n, berthId: 3 }, ctx);
  const order = aDetentionOrdered({ callSign: "DEMO1", reason: "fire", until: at("09:00") });
  await harbour.hold(order, ctx);
  assert.equal(book.find(7n)?.state, "cancelled");
  assert.ok(!quays.isTaken(3));
  assert.ok((await harbour.announceCall(visit, ctx)) instanceof NotCleared);
  await harbour.hold({ ...order, until: at("08:00") }, ctx);
  assert.ok("eta" in (await harbour.announceCall(visit, ctx)));
});

test("the plan of a day counts by berth and state", async () => {
  const { harbour } = scene({ calls: [call({ state: "moored", berthId: 4 }), call({ id: 8n })] });
  const plan = await harbour.planDay({ day: today }, ctx);
  assert.deepEqual([...plan.byBerth], [[4, [7n]]]);
  assert.equal(plan.byState.get("announced"), 1);
  assert.equal(plan.windows[0]?.minDepth, 7.5);
});

test("calls are listed a page at a time, and the wire carries their ids as text", async () => {
  const calls = [call({ id: 8n, eta: at("07:00") }), call({ id: 7n }), call({ id: 9n })];
  const { harbour } = scene({ vessels: [aurora], calls });
  const response = await router(harbour).request("/rpc/list-calls", {
    method: "POST",
    body: '{"limit":2}',
  });
  const rows: { id: string }[] = JSON.parse(await response.text());
  assert.deepEqual(
    rows.map(({ id }) => id),
    ["7", "9"],
  );
});
