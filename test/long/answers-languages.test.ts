import { expect, test } from "vitest";
import { AnsweredUniverse } from "../support/answered-universe.ts";
import { keptFolder } from "../support/repository.ts";
import { leftOut } from "../support/tools.ts";

// Nothing stood in for: three languages, their own compilers and tests, one variant more and one value that is required.

test("a variant and a required value in three languages, answered by number and by a text of one's own", async () => {
  if (leftOut("answers in three languages", "cargo", "python")) return;
  const universe = new AnsweredUniverse(keptFolder());
  universe.change();
  const [held, first] = universe.ask("cascade", "--quiet");
  expect([held, first.outcome]).toEqual([4, "halted"]);
  const tenant = "required-value:plans/Account.tenant";
  const price = "variant-arm:plans/Plan.team:price";
  expect(first.questions.map(({ id, candidates }) => [id, candidates])).toEqual([
    [tenant, []],
    [
      price,
      [
        "Plan::Free | Plan::Team => 0",
        "Plan::Pro | Plan::Team => 10",
        'case "free": case "team":',
        'case "pro": case "team":',
      ],
    ],
    ["variant-arm:plans/Plan.team:PRICES", ["0", "10"]],
  ]);
  const places = first.questions[0]?.holes.map(({ file, line }) => `${file}:${line}`) ?? [];
  expect(places).toEqual([
    "services/plans/src/custom.rs:6",
    "services/desk/src/custom.ts:3",
    "services/kiosk/kiosk/custom.py:10",
  ]);

  const several = universe.run("sentinel", "resume", "--answer", `${tenant}=="house"`);
  expect([several.exit, several.stderr]).toEqual([
    2,
    expect.stringContaining("is asked in rust, typescript, python, and a text is of one language"),
  ]);

  const answers = [
    'services/plans/src/custom.rs:6=="house".to_string()',
    'services/desk/src/custom.ts:3=="house"',
    'services/kiosk/kiosk/custom.py:10=="house"',
    `${price}=2`,
    "services/desk/src/custom.ts:6==25",
    "variant-arm:plans/Plan.team:PRICES=2",
  ];
  const given = answers.flatMap((answer) => ["--answer", answer]);
  const [done, last] = universe.ask("sentinel", "resume", "--quiet", ...given);
  expect([done, last.outcome]).toEqual([0, "proposed"]);
  expect(last.services.map(({ engine, edits, gates }) => [engine, edits, gates.test])).toEqual([
    ["person", 2, "passed"],
    ["person", 2, "passed"],
    ["person", 2, "passed"],
  ]);
  const rust = universe.drafted("services/plans/src/custom.rs");
  expect(rust).toContain('        plan: Plan::Free,\n        tenant: "house".to_string(),\n    }');
  expect(rust).toContain("        Plan::Pro | Plan::Team => 10,\n");
  const typescript = universe.drafted("services/desk/src/custom.ts");
  expect(typescript).toContain('({ id, plan: "free", tenant: "house" })');
  expect(typescript).toContain('    case "team":\n      return 25;\n    default:');
  const python = universe.drafted("services/kiosk/kiosk/custom.py");
  expect(python).toContain("{Plan.FREE: 0, Plan.PRO: 10, Plan.TEAM: 10}");
  expect(python).toContain('Account(id=number, plan=Plan.FREE, tenant="house")');
}, 600_000);
