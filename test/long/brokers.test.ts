import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { installation, leftOut } from "../support/tools.ts";

const skipped = leftOut("events through a NATS server", "cargo", "python", "nats-server");
const given = join(installation, "test/universes/brokers");
const languages = ["python", "rust", "typescript"] as const;
type Language = (typeof languages)[number];
const endings: Readonly<Record<Language, string>> = { python: "py", rust: "rs", typescript: "ts" };
const customOf = (kind: string, language: Language): string =>
  language === "python" ? `${kind}_python/custom.py` : `src/custom.${endings[language]}`;

let services: readonly Startable[] = [];
let server: ChildProcess | undefined;
let folder = "";
let port = 0;

const named = (...kinds: string[]): Startable[] =>
  services.filter(({ name }) => kinds.some((kind) => name.startsWith(kind)));
const cwdOf = (name: string): string => services.find((one) => one.name === name)?.cwd ?? "";

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Starts the NATS server over what it kept, and waits until it answers. */
async function startServer(): Promise<void> {
  const kept = join(folder, "jetstream");
  const args = ["-js", "-sd", kept, "-a", "127.0.0.1", "-p", String(port)];
  server = spawn("nats-server", args, { stdio: "ignore" });
  const isUp = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = createConnection(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
  await vi.waitUntil(isUp, { timeout: 20_000, interval: 100 });
}

async function endServer(signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => server?.once("close", resolve));
  server?.kill(signal);
  await ended;
}

const start = (kinds: string[], more: Readonly<Record<string, string>> = {}): Promise<Fleet> =>
  Fleet.start(named(...kinds), [], {
    EVENTS_URL: `nats://127.0.0.1:${port}`,
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
    folder = folderForFile("flywheel-brokers-");
    port = await freePort();
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
    await startServer();
    // Listeners hear what is told from their first start on.
    hearers = await start(["hearer"], { HANG: "rust 400" });
    tellers = await start(["teller"]);
    const consumers = (): number => {
      const kept = join(folder, "jetstream/jetstream/$G/streams");
      return existsSync(kept)
        ? readdirSync(kept).flatMap((one) => readdirSync(join(kept, one, "obs"))).length
        : 0;
    };
    await vi.waitUntil(() => consumers() === 12, { timeout: 60_000, interval: 250 });
  }, 1_800_000);

  afterAll(async () => {
    await tellers.stop();
    await hearers.stop();
    await endServer("SIGKILL");
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
      await endServer("SIGKILL");
      // What is told while the server is away waits in the outboxes.
      await tell(tellers, 301, 1000);
      // One teller is killed with what it has kept.
      await tellers.tell("teller-rust", "SIGKILL");
      await tellers.stop();
      await startServer();
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
