import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { git, keptFolder, temporaryFolder, writeFiles } from "../support/repository.ts";
import { RuledUniverse } from "../support/ruled-universe.ts";

const folder = keptFolder();
const ruleName = "field-added-mood-required-value";
const rulePath = `flywheel/rules/${ruleName}.rule.lisp`;
const custom = "services/parcels/src/custom/make.ts";
let made: Promise<RuledUniverse> | undefined;

/** A universe in which three services were asked the same, three people answered it alike, and all of it was merged. */
const answered = (): Promise<RuledUniverse> => (made ??= answerThree());

async function answerThree(): Promise<RuledUniverse> {
  const universe = await RuledUniverse.make(folder);
  for (const name of ["seats", "coupons"] as const) await universe.answered(name, '"calm"');
  const few = await listed(universe);
  expect(few.lessons.map((one) => one.reason)).toEqual(["2 answers of this kind; 3 are needed"]);
  await universe.answered("lessons", '"calm"');
  return universe;
}

interface Listed {
  readonly rules: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly lessons: readonly {
    readonly reason?: string;
    readonly rule?: { readonly name: string };
  }[];
  readonly diagnostics: readonly { readonly code: string; readonly line: number }[];
}

async function listed(universe: RuledUniverse, exit = 0): Promise<Listed> {
  const ran = await universe.run("mechanic", "rules", "list");
  expect(ran.exit, ran.stdout).toBe(exit);
  return JSON.parse(ran.stdout);
}

/** The cascade of a mood for parcels, and what it makes of their code; afterwards all is as before. */
async function fourth(universe: RuledUniverse, ...flags: readonly string[]) {
  universe.ask("parcels");
  const document = await universe.cascade(...flags);
  const row = document.services.find((one) => one.name === "parcels");
  if (row === undefined) throw new Error("the document does not name parcels");
  const [draft] = universe.drafts();
  const code = draft === undefined ? undefined : git(universe.root, "show", `${draft}:${custom}`);
  if (draft !== undefined) git(universe.root, "branch", "-q", "-D", draft);
  git(universe.root, "checkout", "-q", "--", "services");
  return { document, row, code };
}

test("three answers are drafted as a rule; nobody's checkout moves", async () => {
  const universe = await answered();
  expect((await listed(universe)).lessons.map((one) => one.rule?.name)).toEqual([ruleName]);
  const ran = await universe.run("mechanic", "rules", "learn", "--draft-pr");
  expect(ran.exit, ran.stdout).toBe(0);
  const { draft } = JSON.parse(ran.stdout);
  expect(draft.ref).toMatch(/^refs\/heads\/flywheel\/rules-[0-9a-f]{8}$/);
  expect(git(universe.root, "status", "--porcelain")).toBe("");
  expect(existsSync(join(universe.root, rulePath))).toBe(false);
  expect(git(universe.root, "show", `${draft.ref}:${rulePath}`)).toContain(
    '(matches "{ id: «a», text: `number ${counted.id}` }")',
  );
  universe.merge();
  const { rules, lessons } = await listed(universe);
  expect([rules.map((one) => one.name), lessons]).toEqual([[ruleName], []]);
  const again = await universe.run("mechanic", "rules", "learn", "--draft-pr");
  expect(JSON.parse(again.stdout).draft).toBeUndefined();
}, 120_000);

test("the fourth cascade is repaired by it: no question, no model, and its edit explains itself", async () => {
  const universe = await answered();
  const { document, row, code } = await fourth(universe);
  expect([document.outcome, row.outcome, row.engine, row.holes, row.tokens]).toEqual([
    "proposed",
    "repaired",
    "learned",
    [],
    0,
  ]);
  expect(row.notes).toEqual([`learned/${ruleName} answered 1 hole, and nobody was asked.`]);
  expect(code).toContain('{ id: box, mood: "calm", text: `number ${counted.id}` }');
}, 60_000);

test("a rule that a person has edited is tried as it stands, and each edit says what it rests on", async () => {
  const universe = await answered();
  const path = join(universe.root, rulePath);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace('mood: \\"calm\\"', 'mood: \\"glad\\"'));
  universe.ask("parcels");
  const ran = await universe.run("mechanic", "repair", "parcels", "--explain");
  git(universe.root, "checkout", "-q", "--", ".");
  expect(ran.exit, ran.stdout).toBe(0);
  expect(JSON.parse(ran.stdout).edits).toMatchObject([
    {
      rule: `learned/${ruleName}`,
      text: expect.stringContaining('mood: "glad"'),
      certainty: "likely",
      change: "parcels/Parcel.mood",
      because: expect.stringMatching(/^It was answered so 3 times in 3 cascades since \d{4}-/),
    },
  ]);
}, 60_000);

test("a rule whose edit turns a test red is not kept: the hole stays, and the report says so", async () => {
  const universe = await answered();
  const behaviour = join(universe.service("parcels"), "behaviour.json");
  writeFiles(universe.service("parcels"), { "behaviour.json": '{"vitest":"calm"}' });
  universe.commit("parcels have a test of their own");
  const { document, row, code } = await fourth(universe);
  expect([document.outcome, row.outcome, row.edits, code]).toEqual([
    "halted",
    "held",
    0,
    undefined,
  ]);
  expect(row.holes.map((one) => one.kind)).toEqual(["required-value"]);
  expect(row.notes.join()).toContain(
    `learned/${ruleName} was tried and not kept: test is red with it`,
  );
  expect(readFileSync(universe.scene("parcels", document.epoch), "utf8")).not.toContain("mood");
  writeFileSync(behaviour, "{}");
  universe.commit("and have it no more");
}, 60_000);

test("with another question open the answer is offered, and who is asked next begins with it", async () => {
  const universe = await answered();
  const path = join(universe.root, custom);
  const text = readFileSync(path, "utf8");
  const other = "export const spare = (): Parcel => ({ id: counted.id, text: counted.text });\n";
  writeFileSync(path, text + other);
  universe.commit("a spare one");
  const held = await fourth(universe);
  expect([held.row.outcome, held.row.edits, held.code]).toEqual(["held", 0, undefined]);
  expect(held.row.holes.map((one) => one.candidates)).toEqual([['mood: "calm"'], []]);
  expect(held.row.notes.join()).toContain(`learned/${ruleName} knows an answer to 1 hole`);
  writeFiles(folder, {
    "agent.mjs": `import { readFileSync, writeFileSync } from "node:fs";
const brief = JSON.parse(readFileSync(process.env.FLYWHEEL_BRIEF, "utf8"));
if (brief.holes.length !== 1) throw new Error("it is asked what a rule has answered");
const asked = process.env.FLYWHEEL_TREE + "/" + brief.holes[0].file;
writeFileSync(asked, readFileSync(asked, "utf8").replace("text: counted.text", 'mood: "glad", text: counted.text'));
`,
  });
  const words = `${process.execPath} ${join(folder, "agent.mjs")}`;
  const asked = await fourth(universe, "--engine", "command", "--command", words);
  expect([asked.row.outcome, asked.row.engine], asked.row.notes.join()).toEqual([
    "repaired",
    "command",
  ]);
  expect(asked.code).toContain('{ id: box, mood: "calm", text: `number ${counted.id}` }');
  expect(asked.code).toContain('{ id: counted.id, mood: "glad", text: counted.text }');
  writeFileSync(path, text);
  universe.commit("no spare one");
}, 60_000);

test("what a rule offers can be chosen, by number and as it is spelt", async () => {
  const universe = await answered();
  const path = join(universe.root, custom);
  const text = readFileSync(path, "utf8");
  const other = "export const spare = (): Parcel => ({ id: counted.id, text: counted.text });\n";
  writeFileSync(path, text + other);
  universe.commit("a spare one");
  for (const choice of ["1", 'mood: "calm"']) {
    universe.ask("parcels");
    const held = await universe.cascade();
    expect(held.outcome).toBe("halted");
    const [asked, spare] = held.services.flatMap(({ holes }) => holes);
    const words = [
      `${asked?.file}:${asked?.line}=${choice}`,
      `${spare?.file}:${spare?.line}=="glad"`,
    ];
    const flags = words.flatMap((one) => ["--answer", one]);
    const ran = await universe.run("sentinel", "resume", ...flags);
    expect(ran.exit, ran.stdout).toBe(0);
    const [draft] = universe.drafts();
    const code = git(universe.root, "show", `${draft}:${custom}`);
    expect(code).toContain('{ id: box, mood: "calm", text: `number ${counted.id}` }');
    expect(code).toContain('mood: "glad"');
    git(universe.root, "branch", "-q", "-D", draft ?? "");
    git(universe.root, "checkout", "-q", "--", "services");
  }
  writeFileSync(path, text);
  universe.commit("no spare one");
}, 60_000);

test("a rule that is disabled is not tried, until it is enabled; a name that is none is refused", async () => {
  const universe = await answered();
  const text = readFileSync(join(universe.root, rulePath), "utf8");
  const off = await universe.run("mechanic", "rules", "disable", ruleName);
  expect([off.exit, JSON.parse(off.stdout).changed]).toEqual([0, true]);
  const { row } = await fourth(universe);
  expect([row.outcome, row.notes.join().includes("learned/")]).toEqual(["held", false]);
  expect((await listed(universe)).rules.map((one) => one.enabled)).toEqual([false]);
  expect((await listed(universe)).lessons).toEqual([]);
  const on = await universe.run("mechanic", "rules", "enable", ruleName);
  expect(on.exit).toBe(0);
  expect(readFileSync(join(universe.root, rulePath), "utf8")).toBe(text);
  const again = await universe.run("mechanic", "rules", "enable", ruleName);
  expect([again.exit, JSON.parse(again.stdout).changed]).toEqual([0, false]);
}, 60_000);

const wrong: readonly (readonly [words: readonly string[], message: string, cure: string])[] = [
  [["disable", `${ruleName}s`], `there is no rule ${ruleName}s`, `did you mean ${ruleName}?`],
  [["show"], "mechanic rules show names no rule", "name one"],
  [["lisst"], "mechanic rules has no action lisst", "did you mean list?"],
  [["list", "all"], "mechanic rules list takes no name", "leave all out"],
  [["list", "--draft-pr"], "mechanic rules list drafts nothing", "learn --draft-pr"],
];

test.for(wrong)("mechanic rules %s is wrong usage", async ([words, message, cure]) => {
  const universe = await answered();
  const ran = await universe.run("mechanic", "rules", ...words);
  const { error } = JSON.parse(ran.stdout);
  expect([ran.exit, error.message]).toEqual([2, message]);
  expect(error.cure).toContain(cure);
});

test("a rule that cannot be read is told with its place, and the cascade goes on without it", async () => {
  const universe = await answered();
  const path = join(universe.root, rulePath);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace("(code expression)", "(code expresion)"));
  const { diagnostics, rules, lessons } = await listed(universe, 1);
  expect(lessons.map((one) => one.reason)).toEqual([
    `${ruleName} stands and cannot be read; mend it first`,
  ]);
  expect([diagnostics.map(({ code, line }) => [code, line]), rules]).toEqual([
    [["rule-word-unknown", 7]],
    [],
  ]);
  const shown = await universe.run("mechanic", "rules", "show", ruleName);
  expect(shown.exit).toBe(1);
  const { document, row } = await fourth(universe);
  writeFileSync(path, text);
  expect(row.outcome).toBe("held");
  expect(document.notes?.join()).toContain(
    `${rulePath}:7:9: there is no code \`expresion\`, so the rule is left out (rule-word-unknown): did you mean expression?`,
  );
}, 60_000);

test("answers from the command line teach as well as edits of a scene do", async () => {
  const universe = await RuledUniverse.make(temporaryFolder());
  for (const name of ["seats", "coupons", "lessons"] as const)
    await universe.answeredByFlag(name, '"calm"');
  expect((await listed(universe)).lessons.map((one) => one.rule?.name)).toEqual([ruleName]);
}, 120_000);
