import { expect, test } from "vitest";
import { keptFolder, writeFiles } from "../support/repository.ts";
import { calmMoods, RuledUniverse } from "../support/ruled-universe.ts";

const folder = keptFolder();

test("what a person has answered is no rule's to answer otherwise, also where the answer cannot be taken", async () => {
  const universe = await RuledUniverse.make(folder);
  writeFiles(universe.root, calmMoods);
  universe.commit("a rule");
  universe.ask("parcels");
  const question = "required-value:parcels/Parcel.mood";
  const wrong = [
    [`${question}==("loud" as any)`, "guard/suppression refused the answer"],
    [`${question}==5; // five`, "`;` ends it"],
    ["services/parcels/src/custom/make.ts:8=nothing", "has no candidate `nothing`"],
  ] as const;
  for (const [answer, why] of wrong) {
    const document = await universe.cascade("--answer", answer);
    const row = document.services.find((one) => one.name === "parcels");
    expect([document.outcome, row?.outcome, row?.edits], answer).toEqual(["halted", "held", 0]);
    expect(row?.holes.map((one) => one.kind)).toEqual(["required-value"]);
    expect(row?.notes.join("\n")).toContain(why);
    expect((document.notes ?? []).join("\n")).not.toContain("no hole took");
  }
  // What could not be taken is not tried again beside a better answer.
  const ran = await universe.run("sentinel", "resume", "--answer", `${question}=="loud"`);
  expect(ran.exit, ran.stdout).toBe(0);
  expect(ran.stdout).not.toContain("learned/calm-moods");
}, 120_000);
