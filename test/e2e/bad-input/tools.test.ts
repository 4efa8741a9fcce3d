import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { CheapUniverse, type Behaviour } from "../../support/cheap-universe.ts";
import { git, keptFolder, temporaryFolder } from "../../support/repository.ts";
import { ended } from "../../support/small-universe.ts";

// Each case runs several commands; on a loaded machine that takes a while.
vi.setConfig({ testTimeout: 180_000 });

interface Row {
  readonly name: string;
  readonly outcome: string;
  readonly notes: readonly string[];
  readonly lacks?: string;
  readonly gates: Readonly<Record<string, string>>;
}

interface Document {
  readonly outcome: string;
  readonly services: readonly Row[];
}

function read(stdout: string): {
  readonly document: Document;
  readonly door: Row;
  readonly greetings: Row;
} {
  const document: Document = JSON.parse(stdout);
  const named = (name: string): Row => {
    const row = document.services.find((one) => one.name === name);
    if (row === undefined) throw new Error(`no row of ${name} in ${stdout}`);
    return row;
  };
  return { document, door: named("door"), greetings: named("greetings") };
}

let shared: CheapUniverse;
beforeAll(() => {
  shared = new CheapUniverse(keptFolder());
});
beforeEach(() => shared.restore());

const universe = (behaviour: Readonly<Record<string, Behaviour>> = {}): CheapUniverse => {
  const made = shared;
  if (Object.keys(behaviour).length > 0) made.behave("door", behaviour);
  made.change();
  return made;
};

/** A cascade in which door is held: nothing moves anywhere, the reason is said, and its scene stands. */
function held(made: CheapUniverse, exit: number, says: string): Row {
  const before = made.states();
  const ran = made.run(["cascade", "--json", "--quiet"]);
  expect(ran.exit, ran.stdout + ran.stderr).toBe(exit);
  const { document, door, greetings } = read(ran.stdout);
  expect([document.outcome, door.outcome, greetings.outcome]).toEqual([
    "halted",
    "held",
    "stamped",
  ]);
  expect(door.notes.join("\n")).toContain(says);
  expect(made.states()).toEqual(before);
  expect(made.drafts()).toEqual({});
  return door;
}

test("a service that was red before the change is held; --except leaves it out and the report says so", () => {
  const made = universe({ tsc: "red" });
  const door = held(
    made,
    1,
    "door was red before the change (check: Cannot find name 'broken'.); mend it first, or leave it out with --except door",
  );
  expect(door.gates).toMatchObject({ check: "failed", lint: "not-run", test: "not-run" });
  const ran = made.run(["cascade", "--json", "--except", "door"]);
  expect(ran.exit).toBe(0);
  const { document, door: left, greetings } = read(ran.stdout);
  expect([document.outcome, left.outcome, left.notes, greetings.outcome]).toEqual([
    "proposed",
    "untouched",
    ["left out by --except"],
    "stamped",
  ]);
  expect(made.drafts()).toEqual({ greetings: ["flywheel/epoch-2"] });
  expect(made.run(["cascade", "--except", "door"]).stdout).toMatch(/door +left out by --except/);
  const owner = made.run(["cascade", "--except", "greetings"]);
  expect([owner.exit, owner.stderr]).toEqual([
    2,
    expect.stringContaining("greetings cannot be left out alone: door would be stamped from"),
  ]);
  const all = made.run(["cascade", "--except", "door,greetings"]);
  expect([all.exit, all.stdout]).toEqual([
    0,
    expect.stringContaining("Every service that the change reaches is left out by --except"),
  ]);
});

test("a red service that the change does not reach does not matter", () => {
  const made = shared;
  made.behave("lamp", { tsc: "red" });
  made.change();
  expect(made.run(["cascade"]).exit).toBe(0);
});

test("a scene that a person mended is judged by resume, and proposed", () => {
  const made = universe({ oxlint: "garbage" });
  held(made, 1, "oxlint wrote no report");
  const mended = JSON.parse(made.run(["cascade", "--json"]).stdout);
  const scene = join(
    made.cache,
    "flywheel",
    made.stateFolder().split("/").at(-1) ?? "",
    String(mended.epoch),
    "services/door",
  );
  writeFileSync(join(scene, "behaviour.json"), "{}");
  const resumed = made.run(["resume", "--json"]);
  expect([resumed.exit, JSON.parse(resumed.stdout).outcome], resumed.stderr).toEqual([
    0,
    "proposed",
  ]);
});

test("a held run is not resumed once the intents say something else", () => {
  const made = universe({ oxlint: "garbage" });
  held(made, 1, "oxlint wrote no report");
  const text = readFileSync(made.intent("greetings"), "utf8");
  writeFileSync(made.intent("greetings"), text.replace("(mood string", "(temper string"));
  const other = made.run(["resume"]);
  expect([other.exit, other.stdout]).toEqual([
    1,
    expect.stringContaining("the intents say something else than when epoch 1 began"),
  ]);
  // A comment changes nothing in meaning.
  writeFileSync(made.intent("greetings"), `; the mood of the day\n${text}`);
  expect(made.run(["resume"]).stdout).toContain("door was red before the change");
});

test("a tool that prints garbage", () => {
  held(universe({ tsc: "garbage" }), 1, "tsc ended with 3 and named no error");
});

test("a tool that floods is stopped", () => {
  held(universe({ tsc: "flood" }), 1, "`tsc` wrote more than its output limit and was stopped");
});

test("a tool that is missing: exit 3, and it is named", () => {
  const made = universe({ tsc: "gone" });
  // The set-up of the others is cached by its commands, so the service without tsc gets commands of its own.
  const setup =
    /\(setup (".*")\)/.exec(readFileSync(join(made.root, "universe.lisp"), "utf8"))?.[1] ?? "";
  made.edit("services/door/intent.lisp", (text) =>
    text.replace("(uses ", `(gates (setup ${setup} "node --version"))\n\n  (uses `),
  );
  made.commit("door");
  expect(held(made, 3, "`tsc` is not installed in the service").lacks).toBe("tsc");
  const gates = made.run(["mechanic", "gates", "door", "--json"]);
  expect([gates.exit, JSON.parse(gates.stdout).gates[0]]).toMatchObject([
    3,
    { status: "failed", lacks: "tsc" },
  ]);
});

test("a set-up whose program is missing, fails, or is a line of shell", () => {
  const made = universe();
  const withSetup = (command: string): void => {
    made.restore();
    made.edit("services/door/intent.lisp", (text) =>
      text.replace("(uses ", `(gates (setup ${JSON.stringify(command)}))\n\n  (uses `),
    );
    made.commit("door");
    made.change();
  };
  withSetup("no-such-program --now");
  expect(
    held(made, 3, "door could not be set up: `no-such-program` is not installed or not on the PATH")
      .lacks,
  ).toBe("no-such-program");
  withSetup("node -e 'console.error(`no luck`); process.exit(5)'");
  held(made, 1, "no luck");
  withSetup("node --version && node --version");
  held(made, 1, "only a shell understands");
});

test(
  "a tool that hangs: the minutes are kept, the tool is killed, the scene stands",
  { timeout: 60_000 },
  async () => {
    const made = universe({ tsc: "hang" });
    made.edit("services/door/intent.lisp", (text) =>
      text.replace("(uses ", "(limits :minutes 0.05)\n\n  (uses "),
    );
    made.commit("door");
    const started = performance.now();
    held(made, 1, "door used up its minutes");
    expect(performance.now() - started).toBeLessThan(20_000);
    const left = made.processesIn(made.cache);
    expect(left).toEqual([]);
    // The same under a person's Ctrl-C: 130, and nothing lives on.
    made.restore();
    made.behave("door", { tsc: "hang" });
    made.change();
    const before = made.states();
    const child = made.start(["cascade"]);
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const until = performance.now() + 20_000;
    while (!said.includes("greetings      stamped") && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill("SIGINT");
    expect(await ended(child)).toEqual({ exit: 130, signal: null });
    expect(made.states()).toEqual(before);
    expect(made.processesIn(made.cache)).toEqual([]);
  },
);

test("SIGINT and SIGTERM end a watch with 130 and one document", async () => {
  const made = shared;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const child = made.start(["watch", "--json"]);
    let [said, stdout] = ["", ""];
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    const until = performance.now() + 20_000;
    while (!said.includes("watching ") && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill(signal);
    expect(await ended(child)).toEqual({ exit: 130, signal: null });
    expect(JSON.parse(stdout)).toEqual({ schema: "flywheel.watch/1", epochs: [], proposed: 0 });
  }
});

test("a service's own intent removed", () => {
  const made = shared;
  rmSync(made.intent("lamp"));
  const states = made.states();
  const plan = made.run(["plan", "--json"]);
  expect([
    plan.exit,
    JSON.parse(plan.stdout).delta.map((one: { kind: string; symbol: string }) => [
      one.kind,
      one.symbol,
    ]),
  ]).toMatchObject([0, expect.arrayContaining([["service-removed", "lamp"]])]);
  const gone = made.run(["cascade", "--json"]);
  expect([gone.exit, JSON.parse(gone.stdout).outcome], gone.stdout).toEqual([0, "clean"]);
  expect(made.states()).toEqual(states);
  made.restore();
  rmSync(made.intent("greetings"));
  const used = made.run(["cascade", "--json"]);
  expect(used.exit).toBe(1);
  expect(JSON.parse(used.stdout).diagnostics[0]).toMatchObject({
    code: "unknown-service",
    file: "services/door/intent.lisp",
    line: 7,
  });
});

test("a new service: its draft holds all of it", () => {
  const made = shared;
  made.add("bell");
  git(made.service("bell"), "init", "-q");
  made.write(
    "services/bell/test/stands.test.ts",
    'import { test } from "node:test";\n\ntest("stands", () => {});\n',
  );
  git(made.service("bell"), "add", "test");
  git(made.service("bell"), "commit", "-q", "-m", "begin");
  const ran = made.run(["cascade", "--json", "--quiet"]);
  const document = JSON.parse(ran.stdout);
  expect([ran.exit, document.outcome], ran.stdout).toEqual([0, "proposed"]);
  const files = git(made.service("bell"), "ls-tree", "-r", "--name-only", "flywheel/epoch-1").split(
    "\n",
  );
  expect(files).toEqual(
    expect.arrayContaining(["intent.lisp", "src/generated.ts", "test/stands.test.ts"]),
  );
});

test("a new service without a test is asked about; a test in its scene and resume propose all of it", () => {
  const made = new CheapUniverse(temporaryFolder(), "one");
  made.add("bell");
  const before = made.states();
  const ran = made.run(["cascade", "--json", "--quiet"]);
  const document = JSON.parse(ran.stdout);
  expect([ran.exit, document.outcome], ran.stdout).toEqual([4, "halted"]);
  expect(document.services[0].holes[0].question).toContain("looked at no file");
  expect(made.states()).toEqual(before);
  const scene = join(
    made.cache,
    "flywheel",
    made.stateFolder().split("/").at(-1) ?? "",
    "1/services/bell/test/stands.test.ts",
  );
  mkdirSync(dirname(scene), { recursive: true });
  writeFileSync(scene, 'import { test } from "node:test";\n\ntest("stands", () => {});\n');
  const resumed = made.run(["resume", "--json"]);
  expect([resumed.exit, JSON.parse(resumed.stdout).outcome], resumed.stdout).toEqual([
    0,
    "proposed",
  ]);
  const files = git(
    made.root,
    "ls-tree",
    "-r",
    "--name-only",
    "flywheel/epoch-1",
    "services/bell/",
  ).split("\n");
  expect(files).toEqual(
    expect.arrayContaining([
      "services/bell/intent.lisp",
      "services/bell/package.json",
      "services/bell/src/generated.ts",
      "services/bell/test/stands.test.ts",
    ]),
  );
});
