import { join } from "node:path";
import { describe, expect, test } from "vitest";

import type { Hole, Language, RepairRequest } from "#intent";

import { unanswered } from "../../../mechanic/engines/fill/unanswered.ts";
import { host } from "../typescript/case.ts";
import { agreeing, handedOver, propose } from "./case.ts";

const bundle = join(import.meta.dirname, "../../cases/survival-rust/sites.txt");
const files: Readonly<Record<Language, string>> = {
  python: "services/shop/shop/custom.py",
  rust: "services/shop/src/custom.rs",
  typescript: "services/shop/src/custom.ts",
};

function requestOf(language: Language, text: string): RepairRequest {
  const base = handedOver(bundle, "/universe");
  const service = { ...base.service, language };
  return { ...base, service, sources: new Map([[files[language], text]]), tests: new Set() };
}

/** A question about the text between `⟦` and `⟧`, and the text without the marks. */
function questionIn(language: Language, marked: string): readonly [string, Hole] {
  const [start, end] = [marked.indexOf("⟦"), marked.indexOf("⟧") - 1];
  const text = marked.replace("⟦", "").replace("⟧", "");
  const at = (offset: number): readonly [number, number] => {
    const lines = text.slice(0, offset).split("\n");
    return [lines.length, (lines.at(-1)?.length ?? 0) + 1];
  };
  const [[line, column], [endLine, endColumn]] = [at(start), at(end)];
  const place = { file: files[language], line, column, endLine, endColumn };
  const asked = { id: "one", kind: "silent-miss", delta: "shop", question: "?" } as const;
  return [text, { ...asked, ...place, candidates: [] }];
}

/** Whether a text in place of the marked one answers its question. */
async function answers(language: Language, marked: string, after: string): Promise<boolean> {
  const [before, hole] = questionIn(language, marked);
  const request = requestOf(language, before);
  const texts = new Map([[files[language], after]]);
  const offline = { edits: [], texts: new Map<string, string>(), holes: [hole] };
  const left = await unanswered(host, request, offline, { texts, newTests: [] });
  expect(left.length).toBeLessThanOrEqual(1);
  return left.length === 0;
}

const script = `import { log } from "./log.ts";

const base = { mood: "calm" };

export class Book {
  greet(name: string): Greeting {
    const id = this.next(name);
    return ⟦{ ...base, id }⟧;
  }

  next(name: string): number {
    return name.length;
  }
}

export const handlers = {
  ask: async (request: Ask) => ⟦⟧request.text,
  tell: (request: Tell) => request.text,
};
`;
/** The script with the first or the second of its questions. */
const asking = (second: boolean): string =>
  second
    ? script.replace("⟦{ ...base, id }⟧", "{ ...base, id }")
    : script.replace("⟦⟧request", "request");
const plain = script.replaceAll(/[⟦⟧]/g, "");

type Row = readonly [what: string, second: boolean, find: string, put: string, answered: boolean];

const scripts: readonly Row[] = [
  ["a line at the end", false, "\n};\n", "\n};\nexport const answered = true;\n", false],
  ["another function", false, "name.length", "name.length + 1", false],
  ["a comment in the place", false, "id }", "id /* calm */ }", false],
  ["layout and quotes", false, "{ ...base, id }", "{\n ...base,\n id,\n}", false],
  ["another entry", true, "tell: (request: Tell) => request.text", "tell: () => 1", false],
  ["the place itself", false, "id }", 'id, mood: "glad" }', true],
  ["what the place names", false, '{ mood: "calm" }', '{ mood: "glad" }', true],
  ["an entry of a table", true, "=> request.text,\n  t", "=> log(request.text),\n  t", true],
];

const python = `import re
from dataclasses import dataclass

LIMITS = {"low": 1}


class Shelf:
    def put(self, sku: str) -> int:
        return LIMITS⟦["low"]⟧ + self.size(sku)

    def size(self, sku: str) -> int:
        return len(sku)

    def other(self, sku: str) -> int:
        return 1
`;
const pythons: readonly (readonly [string, string, string, boolean])[] = [
  ["a line at the end", "return 1\n", "return 1\n\n\nANSWERED = True\n", false],
  ["a line at the beginning", "import re\n", "import re\n\nANSWERED = True\n", false],
  ["another method", "return 1", "return 2", false],
  [
    "a name that nobody uses",
    "        return LIMITS",
    "        answered = True\n        return LIMITS",
    false,
  ],
  [
    "a text that nobody takes",
    "        return LIMITS",
    '        """It is fine."""\n        return LIMITS',
    false,
  ],
  ["nothing at all", "        return LIMITS", "        pass\n        return LIMITS", false],
  ["the place itself", '["low"]', '["high"]', true],
  ["what it calls", "len(sku)", "len(sku) + 1", true],
  ["the table that it reads", '"low": 1', '"low": 2', true],
  [
    "a new method",
    "return 1\n",
    "return 1\n\n    def more(self, sku: str) -> int:\n        return 3\n",
    false,
  ],
];

const rust = `use std::fmt;

pub struct Shelf;

impl Shelf {
    pub fn put(&self, kind: Kind) -> Row {
        let row = ⟦Row { id: 1 }⟧;
        self.seen(&row);
        row
    }

    fn seen(&self, row: &Row) {}
}
`;
const rusts: readonly (readonly [string, string, string, boolean])[] = [
  ["a constant at the end", "{}\n}\n", "{}\n}\n\npub const ANSWERED: bool = true;\n", false],
  ["a name that nobody uses", "self.seen", "let _answered = 1;\n        self.seen", false],
  ["another method", "row: &Row) {}", "row: &Row) { print(row); }", false],
  ["the place itself", "id: 1 }", "id: 2 }", true],
];

describe("an answer is an edit of what was asked about", () => {
  test.for(scripts)("TypeScript, %s", async ([, second, find, put, answered]) => {
    expect(plain).toContain(find);
    expect(await answers("typescript", asking(second), plain.replace(find, put))).toBe(answered);
  });
  test.for(pythons)("Python, %s", async ([, find, put, answered]) => {
    const text = python.replaceAll(/[⟦⟧]/g, "");
    expect(text).toContain(find);
    expect(await answers("python", python, text.replace(find, put))).toBe(answered);
  });
  test.for(rusts)("Rust, %s", async ([, find, put, answered]) => {
    const text = rust.replaceAll(/[⟦⟧]/g, "");
    expect(text).toContain(find);
    expect(await answers("rust", rust, text.replace(find, put))).toBe(answered);
  });
  test("among imports it is any code of the file", async () => {
    const marked = "from stock import ⟦old⟧\n\n\ndef f() -> int:\n    return 1\n";
    const text = marked.replaceAll(/[⟦⟧]/g, "");
    expect(await answers("python", marked, `${text}# seen\nANSWERED = 1\n`)).toBe(false);
    expect(await answers("python", marked, text.replace("return 1", "return 2"))).toBe(true);
  });
  test("a question is found where the certain edits have moved it", async () => {
    const [text, hole] = questionIn("python", python);
    const request = requestOf("python", text);
    const file = files.python;
    const more = "import logging\nimport sys\n";
    const edit = { file, start: 0, end: 0, text: more, change: "shop", rule: "test" } as const;
    const edits = [{ ...edit, certainty: "certain", because: "A test asks." } as const];
    const middle = more + text;
    const offline = { edits, texts: new Map([[file, middle]]), holes: [hole] };
    const left = async (after: string): Promise<number> =>
      (await unanswered(host, request, offline, { texts: new Map([[file, after]]), newTests: [] }))
        .length;
    expect(await left(middle)).toBe(1);
    expect(await left(middle.replace("return 1", "return 2"))).toBe(1);
    expect(await left(middle.replace('["low"]', '["high"]'))).toBe(0);
  });
});

const sited = `pub fn parsed(text: &str) -> Result<i32, E> { Ok(text.parse().unwrap()) }
pub fn at(rows: &[i32], at: usize) -> i32 { rows[at] }
pub fn twice(rows: &[i32], at: usize) -> Result<i32, E> { Ok(rows[pick(at).unwrap()]) }
`;
const sites: readonly (readonly [string, string, string, number])[] = [
  ["nothing", "", "", 2],
  ["a line elsewhere", "pub fn at", "pub const ANSWERED: bool = true;\npub fn at", 2],
  ["another index", "{ rows[at] }", "{ rows[at + 1] }", 2],
  [
    "carried into another function",
    "{ rows[at] }",
    "{ entry(rows, at) }\nfn entry(rows: &[i32], n: usize) -> i32 { rows[n] }",
    2,
  ],
  ["one answer", "{ rows[at] }", "{ rows.get(at).copied().unwrap_or(7) }", 1],
  ["words around it", "{ rows[at] }", '{ println!("{}", rows.len()); rows[at] }', 2],
];

describe("a panic site is answered when it stands no more", () => {
  test.for(sites)("Rust, %s", async ([, find, put, standing]) => {
    const request = requestOf("rust", sited);
    const { edits, holes } = await propose(request, agreeing);
    expect([edits.length, holes.length]).toEqual([2, 2]);
    const certain = sited
      .replace("parse().unwrap()", "parse()?")
      .replace("pick(at).unwrap()", "pick(at)?");
    const offline = { edits, texts: new Map([[files.rust, certain]]), holes };
    expect(certain).toContain(find);
    const texts = new Map([[files.rust, certain.replace(find, put)]]);
    const left = await unanswered(host, request, offline, { texts, newTests: [] });
    expect(left.length).toBe(standing);
  });
});
