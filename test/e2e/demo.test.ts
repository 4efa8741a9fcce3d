import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CascadeDocument } from "#sentinel";
import { decoyKinds, decoys, type Decoy } from "../support/decoys.ts";
import { documents } from "../support/documents.ts";
import { git, temporaryFolder } from "../support/repository.ts";
import { flywheel, installation, leftOut } from "../support/tools.ts";

interface Case {
  readonly change: string;
  readonly outcomes: Readonly<Record<string, string>>;
  /** Takes out of the text of repaired tests what the change put there: the rest must be what stood before. */
  readonly undo: (text: string) => string;
}

const cases: readonly Case[] = [
  {
    change: "id",
    outcomes: {
      billing: "repaired",
      catalog: "untouched",
      gateway: "repaired",
      notifications: "stamped",
      orders: "repaired",
      users: "repaired",
    },
    undo: (text) => text.replaceAll(/"(\d+)"(?:\.to_string\(\))?/g, "$1"),
  },
  {
    change: "rename",
    outcomes: {
      billing: "untouched",
      catalog: "untouched",
      gateway: "repaired",
      notifications: "repaired",
      orders: "repaired",
      users: "repaired",
    },
    undo: (text) =>
      text
        .replaceAll("fullName: displayName", "displayName")
        .replaceAll("fullName", "displayName")
        .replaceAll("full_name", "display_name"),
  },
  {
    change: "default-field",
    outcomes: {
      billing: "untouched",
      catalog: "untouched",
      gateway: "stamped",
      notifications: "stamped",
      orders: "stamped",
      users: "repaired",
    },
    undo: (text) => text,
  },
];

const placeholders =
  /todo!\(|unimplemented!\(|unreachable!\(|not implemented|NotImplemented|@ts-|as any|as unknown|# type: ignore|# noqa|\bTODO\b|FIXME/;

const isTest = (path: string): boolean => /^tests?\//.test(path);
const isStamped = (path: string): boolean => /(?:^|\/)generated[^/]*$/.test(path);
const isCustom = (path: string): boolean => /(?:^|\/)custom(?:\.[a-z]+$|\/)/.test(path);
/** Layout aside: rustfmt breaks a line that grew, and puts a comma at its end. */
const bare = (text: string): string => text.replaceAll(/[\s,]/g, "");

interface Run {
  readonly case: Case;
  readonly root: string;
  readonly state: string;
  readonly document: CascadeDocument;
}

/** A repository that took a draft: its folder, and the draft's ref. */
interface Draft {
  readonly service: string;
  readonly folder: string;
  readonly ref: string;
}

/** The lines of a file at a revision. */
const linesAt = (draft: Draft, revision: string, path: string): string[] =>
  git(draft.folder, "show", `${revision}:${path}`).split("\n");

function draftsOf({ root, document }: Run): Draft[] {
  const created = document.delivery.refs.filter((ref) => ref.to !== null);
  return created.map(({ repository, ref }) => ({
    service: repository.replace("services/", ""),
    folder: join(root, repository),
    ref,
  }));
}

/** Lines that a draft takes out of a file and puts into it. */
function linesOf({ folder, ref }: Draft, path: string): { removed: string[]; added: string[] } {
  const lines = git(folder, "diff", "-U0", "--no-color", `HEAD...${ref}`, "--", path).split("\n");
  const hunks = lines.slice(lines.findIndex((line) => line.startsWith("@@")));
  const only = (sign: string): string[] =>
    hunks.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
  return { removed: only("-"), added: only("+") };
}

function checkFiles(run: Run, draft: Draft): void {
  const paths = git(draft.folder, "diff", "--name-only", `HEAD...${draft.ref}`).split("\n");
  for (const path of paths) {
    const place = `${draft.service}/${path}`;
    if (path === "intent.lisp") {
      expect(draft.service, "only one intent was edited").toBe("users");
      continue;
    }
    const known = isStamped(path) || isCustom(path) || isTest(path);
    expect(known, `${place} is nobody's to change`).toBe(true);
    const { removed, added } = linesOf(draft, path);
    expect(
      added.filter((line) => placeholders.test(line)),
      `${place}: placeholders`,
    ).toEqual([]);
    if (isStamped(path)) continue;
    const stood = new Set(removed.map(bare));
    expect(
      added.map(bare).filter((line) => line !== "" && stood.has(line)),
      `${place}: lines of which only the layout changed`,
    ).toEqual([]);
    if (isTest(path)) {
      expect(bare(run.case.undo(added.join("\n"))), `${place}: more than names and literals`).toBe(
        bare(removed.join("\n")),
      );
    }
  }
  const written = paths.filter((path) => path !== "intent.lisp" && !isStamped(path));
  const outcome = run.case.outcomes[draft.service];
  expect(written.length > 0, `${draft.service} is ${outcome}: ${written.join(", ")}`).toBe(
    outcome === "repaired",
  );
}

/** A draft tells whoever reviews it which of the edits break somebody, and that no intent declares them. */
function checkMessage(run: Run, { folder, ref }: Draft): void {
  const message = git(folder, "log", "-1", "--format=%B", ref);
  const isBreak = message.includes("What breaks:\n- users/UserProfile");
  expect(isBreak, message).toBe(run.case.change !== "default-field");
  expect(message.includes("(a break that no intent declares)")).toBe(isBreak);
}

function checkDecoy(run: Run, draft: Draft, decoy: Decoy): void {
  const count = (revision: string, line: string): number =>
    linesAt(draft, revision, decoy.file).filter((one) => one === line).length;
  const stood = count("HEAD", decoy.line);
  expect(stood, `${draft.service}/${decoy.file} holds ${decoy.line}`).toBeGreaterThan(0);
  const wanted = decoy.becomes?.[run.case.change] ?? decoy.line;
  expect(count(draft.ref, wanted), `${draft.service}/${decoy.file}: ${wanted}`).toBe(stood);
}

/** The user's own checkout shows main with the one edited line, and nothing else. */
function checkCheckouts({ root, case: { outcomes } }: Run): void {
  for (const service of Object.keys(outcomes)) {
    const folder = join(root, "services", service);
    expect(git(folder, "status", "--porcelain")).toBe(service === "users" ? "M intent.lisp" : "");
    expect(git(folder, "rev-parse", "--abbrev-ref", "HEAD")).toBe("main");
    expect(git(folder, "rev-list", "--count", "HEAD")).toBe("1");
    expect(git(folder, "worktree", "list").split("\n")).toHaveLength(1);
  }
}

/** The run log of an epoch, as objects. */
function logOf(state: string, epoch: number): { type?: string; service?: string }[] {
  const [universe = ""] = readdirSync(join(state, "flywheel"));
  const path = join(state, "flywheel", universe, "runs", String(epoch), "log.jsonl");
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

function checkTools({ state, document, case: { outcomes } }: Run): void {
  const tools = logOf(state, document.epoch).filter((event) => event.type === "tool-started");
  const started = new Set(tools.map((event) => event.service));
  const reached = Object.keys(outcomes).filter((name) => outcomes[name] !== "untouched");
  expect([...started].sort()).toEqual(reached.sort());
}

/** All that is promised of one cascade that was proposed. */
function checkRun(run: Run): void {
  const { document, case: expected } = run;
  const said = document.services.map(
    (row) =>
      `${row.name}: ${row.outcome} ${row.holes.map((hole) => hole.question).join("; ")} ${row.notes.join("; ")}`,
  );
  expect(document.outcome, said.join("\n")).toBe("proposed");
  const outcomes = document.services.map((row) => [row.name, row.outcome]);
  expect(Object.fromEntries(outcomes)).toEqual(expected.outcomes);
  const reached = document.services.filter((row) => row.outcome !== "untouched");
  for (const row of reached)
    expect(row.gates, row.name).toEqual({
      check: "passed",
      lint: "passed",
      test: "passed",
      scenarios: "skipped",
    });
  const drafts = draftsOf(run);
  expect(drafts.map(({ service }) => service).sort()).toEqual(
    reached.map((row) => row.name).sort(),
  );
  for (const draft of drafts) {
    checkFiles(run, draft);
    checkMessage(run, draft);
    for (const decoy of decoys[draft.service] ?? []) checkDecoy(run, draft, decoy);
  }
  checkCheckouts(run);
  checkTools(run);
}

/** What a cascade says, without what differs from one to the next. */
const sayings = ({ document }: Run): unknown => document.services.map(({ ms: _ms, ...row }) => row);

/** The same change once more: the same answer under the next epoch, in place of the first. */
function checkAgain(first: Run): Run {
  const { root, state } = first;
  const ran = flywheel(["sentinel", "cascade", "--json"], { state, cwd: root });
  expect(ran.exit, ran.stderr + ran.stdout).toBe(0);
  const second: Run = { ...first, document: documents.cascade(ran.stdout) };
  expect(second.document.epoch).toBe(first.document.epoch + 1);
  expect(sayings(second)).toEqual(sayings(first));
  checkRun(second);
  for (const { folder, ref } of draftsOf(second)) {
    const branches = git(folder, "for-each-ref", "--format=%(refname)", "refs/heads/flywheel/");
    expect(branches, "the first draft makes room").toBe(ref);
  }
  for (const before of draftsOf(first)) {
    const gone = second.document.delivery.refs.find((one) => one.ref === before.ref);
    expect(gone?.to).toBeNull();
  }
  return second;
}

/** Where code and intent agree again, nothing is left to do. */
function checkMerged(run: Run): void {
  for (const { folder, ref } of draftsOf(run)) {
    git(folder, "checkout", "-q", "--", ".");
    git(folder, "merge", "-q", "--ff-only", ref);
  }
  const planned = flywheel(["sentinel", "plan", "--json"], { state: run.state, cwd: run.root });
  expect(planned.exit, planned.stderr).toBe(0);
  const plan = documents.plan(planned.stdout);
  expect({ delta: plan.delta, services: plan.services }).toEqual({ delta: [], services: [] });
  const stamps = flywheel(["forge", "stamp", "--check"], { state: run.state, cwd: run.root });
  expect(stamps.exit, stamps.stdout).toBe(0);
}

describe("the demo", () => {
  for (const one of cases) {
    test(
      `proposes the change ${one.change} in every repository that it reaches, until it is merged`,
      {
        timeout: 1_800_000,
      },
      () => {
        if (leftOut(`demo ${one.change}`, "cargo", "python")) return;
        const state = temporaryFolder();
        const ran = flywheel(["demo", "--change", one.change, "--json"], { state });
        expect(ran.exit, ran.stderr + ran.stdout).toBe(0);
        const document = documents.cascade(ran.stdout);
        const { root } = document;
        onTestFinished(() => rmSync(root, { recursive: true, force: true }));
        const run: Run = { case: one, root, state, document };
        checkRun(run);
        // What a second cascade does is the same for each change; the cheapest one shows it.
        checkMerged(one.change === "default-field" ? checkAgain(run) : run);
      },
    );
  }
});

test("every service of the example holds every kind of decoy", () => {
  const services = readdirSync(join(installation, "universe.example/services"));
  expect(Object.keys(decoys).sort()).toEqual(services.sort());
  for (const [service, table] of Object.entries(decoys)) {
    const folder = join(installation, "universe.example/services", service);
    for (const { file, line } of table)
      expect(readFileSync(join(folder, file), "utf8").split("\n"), service).toContain(line);
    expect([...new Set(table.map(({ kind }) => kind))].sort(), service).toEqual(
      [...decoyKinds].sort(),
    );
  }
});
