import { describe, expect, test } from "vitest";

import type { Language } from "#intent";
import { changedSignatures } from "#mechanic";

import { createHost } from "../../../cli/host/index.ts";

const { syntax } = createHost();

/** An edit of the sample by what it replaces, and the declarations that are no longer what they were. */
type Case = readonly [title: string, from: string, to: string, changed: readonly string[]];

const rustSample = `use std::collections::HashMap;
pub use crate::rules::limit;

/// Where users are.
#[derive(Debug, Clone)]
pub struct Directory {
    pub users: HashMap<i32, String>,
    next: i32,
}

pub enum Fault {
    Missing(i32),
}

pub const LIMIT: usize = 20;

impl Directory {
    #[must_use]
    pub fn find(&self, id: i32) -> Option<String> {
        self.users.get(&id).cloned()
    }

    pub async fn add(&mut self, mut name: String) -> Result<i32, Fault> {
        name.push('x');
        Ok(self.next)
    }
}

impl Default for Directory {
    fn default() -> Self {
        todo(1)
    }
}

fn todo<T: Default>(_n: u8) -> T
where
    T: Clone,
{
    T::default()
}
`;
const rust: readonly Case[] = [
  ["another body", "self.users.get(&id).cloned()", "self.users.get(&id).map(String::clone)", []],
  ["a parameter by another name", "(&self, id: i32)", "(&self, key: i32)", []],
  ["a parameter that is not mutable", "mut name: String", "name: String", []],
  [
    "another layout and a comment",
    "&self, id: i32)",
    "\n        &self, // the one\n        id: i32,\n    )",
    [],
  ],
  ["another value of a constant", "usize = 20", "usize = 50", []],
  ["an attribute for the optimiser", "#[must_use]", "#[must_use]\n    #[inline]", []],
  ["a new private function", "fn todo<", "fn other() {}\n\nfn todo<", []],
  ["a new method", "    #[must_use]", "    fn gone(&self) {}\n\n    #[must_use]", []],
  [
    "a new import",
    "use std::collections::HashMap;",
    "use std::collections::{BTreeMap, HashMap};",
    [],
  ],
  ["a new test module", "fn todo<", "#[cfg(test)]\nmod tests {\n    fn x() {}\n}\n\nfn todo<", []],
  ["another return type", "-> Option<String>", "-> Option<&String>", ["impl Directory > fn find"]],
  ["another parameter type", "id: i32) ->", "id: i64) ->", ["impl Directory > fn find"]],
  ["one parameter more", "id: i32) ->", "id: i32, deep: bool) ->", ["impl Directory > fn find"]],
  ["no longer async", "pub async fn", "pub fn", ["impl Directory > fn add"]],
  ["no longer public", "pub fn find", "fn find", ["impl Directory > fn find"]],
  ["another receiver", "&mut self", "&self", ["impl Directory > fn add"]],
  ["one field more", "next: i32,", "next: i32,\n    last: i32,", ["struct Directory"]],
  ["a derive less", "Debug, Clone", "Debug", ["struct Directory"]],
  ["one variant more", "Missing(i32),", "Missing(i32),\n    Twice,", ["enum Fault"]],
  ["another bound", "T: Clone,", "T: Copy,", ["fn todo"]],
  [
    "a trait that is no longer implemented",
    "impl Default for Directory {",
    "impl Directory {",
    ["impl Default for Directory", "impl Default for Directory > fn default"],
  ],
  [
    "a re-export less",
    "pub use crate::rules::limit;\n",
    "",
    ["use pub use crate :: rules :: limit ;"],
  ],
];

const typescriptSample = `import { a } from "./a.ts";
export { b as c } from "./b.ts";

export interface Points {
  readonly total: number;
}

export type Level = "low" | "high";

export class Ledger implements Book {
  readonly points: Map<string, number> = new Map();
  #last = 0;

  constructor(private readonly clock: () => number) {}

  async add(user: string, amount: number, note?: string): Promise<number> {
    return a(user, amount, note);
  }

  get last(): number {
    return this.#last;
  }
}

export const limits = { day: 10, name: "x" };
export const level = (points: number): Level => (points > 3 ? "high" : "low");

function helper<T>({ x }: { x: T }, times = 1): T {
  return times > 1 ? x : x;
}
`;
const typescript: readonly Case[] = [
  [
    "another body",
    "return a(user, amount, note);",
    "const sum = await a(user, amount, note);\n    return sum;",
    [],
  ],
  ["a parameter by another name", "add(user: string", "add(who: string", []],
  [
    "another layout and a comment",
    "amount: number, note",
    "\n    amount: number, // cents\n    note",
    [],
  ],
  ["another destructuring", "{ x }: { x: T }", "{ x: y }: { x: T }", []],
  ["a new function", "function helper", "function other(): void {}\n\nfunction helper", []],
  ["a new method", "  get last()", "  later(): void {}\n\n  get last()", []],
  ["a new private field", "#last = 0;", "#last = 0;\n  #first = 0;", []],
  ["another value of the same type", "day: 10", "day: 12", []],
  ["another import", 'import { a } from "./a.ts";', 'import { a, z } from "./a.ts";', []],
  ["a semicolon less", "readonly total: number;", "readonly total: number", []],
  ["another return type", "Promise<number>", "Promise<string>", ["class Ledger > add"]],
  ["another parameter type", "user: string", "user: number", ["class Ledger > add"]],
  [
    "an optional parameter that is required",
    "note?: string",
    "note: string",
    ["class Ledger > add"],
  ],
  ["no longer async", "async add", "add", ["class Ledger > add"]],
  ["a getter that is a method", "get last()", "last()", ["class Ledger > get last"]],
  ["a public field more", "#last = 0;", "#last = 0;\n  first = 0;", ["class Ledger"]],
  [
    "an interface of another shape",
    "readonly total: number;",
    "readonly total?: number;",
    ["type Points"],
  ],
  ["a wider alias", '"low" | "high"', '"low" | "mid" | "high"', ["type Level"]],
  ["no longer exported", "export const level", "const level", ["variable level"]],
  ["another default", "times = 1", "times = 2", ["function helper"]],
  ["a key less", "day: 10, ", "", ["variable limits"]],
  ["a re-export less", 'export { b as c } from "./b.ts";\n', "", ["export b as c"]],
];

const pythonSample = `from dataclasses import dataclass
from enum import Enum
from typing import Protocol

__all__ = ["Desk", "letters"]
LIMIT: int = 3


@dataclass(frozen=True)
class Letter:
    recipient: int
    body: str = ""


class Channel(Enum):
    EMAIL = "email"


class Sender(Protocol):
    def send(self, letter: Letter) -> None: ...


class Desk:
    @property
    def open(self) -> bool:
        return True

    async def welcome(self, user: int, *, greeting: str = "Hello") -> Letter:
        return Letter(user, greeting)


def letters(all_letters: list[Letter], limit: int = LIMIT) -> list[Letter]:
    return all_letters[:limit]
`;
const python: readonly Case[] = [
  ["another body", "return all_letters[:limit]", "return list(all_letters[:limit])", []],
  [
    "another layout and a comment",
    "(self, user: int, *",
    "(\n        self,\n        user: int,  # who\n        *",
    [],
  ],
  ["a docstring", "-> list[Letter]:\n", '-> list[Letter]:\n    """The first ones."""\n', []],
  ["a new function", "def letters(", "def other() -> None:\n    return None\n\n\ndef letters(", []],
  [
    "a new method",
    "    @property",
    "    def later(self) -> None:\n        return None\n\n    @property",
    [],
  ],
  ["a new import", "from enum import Enum", "from enum import Enum, auto", []],
  ["another value of a constant", "LIMIT: int = 3", "LIMIT: int = 5", []],
  ["a new constant", "LIMIT: int = 3", "LIMIT: int = 3\nOTHER = 4", []],
  [
    "a local variable",
    "return Letter(user, greeting)",
    "letter = Letter(user, greeting)\n        return letter",
    [],
  ],
  [
    "a trailing comma",
    'user: int, *, greeting: str = "Hello")',
    'user: int, *, greeting: str = "Hello",)',
    [],
  ],
  ["another return type", "-> list[Letter]:", "-> tuple[Letter, ...]:", ["def letters"]],
  ["another parameter type", "user: int", "user: str", ["class Desk > def welcome"]],
  ["a parameter by another name", "user: int", "who: int", ["class Desk > def welcome"]],
  ["one parameter more", "user: int,", "user: int, plan: str,", ["class Desk > def welcome"]],
  ["another default", '"Hello"', '"Hi"', ["class Desk > def welcome"]],
  ["no longer async", "async def", "def", ["class Desk > def welcome"]],
  ["a decorator less", "    @property\n", "", ["class Desk > def open"]],
  [
    "one field more",
    '    body: str = ""',
    '    body: str = ""\n    copy: bool = False',
    ["class Letter"],
  ],
  [
    "one member more",
    '    EMAIL = "email"',
    '    EMAIL = "email"\n    PRINT = "print"',
    ["class Channel"],
  ],
  [
    "a protocol that asks for more",
    "-> None: ...",
    "-> None: ...\n    def close(self) -> None: ...",
    ["class Sender"],
  ],
  ["another base", "class Desk:", "class Desk(Sender):", ["class Desk"]],
  ["another list of exports", '["Desk", "letters"]', '["Desk"]', ["name __all__"]],
];

async function check(
  language: Language,
  sample: string,
  [, from, to, changed]: Case,
): Promise<void> {
  expect(sample.split(from).length, `${from} stands once`).toBe(2);
  const found = await changedSignatures(
    syntax,
    language,
    sample,
    sample.replace(from, () => to),
  );
  expect(found.map(({ key }) => key).toSorted()).toEqual([...changed].toSorted());
}

for (const [language, sample, cases] of [
  ["rust", rustSample, rust],
  ["typescript", typescriptSample, typescript],
  ["python", pythonSample, python],
] as const)
  describe(`signatures in ${language}`, () => {
    test("are as many cases as were asked for", () =>
      expect(cases.length).toBeGreaterThanOrEqual(20));
    test.for(cases)("%s", (one) => check(language, sample, one));
  });

/** A declaration, and what it may not become. */
const more: readonly (readonly [language: Language, before: string, after: string])[] = [
  [
    "typescript",
    "export default class { m(x: string): void {} }",
    "export default class { m(x: number): void {} }",
  ],
  [
    "typescript",
    "export const A = class { m(x: string): void {} };",
    "export const A = class { m(x: number): void {} };",
  ],
  ["rust", 'extern "C" { fn f(x: i32); }', 'extern "C" { fn f(x: i64); }'],
  ["rust", "thread_local! { pub static A: i32 = 1; }", "thread_local! { pub static A: i64 = 1; }"],
  ["rust", "macro_rules! m { ($x:expr) => { 1 }; }", "macro_rules! m { ($x:ident) => { 1 }; }"],
  ["python", "type A = int", "type A = str"],
  ["python", "f = lambda x: x", "f = lambda x, y: x"],
  ["python", "P = namedtuple('P', 'a b')", "P = namedtuple('P', 'a')"],
  ["python", "Id = typing.NewType('Id', int)", "Id = typing.NewType('Id', str)"],
  [
    "python",
    "class A:\n    def __init__(self) -> None:\n        self.x: int = 1",
    "class A:\n    def __init__(self) -> None:\n        self.x: str = ''",
  ],
  [
    "python",
    "match 1:\n    case 1:\n        def f(x: int) -> int: return 1",
    "match 1:\n    case 1:\n        def f(x: str) -> int: return 1",
  ],
  [
    "python",
    "for _ in (1,):\n    def f(x: int) -> int: return 1",
    "for _ in (1,):\n    def f(x: str) -> int: return 1",
  ],
  ["python", "def f() -> int: return 1", "def f() -> int: return 1\ndel f"],
  ["python", "def f() -> int: return 1", "def f() -> int: return 1\nf = g"],
  ["python", "def f() -> int: return 1", "def f() -> int: return 1\nif x:\n    f, g = g, f"],
  ["python", "class A: pass", "class A: pass\nfrom .b import B as A"],
];
/** What a body or a value becomes is nobody's business but its own, and more may be declared. */
const same: typeof more = [
  ["typescript", "const A = class { m(): void {} };", "const A = class { m(): void { f(); } };"],
  ["rust", "macro_rules! m { ($x:expr) => { 1 }; }", "macro_rules! m { ($x:expr) => { 2 }; }"],
  ["rust", "thread_local! { static A: i32 = 1; }", "thread_local! { static A: i32 = 2; }"],
  ["python", "f = lambda x: x", "f = lambda x: x + 1"],
  ["python", "def f() -> int: return 1", "def f() -> int: return 1\ng = f\nx.f = 1"],
  [
    "python",
    "class A:\n    def f(self) -> None: pass",
    "class A:\n    def f(self) -> None: self.x: int = 1",
  ],
];

test.for(more)("%s: %s is another than %s", async ([language, before, after]) => {
  expect(await changedSignatures(syntax, language, before, after)).not.toEqual([]);
  expect(await changedSignatures(syntax, language, before, before)).toEqual([]);
});
test.for(same)("%s: %s is the same as %s", async ([language, before, after]) => {
  expect(await changedSignatures(syntax, language, before, after)).toEqual([]);
});
