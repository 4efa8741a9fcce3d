import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { plainCron } from "#forge";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { installation, leftOut, sharedCache } from "../support/tools.ts";

const skipped = leftOut("fixed times in three languages", "cargo", "python");
const given = join(installation, "test/universes/times");
const languages = ["python", "rust", "typescript"] as const;
type Language = (typeof languages)[number];
const custom: Readonly<Record<Language, readonly [string, string]>> = {
  python: ["python.py", "clock_python/custom.py"],
  rust: ["rust.rs", "src/custom.rs"],
  typescript: ["typescript.ts", "src/custom.ts"],
};

let services: ReadonlyMap<string, Startable>;

function makeUniverse(root: string, state: string): void {
  const intent = readFileSync(join(given, "times.lisp.txt"), "utf8");
  mkdirSync(root);
  cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
  for (const language of languages) {
    const folder = join(root, "services", `clock-${language}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "intent.lisp"), intent.replaceAll("LANGUAGE", language));
  }
  stampAll(root, state);
  for (const language of languages) {
    const [from, to] = custom[language];
    cpSync(join(given, "custom", from), join(root, "services", `clock-${language}`, to));
  }
}

/** How the program of a language is started that answers questions. */
function answering(language: Language): Startable {
  const service = services.get(`clock-${language}`);
  if (service === undefined) throw new Error(`there is no service in ${language}`);
  const { argv, cwd, name } = service;
  if (language === "rust") return { name, cwd, argv: [argv[0], "answer"] };
  return language === "typescript"
    ? { name, cwd, argv: [argv[0], "src/custom.ts", "answer"] }
    : { name, cwd, argv: [argv[0], "-m", "clock_python.custom"] };
}

type Question = Readonly<Record<string, unknown>> & { readonly ask: string };

/** The answers of one language to questions about the stamped module, a list of lines each. */
async function ask(language: Language, questions: readonly Question[]): Promise<string[][]> {
  const { argv, cwd } = answering(language);
  const [program, ...args] = argv;
  const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(JSON.stringify(questions));
  let said = "";
  let wrong = "";
  child.stderr.on("data", (chunk: Buffer) => (wrong += chunk.toString()));
  for await (const chunk of child.stdout) said += String(chunk);
  const lines = said.trim().split("\n");
  if (lines.length !== questions.length) throw new Error(`${language}: ${said}\n${wrong}`);
  return lines.map((line): string[] => JSON.parse(line));
}

/** Asks the same of all three languages, and expects one answer of all. */
async function check(questions: readonly Question[], expected?: readonly string[][]) {
  const [first, ...others] = await Promise.all(languages.map((one) => ask(one, questions)));
  for (const [index, answers] of others.entries())
    for (const [at, question] of questions.entries())
      expect(answers[at], `${languages[index + 1]}: ${JSON.stringify(question)}`).toEqual(
        first?.[at],
      );
  if (expected !== undefined) expect(first).toEqual(expected);
  return first ?? [];
}

/** One field of a time: all, a number, a range, a list, steps over all or over a range. */
const fieldOf = (min: number, max: number): fc.Arbitrary<string> => {
  const number = fc.integer({ min, max });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: 99 });
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant("*") },
    { weight: 2, arbitrary: number.map(String) },
    { weight: 1, arbitrary: range },
    { weight: 1, arbitrary: fc.uniqueArray(number, { minLength: 2, maxLength: 4 }).map(String) },
    { weight: 1, arbitrary: step.map((by) => `*/${by}`) },
    { weight: 1, arbitrary: number.map((one) => `${one},*`) },
    { weight: 1, arbitrary: fc.tuple(range, step).map(([over, by]) => `${over}/${by}`) },
    { weight: 1, arbitrary: fc.tuple(number, step).map(([from, by]) => `${from}/${by}`) },
  );
};
const cronOf = (minutes: fc.Arbitrary<string>, hours: fc.Arbitrary<string>) =>
  fc
    .tuple(minutes, hours, fieldOf(1, 28), fieldOf(1, 12), fieldOf(0, 6))
    .map((fields) => plainCron(fields.join(" ")));
const oneOrAll = (max: number) =>
  fc.oneof(fc.constant("*"), fc.integer({ min: 0, max }).map(String));
/** Times in zones whose clocks are set; of an hour that comes twice, libraries differ over lists and ranges. */
const shifted = {
  cron: cronOf(oneOrAll(59), oneOrAll(23)),
  zone: fc.constantFrom("Europe/Berlin", "America/New_York"),
};
/** Times in zones whose clocks run on. */
const steady = {
  cron: cronOf(fieldOf(0, 59), fieldOf(0, 23)),
  zone: fc.constantFrom("UTC", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Apia"),
};
/** Shortly before clocks are set in one of the zones, or any moment of some years. */
const momentOf = fc.oneof(
  fc.constantFrom(
    "2026-03-28T20:00:00Z",
    "2026-10-24T22:30:00Z",
    "2026-10-25T00:45:00Z",
    "2026-03-08T05:10:00Z",
    "2026-11-01T05:30:00Z",
    "2026-04-04T14:20:00Z",
    "2026-10-03T15:00:00Z",
  ),
  fc
    .integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2029, 0, 1) })
    .map((at) => new Date(at - (at % 1000)).toISOString().replace(".000", "")),
);

describe.skipIf(skipped)("fixed times in three languages", () => {
  const folder = folderForFile("flywheel-times-");
  const ledgers = join(folder, "ledgers");

  beforeAll(async () => {
    const root = join(folder, "universe");
    makeUniverse(root, join(folder, "state"));
    services = new Map((await prepareServices(root)).map((one) => [one.name, one]));
  }, 900_000);

  test(
    "what is stamped is laid out and linted as its people would have it",
    { timeout: 600_000 },
    () => {
      const at = (language: Language): string => services.get(`clock-${language}`)?.cwd ?? "";
      const said = (cwd: string, program: string, ...args: string[]): string => {
        const env = { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") };
        const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
        return status === 0 ? "" : `${program} ended with ${status}\n${stdout}${stderr}`;
      };
      const stamped = ["src/generated.times.ts", "src/generated.ts"];
      const python = at("python");
      expect([
        said(at("rust"), "rustfmt", "--edition", "2024", "--check", "src/generated.rs"),
        said(at("rust"), "cargo", "clippy", "--quiet", "--all-targets", "--", "-D", "warnings"),
        said(at("typescript"), "oxfmt", "--check", ...stamped),
        said(at("typescript"), "oxlint", "src"),
        said(at("typescript"), "tsc", "--noEmit"),
        said(python, ".venv/bin/ruff", "format", "--check", "."),
        said(python, ".venv/bin/ruff", "check", "."),
        said(python, "pyright", "--pythonpath", ".venv/bin/python"),
      ]).toEqual(Array.from({ length: 8 }, () => ""));
    },
  );

  test("the next times are the same", { timeout: 600_000 }, async () => {
    const seed = Number(process.env["FLYWHEEL_SEED"] ?? 1);
    const more = { ask: fc.constant("next"), after: momentOf, count: fc.constant(8) };
    const question = fc.oneof(
      fc.record({ ...more, ...shifted }),
      fc.record({ ...more, ...steady }),
    );
    const questions = fc.sample(question, { seed, numRuns: 1500 });
    const answers = await check(questions);
    expect(answers.filter((times) => times.length === 8).length, `seed ${seed}`).toBeGreaterThan(
      1400,
    );
  });

  test("times that everybody can check", () =>
    check(
      [
        {
          ask: "next",
          cron: "0 3 * * *",
          zone: "Europe/Berlin",
          after: "2026-03-27T12:00:00Z",
          count: 3,
        },
        // Two o'clock is left out by the clocks in that night, and comes twice in this one.
        {
          ask: "next",
          cron: "30 2 * * *",
          zone: "Europe/Berlin",
          after: "2026-03-28T12:00:00Z",
          count: 2,
        },
        {
          ask: "next",
          cron: "30 2 * * *",
          zone: "Europe/Berlin",
          after: "2026-10-24T12:00:00Z",
          count: 2,
        },
        { ask: "next", cron: "0 0 13 * 5", after: "2026-11-01T00:00:00Z", count: 4 },
        { ask: "next", cron: "0 0 29 2 *", after: "2026-01-01T00:00:00Z", count: 2 },
        {
          ask: "next",
          cron: plainCron("5/15 0 * JAN sun"),
          after: "2026-01-01T00:00:00Z",
          count: 3,
        },
      ],
      [
        ["2026-03-28T02:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T01:00:00Z"],
        ["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"],
        ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"],
        [
          "2026-11-06T00:00:00Z",
          "2026-11-13T00:00:00Z",
          "2026-11-20T00:00:00Z",
          "2026-11-27T00:00:00Z",
        ],
        ["2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z"],
        ["2026-01-04T00:05:00Z", "2026-01-04T00:20:00Z", "2026-01-04T00:35:00Z"],
      ],
    ));

  test("what passed in an outage is made up for as the intent says", () => {
    const outage = {
      cron: "0 * * * *",
      since: "2026-05-01T00:30:00Z",
      now: "2026-05-01T03:10:00Z",
    };
    const year = { cron: "* * * * *", since: "2025-05-01T00:30:00Z", now: "2026-05-01T03:10:20Z" };
    return check(
      [
        { ask: "due", ...outage },
        { ask: "due", ...outage, catchUp: "last" },
        { ask: "due", ...outage, catchUp: "all" },
        { ask: "due", ...outage, now: "2026-05-01T03:00:59Z" },
        { ask: "due", ...outage, now: "2026-05-01T00:59:59Z", catchUp: "all" },
        { ask: "due", ...year, catchUp: "last" },
        {
          ask: "due",
          cron: "0 0 29 2 *",
          since: "2024-03-01T00:00:00Z",
          now: "2028-03-01T00:00:00Z",
          catchUp: "last",
        },
      ],
      [
        [],
        ["2026-05-01T03:00:00Z"],
        ["2026-05-01T01:00:00Z", "2026-05-01T02:00:00Z", "2026-05-01T03:00:00Z"],
        ["2026-05-01T03:00:00Z"],
        [],
        ["2026-05-01T03:10:00Z"],
        ["2028-02-29T00:00:00Z"],
      ],
    );
  });

  test("at most the newest thousand are made up for", async () => {
    const question = { since: "2026-05-01T00:00:00Z", now: "2026-05-02T00:00:00Z", catchUp: "all" };
    const [due = []] = await check([{ ask: "due", ...question }]);
    expect([due.length, due.at(-1)]).toEqual([1000, "2026-05-02T00:00:00Z"]);
  });

  test("a time that comes while the last run goes on", () => {
    const [a, b, c] = ["2026-05-01T00:01:00Z", "2026-05-01T00:02:00Z", "2026-05-01T00:03:00Z"];
    const busy = { ask: "begin", at: [a, b, c], takesMs: 600, restMs: 100, waitMs: 2600 };
    return check(
      [
        busy,
        { ...busy, overlap: "queue" },
        { ...busy, overlap: "replace" },
        { ...busy, overlap: "allow" },
        { ...busy, overlap: "allow", parallel: 2 },
        { ...busy, overlap: "queue", parallel: 2 },
      ],
      [
        [`begin ${a}`, `end ${a}`],
        [`begin ${a}`, `end ${a}`, `begin ${b}`, `end ${b}`, `begin ${c}`, `end ${c}`],
        [
          `begin ${a}`,
          `ended early ${a}`,
          `begin ${b}`,
          `ended early ${b}`,
          `begin ${c}`,
          `end ${c}`,
        ],
        [`begin ${a}`, `begin ${b}`, `begin ${c}`, `end ${a}`, `end ${b}`, `end ${c}`],
        [`begin ${a}`, `begin ${b}`, `end ${a}`, `end ${b}`],
        [`begin ${a}`, `begin ${b}`, `end ${a}`, `begin ${c}`, `end ${b}`, `end ${c}`],
      ],
    );
  });

  test("a run that fails or takes too long is tried again as often as the intent says", () => {
    const at = "2026-05-01T00:01:00Z";
    const run = { ask: "begin", at: [at], waitMs: 500, backoffMs: 20 };
    return check(
      [
        { ...run, fails: 2, tries: 3 },
        { ...run, fails: 2, tries: 2 },
        { ...run, fails: 1 },
        { ...run, takesMs: 10_000, timeoutMs: 100, tries: 2 },
      ],
      [
        [`begin ${at}`, "fail", `begin ${at}`, "fail", `begin ${at}`, `end ${at}`],
        [`begin ${at}`, "fail", `begin ${at}`, "fail"],
        [`begin ${at}`, "fail"],
        [`begin ${at}`, `ended early ${at}`, `begin ${at}`, `ended early ${at}`],
      ],
    );
  });

  test("a schedule follows its clock", () => {
    const start = "2026-05-01T00:00:30Z";
    const line = (at: string) => [`begin ${at}`, `end ${at}`];
    return check(
      [
        { ask: "watch", cron: "* * * * *", start, jumps: [0, 0, 5] },
        // The machine slept for an hour: of its times none, the last, or all are run.
        { ask: "watch", cron: "*/20 * * * *", start, jumps: [0, 0, 0, 0, 3550] },
        { ask: "watch", cron: "*/20 * * * *", start, jumps: [0, 0, 0, 0, 3550], catchUp: "last" },
        {
          ask: "watch",
          cron: "0 * * * *",
          start,
          jumps: [],
          last: "2026-04-30T22:00:00Z",
          catchUp: "all",
          overlap: "queue",
        },
        {
          ask: "watch",
          cron: "0 * * * *",
          start,
          jumps: [],
          last: "2026-04-30T22:00:00Z",
          catchUp: "last",
        },
        { ask: "watch", cron: "0 * * * *", start, jumps: [], last: "2026-04-30T22:00:00Z" },
        // A clock that is set back brings no time twice.
        { ask: "watch", cron: "* * * * *", start, jumps: [0, -80, 0, 0] },
      ],
      [
        ["2026-05-01T00:01:00Z", "2026-05-01T00:02:00Z", "2026-05-01T00:03:00Z"].flatMap(line),
        line("2026-05-01T00:20:00Z"),
        ["2026-05-01T00:20:00Z", "2026-05-01T01:20:00Z"].flatMap(line),
        ["2026-04-30T23:00:00Z", "2026-05-01T00:00:00Z"].flatMap(line),
        line("2026-05-01T00:00:00Z"),
        [],
        ["2026-05-01T00:01:00Z", "2026-05-01T00:02:00Z", "2026-05-01T00:03:00Z"].flatMap(line),
      ],
    );
  });

  test("a ledger gives each time once, also to processes of three languages that share a folder", async () => {
    const [a, b, c] = ["2026-05-01T00:01:00Z", "2026-05-01T00:02:00Z", "2026-05-01T00:03:00Z"];
    await check(
      [
        { ask: "take", at: [b, b, a, c] },
        { ask: "take", at: [] },
      ],
      [["true", "false", "false", "true", c], ["never"]],
    );
    for (const language of languages) {
      const folder = join(ledgers, language);
      const one = { ask: "take", folder, at: [b, b, a, c] };
      expect(await ask(language, [one, one])).toEqual([
        ["true", "false", "false", "true", c],
        ["false", "false", "false", "false", c],
      ]);
    }
    const at = Array.from({ length: 300 }, (_, minute) =>
      new Date(Date.UTC(2026, 4, 1, 0, minute)).toISOString().replace(".000", ""),
    );
    const shared = { ask: "take", folder: join(ledgers, "shared"), at };
    const all = await Promise.all(languages.map((one) => ask(one, [shared])));
    const taken = at.map((_, index) => all.filter(([said]) => said?.[index] === "true").length);
    expect(Math.max(...taken)).toBe(1);
    expect(taken.at(-1)).toBe(1);
  });

  test(
    "a service runs at its times, and lets a run end before it ends itself",
    { timeout: 200_000 },
    async () => {
      const fleet = await Fleet.start([...services.values()]);
      try {
        // A stop lets go of tries that wait: each service has tried twice before it is told to end.
        const ready = (said: string): boolean =>
          said.includes("begins") && (said.match(/not yet/g)?.length ?? 0) >= 2;
        await expect
          .poll(() => languages.filter((one) => ready(fleet.said(`clock-${one}`))), {
            timeout: 90_000,
            interval: 50,
          })
          .toHaveLength(3);
        const ended = await Promise.all(languages.map((one) => fleet.end(`clock-${one}`)));
        expect(ended).toEqual(languages.map(() => ({ exit: 0, signal: null })));
        for (const language of languages) {
          const said = fleet.said(`clock-${language}`);
          expect(said).toMatch(
            /beat of \d{4}-\d\d-\d\dT\d\d:\d\d:00Z begins\n(?:.*\n)*beat ends\n/,
          );
          expect(said.match(/not yet/g)?.length ?? 0, said).toBeGreaterThanOrEqual(2);
        }
      } finally {
        await fleet.stop();
      }
    },
  );
});
