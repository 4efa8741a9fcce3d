import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CascadeDocument } from "#sentinel";
import { documents } from "../support/documents.ts";
import { git, keptFolder, writeFiles } from "../support/repository.ts";
import type { Ran } from "../support/tools.ts";
import { ended, smallServices, SmallUniverse } from "../support/small-universe.ts";

// Gates are stand-ins here: what holes are asked, how answers travel, and what a run remembers.

const question = "required-value:greetings/Greeting.loud";
const guest = `import type { Greeting } from "../generated.greetings.ts";

/** What a guest is greeted with. */
export const guest = (): Greeting => ({ id: 1, text: "Hello", times: 1 });
`;

const universe = new SmallUniverse(keptFolder(), "stand-ins");
for (const name of ["door", "porch"]) {
  writeFiles(universe.repository(name), { "src/custom/guest.ts": guest });
  git(universe.repository(name), "add", "-A");
  git(universe.repository(name), "commit", "-q", "-m", "guests");
}
const heads = Object.fromEntries(
  smallServices.map((name) => [name, git(universe.repository(name), "rev-parse", "HEAD")]),
);

/**
 * Puts everything back, and makes the change: a field without a default. A name changes with it, since these compilers
 * would not say that one is missing, and a service that nothing breaks is not looked at.
 */
function begin(fields = "(said string :was text)\n    (loud bool)"): void {
  for (const [name, head] of Object.entries(heads)) {
    const folder = universe.repository(name);
    git(folder, "checkout", "-q", "-f", head);
    git(folder, "for-each-ref", "--format=%(refname)", "refs/heads/flywheel")
      .split("\n")
      .filter((ref) => ref !== "")
      .forEach((ref) => git(folder, "update-ref", "-d", ref));
  }
  rmSync(universe.state, { recursive: true, force: true });
  const intent = join(universe.repository("greetings"), "intent.lisp");
  writeFileSync(intent, readFileSync(intent, "utf8").replace("(text string)", fields));
}

type Came = readonly [number | null, CascadeDocument];

function read(ran: Ran): Came {
  expect(ran.stdout, ran.stderr).toContain("flywheel.cascade/1");
  return [ran.exit, documents.cascade(ran.stdout)];
}

const ask = async (...args: string[]): Promise<Came> =>
  read(await universe.runHere(["sentinel", ...args, "--json"]));

/** {@link ask}, in a process of its own: what another process goes on with must not be ours. */
const askBeside = (...args: string[]): Came => read(universe.run(["sentinel", ...args, "--json"]));

const outcomes = (document: CascadeDocument): Record<string, string> =>
  Object.fromEntries(document.services.map((row) => [row.name, row.outcome]));

const drafted = (name: string, path: string): string =>
  git(universe.repository(name), "show", `flywheel/epoch-1:${path}`);

test("one question over three services; an answer is offered to the others, and survives a kill", async () => {
  begin();
  const untouched = universe.states();
  const [held, first] = askBeside("cascade");
  expect([held, first.outcome]).toEqual([4, "halted"]);
  expect(first.questions).toMatchObject([
    {
      id: question,
      kind: "required-value",
      delta: "greetings/Greeting.loud",
      candidates: ["true", "false"],
      holes: [{ service: "greetings" }, { service: "door" }, { service: "porch" }],
    },
  ]);

  const [again, second] = askBeside(
    "resume",
    "--answer",
    "services/door/src/custom/guest.ts:4=true",
  );
  expect([again, outcomes(second)]).toEqual([
    4,
    { door: "repaired", greetings: "held", porch: "held" },
  ]);
  expect(second.services[0]).toMatchObject({ engine: "person", answers: [{ choice: "true" }] });
  expect(second.offers).toMatchObject([{ services: ["greetings", "porch"], choice: "true" }]);
  expect(universe.states()).toEqual(untouched);
  const said = universe.run(["sentinel", "resume"]);
  expect(said.stdout).toContain(
    "the same answer can be given in greetings, porch: flywheel sentinel resume --answer 'required-value:",
  );

  const events = universe.log(1).length;
  const child = universe.start(["sentinel", "resume", "--answer", `${question}=2`, "--quiet"]);
  while (universe.log(1).length < events + 3) await setTimeout(20);
  child.kill("SIGKILL");
  await ended(child);
  const [done, third] = askBeside("resume");
  expect([done, third.outcome]).toEqual([0, "proposed"]);
  expect(third.questions).toEqual([]);
  expect(drafted("door", "src/custom/guest.ts")).toContain("times: 1, loud: true })");
  expect(drafted("porch", "src/custom/guest.ts")).toContain("times: 1, loud: false })");
  expect(drafted("greetings", "src/custom/greeter.ts")).toContain("loud: false");
}, 120_000);

test("wrong ids and choices are told what there is; a refused answer leaves its hole open", async () => {
  begin("(said string :was text)\n    (mood string)");
  await ask("cascade");
  const wrong = async (answer: string): Promise<readonly [number | null, string]> => {
    const { exit, stdout } = await universe.runHere(["sentinel", "resume", "--answer", answer]);
    return [exit, stdout];
  };
  expect(await wrong("required-value:greetings/Greeting.mod==1")).toEqual([
    2,
    expect.stringContaining("did you mean required-value:greetings/Greeting.mood?"),
  ]);
  expect(await wrong("required-value:greetings/Greeting.mood=3")).toEqual([
    2,
    expect.stringContaining("has no candidate 3"),
  ]);
  const mood = "required-value:greetings/Greeting.mood";
  const [refused, first] = await ask("resume", "--answer", `${mood}==("calm" as any)`);
  expect([refused, first.outcome]).toEqual([4, "halted"]);
  for (const row of first.services) {
    expect(row).toMatchObject({ outcome: "held", edits: 0, holes: [{ kind: "required-value" }] });
    expect(row.notes.join()).toContain(
      'guard/suppression refused the answer "(\\"calm\\" as any)"',
    );
  }

  // What somebody edits by hand meanwhile is not overwritten.
  const file = join(universe.scene(1), "services/door/src/custom/guest.ts");
  writeFileSync(file, `${readFileSync(file, "utf8")}\nexport const more = 1;\n`);
  expect(await wrong(`${mood}=="calm"`)).toEqual([
    2,
    expect.stringContaining("the scene of door was edited by hand"),
  ]);
}, 120_000);

test("an answer that makes a gate red leaves all as stamped, says so, and can be taken back", async () => {
  begin("(said string :was text)\n    (mood string)");
  const door = universe.repository("door");
  writeFiles(door, { "behaviour.json": '{"tsc":"members"}' });
  git(door, "commit", "-q", "-am", "a compiler that misses members");
  const mood = "required-value:greetings/Greeting.mood";
  const [, held] = await ask("cascade", "--answer", `${mood}=="calm".someValue`);
  const row = held.services.find(({ name }) => name === "door");
  expect(row).toMatchObject({ outcome: "held", edits: 0, holes: [{ kind: "required-value" }] });
  expect(row?.notes.join("\n")).toContain(
    "With the answer the check gate is red, so nothing was kept:\nservices/door/src/custom/guest.ts",
  );
  expect(row).not.toHaveProperty("answers");
  expect(readFileSync(join(universe.scene(1), "services/door/src/custom/guest.ts"), "utf8")).toBe(
    guest,
  );
  // It was in vain: it is asked about again, and not tried again.
  const [, again] = await ask("resume");
  const still = again.services.find(({ name }) => name === "door");
  expect(still).toMatchObject({ outcome: "held", holes: [{ kind: "required-value" }] });
  expect(still?.notes.join("\n")).not.toContain("With the answer");
  const [done, last] = await ask("resume", "--answer", `${mood}=="calm"`);
  expect([done, last.outcome]).toEqual([0, "proposed"]);
  expect(drafted("door", "src/custom/guest.ts")).toContain('mood: "calm"');
}, 120_000);

test("an answer to a hole that is gone is told, and stops nothing; a misspelt one does", async () => {
  begin('(text string)\n    (mood string :default "glad")');
  const gone = "required-value:services/door/src/custom/gone.ts:guest:{ id: 1 }=1";
  const [done, document] = await ask("cascade", "--answer", gone);
  expect([done, document.outcome]).toEqual([0, "proposed"]);
  expect(document.notes).toEqual([expect.stringContaining(`no hole took the answer ${gone}: `)]);

  begin();
  const [wrong, halted] = await ask(
    "cascade",
    "--answer",
    "required-value:greetings/Greeting.lod=true",
  );
  expect([wrong, halted.outcome]).toEqual([2, "halted"]);
  expect(halted.notes?.join()).toContain(`did you mean ${question}?`);
  const alone = await universe.runHere([
    "mechanic",
    "repair",
    "door",
    "--answer",
    `${question}=1`,
    "--json",
  ]);
  expect([alone.exit, JSON.parse(alone.stdout)]).toEqual([
    0,
    expect.objectContaining({
      outcome: "repaired",
      offers: [expect.objectContaining({ services: ["greetings", "porch"], choice: "true" })],
    }),
  ]);
}, 120_000);

test("a candidate's patch stands over the patch of what is certain", async () => {
  begin();
  const [, held] = await ask("cascade");
  const scene = universe.scene(1);
  for (const { withheld, choices = "" } of held.services) {
    const read = readFileSync(choices, "utf8");
    expect(read).toContain("\n# 1.1  true");
    expect(read).toContain("\n# 1.2  false");
    git(scene, "apply", withheld?.patch ?? "");
    // Read, one of both taken out, and applied: what is marked is no part of the patch.
    const picked = join(universe.state, "picked.patch");
    const second = read.slice(read.indexOf("# 1.2"));
    writeFileSync(picked, second);
    git(scene, "apply", "--check", picked);
    git(scene, "apply", choices.replace(".patch", "/1.1.patch"));
  }
  const file = "src/custom/guest.ts";
  expect(readFileSync(join(scene, "services/door", file), "utf8")).toContain(
    '{ id: 1, said: "Hello", times: 1, loud: true }',
  );
  const [done, last] = await ask("resume");
  expect([done, last.outcome]).toEqual([0, "proposed"]);
}, 120_000);

test("an edit that waits for a decision is told with the line where it stands", () => {
  begin();
  const { exit, stdout } = universe.run(["mechanic", "repair", "door", "--no-color"]);
  expect([exit, stdout]).toEqual([
    4,
    expect.stringContaining("services/door/src/custom/guest.ts:4\n  - text\n  + said\n"),
  ]);
}, 120_000);
