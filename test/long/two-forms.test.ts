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
    writes: "old",
    reads: ["old"],
  },
  accept: {
    declared: `(enum Plan free (pro :was premium)) (union Contact (by-letter :was by-mail (street-line string :was address)) (none))
      (entity Tenant (display-name string :was name) (places i64 :was seats) (plan Plan) (contact (optional Contact)) (nickname (optional string) :was short-name))`,
    writes: "old",
    reads: ["old", "new"],
  },
  switched: {
    declared: `(enum Plan free (pro :was premium :wire "pro")) (union Contact (by-letter :was by-mail :wire "by-letter" (street-line string :was address :wire "streetLine")) (none))
      (entity Tenant (display-name string :was name :wire "displayName") (places i64 :was seats :wire "places") (plan Plan) (contact (optional Contact)) (nickname (optional string) :was short-name :wire "nickname"))`,
    writes: "new",
    reads: ["old", "new"],
  },
  dropped: {
    declared: `(enum Plan free pro) (union Contact (by-letter (street-line string)) (none))
      (entity Tenant (display-name string) (places i64) (plan Plan) (contact (optional Contact)) (nickname (optional string)))`,
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

const custom = {
  typescript: (service: string): string =>
    `import type { ${pascalCase(service)} } from "./generated.ts";\n\nexport const app: ${pascalCase(service)} = { echo: async ({ value }) => value };\n`,
  python: (service: string): string => `from dataclasses import dataclass
from typing import final

from .generated import Ctx, EchoIn, ${pascalCase(service)}, Tenant


@final
@dataclass
class App(${pascalCase(service)}):
    async def echo(self, input: EchoIn, ctx: Ctx) -> Tenant:
        return input.value
`,
  rust: (): string => `use crate::generated::{Ctx, Echo, EchoError, EchoIn, Tenant};

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
        `(lang intent 1.0)\n\n(service ${service} (language ${language}) ${phases[phase].declared} (rpc echo (in (value Tenant)) (out Tenant)))\n`,
      ],
      [path, custom[language](service)],
    ];
  }),
);

let fleet: Fleet;

const tell = (phase: Phase, language: string, value: unknown): ReturnType<Fleet["rpc"]> =>
  fleet.rpc(`${phase}-${language}`, "echo", { value });

describe.skipIf(skipped)("a rename on its way", () => {
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
  test.each(pairs)("what %s writes, given to %s", async (from, to) => {
    const reads: readonly string[] = phases[to].reads;
    for (const writer of languages) {
      const { status, body } = await tell(from, writer, forms[phases[from].writes]);
      expect([status, body], writer).toEqual([200, forms[phases[from].writes]]);
      for (const reader of languages) {
        const answer = await tell(to, reader, body);
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
});
