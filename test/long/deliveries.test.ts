import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { postTo, type Answer } from "../support/fleet/http.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { installation, leftOut, sharedCache } from "../support/tools.ts";

const skipped = leftOut("listeners' clauses in three languages", "cargo", "python");
const given = join(installation, "test/universes/events");
const languages = ["python", "rust", "typescript"] as const;
type Language = (typeof languages)[number];
const custom: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  python: [
    ["python.py", "listener_python/custom.py"],
    ["main.py", "listener_python/__main__.py"],
  ],
  rust: [
    ["rust.rs", "src/custom.rs"],
    ["main.rs", "src/main.rs"],
  ],
  typescript: [
    ["typescript.ts", "src/custom.ts"],
    ["main.ts", "src/main.ts"],
  ],
};

let services: readonly Startable[] = [];
let fleet: Fleet;

const nameOf = (language: Language): string => `listener-${language}`;
const folderOf = (language: Language): string =>
  services.find(({ name }) => name === nameOf(language))?.cwd ?? "";
const startAll = (): Promise<Fleet> =>
  Fleet.start(services, [], { RECORD: "record", EVENTS_STORE: "kept" });

/** What a service has written down, of one handler. */
function written(language: Language, ...starts: string[]): string[] {
  const file = join(folderOf(language), "record");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => starts.some((start) => line.startsWith(start)));
}

const push = (language: Language, event: string, id: string, data: unknown): Promise<Answer> =>
  postTo(`${fleet.url(nameOf(language))}/events/teller/${event}`, {
    specversion: "1.0",
    id,
    source: "teller",
    type: `teller/${event}`,
    data,
  });

/** Does the same with all three languages, and expects the same of them. */
async function check<T>(what: (language: Language) => Promise<T>, expected: T): Promise<void> {
  const found = await Promise.all(languages.map((language) => what(language)));
  for (const [index, one] of found.entries()) expect(one, languages[index]).toEqual(expected);
}

const lettersOf = async (language: Language): Promise<unknown> =>
  (await fleet.rpc(nameOf(language), "dead-letters", {})).body;
const replayAt = async (language: Language): Promise<unknown> =>
  (await fleet.rpc(nameOf(language), "replay", {})).body;

describe.skipIf(skipped)("listeners' clauses in three languages", () => {
  beforeAll(async () => {
    const folder = folderForFile("flywheel-deliveries-");
    const root = join(folder, "universe");
    const intent = readFileSync(join(given, "listener.lisp.txt"), "utf8");
    const teller = readFileSync(join(given, "teller.lisp.txt"), "utf8");
    mkdirSync(join(root, "services/teller"), { recursive: true });
    cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
    writeFileSync(
      join(root, "services/teller/intent.lisp"),
      teller.replaceAll("LANGUAGE", "typescript"),
    );
    for (const language of languages) {
      const at = join(root, "services", nameOf(language));
      mkdirSync(at, { recursive: true });
      writeFileSync(join(at, "intent.lisp"), intent.replaceAll("LANGUAGE", language));
    }
    stampAll(root, join(folder, "state"));
    for (const language of languages)
      for (const [from, to] of custom[language])
        cpSync(join(given, "custom", from), join(root, "services", nameOf(language), to));
    const prepared = await prepareServices(root);
    services = prepared.filter(({ name }) => name !== "teller");
    fleet = await startAll();
  }, 900_000);

  afterAll(() => fleet.stop());

  test(
    "what is stamped is laid out and linted as its people would have it",
    { timeout: 600_000 },
    () => {
      const said = (cwd: string, program: string, ...args: string[]): string => {
        const env = { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") };
        const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
        return status === 0 ? "" : `${program} ended with ${status}\n${stdout}${stderr}`;
      };
      const stamped = [
        "src/generated.events.ts",
        "src/generated.deliveries.ts",
        "src/generated.ts",
      ];
      const [python, rust, typescript] = languages.map(folderOf);
      expect([
        said(rust ?? "", "rustfmt", "--edition", "2024", "--check", "src/generated.rs"),
        said(rust ?? "", "cargo", "clippy", "--quiet", "--all-targets", "--", "-D", "warnings"),
        said(typescript ?? "", "oxfmt", "--check", ...stamped),
        said(typescript ?? "", "oxlint", "src"),
        said(typescript ?? "", "tsc", "--noEmit"),
        said(python ?? "", ".venv/bin/ruff", "format", "--check", "."),
        said(python ?? "", ".venv/bin/ruff", "check", "."),
        said(python ?? "", "pyright", "--pythonpath", ".venv/bin/python"),
      ]).toEqual(Array.from({ length: 8 }, () => ""));
    },
  );

  test("an event is tried as often as the intent says, and then its sender is told", () =>
    check(
      async (language) => {
        const { status } = await push(language, "failed", "failed-1", { text: "a" });
        return { status, written: written(language, "fail ") };
      },
      { status: 500, written: ["fail a", "fail a"] },
    ));

  test("what failed for good is kept, listed and tried again", async () => {
    await check(
      async (language) => {
        const { status } = await push(language, "refused", "refused-1", { text: "b" });
        const before = await lettersOf(language);
        const failed = await replayAt(language);
        const again = await lettersOf(language);
        writeFileSync(join(folderOf(language), "record.mended"), "");
        const mended = await replayAt(language);
        const left = await lettersOf(language);
        return {
          status,
          before,
          failed,
          again,
          mended,
          left,
          tried: written(language, "refuse ").length,
        };
      },
      {
        status: 204,
        before: ["refuse 3 not today"],
        failed: 0,
        again: ["refuse 6 not today"],
        mended: 1,
        left: [],
        tried: 7,
      },
    );
  });

  test("a try that takes too long has failed, and no more than so many run at once", () =>
    check(
      async (language) => {
        const late = await push(language, "slow", "slow-0", { number: 0, milliseconds: 5000 });
        const answers = await Promise.all(
          [1, 2, 3, 4, 5].map((number) =>
            push(language, "slow", `slow-${number}`, { number, milliseconds: 100 }),
          ),
        );
        let running = 0;
        const most = written(language, "begin ", "end ")
          .filter((line) => !line.endsWith(" 0"))
          .map((line) => (running += line.startsWith("begin") ? 1 : -1));
        return {
          late: late.status,
          most: Math.max(...most),
          all: answers.map(({ status }) => status),
        };
      },
      { late: 500, most: 2, all: [204, 204, 204, 204, 204] },
    ));

  test("an event that does not have its form is refused and not tried", () =>
    check(
      async (language) => {
        const { status, body } = await push(language, "failed", "failed-2", { text: 7 });
        return { status, body, tried: written(language, "fail 7").length };
      },
      {
        status: 400,
        body: {
          error: {
            code: "invalid-argument",
            message: expect.stringContaining("data.text: "),
            details: { issues: [{ path: "data.text", message: expect.stringMatching(/../) }] },
          },
        },
        tried: 0,
      },
    ));

  test(
    "an event that comes twice is dealt with once, also after kill -9",
    { timeout: 60_000 },
    async () => {
      await check(
        async (language) => {
          const both = await Promise.all(
            [1, 1].map((number) => push(language, "counted", "counted-1", { number })),
          );
          return both.map(({ status }) => status);
        },
        [204, 204],
      );
      await Promise.all(languages.map((one) => fleet.tell(nameOf(one), "SIGKILL")));
      await fleet.stop();
      fleet = await startAll();
      await check(
        async (language) => {
          const again = await push(language, "counted", "counted-1", { number: 1 });
          const next = await push(language, "counted", "counted-2", { number: 2 });
          return { status: [again.status, next.status], written: written(language, "count ") };
        },
        { status: [204, 204], written: ["count 1", "count 2"] },
      );
    },
  );

  test(
    "who waits for the next try is told when the service ends",
    { timeout: 60_000 },
    async () => {
      const waiting = languages.map((one) => push(one, "hoped", "hoped-1", { text: "c" }));
      await expect
        .poll(() => languages.map((one) => written(one, "hope ").length), { timeout: 20_000 })
        .toEqual([1, 1, 1]);
      const ended = await Promise.all(languages.map((one) => fleet.tell(nameOf(one), "SIGTERM")));
      expect(ended).toEqual(languages.map(() => ({ exit: 0, signal: null })));
      expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([503, 503, 503]);
      await fleet.stop();
      fleet = await startAll();
    },
  );

  test("dead letters have one form in all languages", async () => {
    const forms = languages.map(async (language) => {
      rmSync(join(folderOf(language), "record.mended"), { force: true });
      await push(language, "refused", "refused-2", { text: "d" });
      const shelf = join(folderOf(language), "kept/dead/refuse");
      const [name = ""] = readdirSync(shelf);
      const { message, ...letter } = JSON.parse(readFileSync(join(shelf, name), "utf8"));
      return {
        name,
        keys: Object.keys({ ...letter }).toSorted(),
        message: Object.keys(message).toSorted(),
      };
    });
    const found = await Promise.all(forms);
    expect(found).toEqual(
      languages.map(() => ({
        name: "refused-2",
        keys: ["error", "firstAt", "lastAt", "listener", "tries"],
        message: ["body", "id", "requestId", "traceparent", "type"],
      })),
    );
  });
});
