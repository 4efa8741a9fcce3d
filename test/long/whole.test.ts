import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { languages, type Language, type Model } from "#intent";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { answerOf } from "../support/fleet/http.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { apiKeyOf } from "../support/fleet/tokens.ts";
import { other } from "../support/fleet/triple.ts";
import { NatsServer } from "../support/nats.ts";
import { PostgresServer } from "../support/postgres.ts";
import { intentsOf as intentsBelow, modelFrom } from "../support/stamp-python.ts";
import { flywheel, leftOut } from "../support/tools.ts";
import { keys, type Asked } from "../support/whole/asking.ts";
import { reachableOf, uncalled } from "../support/whole/called.ts";
import { timesOf } from "../support/whole/event-steps.ts";
import { steps } from "../support/whole/steps.ts";
import { kinds, nameOf, writeCustom, writeIntents, type Kind } from "../support/whole/universe.ts";

const skipped = leftOut(
  "every form, started for real",
  "cargo",
  "python",
  "nats-server",
  "postgresql",
);

/** What lays code out in each language, and what it looks at. */
const formatters: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  python: [".venv/bin/ruff", "format", "--check", "."],
  rust: ["cargo", "fmt", "--check"],
  typescript: ["oxfmt", "--check", "src", "test"],
};

/** A gate as the command line tells of it. */
interface Gate {
  readonly gate: string;
  readonly status: string;
  readonly tests?: { readonly passed: readonly string[] };
}

/** The service that hears what a language's tells. */
const nextOf = (language: Language): Language => {
  const found = languages.find((one) => other[one] === language);
  if (found === undefined) throw new Error(`nobody hears ${language}`);
  return found;
};

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** When each job ran last, as ledgers keep it, and what is made up for since then. */
function outage(now: Date): { readonly last: Record<string, number>; readonly due: string[] } {
  const months = [2, 1, 0].map(
    (ago) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago, 1)),
  );
  const sunday = new Date(
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - now.getUTCDay(), 4, 30),
  );
  if (sunday > now) sunday.setUTCDate(sunday.getUTCDate() - 7);
  const years = Array.from({ length: 9 }, (_, ago) => now.getUTCFullYear() - ago);
  const leaps = years.map((year) => new Date(Date.UTC(year, 1, 29, 3)));
  const leap = leaps.find((at) => at.getUTCMonth() === 1 && at <= now) ?? now;
  const [first, ...since] = months;
  return {
    last: {
      leap: Date.UTC(2016, 1, 29, 3),
      "begin-month": first?.getTime() ?? 0,
      rest: sunday.getTime() - 21 * 86_400_000,
    },
    due: [
      ...since.map((at) => `every begin-month ${day(at)}`),
      `every leap ${day(leap)}`,
      `every rest ${day(sunday)}`,
    ],
  };
}

/** Writes the ledger of a service that did not run for a long time. */
function writeLedger(folder: string, last: Readonly<Record<string, number>>): void {
  for (const [job, at] of Object.entries(last)) {
    mkdirSync(join(folder, job), { recursive: true });
    writeFileSync(join(folder, job, String(at)), "");
  }
}

describe.skipIf(skipped)("every form, in three languages", () => {
  const folder = folderForFile("flywheel-whole-");
  const root = join(folder, "universe");
  const state = join(folder, "state");
  let services: readonly Startable[] = [];
  let model: Model;
  let postgres: PostgresServer | undefined;
  let nats: NatsServer | undefined;
  let fleet: Fleet | undefined;
  const { last, due } = outage(new Date());
  /** What was asked of people's code of each language so far, and the codes of errors that its services answered with. */
  const heard = new Map<Language, string[]>(languages.map((one) => [one, []]));
  const codes = new Map<Language, Set<string>>(languages.map((one) => [one, new Set()]));

  const serviceOf = (kind: Kind, language: Language): Startable => {
    const found = services.find(({ name }) => name === nameOf(kind, language));
    if (found === undefined) throw new Error(`there is no ${nameOf(kind, language)}`);
    return found;
  };

  beforeAll(async () => {
    writeIntents(root);
    stampAll(root, state);
    writeCustom(root);
    services = await prepareServices(root);
    model = modelFrom(intentsBelow(root));
  }, 1_800_000);

  afterAll(async () => {
    await fleet?.stop();
    await nats?.end("SIGKILL");
    await postgres?.stop();
  });

  /** What a service finds in its environment beside the addresses of the others. */
  const environmentOf = (kind: Kind, language: Language): Record<string, string> => {
    if (kind === "shelf") return { DATABASE_URL: postgres?.create(`shelf_${language}`) ?? "" };
    if (kind === "side") return { DATABASE_URL: `sqlite:${join(folder, `${language}.db`)}` };
    const ledger = join(folder, "ledgers", language);
    writeLedger(ledger, last);
    return {
      AUTH_API_KEYS: JSON.stringify([
        apiKeyOf("ann", keys.all, ["whole:order", "whole:tell"]),
        apiKeyOf("bob", keys.none, []),
      ]),
      [`WHOLE_${other[language].toUpperCase()}_API_KEY`]: keys.all,
      EVENTS_URL: nats?.url ?? "",
      EVENTS_STORE: "kept",
      EVERY_LEDGER: ledger,
      GREETING: "servus",
      MOST: "7",
      PEPPER: "salt",
    };
  };

  const running = (): Fleet => {
    if (fleet === undefined) throw new Error("nothing runs");
    return fleet;
  };
  const url = (kind: Kind, language: Language): string => running().url(nameOf(kind, language));

  /** What was asked of people's code of a language so far. */
  const heardBy = async (language: Language): Promise<readonly string[]> => {
    const lines = heard.get(language) ?? [];
    const { body } = await running().rpc(nameOf("whole", language), "heard", {});
    if (Array.isArray(body)) lines.push(...body.map(String));
    return lines;
  };

  const askedOf = (language: Language): Asked => ({
    whole: url("whole", language),
    side: url("side", language),
    shelf: url("shelf", language),
    teller: url("side", other[language]),
    heard: () => heardBy(language),
    heardByNext: () => heardBy(nextOf(language)),
  });

  test.each(languages)("%s: its people would have laid it out so", { timeout: 120_000 }, (one) => {
    const [program, ...args] = formatters[one];
    for (const kind of kinds) {
      // A service of TypeScript that has no tests has no folder of them.
      const looked = kind === "whole" ? args : args.filter((arg) => arg !== "test");
      const { cwd } = serviceOf(kind, one);
      const { status, stdout, stderr } = spawnSync(program, looked, { cwd, encoding: "utf8" });
      expect([status, stdout + stderr], nameOf(kind, one)).toEqual([0, expect.anything()]);
    }
  });

  test.each(languages)("%s: every gate is green", { timeout: 900_000 }, (language) => {
    for (const kind of kinds) {
      const name = nameOf(kind, language);
      const { stdout } = flywheel(["mechanic", "gates", name, "--root", root, "--json"], { state });
      const { gates } = JSON.parse(stdout);
      const given = model.services.get(name)?.patterns;
      const examples = given?.utils.flatMap((util) => util.examples) ?? [];
      const invariants = given?.engines.flatMap((engine) => engine.invariants) ?? [];
      const tests = examples.length + invariants.length + (given?.scenarios.length ?? 0);
      const passed: string[] = gates.flatMap((gate: Gate) => gate.tests?.passed ?? []);
      // Node counts what its tests ask as a test, too.
      const stamped = passed.filter((test) => test.includes("generated"));
      expect(stamped, stdout).toHaveLength(tests);
      const said = gates.map(({ gate, status }: Gate) => [gate, status]);
      expect(said, stdout).toEqual([
        ["check", "passed"],
        ["lint", "passed"],
        ["test", kind === "whole" ? "passed" : expect.any(String)],
      ]);
    }
  });

  describe("started", () => {
    beforeAll(async () => {
      postgres = await PostgresServer.start();
      nats = await NatsServer.start(folder);
      const started = kinds.flatMap((kind) =>
        languages.map((language) => ({
          ...serviceOf(kind, language),
          environment: environmentOf(kind, language),
        })),
      );
      fleet = await Fleet.start(
        started,
        languages.map((language) => nameOf("side", language)),
      );
      // Listeners hear what is told from their first start on.
      const heardThings = [...model.services.values()].flatMap(({ broker, listeners }) =>
        broker === "nats" ? listeners : [],
      );
      await vi.waitUntil(() => nats?.consumers() === heardThings.length, { timeout: 60_000 });
    }, 300_000);

    test.each(languages)("%s: every way in, by one table", { timeout: 300_000 }, async (one) => {
      const told: [string, unknown][] = [];
      for (const [name, act] of steps) {
        const answer = await act(askedOf(one));
        for (const [, code = ""] of JSON.stringify(answer).matchAll(/"code":"([^"]+)"/g))
          codes.get(one)?.add(code);
        told.push([name, answer]);
      }
      expect(told).toEqual(steps.map(([name, , answer]) => [name, answer]));
    });

    test("what failed for good is a dead letter", () => {
      for (const language of languages) {
        const shelf = join(serviceOf("whole", language).cwd, "kept/dead/refuse");
        const letters = readdirSync(shelf).map((name): unknown =>
          JSON.parse(readFileSync(join(shelf, name), "utf8")),
        );
        expect(letters).toEqual([expect.objectContaining({ tries: 2 })]);
      }
    });

    test("every time, those of an outage as well", { timeout: 120_000 }, async () => {
      const [, act, expected] = timesOf(due);
      const told = await Promise.all(languages.map((one) => act(askedOf(one))));
      expect(told).toEqual(languages.map(() => expected));
    });

    test("settings that are wrong are told by their variables", { timeout: 60_000 }, () => {
      for (const language of languages) {
        const { argv, cwd } = serviceOf("whole", language);
        const [program, ...args] = argv;
        const given = environmentOf("whole", language);
        const { PEPPER: _, ...right }: Record<string, string> = {
          ...given,
          EVENTS_STORE: join(folder, "other"),
        };
        const { PATH = "", HOME = "" } = process.env;
        const env = { PATH, HOME, PORT: "0", ...right, GREETING: "NO", MOST: "10" };
        const ended = spawnSync(program, args, { cwd, env, encoding: "utf8", timeout: 30_000 });
        expect(ended.status, language).toBe(1);
        for (const variable of ["GREETING", "MOST", "PEPPER"])
          expect(ended.stderr, language).toMatch(new RegExp(`${variable}\\b`));
      }
    });

    test("nothing of the model went uncalled", { timeout: 60_000 }, async () => {
      const hops = running().hops();
      let count = 0;
      for (const service of model.services.values()) {
        const { name, language } = service;
        const ready = await answerOf(await fetch(`${running().url(name)}/ready`));
        expect(ready.status, name).toBe(200);
        // Whose code tells its settings is asked for them; a database is asked whether it is ready.
        const settings = name.startsWith("whole")
          ? Object.keys(Object((await running().rpc(name, "settings", {})).body))
          : ["database-url"];
        const said = name.startsWith("whole") ? await heardBy(language) : [];
        const seen = { log: running().said(name), heard: said, hops, settings };
        const found = { ...seen, codes: codes.get(language) ?? new Set<string>() };
        expect(uncalled(model, service, found), name).toEqual([]);
        count += reachableOf(model, service).length;
      }
      process.stdout.write(`${count} ways into ${model.services.size} services, all taken\n`);
    });

    test("every event has somebody who hears it", () => {
      const services = [...model.services.values()];
      const listened = services.flatMap(({ listeners }) =>
        listeners.map(({ service, event }) => `${service}/${event}`),
      );
      const told = services.flatMap(({ name, events }) =>
        events.map((event) => `${name}/${event.name}`),
      );
      expect(told.toSorted()).toEqual(listened.toSorted());
    });
  });
});
