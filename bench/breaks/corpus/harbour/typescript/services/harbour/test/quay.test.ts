import assert from "node:assert/strict";
import { test } from "node:test";

import { berthLabel, objection, painted, Quays, verdictOf } from "../src/custom/berths.ts";
import { callLine, callUrl, isActive, mayBecome, signOf } from "../src/custom/calls.ts";
import { dump, load, readBerths, readPilots } from "../src/custom/journal.ts";
import { business, Roster, seniority, shiftKey } from "../src/custom/pilots.ts";
import {
  fleet,
  fleetSummary,
  isImo,
  morningReport,
  ownerLabel,
  papers,
  planOf,
  vesselTitle,
} from "../src/custom/report.ts";
import { Cache, lowerBound, paginate } from "../src/custom/util.ts";
import { aManifest, aPilot } from "../src/generated.ts";
import { aCertificate, aOwner } from "../src/generated.registry.ts";
import { aurora, box, call, deep, shallow, tight, today } from "./builders.ts";

test("a berth fits a ship or says what is wrong", () => {
  const need = { draft: 7.5, length: 120, day: today };
  assert.equal(verdictOf(tight, need), "fits");
  assert.equal(verdictOf(shallow, need), "shallow");
  assert.equal(verdictOf(tight, { ...need, length: 130 }), "short");
  assert.equal(verdictOf(deep, { ...need, power: true }), "unpowered");
  const closed = { ...deep, closedUntil: "2026-04-01" };
  assert.equal(objection(closed, need), "Nordkai 4 is closed until 2026-04-01");
});

test("berths are known by label, number and quay", () => {
  assert.equal(berthLabel(tight), "Nordkai 3 (North)");
  assert.equal(painted(deep.id), "IV");
  assert.equal(painted(19), "XIX");
  assert.deepEqual(new Quays([tight, shallow, deep]).board(), [
    "North: Nordkai 3, Nordkai 4",
    "South: Sydkai 1",
  ]);
});

test("a berth is free again when its call lets go", () => {
  const quays = new Quays([tight, deep]);
  quays.take(4, 7n);
  assert.deepEqual(
    [...quays.fitting({ draft: 5, length: 100, day: today })].map(({ id }) => id),
    [3],
  );
  assert.deepEqual(quays.release(7n), [4]);
  assert.ok(!quays.isTaken(4));
});

test("a call goes its way", () => {
  assert.ok(mayBecome("announced", "confirmed"));
  assert.ok(!mayBecome("departed", "moored"));
  assert.ok(isActive("moored"));
  assert.ok(!isActive("cancelled"));
  assert.equal(signOf("departed"), ">");
  assert.equal(callLine(call({ state: "moored", berthId: 4 })), "#7 DEMO1 Aurora [=] berth 4");
  assert.equal(callUrl("http://h/", call({ callSign: "A B" })), "http://h/calls/7?ship=A%20B");
});

test("the journal keeps calls as they were", () => {
  const manifest = aManifest({
    reference: "M1",
    declaredValue: "10.5",
    containers: [box({ kind: "reefer", setPoint: 4 })],
    notes: new Map([["agent", "Lund"]]),
  });
  const calls = [call({ berthId: 4, pilotId: 1, manifest }), call({ id: 8n, state: "moored" })];
  const read = load(dump(calls));
  assert.deepEqual(read[0], calls[0]);
  assert.equal(dump(read), dump(calls));
  assert.equal(
    dump([call({ id: 8n, state: "moored" })]),
    '{"no":"8","ship":"DEMO1","name":"Aurora","state":"moored","eta":"2026-03-01T06:00:00.000Z","stay":9000000,"draft":7.5,"remarks":[]}',
  );
});

test("tables of berths and pilots are read by the names of their columns", () => {
  const [berth] = readBerths(
    "id,name,depth,quay,length,power,closed\n4,Nordkai 4,11,North,180,yes,",
  );
  assert.deepEqual(berth, { ...deep, power: true, closedUntil: undefined });
  const [pilot] = readPilots("id,name,rank,draft,languages,phone\n1,Ada Holm,C,12,en da,00451");
  assert.deepEqual(pilot?.languages, ["en", "da"]);
  assert.ok(pilot && business(pilot) === "Ada Holm (chief), +451");
});

test("of equals the pilot with the highest rank goes first, then the one with less to do", () => {
  const pilots = [aPilot({ id: 1, rank: "junior" }), aPilot({ id: 2, rank: "chief" })].map(
    (pilot) => ({ ...pilot, maxDraft: 9, languages: ["en"] }),
  );
  const roster = new Roster(pilots);
  const first = roster.choose(8, "en");
  assert.equal(first?.id, 2);
  roster.book(first, 7n);
  assert.equal(roster.choose(8, "en")?.id, 1);
  assert.deepEqual(roster.duties(2), [7n]);
  assert.ok(seniority("senior") < seniority("chief"));
  assert.equal(roster.named(5), "pilot 5");
});

test("seats on the boat go in turn", () => {
  const roster = new Roster([aPilot({ id: 1 }), aPilot({ id: 2 }), aPilot({ id: 3 })]);
  const shifts = roster.shifts([today, "2026-03-02"], 2);
  assert.deepEqual(Array.from(shifts, shiftKey), [
    "2026-03-01/1",
    "2026-03-01/2",
    "2026-03-02/3",
    "2026-03-02/1",
  ]);
});

test("the morning report says who lies where", () => {
  const calls = [call({ state: "moored", berthId: 4 }), call({ id: 8n, state: "departed" })];
  assert.equal(
    morningReport(planOf(today, calls, []), calls),
    `Plan for ${today}: 1 departed, 1 moored\nberth 4\n  #7 DEMO1 Aurora [=] berth 4`,
  );
});

test("ships and their owners have titles", () => {
  assert.equal(vesselTitle(aurora), "AURORA (IMO 9074729, boxship, DE)");
  assert.equal(
    vesselTitle({ ...aurora, nickname: "Rory" }),
    "AURORA / Rory (IMO 9074729, boxship, DE)",
  );
  assert.equal(ownerLabel(aOwner({ name: "Lines", country: "DK" })), "Lines (DK)");
  assert.ok(isImo(aurora.imo));
  assert.ok(!isImo(9_074_728));
});

test("papers that ended are named", () => {
  const certificates = [
    aCertificate({ number: "1", subject: "load line", expires: "2026-02-28" }),
    aCertificate({ number: "2", subject: "safety", expires: today }),
  ];
  assert.deepEqual(papers({ ...aurora, certificates }, today), ["load line 1"]);
});

test("a fleet is read page after page", async () => {
  const ships = [aurora, { ...aurora, name: "Borealis", length: 150 }, aurora];
  const pages = fleet(
    { findVessels: async ({ page, size }) => ships.slice((page - 1) * size, page * size) },
    "Lines",
    2,
  );
  assert.equal(await fleetSummary(pages), "3 ships, 27000 GT, longest Borealis");
});

test("pages, bounds and caches", async () => {
  assert.deepEqual(paginate([1, 2, 3], 2, 2), { items: [3], page: 2, pages: 2 });
  assert.equal(
    lowerBound([1, 3, 5], 4, (item) => item),
    2,
  );
  const cache = new Cache<number>(1, 10, () => 0);
  assert.equal(await cache.get("a", async () => 1), 1);
  assert.equal(await cache.get("b", async () => 2), 2);
  assert.equal(cache.size, 1);
  assert.equal(cache.forget("b"), 1);
});
