import assert from "node:assert/strict";
import { test } from "node:test";

import { Network, persistently, possessionLabel, sectionLabel } from "../src/custom/network.ts";
import { NoRoute, PathTaken, StationNotFound } from "../src/generated.infrastructure.ts";
import {
  aPathOffer,
  aPossession,
  aRestriction,
  aSection,
  aStation,
} from "../src/generated.infrastructure.ts";
import type { InfrastructureApi } from "../src/generated.infrastructure.ts";
import { at, infrastructure, train } from "./fixtures.ts";

const network = (rails: Partial<InfrastructureApi> = {}, now = () => at("06:00")): Network =>
  new Network(infrastructure(rails), { maxAgeMs: 1000, attempts: 2 }, now);

const section = aSection({
  id: 21,
  fromCode: "BER",
  toCode: "HAM",
  lengthM: 1500,
  topSpeed: 90,
  tracks: 1,
});

test("a station is asked for once", async () => {
  let asked = 0;
  const rails = network({
    getStation: async ({ code }) => aStation({ code, name: `${code}${++asked}` }),
  });
  assert.equal(await rails.stationName("BER"), "BER1");
  assert.equal(await rails.stationName("BER"), "BER1");
  assert.equal(await rails.stationName("HAM"), "HAM2");
});

test("a station that nobody knows stands for itself", async () => {
  const rails = network({ getStation: async ({ code }) => new StationNotFound({ station: code }) });
  assert.equal(await rails.stationName("XYZ"), "XYZ");
  assert.equal(await rails.canChange("XYZ", 3_600_000), false);
  assert.equal(await network().canChange("BER", 480_000), true);
});

test("where there are no rails there is no train", async () => {
  const rails = network({ route: async (input) => new NoRoute(input) });
  await assert.rejects(rails.sectionsOf(train().stops), /no rails from BER to HAM/);
});

test("a path that is taken is asked for an hour later", async () => {
  const asked: string[] = [];
  const rails = network({
    requestPath: async ({ departAt, flexible }) => {
      asked.push(`${departAt.toISOString().slice(11, 16)} ${flexible}`);
      return flexible
        ? aPathOffer({ reference: "p" })
        : new PathTaken({ sectionId: 21, by: "DHL" });
    },
  });
  assert.equal((await rails.path("S 1", [section], at("07:00"))).reference, "p");
  assert.deepEqual(asked, ["07:00 false", "08:00 true"]);
});

test("a section is closed when all its tracks are", () => {
  const rails = network();
  const closed = { sectionId: 21, startsAt: at("06:00"), endsAt: at("09:00"), tracks: [1] };
  rails.close(aPossession({ id: 5n, ...closed }));
  assert.equal(rails.closureOf([section], at("08:59"))?.id, 5n);
  assert.equal(rails.closureOf([section], at("09:00")), undefined);
  assert.equal(rails.closureOf([{ ...section, tracks: 2 }], at("08:00")), undefined);
});

test("restrictions hold between their days", () => {
  const rails = network();
  rails.restrict(
    aRestriction({ id: 1, sectionId: 21, topSpeed: 60, since: "2026-03-01", until: "2026-03-05" }),
  );
  rails.restrict(aRestriction({ id: 2, sectionId: 21, topSpeed: 50, since: "2026-03-04" }));
  const speeds = ["2026-02-28", "2026-03-01", "2026-03-04"].map((day) =>
    rails.speedOn(section, day),
  );
  assert.deepEqual(speeds, [90, 60, 50]);
  rails.restrict(aRestriction({ id: 2, sectionId: 21, topSpeed: 80, since: "2026-03-04" }));
  assert.equal(rails.speedOn(section, "2026-03-06"), 80);
});

test("it takes longer uphill", () => {
  const flat = aSection({ lengthM: 10_000, topSpeed: 100, gradient: -3 });
  assert.equal(network().runningTime([flat], "2026-03-01"), 360_000);
  assert.equal(network().runningTime([{ ...flat, gradient: 10 }], "2026-03-01"), 396_000);
});

test("labels are for people", () => {
  assert.equal(sectionLabel(section), "21 BER-HAM 1.5 km");
  const possession = aPossession({
    id: 5n,
    work: "inspection",
    endsAt: at("06:00"),
    contact: "0123",
  });
  assert.equal(
    possessionLabel(possession),
    "#5 inspection until 2026-03-01T06:00:00.000Z, ask 0123",
  );
});

test("a call is tried again", async () => {
  let tries = 0;
  const flaky = async (): Promise<string> => {
    if (++tries < 2) throw new Error("down");
    return "up";
  };
  assert.equal(await persistently(2, flaky), "up");
  await assert.rejects(
    persistently(1, () => Promise.reject(new Error("down"))),
    /down/,
  );
});
