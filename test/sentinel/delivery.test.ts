import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createHost } from "../../cli/host/index.ts";
import { buildCommit } from "../../sentinel/delivery/commit.ts";
import { deliver, recoverDelivery } from "../../sentinel/delivery/deliver.ts";
import { openJournal, readJournal, type RefMove } from "../../sentinel/journal/journal.ts";
import { git, repositoryWith, stateOf, temporaryFolder } from "../support/repository.ts";

const host = createHost();
const ref = "refs/heads/flywheel/epoch-1";

interface Stage {
  readonly folder: string;
  readonly repositories: readonly string[];
  readonly moves: readonly RefMove[];
  readonly journal: string;
  readonly before: readonly string[];
}

/** Three repositories, each with a commit that wants to become a draft branch. */
async function stage(): Promise<Stage> {
  const folder = temporaryFolder();
  const repositories = ["a", "b", "c"].map((name) => join(folder, name));
  const moves: RefMove[] = [];
  for (const absolute of repositories) {
    const parent = repositoryWith(absolute, {
      "intent.lisp": "(service a)\n",
      "src/custom.ts": "export {};\n",
    });
    const to = await buildCommit(host, {
      repository: absolute,
      parent,
      files: [{ path: "src/custom.ts", text: "export const one = 1;\n" }],
      message: "propose\n",
      at: 1_700_000_000,
      scratch: join(folder, "scratch"),
    });
    moves.push({ repository: absolute.slice(-1), absolute, ref, from: null, to });
  }
  return {
    folder,
    repositories,
    moves,
    journal: join(folder, "journal.jsonl"),
    before: repositories.map(stateOf),
  };
}

const tips = (at: Stage): (string | undefined)[] =>
  at.repositories.map(
    (folder) => git(folder, "for-each-ref", "--format=%(objectname)", ref) || undefined,
  );

/** All of them moved, or none; and where none, nothing else is different either. */
function check(at: Stage): "all" | "none" {
  const now = tips(at);
  const moved = now.filter((tip, index) => tip === at.moves[index]?.to).length;
  const absent = now.filter((tip) => tip === undefined).length;
  expect([moved, absent]).toSatisfy(([all, none]: [number, number]) => all === 3 || none === 3);
  if (absent === 3) expect(at.repositories.map(stateOf)).toEqual(at.before);
  for (const folder of at.repositories) {
    expect(git(folder, "status", "--porcelain")).toBe("");
    expect(git(folder, "fsck", "--no-dangling")).toBe("");
  }
  return moved === 3 ? "all" : "none";
}

function die(at: Stage, failpoint: string, hit = 1): void {
  const child = spawnSync(
    process.execPath,
    [
      join(import.meta.dirname, "../support/deliver-child.ts"),
      at.journal,
      JSON.stringify(at.moves),
      failpoint,
      String(hit),
    ],
    { encoding: "utf8" },
  );
  expect(child.signal, child.stderr).toBe("SIGKILL");
}

async function recover(at: Stage): Promise<string> {
  const reading = await readJournal(host, at.journal);
  if ("corrupt" in reading) throw new Error(`corrupt at ${reading.corrupt.line}`);
  return recoverDelivery(host, openJournal(host, at.journal), reading.records);
}

test("all repositories move together", async () => {
  const at = await stage();
  const done = await deliver(
    host,
    openJournal(host, at.journal),
    { run: "r", epoch: 1 },
    at.moves,
    () => true,
  );
  expect(done).toEqual({ outcome: "committed" });
  expect(check(at)).toBe("all");
});

test("a ref that moved meanwhile refuses the whole delivery", async () => {
  const at = await stage();
  git(at.repositories[1] ?? "", "update-ref", ref, "HEAD");
  const done = await deliver(
    host,
    openJournal(host, at.journal),
    { run: "r", epoch: 1 },
    at.moves,
    () => true,
  );
  expect(done).toMatchObject({ outcome: "refused", repository: "b" });
  expect(tips(at).filter((tip) => tip !== undefined)).toHaveLength(1);
});

test("a newer epoch is noticed with all locks held", async () => {
  const at = await stage();
  const done = await deliver(
    host,
    openJournal(host, at.journal),
    { run: "r", epoch: 1 },
    at.moves,
    () => false,
  );
  expect(done).toEqual({ outcome: "preempted" });
  expect(check(at)).toBe("none");
});

const schedules: readonly (readonly [string, number, "all" | "none"])[] = [
  ["begin", 1, "none"],
  ["prepared", 1, "none"],
  ["locking", 1, "none"],
  ["locked", 1, "none"],
  ["commit", 1, "none"],
  ["committed", 1, "all"],
  ["moved", 1, "all"],
  ["moved", 2, "all"],
  ["moved", 3, "all"],
  ["end", 1, "all"],
];
test.each(schedules)(
  "kill -9 at %s (%i): %s of the repositories moved after recovery, twice",
  async (failpoint, hit, outcome) => {
    const at = await stage();
    die(at, failpoint, hit);
    await recover(at);
    expect(check(at)).toBe(outcome);
    await recover(at);
    expect(check(at)).toBe(outcome);
  },
);

test("a journal cut at every byte of its last record recovers", async () => {
  const at = await stage();
  die(at, "committed");
  const whole = readFileSync(at.journal, "utf8");
  const last = whole.lastIndexOf("\n", whole.length - 2) + 1;
  for (let length = last; length <= whole.length; length++) {
    writeFileSync(at.journal, whole);
    truncateSync(at.journal, length);
    const reading = await readJournal(host, at.journal);
    expect(reading).toHaveProperty("records");
    // Only the whole record (its newline may be missing) is a decision.
    const committed =
      "records" in reading && reading.records.some((record) => record.type === "COMMIT");
    expect(committed).toBe(length >= whole.length - 1);
  }
});

test("damage in the middle of a journal is told and decides nothing", async () => {
  const at = await stage();
  die(at, "committed");
  const lines = readFileSync(at.journal, "utf8").split("\n");
  writeFileSync(
    at.journal,
    [lines[0], `${(lines[1] ?? "").slice(0, -4)}`, ...lines.slice(2)].join("\n"),
  );
  expect(await readJournal(host, at.journal)).toEqual({ corrupt: { line: 2 } });
  appendFileSync(at.journal, "");
});

test("a commit keeps modes, removes files and leaves index and work tree alone", async () => {
  const folder = temporaryFolder();
  const repository = join(folder, "r");
  repositoryWith(repository, { "run.sh": "#!/bin/sh\n", "old.ts": "export {};\n" });
  git(repository, "update-index", "--chmod=+x", "run.sh");
  git(repository, "commit", "-q", "-m", "mode");
  const parent = git(repository, "rev-parse", "HEAD");
  const before = stateOf(repository);
  const request = {
    repository,
    parent,
    files: [
      { path: "run.sh", text: "#!/bin/sh\ntrue\n" },
      { path: "old.ts", text: undefined },
      { path: "ä/ö.ts", text: "new\n" },
    ],
    message: "m\n",
    at: 1_700_000_000,
    scratch: join(folder, "s"),
  };
  const commit = await buildCommit(host, request);
  expect(await buildCommit(host, request)).toBe(commit);
  expect(
    git(
      repository,
      "-c",
      "core.quotePath=false",
      "ls-tree",
      "-r",
      "--format=%(objectmode) %(path)",
      commit,
    ).split("\n"),
  ).toEqual(["100755 run.sh", "100644 ä/ö.ts"]);
  expect(stateOf(repository)).toBe(before);
});
