import type { Language } from "#intent";

/** A field that is held to something: its form in an intent, without its name. */
export interface HeldField {
  readonly name: string;
  readonly type: string;
  readonly bounds: string;
}

const languages: readonly Language[] = ["python", "rust", "typescript"];

/**
 * A universe in which every language reads, writes, sends and receives the same fields: `law` declares them once with
 * bounds (`Held`) and once without (`Loose`), each `back` takes and makes them, each `front` sends them to each back.
 */
export function heldIntents(fields: readonly HeldField[]): readonly (readonly [string, string])[] {
  const held = fields.map(({ name, type, bounds }) => `(${name} (optional ${type}) ${bounds})`);
  const loose = fields.map(({ name, type }) => `(${name} (optional ${type}))`);
  const uses = languages.map((language) => `(uses back-${language} (rpc check))`).join(" ");
  return [
    ["universe.lisp", '(universe held (services "services/*"))'],
    [
      "services/law/intent.lisp",
      `(service law (language typescript) (entity Held ${held.join(" ")}) (entity Loose ${loose.join(" ")}))`,
    ],
    ...languages.flatMap((language): readonly (readonly [string, string])[] => [
      [
        `services/back-${language}/intent.lisp`,
        `(service back-${language} (language ${language})
          (rpc check (in (value law/Held)) (out law/Held))
          (rpc spoil (in (value law/Loose)) (out law/Held))
          (bootstrap (config (most i32 :max 5 :default 1) (word string :length 3 :default "a" :secret) (rest duration :min 1s :default 1s) (since date :secret))))`,
      ],
      [
        `services/front-${language}/intent.lisp`,
        `(service front-${language} (language ${language}) ${uses}
          (rpc pass-on (in (to string) (url string) (value law/Loose)) (out law/Loose)))`,
      ],
    ]),
  ].map(([path = "", text = ""]) => [path, `(lang intent 1.0)\n\n${text}\n`] as const);
}

/** The hand-written side of each service, by path. */
export function heldCustom(fields: readonly HeldField[]): readonly (readonly [string, string])[] {
  const names = fields.map(({ name }) => name);
  return [
    ["services/back-typescript/src/custom.ts", backTypeScript],
    ["services/front-typescript/src/custom.ts", frontTypeScript],
    ["services/back-python/back_python/custom.py", backPython],
    ["services/front-python/front_python/custom.py", frontPython],
    ["services/back-rust/src/custom.rs", backRust(names)],
    ["services/front-rust/src/custom.rs", frontRust(names)],
  ];
}

const backTypeScript = `import type { BackTypescript } from "./generated.ts";

export const app: BackTypescript = {
  check: async ({ value }) => value,
  spoil: async ({ value }) => value,
};
`;

const frontTypeScript = `import type { FrontTypescript } from "./generated.ts";
${languages.map((one) => `import { Back${one === "typescript" ? "Typescript" : one === "rust" ? "Rust" : "Python"}Client } from "./generated.back-${one}.ts";`).join("\n")}

export const app: FrontTypescript = {
  passOn: async ({ to, url, value }, ctx) => {
    if (to === "rust") return new BackRustClient(url).check({ value }, ctx);
    if (to === "python") return new BackPythonClient(url).check({ value }, ctx);
    return new BackTypescriptClient(url).check({ value }, ctx);
  },
};
`;

const backPython = `from dataclasses import dataclass
from typing import final

from .generated import BackPython, CheckIn, Ctx, SpoilIn
from .generated_law import Held


@final
@dataclass
class App(BackPython):
    async def check(self, input: CheckIn, ctx: Ctx) -> Held:
        return input.value

    async def spoil(self, input: SpoilIn, ctx: Ctx) -> Held:
        made = Held()
        for name, value in input.value:
            if isinstance(value, (list, dict)):
                setattr(made, name, type(value)())
                # What grows in place is not looked at before it is written.
                held = getattr(made, name)
                held.extend(value) if isinstance(value, list) else held.update(value)
            else:
                setattr(made, name, value)
        return made
`;

const frontPython = `from dataclasses import dataclass
from typing import final

${languages.map((one) => `from . import generated_back_${one} as ${one}`).join("\n")}
from .generated import Ctx, FrontPython, PassOnIn
from .generated_law import Held, Loose


@final
@dataclass
class App(FrontPython):
    async def pass_on(self, input: PassOnIn, ctx: Ctx) -> Loose:
        value = Held(**dict(input.value))
        if input.to == "rust":
            answer = await rust.BackRustClient(input.url).check(rust.CheckIn(value=value), ctx)
        elif input.to == "python":
            answer = await python.BackPythonClient(input.url).check(python.CheckIn(value=value), ctx)
        else:
            client = typescript.BackTypescriptClient(input.url)
            answer = await client.check(typescript.CheckIn(value=value), ctx)
        return Loose(**dict(answer))
`;

const app = `#[derive(Debug, Default)]
pub struct App {}

impl App {
    pub fn new() -> Self {
        Self::default()
    }
}
`;

const copied = (type: string, names: readonly string[]): string =>
  `law::${type} { ${names.map((name) => `${name}: value.${name}`).join(", ")} }`;

const backRust = (names: readonly string[]): string => `use crate::generated::{
    Check, CheckError, CheckIn, Ctx, Spoil, SpoilError, SpoilIn, law,
};

${app}
impl Check for App {
    async fn check(&self, _: &Ctx, input: CheckIn) -> Result<law::Held, CheckError> {
        Ok(input.value)
    }
}

impl Spoil for App {
    async fn spoil(&self, _: &Ctx, input: SpoilIn) -> Result<law::Held, SpoilError> {
        let value = input.value;
        Ok(${copied("Held", names)})
    }
}
`;

const frontRust = (names: readonly string[]): string => `use crate::generated::{
    Ctx, PassOn, PassOnError, PassOnIn, back_python, back_rust, back_typescript, law,
};

${app}
impl PassOn for App {
    async fn pass_on(&self, ctx: &Ctx, input: PassOnIn) -> Result<law::Loose, PassOnError> {
        let value = input.value;
        let value = ${copied("Held", names)};
        let url = input.url;
        let answer = match input.to.as_str() {
${languages
  .map(
    (
      one,
    ) => `            ${one === "typescript" ? "_" : `"${one}"`} => back_${one}::Back${one === "typescript" ? "Typescript" : one === "rust" ? "Rust" : "Python"}Client::new(url)
                .check(ctx, back_${one}::CheckIn { value })
                .await
                .map_err(anyhow::Error::new),`,
  )
  .join("\n")}
        };
        let value = answer?;
        Ok(${copied("Loose", names)})
    }
}
`;
