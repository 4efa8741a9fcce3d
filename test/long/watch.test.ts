import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { git, refsOf, temporaryFolder } from "../support/repository.ts";
import { ended, SmallUniverse, smallServices } from "../support/small-universe.ts";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what: string, holds: () => boolean, ms = 240_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`${what} did not come about in ${ms} ms`);
    await pause(50);
  }
}

/** The text of greetings' intent on its only draft; empty where there is none or more than one. */
function proposed(universe: SmallUniverse): string {
  const all = Object.values(universe.drafts());
  const [first] = all[0] ?? [];
  if (first === undefined || !all.every((names) => names.length === 1 && names[0] === first))
    return "";
  // By its hash: a later epoch may take the branch's place meanwhile, and its commit stays.
  const hash = refsOf(universe.repository("greetings"))[`refs/heads/${first}`];
  return hash === undefined
    ? ""
    : git(universe.repository("greetings"), "show", `${hash}:intent.lisp`);
}

async function watching(
  universe: SmallUniverse,
  body: (said: () => string) => Promise<void>,
): Promise<void> {
  const child = universe.start(["watch"]);
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  try {
    await until("watching", () => said.includes("watching "));
    await body(() => said);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${said}`, {
      cause: error,
    });
  } finally {
    child.kill("SIGINT");
    const { exit } = await ended(child);
    expect(exit).toBe(130);
  }
}

test("a saved intent proposes branches with no other command", { timeout: 600_000 }, async () => {
  const universe = new SmallUniverse(temporaryFolder());
  await watching(universe, async () => {
    universe.rename("said");
    await until("the proposal", () => proposed(universe).includes("(said string :was text)"));
  });
  for (const name of smallServices)
    expect(git(universe.repository(name), "status", "--porcelain")).toBe(
      name === "greetings" ? "M intent.lisp" : "",
    );
});

test("a second save in the middle proposes only the second", { timeout: 600_000 }, async () => {
  const universe = new SmallUniverse(temporaryFolder(), "stand-ins");
  await watching(universe, async (said) => {
    universe.rename("said");
    await until("the first epoch", () => said().includes("epoch 1:"));
    await pause(300);
    universe.rename("spoken");
    await until("the second proposal", () =>
      proposed(universe).includes("(spoken string :was text)"),
    );
    expect(said()).toContain("epoch 2:");
    // The report comes after the run tree is gone.
    await until("the report", () => said().includes("Proposed"));
  });
  expect(new Set(Object.values(universe.drafts()).flat())).toEqual(new Set(["flywheel/epoch-2"]));
  universe.checkNothingLeft();
});

test("ten saves in five seconds end in one result", { timeout: 600_000 }, async () => {
  const universe = new SmallUniverse(temporaryFolder(), "stand-ins");
  await watching(universe, async (said) => {
    for (let save = 0; save < 10; save++) {
      universe.rename(`said${save}`, save % 2 === 0 ? "in place" : "by rename");
      await pause(500);
    }
    await until("the last proposal", () => proposed(universe).includes("(said9 string :was text)"));
    await until("the report", () => said().includes("Proposed"));
    await pause(1500);
    expect(proposed(universe)).toContain("(said9 string :was text)");
  });
  universe.checkNothingLeft();
});

test(
  "an intent that means nothing yet is told, and the next save goes on",
  { timeout: 600_000 },
  async () => {
    const universe = new SmallUniverse(temporaryFolder(), "stand-ins");
    await watching(universe, async (said) => {
      universe.rename("said) (");
      await until("the diagnostics", () => said().includes("error"));
      universe.restore();
      universe.rename("said");
      await until("the proposal", () => proposed(universe).includes("(said string :was text)"));
    });
  },
);

test(
  "what keeps a cascade from starting is told, and once it is gone the cascade starts",
  { timeout: 600_000 },
  async () => {
    const universe = new SmallUniverse(temporaryFolder(), "stand-ins");
    const file = join(universe.root, "universe.lisp");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("(sandbox none)", "(sandbox bwrap)"));
    await watching(universe, async (said) => {
      universe.rename("said");
      await until("the obstacle", () => said().includes("(sandbox bwrap)"));
      expect(universe.drafts()).toEqual(
        Object.fromEntries(smallServices.map((name) => [name, []])),
      );
      writeFileSync(file, text);
      await until("the proposal", () => proposed(universe).includes("(said string :was text)"));
    });
  },
);
