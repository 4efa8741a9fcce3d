import { describe, expect, test } from "vitest";

import type { Language, RepairRequest } from "#intent";
import { addedCapabilities } from "#mechanic";

import { createHost } from "../../../cli/host/index.ts";
import { modelOf } from "../../support/model-of.ts";

const { syntax } = createHost();

const folder = "services/shop";
const files = {
  typescript: {
    code: "src/custom/a.ts",
    test: "test/a.test.ts",
    sources: {
      "src/custom/b.ts":
        'import { Hono } from "hono";\nimport { readFileSync } from "node:fs";\nimport process from "node:process";',
      "test/b.test.ts":
        'import { test } from "node:test";\nimport assert from "node:assert/strict";',
    },
  },
  rust: {
    code: "src/custom/a.rs",
    test: "tests/a.rs",
    sources: {
      "src/custom.rs": "mod basket;\nuse serde_json::json;\nuse std::fs;",
      "tests/b.rs": "use shop::custom::App;\nuse proptest::prelude::*;",
    },
  },
  python: {
    code: "shop/a.py",
    test: "tests/test_a.py",
    sources: {
      "shop/custom.py": "import logging\nimport os\nfrom pydantic import BaseModel",
      "tests/test_b.py": "import pytest",
    },
  },
} as const;

function requestOf(language: Language): RepairRequest {
  const model = modelOf(`(lang intent 1.0)\n(service shop (language ${language}) (rpc f))`);
  const service = model.services.get("shop");
  if (service === undefined) throw new Error("the model holds the service");
  const { sources, test: newTest } = files[language];
  const paths = Object.keys(sources).map((path) => `${folder}/${path}`);
  return {
    root: "/nowhere",
    service: { ...service, directory: folder },
    before: model,
    after: model,
    changes: [],
    stampedBefore: new Map(),
    stampedAfter: new Map(),
    sources: new Map(Object.entries(sources).map(([path, text]) => [`${folder}/${path}`, text])),
    tests: new Set(paths.filter((path) => path.split("/")[2] === newTest.split("/")[0])),
    environment: {},
    limits: { repairCycles: 3, minutes: 1, usd: 1 },
    signal: new AbortController().signal,
  };
}

/** The names of what an edit of a file from `before` to `after` would reach for. */
async function reached(
  language: Language,
  after: string,
  { before = "", file = "code" as "code" | "test" } = {},
): Promise<readonly string[]> {
  const path = `${folder}/${files[language][file]}`;
  const found = await addedCapabilities(syntax, requestOf(language), path, before, after);
  expect(found.every(({ start }) => start >= 0 && start < after.length)).toBe(true);
  return found.map(({ name }) => name);
}

const reaching: readonly (readonly [language: Language, text: string])[] = [
  ["typescript", 'process.getBuiltinModule("node:assert").equal = () => undefined;'],
  ["typescript", 'import { createRequire } from "node:module";'],
  ["typescript", 'import assert = require("node:assert");'],
  ["typescript", 'export * from "node:assert";'],
  ["typescript", 'export { default as assert } from "node:assert/strict";'],
  ["typescript", 'import assert from "node:assert";'],
  ["typescript", 'const m = await import("node:" + "test");'],
  ["typescript", "const m = await import(`node:assert`);"],
  ["typescript", 'const t = "node:assert";\nconst m = await import(t);'],
  ["typescript", 'new Function("return 1")();'],
  ["typescript", 'const F = Function;\nF("return 1")();'],
  ["typescript", '(() => 1).constructor("return process")();'],
  ["typescript", '(() => 1)["constructor"]("return process")();'],
  ["typescript", "const { constructor: F } = () => 1;"],
  ["typescript", '(0, eval)("1");'],
  ["typescript", 'globalThis.eval("1");'],
  ["typescript", 'import vm from "node:vm";'],
  ["typescript", 'import { execSync } from "node:child_process";'],
  ["typescript", 'import whatever from "left-pad";'],
  ["typescript", 'import x from "../../node_modules/chai/index.js";'],
  ["typescript", 'import x from "../../../door/src/custom/door.ts";'],
  ["typescript", 'import x from "../../test/b.test.ts";'],
  ["typescript", "const { exit } = process;"],
  ["typescript", "const p = { process };\np.process.exit(0);"],
  ["typescript", "function f(process: X) {}\nprocess.exit(0);"],
  ["typescript", 'import p from "node:process";\np.exit(0);'],
  ["typescript", 'Reflect.set(console, "log", f);'],
  ["typescript", 'import { z } from "hono";\nz.parse = () => true;'],
  ["typescript", 'import { z } from "hono";\nconst y = z;\n[y.parse] = [f];'],
  ["typescript", 'import { z } from "hono";\nObject.assign(z, { parse: f });'],
  ["typescript", "Object.is = () => true;"],
  ["typescript", "const O = Object;\nO.defineProperty(x, y, z);"],
  ["typescript", "const { defineProperty } = Object;"],
  ["typescript", "Array.prototype.map = f;"],
  ["typescript", "for (console.log of [f]) {}"],
  ["typescript", "const here = import.meta.url;"],
  ["typescript", '/// <reference types="node" />\nx();'],
  ["python", "import sys\nsys.modules"],
  ["python", "import os, pytest"],
  ["python", "import json as j, builtins as b"],
  ["python", "import logging as _l, _pytest.python as _p"],
  ["python", "from _pytest.python import Function"],
  ["python", 'import importlib\nimportlib.import_module("pytest")'],
  ["python", '__import__("pytest")'],
  ["python", 'f = __import__\nf("pytest")'],
  ["python", "import logging\nlogging.os._exit(0)"],
  ["python", "from logging import os as o"],
  ["python", "from .custom import os as o"],
  ["python", "from . import custom\ncustom.os._exit(0)"],
  ["python", "import requests"],
  ["python", "import logging\nlogging.getLogger = print"],
  ["python", "import logging\nlog = logging\nlog.Logger.info = print"],
  ["python", "import logging\ndel logging.Logger.info"],
  ["python", "import logging\nfor logging.x in (1,): pass"],
  ["python", 'setattr(x, "y", 1)'],
  ["python", 'getattr(x, "a" + "b")'],
  ["python", 'getattr(x, "__globals__")'],
  ["python", "f.__globals__"],
  ["python", "().__class__.__mro__"],
  ["python", "e.__traceback__.tb_frame.f_back"],
  ["python", "type(app).run = print"],
  ["python", "ｅval(x)"],
  ["python", "globals()"],
  ["python", "x = __file__"],
  ["rust", "fn f() { std::process::exit(0) }"],
  ["rust", "use std::process as p;\nfn f() { p::exit(0) }"],
  ["rust", "use std::{process as p};"],
  ["rust", "use std as s;\nfn f() { s::process::exit(0) }"],
  ["rust", "use std::*;"],
  ["rust", "fn f() { vec![::core::panic::Location::caller()] }"],
  ["rust", "fn f() { std::r#env::var(x) }"],
  ["rust", "fn f() { if cfg!(test) { 1 } else { 2 } }"],
  ["rust", 'fn f() { env!("X"); }'],
  ["rust", 'include!("x");'],
  ["rust", "#[unsafe(no_mangle)]\npub fn exit() {}"],
  ["rust", '#[r#export_name = "write"]\npub fn w() {}'],
  ["rust", 'unsafe extern "C" { fn f(); }'],
  ["rust", "extern crate self as std;"],
  ["rust", "use libc::exit;"],
  ["rust", "fn f() { ctor::declarative::ctor!() }"],
];

const honest: readonly (readonly [language: Language, text: string])[] = [
  ["typescript", 'import { Hono } from "hono";\nimport { cors } from "hono/cors";'],
  ["typescript", 'import { readFileSync } from "node:fs";'],
  ["typescript", 'import { randomUUID } from "node:crypto";\nexport const id = randomUUID();'],
  ["typescript", 'import { b } from "./b.ts";\nexport { c } from "./fresh.ts";'],
  ["typescript", 'import type { TestContext } from "node:test";'],
  ["typescript", "function f(window: Span, self: A) { window.end = 1; return self; }"],
  ["typescript", "const module = 1;\nlet global = module + 1;"],
  ["typescript", "class A { constructor(private x: T) { this.x = x; } process() {} }"],
  ["typescript", "job.process();\nconst row = { process: 1, self: 2 };"],
  ["typescript", "Object.entries(x).map(([a]) => a);\nObject.assign({}, x);"],
  ["typescript", "const all = new Map();\nconst one = all.get(1);\none.count += 1;"],
  ["typescript", "function f(o: Order) { o.lines[0].count++; delete o.note; }"],
  ["typescript", "const total: Record<string, number> = {};\nObject.assign(total, x);"],
  ["typescript", "for (const self of xs) { self.seen = true; }"],
  ["typescript", 'export const m = await import("./b.ts");'],
  ["python", "import logging\nimport uuid\nfrom datetime import UTC, datetime"],
  ["python", "from urllib import parse\nfrom urllib.parse import quote"],
  ["python", "from collections.abc import Iterable\nfrom pydantic import Field"],
  [
    "python",
    "from shop.custom import Shop\nfrom .generated import site, code\nfrom . import custom",
  ],
  ["python", "import re\nPATTERN = re.compile(x)\nlogger.exec(x)"],
  [
    "python",
    "class A:\n    def __init__(self, a: int) -> None:\n        super().__init__()\n        self.a = a",
  ],
  ["python", "class A:\n    def __eq__(self, o: object) -> bool: return self.a == o.a"],
  ["python", 'if __name__ == "__main__":\n    run()'],
  ["python", "def f(self): return self.__class__.__name__ + type(self).__name__"],
  [
    "python",
    'def f(order): order.pieces = 1; order.lines["a"] = 2; return getattr(order, "note", None)',
  ],
  ["python", 'object.__setattr__(self, "total", 1)'],
  ["python", '__all__ = ["A"]\nrun(compile=True)'],
  ["python", "from .state import TABLE\nTABLE[key] = 1"],
  [
    "rust",
    "use std::collections::HashMap;\nuse std::fmt::{self, Write as _};\nuse std::sync::Arc;",
  ],
  ["rust", "use serde_json::{Value, json as j};\nfn f() { serde_json::json!(1); j!(2) }"],
  [
    "rust",
    "use super::*;\nuse crate::generated::Plan::{self, *};\nfn f() { basket::g(); i64::from(x); }",
  ],
  ["rust", "mod inner { pub fn f() {} }\nfn f() { inner::f(); Self::g(); Vec::<u8>::new() }"],
  ["rust", "use crate::{env, process};\nfn f() { process::start(); env::of(1); }"],
  ["rust", "#[derive(Debug, serde_json::X)]\n#[must_use]\nstruct A;"],
];

describe("what reaches further is found", () => {
  test.for(reaching)("%s: %s", async ([language, text]) => {
    expect(await reached(language, text)).not.toEqual([]);
    // What stands may stay, and be taken away.
    expect(await reached(language, text, { before: text })).toEqual([]);
    expect(await reached(language, "", { before: text })).toEqual([]);
  });
});

describe("what computes is none", () => {
  test.for(honest)("%s: %s", async ([language, text]) => {
    expect(await reached(language, text)).toEqual([]);
  });
});

test("what a file does already it may do again, and nothing else beside", async () => {
  const before = "import os\nA = os.environ[a]\n";
  expect(await reached("python", `${before}B = os.environ[b]\n`, { before })).toEqual([]);
  expect(await reached("python", `${before}os._exit(0)\n`, { before })).toEqual(["`os._exit`"]);
  const env = "const a = process.env.A;\n";
  expect(await reached("typescript", `${env}const b = process.env.B;`, { before: env })).toEqual(
    [],
  );
  expect(
    await reached("typescript", `${env}process.getBuiltinModule(x);`, { before: env }),
  ).toEqual(["`process.getBuiltinModule`"]);
});

test("a new test has the tools of those that stand, and no others", async () => {
  const file = "test" as const;
  for (const [language, open, closed] of [
    [
      "typescript",
      'import { test } from "node:test";\nimport { x } from "../src/custom/b.ts";\nimport "./b.test.ts";',
      'import vm from "node:vm";',
    ],
    [
      "python",
      "import pytest\nfrom shop.custom import A\n\n\ndef test_a() -> None:\n    with pytest.raises(KeyError):\n        A()",
      "from _pytest.python import Function",
    ],
    ["rust", "use proptest::prelude::*;\nuse shop::custom::App;", "use libc::exit;"],
  ] as const) {
    expect(await reached(language, open, { file }), open).toEqual([]);
    expect(await reached(language, closed, { file }), closed).not.toEqual([]);
  }
  expect(await reached("python", "import pytest\npytest.Function.runtest = f", { file })).toEqual([
    "a change of `pytest`",
  ]);
});
