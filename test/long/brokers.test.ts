import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { NatsServer } from "../support/nats.ts";
import { installation, leftOut } from "../support/tools.ts";

const skipped = leftOut("events through a NATS server", "cargo", "python", "nats-server");
const given = join(installation, "test/universes/brokers");
const languages = ["python", "rust", "typescript"] as const;
type Language = (typeof languages)[number];
const endings: Readonly<Record<Language, string>> = { python: "py", rust: "rs", typescript: "ts" };
const customOf = (kind: string, language: Language): string =>
  language === "python" ? `${kind}_python/custom.py` : `src/custom.${endings[language]}`;

let services: readonly Startable[] = [];
let nats: NatsServer;

const named = (...kinds: string[]): Startable[] =>
  services.filter(({ name }) => kinds.some((kind) => name.startsWith(kind)));
const cwdOf = (name: string): string => services.find((one) => one.name === name)?.cwd ?? "";

const start = (kinds: string[], more: Readonly<Record<string, string>> = {}): Promise<Fleet> =>
  Fleet.start(named(...kinds), [], {
    EVENTS_URL: nats.url,
    EVENTS_STORE: "kept",
    RECORD: "record",
    ...more,
  });

/** The numbers of one teller that one hearer has written down, in the order in which it heard them. */
function heard(by: Language, from: Language): number[] {
  const file = join(cwdOf(`hearer-${by}`), "record");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return lines
    .filter((line) => line.startsWith(`${from} `))
    .map((line) => Number(line.split(" ")[1]));
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Waits until all nine pairs have heard the numbers up to this one, and expects each once and in order. */
async function expectAll(to: number): Promise<void> {
  const pairs = languages.flatMap((by) => languages.map((from) => [by, from] as const));
  await expect
    .poll(() => pairs.filter(([by, from]) => new Set(heard(by, from)).size === to).length, {
      timeout: 120_000,
      interval: 250,
    })
    .toBe(pairs.length);
  for (const [by, from] of pairs)
    expect(heard(by, from), `${by} hears ${from}`).toEqual(range(1, to));
}

const tell = (fleet: Fleet, from: number, to: number): Promise<unknown> =>
  Promise.all(languages.map((one) => fleet.rpc(`teller-${one}`, "tell", { from, to })));

describe.skipIf(skipped)("events through a NATS server", () => {
  let tellers: Fleet;
  let hearers: Fleet;

  beforeAll(async () => {
    const folder = folderForFile("flywheel-brokers-");
    const root = join(folder, "universe");
    mkdirSync(root);
    cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
    for (const kind of ["teller", "hearer"])
      for (const language of languages) {
        const at = join(root, "services", `${kind}-${language}`);
        const intent = readFileSync(join(given, `${kind}.lisp.txt`), "utf8");
        mkdirSync(at, { recursive: true });
        writeFileSync(join(at, "intent.lisp"), intent.replaceAll("LANGUAGE", language));
      }
    stampAll(root, join(folder, "state"));
    for (const kind of ["teller", "hearer"])
      for (const language of languages)
        cpSync(
          join(given, "custom", `${kind}.${endings[language]}`),
          join(root, "services", `${kind}-${language}`, customOf(kind, language)),
        );
    services = await prepareServices(root);
    nats = await NatsServer.start(folder);
    // Listeners hear what is told from their first start on.
    hearers = await start(["hearer"], { HANG: "rust 400" });
    tellers = await start(["teller"]);
    await vi.waitUntil(() => nats.consumers() === 12, { timeout: 60_000, interval: 250 });
  }, 1_800_000);

  afterAll(async () => {
    await tellers.stop();
    await hearers.stop();
    await nats.end("SIGKILL");
  });

  test(
    "every language hears every language, each event once and in order",
    { timeout: 180_000 },
    async () => {
      await tell(tellers, 1, 100);
      await expectAll(100);
    },
  );

  test(
    "nothing is lost or dealt with twice where the server starts anew and listeners are killed",
    { timeout: 400_000 },
    async () => {
      await tell(tellers, 101, 300);
      await nats.end("SIGKILL");
      // What is told while the server is away waits in the outboxes.
      await tell(tellers, 301, 1000);
      // One teller is killed with what it has kept.
      await tellers.tell("teller-rust", "SIGKILL");
      await tellers.stop();
      await nats.resume();
      tellers = await start(["teller"]);
      // Each listener stops in the middle of number 400 of one teller, and is killed there.
      const hung = (): number =>
        languages.filter((one) => existsSync(join(cwdOf(`hearer-${one}`), "record.hung"))).length;
      await expect.poll(hung, { timeout: 120_000, interval: 250 }).toBe(3);
      // Killed between its write and what is known of it, an event would be heard again: nothing else is in hand.
      const others = (): number =>
        languages.flatMap((by) => [heard(by, "python"), heard(by, "typescript")]).flat().length;
      await expect.poll(others, { timeout: 120_000, interval: 250 }).toBe(6000);
      await Promise.all(languages.map((one) => hearers.tell(`hearer-${one}`, "SIGKILL")));
      await hearers.stop();
      hearers = await start(["hearer"], { HANG: "rust 400" });
      await expectAll(1000);
    },
  );

  test(
    "what failed for good is tried as often as the intent says, and is a dead letter",
    { timeout: 120_000 },
    async () => {
      await tellers.rpc("teller-typescript", "refuse", { text: "b" });
      const letters = (language: Language): string[] => {
        const shelf = join(cwdOf(`hearer-${language}`), "kept/dead/refuse");
        return existsSync(shelf) ? readdirSync(shelf) : [];
      };
      await expect
        .poll(() => languages.map((one) => letters(one).length), { timeout: 60_000 })
        .toEqual([1, 1, 1]);
      for (const language of languages) {
        const [name = ""] = letters(language);
        const file = join(cwdOf(`hearer-${language}`), "kept/dead/refuse", name);
        expect(JSON.parse(readFileSync(file, "utf8")).tries).toBe(3);
      }
    },
  );
});
