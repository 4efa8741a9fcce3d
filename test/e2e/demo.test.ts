import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documents } from "../support/documents.ts";
import { git, temporaryFolder } from "../support/repository.ts";
import { flywheel, installation, leftOut } from "../support/tools.ts";

interface Expectation {
  readonly change: string;
  readonly outcomes: Readonly<Record<string, string>>;
}

const expectations: readonly Expectation[] = [
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
  },
];

const placeholders =
  /todo!\(|unimplemented!\(|not implemented|@ts-ignore|as any|# type: ignore|FIXME/;

interface Diff {
  readonly path: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What a draft changes, file by file. */
function diffOf(repository: string, ref: string): Diff[] {
  const names = git(repository, "diff", "--name-only", `HEAD...${ref}`)
    .split("\n")
    .filter((line) => line !== "");
  return names.map((path) => {
    const lines = git(repository, "diff", "-U0", `HEAD...${ref}`, "--", path)
      .split("\n")
      .filter((line) => !/^(?:\+\+\+|---|@@|diff|index)/.test(line));
    const only = (sign: string): string[] =>
      lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
    return { path, removed: only("-"), added: only("+") };
  });
}

/** Lines that mark decoys in the hand-written code: they say so in a comment, and no repair may touch them. */
const isDecoy = (line: string): boolean => /decoy/i.test(line);

function checkDraft(repository: string, ref: string, service: string): void {
  for (const { path, removed, added } of diffOf(repository, ref)) {
    const name = path.split("/").at(-1) ?? "";
    const allowed =
      path === "intent.lisp" ||
      name.startsWith("generated") ||
      /(?:^|\/)custom(?:\.|\/)/.test(path) ||
      /(?:^|\/)tests?\//.test(path);
    expect(allowed, `${service} may not change ${path}`).toBe(true);
    if (path === "intent.lisp" || name.startsWith("generated")) continue;
    expect(removed.filter(isDecoy), `${service}: decoys of ${path}`).toEqual([]);
    expect(
      added.filter((line) => placeholders.test(line)),
      `${service}: placeholders in ${path}`,
    ).toEqual([]);
    // Only whitespace changed means that a line was reformatted that nobody asked about.
    const bare = (line: string): string => line.replaceAll(/\s+/g, "");
    expect(
      added.map(bare).filter((line) => line !== "" && removed.map(bare).includes(line)),
      `${service}: reformatted lines in ${path}`,
    ).toEqual([]);
  }
}

test.each(expectations)(
  "the demo proposes the change $change in every repository that it reaches",
  ({ change, outcomes }) => {
    if (leftOut(`demo ${change}`, "cargo", "python")) return;
    const state = temporaryFolder();
    const ran = flywheel(["demo", "--change", change, "--json"], { state });
    expect(ran.exit, ran.stderr + ran.stdout).toBe(0);
    const document = documents.cascade(ran.stdout);
    const short = document.services
      .map(
        (row) =>
          `${row.name}: ${row.outcome} ${row.holes.map((hole) => hole.question).join("; ")} ${row.notes.join("; ")}`,
      )
      .join("\n");
    expect(document.outcome, short).toBe("proposed");
    expect(Object.fromEntries(document.services.map((row) => [row.name, row.outcome]))).toEqual(
      outcomes,
    );

    const reached = document.services.filter((row) => row.outcome !== "untouched");
    for (const row of reached)
      expect(row.gates).toEqual({
        check: "passed",
        lint: "passed",
        test: "passed",
        scenarios: "skipped",
      });
    const created = document.delivery.refs.filter((ref) => ref.to !== null);
    expect(created.map((ref) => ref.repository)).toEqual(
      reached.map((row) => `services/${row.name}`),
    );
    for (const ref of created) {
      expect(ref.from).toBeNull();
      checkDraft(join(document.root, ref.repository), ref.ref, ref.repository);
      // The user's own checkout still shows main with the one edited line, and nothing else.
      expect(git(join(document.root, ref.repository), "status", "--porcelain")).toBe(
        ref.repository === "services/users" ? "M intent.lisp" : "",
      );
    }
    untouchedStartedNoTool(
      state,
      document.services.filter((row) => row.outcome === "untouched").map((row) => row.name),
    );
  },
);

function untouchedStartedNoTool(state: string, untouched: readonly string[]): void {
  const [universe = ""] = readdirSync(join(state, "flywheel"));
  const log = join(state, "flywheel", universe, "runs", "1", "log.jsonl");
  expect(existsSync(log)).toBe(true);
  const tools = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line.includes('"tool-started"'));
  expect(tools.length).toBeGreaterThan(0);
  for (const name of untouched)
    expect(tools.filter((line) => line.includes(`"service":"${name}"`))).toEqual([]);
}

test("the example has decoys that are marked as such in every language", () => {
  const marked = (folder: string): number =>
    readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: false })
      .filter(
        (path) =>
          /\.(?:rs|ts|py)$/.test(path) && !/node_modules|target|\.venv|generated/.test(path),
      )
      .flatMap((path) => readFileSync(join(folder, path), "utf8").split("\n").filter(isDecoy))
      .length;
  for (const service of ["users", "orders", "billing", "gateway", "notifications"]) {
    expect(
      marked(join(installation, "universe.example/services", service)),
      service,
    ).toBeGreaterThan(2);
  }
});
