import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages, type Language } from "#intent";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { PostgresServer } from "../support/postgres.ts";
import { git, repositoryWith } from "../support/repository.ts";
import { flywheel, installation, leftOut } from "../support/tools.ts";

const given = join(installation, "test/universes/migrated");
const skipped = leftOut("databases that go through three intents", "cargo", "python", "postgresql");
const stores = ["sqlite", "postgresql"] as const;
const phases = ["first", "second", "third"] as const;
type Phase = (typeof phases)[number];

/** Stamped files alone: what people write is made anew, since a new crud wants a store of it. */
const stamped = {
  recursive: true,
  filter: (path: string) =>
    /\/(?:(?!node_modules$|target$)[\w-]+|generated[\w.-]*|universe\.lisp)$/.test(path),
};

const folder = folderForFile("flywheel-migrated-");
const state = join(folder, "state");
const nameOf = (store: string, language: Language): string => `users-${store}-${language}`;

const intentOf = (phase: Phase, store: string, language: Language): string =>
  readFileSync(join(given, `${phase}.lisp.txt`), "utf8")
    .replaceAll("LANGUAGE", language)
    .replaceAll("STORE", store)
    .replaceAll("NAME", nameOf(store, language));

/** Every service as it is in a phase, over the stamps of the phase before; nobody has written code in them. */
function makePhase(phase: Phase, before: string | undefined): string {
  const root = join(folder, phase);
  mkdirSync(root);
  if (before === undefined) cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
  else cpSync(before, root, stamped);
  for (const store of stores)
    for (const language of languages) {
      const service = join(root, "services", nameOf(store, language));
      mkdirSync(service, { recursive: true });
      writeFileSync(join(service, "intent.lisp"), intentOf(phase, store, language));
    }
  stampAll(root, state);
  return root;
}

describe.skipIf(skipped)("rows that stand while an intent changes", () => {
  let server: PostgresServer;
  const services = new Map<Phase, readonly Startable[]>();
  const addresses = new Map<string, string>();

  beforeAll(async () => {
    server = await PostgresServer.start();
    let before: string | undefined;
    // One after the other: cargo believes what it built of a crate of that name until a source is younger.
    for (const phase of phases) {
      before = makePhase(phase, before);
      services.set(phase, await prepareServices(before));
    }
    for (const language of languages) {
      const [file, database] = stores.map((store) => nameOf(store, language));
      addresses.set(file ?? "", `sqlite:${join(folder, `${file}.db`)}`);
      addresses.set(database ?? "", server.create(database ?? ""));
    }
  }, 1_800_000);
  afterAll(() => server.stop());

  const start = (phase: Phase): Promise<Fleet> =>
    Fleet.start(
      (services.get(phase) ?? []).map((service) => ({
        ...service,
        environment: { DATABASE_URL: addresses.get(service.name) ?? "" },
      })),
    );

  test("each version goes on with what the one before has kept, and both work side by side", async () => {
    const all = stores.flatMap((store) => languages.map((language) => nameOf(store, language)));
    const check = async (
      fleet: Fleet,
      rpc: string,
      body: object,
      expected: unknown,
      status = 200,
    ): Promise<void> => {
      const told = await Promise.all(
        all.map(async (name) => {
          const answer = await fleet.rpc(name, rpc, body);
          return [name, answer.status, JSON.parse(answer.text)];
        }),
      );
      expect(told).toEqual(all.map((name) => [name, status, expected]));
    };
    const ada = {
      id: 1,
      email: "ada@x",
      displayName: "Ada",
      nickname: "A",
      seats: 4,
      city: "Oslo",
    };
    const first = await start("first");
    await check(first, "create-user", ada, ada);
    const second = await start("second");
    const now = {
      id: 1,
      email: "ada@x",
      displayName: "Ada",
      plan: "free",
      seats: "4",
      city: "Oslo",
    };
    await check(second, "list-users", {}, { items: [now] });
    // Processes of the first version go on over the table of the second.
    await check(
      first,
      "update-user",
      { id: 1, change: { displayName: "Ada L" } },
      { ...ada, displayName: "Ada L" },
      200,
    );
    const bob = { id: 2, email: "bob@x", displayName: "Bob", seats: "9", city: "Rome" };
    await check(second, "create-user", bob, { ...bob, plan: "free" });
    await check(second, "create-room", { number: 7, wide: true }, { number: 7, wide: true });
    await first.stop();
    await second.stop();
    const third = await start("third");
    const rows = [
      { id: "1", email: "ada@x", fullName: "Ada L", plan: "free", seats: "4", city: ["Oslo"] },
      {
        id: "2",
        email: "bob@x",
        fullName: "Bob",
        plan: "free",
        seats: "9",
        city: ["Rome"],
      },
    ];
    await check(third, "list-users", {}, { items: rows });
    // What was unique is not any more.
    const eve = { id: "x", email: "ada@x", fullName: "Eve", seats: "1", city: [] };
    await check(third, "create-user", eve, { ...eve, plan: "free" });
    await third.stop();
    // Again, over a database that has every step: nothing is left to do.
    const again = await start("third");
    await check(again, "get-user", { id: "2" }, rows[1]);
    await again.stop();
  }, 600_000);

  test("a stamp that is checked, or made again, takes no further step", () => {
    const root = join(folder, "third");
    const args = ["forge", "stamp", "--check", "--root", root];
    expect(flywheel(args, { state })).toMatchObject({ exit: 0 });
    const path = `services/${nameOf("sqlite", "typescript")}/src/generated.migrations.json`;
    const before = readFileSync(join(root, path), "utf8");
    expect(JSON.parse(before)).toMatchObject({
      steps: [{ number: 1 }, { number: 2 }, { number: 3 }],
    });
    stampAll(root, join(folder, "another-state"));
    expect(readFileSync(join(root, path), "utf8")).toBe(before);
  });

  test("a cascade goes on from the steps that were committed", () => {
    const root = join(folder, "cascaded");
    const name = nameOf("sqlite", "python");
    const path = `services/${name}/${name.replaceAll("-", "_")}/generated_migrations.json`;
    mkdirSync(join(root, "services"), { recursive: true });
    const service = join(root, "services", name);
    cpSync(join(folder, "first/services", name), service, {
      recursive: true,
      filter: (from) => !from.endsWith("/.venv"),
    });
    const universe = readFileSync(join(given, "universe.lisp"), "utf8").trimEnd();
    // Nobody has written a test.
    const gates = `(gates python (check "pyright") (lint "ruff check") (test))`;
    writeFileSync(join(root, "universe.lisp"), `${universe.slice(0, -1)}\n  ${gates})\n`);
    repositoryWith(root, {});
    const second = intentOf("second", "sqlite", "python").replaceAll(
      /^ *\((?:entity|crud) Room.*\n/gm,
      "",
    );
    writeFileSync(join(service, "intent.lisp"), `${second.trimEnd()})\n`);
    const ran = flywheel(["cascade", "--quiet", "--root", root], { state });
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ exit: 0 });
    const branch = git(root, "branch", "--list", "flywheel/*", "--format=%(refname:short)");
    const drafted = git(root, "show", `${branch}:${path}`);
    expect(JSON.parse(drafted)).toMatchObject({ steps: [{ number: 1 }, { number: 2 }] });
    stampAll(root, state);
    expect(readFileSync(join(root, path), "utf8").trim()).toBe(drafted);
  });
});
