import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CascadeDocument, PlanDocument, ServiceArtifact } from "#sentinel";
import { changeWords } from "../../cli/render/reason.ts";
import { reportText } from "../../cli/render/report.ts";
import { editIntent, exampleUniverse } from "../support/example.ts";
import { git, keptFolder } from "../support/repository.ts";
import { flywheel } from "../support/tools.ts";

describe("the plan tells why", () => {
  const root = join(keptFolder(), "universe");
  const state = keptFolder();
  exampleUniverse(root);

  /** What the plan says of each service, and about deploying, after a change of the demo. */
  function check(change: string, reached: readonly string[], deploying: RegExp): void {
    git(root, "checkout", "-q", "--", ".");
    editIntent(root, change);
    const { stdout, exit } = flywheel(["plan"], { state, cwd: root });
    expect(exit).toBe(0);
    const rows = stdout.split("\n").filter((line) => /^ {2}\d /.test(line));
    expect(rows.map((line) => line.replaceAll(/ {2,}/g, " ").trim())).toEqual(reached);
    expect(stdout.slice(stdout.indexOf("deploying"))).toMatch(deploying);
  }

  test("a field whose type others took over is told by the fields that hold it", () => {
    const id = "users/UserProfile.id";
    check(
      "id",
      [
        `0 users breaks owns ${id}`,
        `1 orders breaks stores ${id} in Order.user-id`,
        `2 billing breaks stores ${id} in Invoice.user-id`,
        `3 gateway breaks stores ${id} in Dashboard.user-id`,
        `3 notifications unknown stores ${id} in Letter.recipient`,
      ],
      /do not understand each other about users\/UserProfile\.id.*\n.*\n.*in phases/,
    );
  });

  test("a field that only passes by is told by the call that brings it", () => {
    const read = "reads users/UserProfile.full-name in what users answers (get-user)";
    check(
      "rename",
      [
        "0 users breaks owns users/UserProfile.full-name",
        `1 orders breaks ${read}`,
        `2 gateway breaks ${read}`,
        `2 notifications breaks ${read}`,
      ],
      /in any order/,
    );
  });
});

test.each([
  ["hook-removed", "before desk/tool:find", null, "hook removed, before desk/tool:find"],
  ["hook-added", null, "before desk/tool:find", "hook added, before desk/tool:find"],
  ["example-removed", "(example (in) (out 1))", null, "example removed, (example (in) (out 1))"],
  ["rule-removed", "late", null, "rule removed"],
  ["parameter-retyped", "i32", "i64", "parameter retyped, i32 → i64"],
] as const)("a plan tells of %s what it is", (kind, from, to, words) => {
  const [row] = plan.delta;
  if (row === undefined) throw new Error("the plan has a change");
  const symbol = "desk/rule:late";
  expect(changeWords({ ...row, symbol, kind, from, to })).toBe(`${symbol}: ${words}`);
});

const plan: PlanDocument = {
  schema: "flywheel.plan/1",
  base: [],
  delta: [
    {
      service: "users",
      symbol: "users/User.id",
      kind: "field-retyped",
      axes: { source: "breaks", wire: "breaks", stored: "breaks" },
      breaking: true,
      from: "i32",
      to: "string",
      verdicts: [],
    },
  ],
  services: [
    {
      name: "users",
      wave: 0,
      expect: "breaks",
      reasons: [{ symbol: "users/User.id", via: "users/User", use: "constructs" }],
    },
    {
      name: "shop",
      wave: 1,
      expect: "breaks",
      reasons: [
        { symbol: "users/User.id", via: "users/User", use: "reads" },
        { symbol: "users/User.id", via: "users/event:joined", use: "listens" },
      ],
    },
  ],
  waves: [["users"], ["shop"]],
  cycles: [],
  pairs: [],
  steps: [],
  phases: [],
};

type Row = CascadeDocument["services"][number];
const passed = { check: "passed", lint: "passed", test: "passed", scenarios: "skipped" } as const;
const row = (name: string, more: Partial<Row>): Row => ({
  name,
  outcome: "untouched",
  engine: null,
  cycles: 0,
  edits: 0,
  files: [],
  holes: [],
  gates: { check: "not-run", lint: "not-run", test: "not-run", scenarios: "skipped" },
  tokens: 0,
  usd: 0,
  ms: 1500,
  notes: [],
  ...more,
});

const users = row("users", {
  outcome: "repaired",
  edits: 3,
  gates: passed,
  files: [{ path: "services/users/src/custom.rs", added: 2, removed: 2 }],
});
const before = "let a: i32 = 1;\nlet b: i32 = 2;\n";
const edit = (start: number, text: string, old: string): ServiceArtifact["edits"][number] => ({
  file: "services/users/src/custom.rs",
  start,
  end: start + old.length,
  text,
  before: old,
  rule: "retype-slot",
  change: "users/User.id",
  certainty: "certain",
  because: "The field it fills is a string now.",
});
const { withheld: _none, ...repaired } = users;
const artifact: ServiceArtifact = {
  ...repaired,
  edits: [edit(7, "String", "i32"), edit(14, "\n", ""), edit(23, "String", "i32")],
  files: [{ path: "services/users/src/custom.rs", kind: "repaired", before, after: "" }],
};

function report(outcome: CascadeDocument["outcome"], shop: Row, refs: number): string[] {
  const made = ["services/shop", "services/users"].slice(0, refs).map((repository) => ({
    repository,
    ref: "refs/heads/flywheel/epoch-4",
    from: null,
    to: "0123456789abcdef",
  }));
  const text = reportText({
    plan,
    document: {
      schema: "flywheel.cascade/1",
      root: "/home/ada/all",
      epoch: 4,
      outcome,
      services: [row("lamp", {}), shop, users],
      delivery: { mode: "draft-branch", refs: made },
      unseen: [],
      questions: [],
      durationMs: 61_000,
    },
    artifacts: [artifact],
    rollout: ["Deploy in any order."],
    scene: "/home/ada/.cache/flywheel/all/4",
    directories: new Map([["users", "services/users"]]),
    color: false,
  });
  return text.split("\n");
}

test("a report of what is proposed reads from the change to its branches", () => {
  const shop = row("shop", { outcome: "stamped", gates: passed });
  expect(report("proposed", shop, 2)).toEqual([
    "What changed",
    "  users/User.id: field retyped, i32 → string (a break that no intent declares)",
    "",
    "Whom it reached, and why",
    "  users  owns users/User.id",
    "  shop   hears users/User.id from users (joined)",
    "  not reached, and left alone: lamp",
    "",
    "What was done",
    "  users  repaired  check ✓ lint ✓ test ✓  3 edits, 1 file +2 −2  1.5 s",
    "      src/custom.rs:1,2  i32 → String",
    "  shop   stamped   check ✓ lint ✓ test ✓  no edits, 0 files +0 −0  1.5 s",
    "",
    "Deploying",
    "  Deploy in any order.",
    "",
    "Proposed: 2 draft branches flywheel/epoch-4, all or none. Your own branches stand where they stood.",
    "  services/shop   0123456789  git -C /home/ada/all/services/shop diff HEAD...flywheel/epoch-4",
    "  services/users  0123456789  git -C /home/ada/all/services/users diff HEAD...flywheel/epoch-4",
    "  Read the diffs, then merge flywheel/epoch-4 in each repository; the next cascade puts its own draft in its place.",
    "  epoch 4, 1 min 1 s",
  ]);
});

test("a report of what is held asks its questions and says what to do", () => {
  const shop = row("shop", {
    outcome: "held",
    gates: { ...passed, check: "failed", lint: "not-run", test: "not-run" },
    notes: ["1 decision is missing."],
    holes: [
      {
        id: "shop/parse",
        kind: "conversion",
        file: "services/shop/src/custom.ts",
        line: 7,
        column: 3,
        endLine: 7,
        endColumn: 9,
        delta: "users/User.id",
        question: "What becomes of an id that is no number?",
        candidates: ["Number(id)", "refuse"],
      },
    ],
  });
  const lines = report("halted", shop, 0);
  expect(lines.slice(lines.findIndex((line) => line.includes("held")))).toEqual([
    "  shop   held      check ✗ lint – test –  no edits, 0 files +0 −0  1.5 s",
    "      1 decision is missing.",
    "      ? services/shop/src/custom.ts:7:3  What becomes of an id that is no number?",
    "        perhaps Number(id), or refuse",
    "",
    "Halted: shop is held, so no repository moved.",
    "  What to do, whichever fits:",
    "  - Mend the places named above in /home/ada/.cache/flywheel/all/4, then run `flywheel sentinel resume`:",
    "    the gates judge what you wrote, and the cascade goes on. `git apply` there takes a patch of certain edits;",
    "    `resume --accept <file:line>` says that a place which is asked about is right as it stands.",
    "  - Write the intent differently, and run the cascade again.",
    "  - Leave out what waits: `flywheel sentinel cascade --except shop`.",
    "  epoch 4, 1 min 1 s",
  ]);
});

test("a report of what was cut off blames nobody", () => {
  const lines = report("halted", row("shop", { outcome: "stamped", gates: passed }), 0);
  expect(lines.slice(lines.findIndex((line) => line.startsWith("Cut off")))).toEqual([
    "Cut off: not every service was done, so no repository moved.",
    "  `flywheel sentinel resume` goes on where it stopped.",
    "  epoch 4, 1 min 1 s",
  ]);
});
