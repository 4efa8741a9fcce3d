import { expect, test } from "vitest";
import { createHost } from "../../cli/host/index.ts";
import { lagWords } from "../../cli/render/reason.ts";
import { planText } from "../../cli/render/plan.ts";
import { rolloutSentences } from "../../cli/render/rollout.ts";
import { diffModels, type Delta } from "#intent";
import {
  breakLines,
  declaredWords,
  loadUniverse,
  planDocument,
  twoForms,
  type PlanDocument,
} from "#sentinel";
import { modelOf } from "../support/model-of.ts";
import { keptFolder } from "../support/repository.ts";
import { universeBase } from "../delta/universe-cases.ts";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The delta that one edit of the universe makes. */
function deltaOf(from: string, to: string): Delta {
  expect(universeBase).toContain(from);
  return diffModels(modelOf(universeBase), modelOf(universeBase.replace(from, to)));
}

/** The plan of a delta, with no waves: what is told of each change. */
function told(delta: Delta): string[] {
  const plan: PlanDocument = {
    schema: "flywheel.plan/1",
    base: [],
    delta: delta.changes.map(({ rule, corners, ...row }) => ({
      ...row,
      ...twoForms(row),
      ...(rule === undefined || corners === undefined ? {} : { rule }),
    })),
    services: [],
    waves: [],
    cycles: [],
    pairs: [],
    steps: [],
    phases: [],
  };
  return planText(plan, false, rolloutSentences(delta)).split("\n");
}

test("a plan says until when a break is declared, and what it means for who is outside", () => {
  expect(told(deltaOf("(email string)", "(email (optional string))")).slice(1, 6)).toEqual([
    "  users/User.email: field became optional, string → (optional string)",
    "    source breaks, wire breaks, stored compatible",
    "    declared until 2030-12-31: mails become optional",
    "    ios-app, outside: breaks, and old versions of it live on for 180d",
    "    1 more symbol takes its type from it",
  ]);
});

test("a plan says how a changed type could be read in two forms, where the wire breaks and it can be", () => {
  const base = "(service users (language rust) (entity Seat (row FIELD)) (rpc get (out Seat)))";
  const web = "(service web (language typescript) (uses users (rpc get)))";
  const model = (field: string): ReturnType<typeof modelOf> =>
    modelOf(base.replace("FIELD", field), web);
  const hint = (from: string, to: string): string | undefined =>
    told(diffModels(model(from), model(to))).find((line) => line.includes("two forms"));
  const first = "    can be read in two forms: first";
  expect(hint("i32", "i64")).toBe(
    `${first} (row i32 :reads i64), in a later step (row i64 :reads i32)`,
  );
  expect(hint("(optional f64)", "(optional decimal)")).toBe(
    `${first} (row (optional f64) :reads decimal), in a later step (row (optional decimal) :reads f64)`,
  );
  expect(hint("string", "(list string)")).toBe(
    `${first} (row string :reads list), in a later step (row (list string) :reads one)`,
  );
  expect(hint("i64", "uuid")).toBeUndefined();
  expect(hint("i32 :reads i64", "i64 :reads i32")).toBeUndefined();
});

test("a plan names the universe's own rule where that judged", () => {
  expect(told(deltaOf(":status 404", ":status 410")).slice(1, 4)).toEqual([
    "  users/error:gone: error status changed, 404 → 410",
    "    source compatible, wire compatible, stored compatible",
    "    judged by the universe's own (conflict-rule error-status-changed)",
  ]);
});

test("a break that nobody declared is told as that, and who is outside holds the last phase", () => {
  const lines = told(deltaOf(" (note string)", ""));
  expect(lines[3]).toBe("    a break that no intent declares");
  expect(lines.slice(lines.indexOf("deploying") + 1)).toEqual([
    "  Old and new do not understand each other about users/User.note, and old versions live on outside: ios-app for 180d.",
    "  deploy users in phases: accept (read both forms), switch (write the new one), drop (forget the old one, once none of them is left).",
  ]);
});

test("a plan's document holds the square, the steps and the phases", () => {
  const given = { bases: [], reached: [], waves: [], cycles: [] };
  const deploying = (delta: Delta): Pick<PlanDocument, "pairs" | "steps" | "phases"> => {
    const { pairs, steps, phases } = planDocument({ ...given, delta });
    return { pairs, steps, phases };
  };
  const { pairs, steps, phases } = deploying(deltaOf(" (note string)", ""));
  expect(pairs).toContainEqual({
    provider: "users",
    consumer: "ios-app",
    newProviderOldConsumer: "breaks",
    oldProviderNewConsumer: "compatible",
    order: "phases",
    symbols: ["users/User.note"],
    outside: { lag: "15552000s" },
    sentence: expect.stringContaining("ios-app"),
  });
  expect(steps).toEqual([["mail", "web"], ["users"]]);
  expect(phases.map(({ name, after }) => [name, after])).toEqual([
    ["accept", null],
    ["switch", "accept"],
    ["drop", "switch"],
  ]);
  expect(deploying(deltaOf(":status 404", ":status 410")).phases).toEqual([]);
});

test("a lag is told in the largest unit that fits, a break without a reason by its day", () => {
  expect(["86400s", "7200s", "90s", "1.5s"].map((lag) => lagWords({ lag }))).toEqual([
    " for 1d",
    " for 2h",
    " for 90s",
    " for 1.5s",
  ]);
  expect(lagWords({})).toBe("");
  const [row] = deltaOf("(draft Draft)", "(draft Draft) (why string)").changes;
  expect(row && declaredWords(row)).toBe("declared until 2030-06-30");
});

test("a draft names what breaks among the edits, and whether the intents declare it", () => {
  expect(breakLines(deltaOf("(email string)", "(email (optional string))"))).toEqual([
    "- users/User.email: string → (optional string) (declared until 2030-12-31: mails become optional)",
  ]);
  expect(breakLines(deltaOf(" (note string)", ""))).toEqual([
    "- users/User.note: field removed (a break that no intent declares)",
  ]);
  expect(breakLines(deltaOf(":status 404", ":status 410"))).toEqual([]);
  const [row] = deltaOf(" (note string)", "").changes;
  const many = row === undefined ? [] : Array.from({ length: 12 }, () => row);
  expect(breakLines({ changes: many }).slice(9)).toEqual([
    "- users/User.note: field removed (a break that no intent declares)",
    "- and 2 more",
  ]);
});

test("checking a universe tells of own rules that there are not, and of days that are past", async () => {
  const root = join(keptFolder(), "universe");
  mkdirSync(join(root, "services/users"), { recursive: true });
  const around = `(conflict-rule varint-added :source breaks :because "so it is")`;
  writeFileSync(
    join(root, "universe.lisp"),
    `(lang intent 1.0)\n(universe shop (services "services/*") ${around})\n`,
  );
  writeFileSync(
    join(root, "services/users/intent.lisp"),
    '(lang intent 1.0)\n(service users (language rust) (allow-break User.id :until "2026-06-30") (entity User (id i32)))\n',
  );
  const host = createHost();
  const codes = async (day: string): Promise<string[]> => {
    const clock = { ...host.clock, now: () => Date.parse(`${day}T12:00:00Z`) };
    const { diagnostics } = await loadUniverse({ ...host, clock }, root);
    return diagnostics.map(({ code }) => code);
  };
  expect(await codes("2026-06-30")).toEqual(["override-unknown"]);
  expect(await codes("2026-07-01")).toEqual(["override-unknown", "break-expired"]);
});
