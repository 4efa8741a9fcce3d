import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pascalCase } from "#intent";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices } from "../support/fleet/prepare.ts";
import { writeBelow } from "../support/stamp-python.ts";
import { leftOut } from "../support/tools.ts";

// A rename on its way through services that run: what each phase of it writes in each language is given to each other.

const skipped = leftOut("two forms in three languages", "cargo", "python");
const languages = ["python", "rust", "typescript"] as const;

/** The forms of each phase: what is declared, which form is written and which are read. */
const phases = {
  before: {
    declared: `(enum Plan free premium) (union Contact (by-mail (address string)) (none))
      (entity Tenant (name string) (seats i64) (plan Plan) (contact (optional Contact)) (short-name (optional string)))`,
    retyped: `(visits i32) (rate f64) (labels string) (code (optional i32)) (old-count i32)`,
    writes: "old",
    reads: ["old"],
  },
  accept: {
    declared: `(enum Plan free (pro :was premium)) (union Contact (by-letter :was by-mail (street-line string :was address)) (none))
      (entity Tenant (display-name string :was name) (places i64 :was seats) (plan Plan) (contact (optional Contact)) (nickname (optional string) :was short-name))`,
    retyped: `(visits i32 :reads i64) (rate f64 :reads decimal) (labels string :reads list) (code (optional i32) :reads string) (count i32 :was old-count :reads i64)`,
    writes: "old",
    reads: ["old", "new"],
  },
  switched: {
    declared: `(enum Plan free (pro :was premium :wire "pro")) (union Contact (by-letter :was by-mail :wire "by-letter" (street-line string :was address :wire "streetLine")) (none))
      (entity Tenant (display-name string :was name :wire "displayName") (places i64 :was seats :wire "places") (plan Plan) (contact (optional Contact)) (nickname (optional string) :was short-name :wire "nickname"))`,
    retyped: `(visits i64 :reads i32) (rate decimal :reads f64) (labels (list string) :reads one) (code (optional string) :reads i32) (count i64 :was old-count :wire "count" :reads i32)`,
    writes: "new",
    reads: ["old", "new"],
  },
  dropped: {
    declared: `(enum Plan free pro) (union Contact (by-letter (street-line string)) (none))
      (entity Tenant (display-name string) (places i64) (plan Plan) (contact (optional Contact)) (nickname (optional string)))`,
    retyped: `(visits i64) (rate decimal) (labels (list string)) (code (optional string)) (count i64)`,
    writes: "new",
    reads: ["new"],
  },
} as const;
type Phase = keyof typeof phases;
const names = ["before", "accept", "switched", "dropped"] as const satisfies readonly Phase[];

const forms = {
  old: {
    name: "Ada",
    seats: "9007199254740993",
    plan: "premium",
    contact: { type: "by-mail", address: "Here" },
    shortName: "A",
  },
  new: {
    displayName: "Ada",
    places: "9007199254740993",
    plan: "pro",
    contact: { type: "by-letter", streetLine: "Here" },
    nickname: "A",
  },
} as const;

/** The same of what has another type in each form. */
const bills = {
  old: { visits: 7, rate: 2.5, labels: "a", code: 12, oldCount: 3 },
  new: { visits: "7", rate: "2.5", labels: ["a"], code: "12", count: "3" },
} as const;

/** What arrives in the form that is not written, and what it is in the one that is; nothing where it is refused. */
const arrivals: Readonly<
  Record<"accept" | "switched", readonly (readonly [string, unknown, unknown?])[]>
> = {
  accept: [
    ["visits", "2147483647", 2147483647],
    ["visits", "-2147483648", -2147483648],
    ["visits", "0", 0],
    ...["2147483648", "07", "+7", "-0", " 7", "7 ", "1.0", "1e3", "", "seven", "0x7"].map(
      (text) => ["visits", text] as const,
    ),
    ["visits", true],
    ["visits", ["7"]],
    ["rate", "12.50", 12.5],
    ["rate", "-0.001", -0.001],
    ["rate", "1e3", 1000],
    ...["NaN", "Infinity", ".5", "5.", "1e999", "1_0"].map((text) => ["rate", text] as const),
    ["labels", ["b"], "b"],
    ["labels", [""], ""],
    ["labels", []],
    ["labels", ["a", "b"]],
    ["labels", [["a"]]],
    ["labels", null],
    ["code", "0", 0],
    ["code", null, undefined],
    ["code", "none"],
  ],
  switched: [
    ["visits", 2147483647, "2147483647"],
    ["visits", -1, "-1"],
    ["visits", 7.5],
    ["visits", true],
    ["rate", 0.1, "0.1"],
    ["rate", 0, "0"],
    ["rate", -2, "-2"],
    ["rate", 0.000001, "0.000001"],
    ["rate", 100000000000000000000, "100000000000000000000"],
    ["rate", 1e21],
    ["rate", 1e-7],
    ["rate", false],
    ["labels", "b", ["b"]],
    ["labels", "", [""]],
    ["labels", [], []],
    ["labels", ["a", "b"], ["a", "b"]],
    ["labels", null],
    ["labels", 5],
    ["code", 0, "0"],
    ["code", -1, "-1"],
    ["code", "text", "text"],
    ["code", null, undefined],
    ["code", [1]],
  ],
};

const custom = {
  typescript: (service: string): string =>
    `import type { ${pascalCase(service)} } from "./generated.ts";\n\nexport const app: ${pascalCase(service)} = { echo: async ({ value }) => value, sendBill: async ({ value }) => value };\n`,
  python: (service: string): string => `from dataclasses import dataclass
from typing import final

from .generated import Bill, Ctx, EchoIn, ${pascalCase(service)}, SendBillIn, Tenant


@final
@dataclass
class App(${pascalCase(service)}):
    async def echo(self, input: EchoIn, ctx: Ctx) -> Tenant:
        return input.value

    async def send_bill(self, input: SendBillIn, ctx: Ctx) -> Bill:
        return input.value
`,
  rust: (): string => `use crate::generated::{Bill, Ctx, Echo, EchoError, EchoIn, SendBill, SendBillError, SendBillIn, Tenant};

#[derive(Debug, Default)]
pub struct App {}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}

impl Echo for App {
    async fn echo(&self, _: &Ctx, input: EchoIn) -> Result<Tenant, EchoError> {
        Ok(input.value)
    }
}

impl SendBill for App {
    async fn send_bill(&self, _: &Ctx, input: SendBillIn) -> Result<Bill, SendBillError> {
        Ok(input.value)
    }
}
`,
};

const files = names.flatMap((phase) =>
  languages.flatMap((language): readonly (readonly [string, string])[] => {
    const service = `${phase}-${language}`;
    const folder = `services/${service}`;
    const path = {
      python: `${folder}/${phase}_python/custom.py`,
      rust: `${folder}/src/custom.rs`,
      typescript: `${folder}/src/custom.ts`,
    }[language];
    return [
      [
        `${folder}/intent.lisp`,
        `(lang intent 1.0)\n\n(service ${service} (language ${language}) ${phases[phase].declared} (rpc echo (in (value Tenant)) (out Tenant)) (entity Bill ${phases[phase].retyped}) (rpc send-bill (in (value Bill)) (out Bill)))\n`,
      ],
      [path, custom[language](service)],
    ];
  }),
);

let fleet: Fleet;

const tell = (
  phase: Phase,
  language: string,
  value: unknown,
  rpc = "echo",
): ReturnType<Fleet["rpc"]> => fleet.rpc(`${phase}-${language}`, rpc, { value });

describe.skipIf(skipped)("a change on its way", () => {
  const folder = folderForFile("flywheel-two-forms-");

  beforeAll(async () => {
    const root = join(folder, "universe");
    mkdirSync(root);
    const intents = files.filter(([path]) => path.endsWith(".lisp"));
    const universe = '(lang intent 1.0)\n\n(universe renames (services "services/*"))\n';
    await writeBelow(root, [["universe.lisp", universe], ...intents]);
    stampAll(root, join(folder, "state"));
    await writeBelow(
      root,
      files.filter(([path]) => !path.endsWith(".lisp")),
    );
    fleet = await Fleet.start(await prepareServices(root));
  }, 600_000);

  afterAll(async () => fleet.stop());

  const pairs = names.flatMap((from) => names.map((to) => [from, to] as const));
  const both = [
    ["echo", forms],
    ["send-bill", bills],
  ] as const;
  const told = both.flatMap((one) => pairs.map((pair) => [...pair, ...one] as const));
  test.each(told)("what %s writes, given to %s: %s", async (from, to, rpc, forms) => {
    const reads: readonly string[] = phases[to].reads;
    for (const writer of languages) {
      const { status, body } = await tell(from, writer, forms[phases[from].writes], rpc);
      expect([status, body], writer).toEqual([200, forms[phases[from].writes]]);
      for (const reader of languages) {
        const answer = await tell(to, reader, body, rpc);
        const about = `${writer} to ${reader}: ${answer.text}`;
        expect(answer.status, about).toBe(reads.includes(phases[from].writes) ? 200 : 400);
        if (answer.status === 200) expect(answer.body, about).toEqual(forms[phases[to].writes]);
      }
    }
  });

  test.each(["accept", "switched"] as const)(
    "%s takes the newer form where both are there",
    async (phase) => {
      const value = {
        ...forms.old,
        ...forms.new,
        name: "never",
        seats: "0",
        contact: { type: "by-letter", streetLine: "Here", address: "never" },
      };
      for (const language of languages) {
        const { body } = await tell(phase, language, value);
        expect(body, language).toEqual(forms[phases[phase].writes]);
        const without = await tell(phase, language, { ...forms.old, nickname: null });
        expect(without.status, language).toBe(200);
        expect(without.text, language).not.toMatch(/nickname|shortName/);
      }
    },
  );

  test.each(["accept", "switched"] as const)(
    "%s takes of the other form what its type has, and refuses the rest",
    async (phase) => {
      const given = bills[phases[phase].writes];
      for (const [name, arrives, is] of arrivals[phase]) {
        const value = { ...given, [name]: arrives };
        const isTaken = is !== undefined || (arrives === null && name === "code");
        for (const language of languages) {
          const answer = await tell(phase, language, value, "send-bill");
          const about = `${name} ${JSON.stringify(arrives)} in ${language}: ${answer.text}`;
          expect(answer.status, about).toBe(isTaken ? 200 : 400);
          if (isTaken) expect(Object(answer.body)[name], about).toEqual(is);
        }
      }
    },
  );
});
