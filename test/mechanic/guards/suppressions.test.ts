import { describe, expect, test } from "vitest";

import type { Language } from "#intent";
import { addedSuppressions } from "#mechanic";

import { createHost } from "../../../cli/host/index.ts";

const { syntax } = createHost();

/** A language, the name of what an edit would add, and the text after it; the text before is empty. */
type Case = readonly [language: Language, name: string, text: string];

const added: readonly Case[] = [
  ["rust", "todo!", "fn f(r: u8) { match r { _ => todo!() } }"],
  ["rust", "TODO", 'fn f() -> String { String::from("TODO") }'],
  ["rust", "TODO", "/// TODO: which one?\nfn f() {}"],
  ["rust", "XXX", 'fn f() -> &str { r#"XXX"# }'],
  ["typescript", "TODO", 'const tag = "TODO";'],
  ["typescript", "FIXME", "const tag = `${id} FIXME`;"],
  ["typescript", "TODO", "const tag = 1; // TODO: ask"],
  ["python", "TODO", 'tag = f"TODO {name}"'],
  ["python", "FIXME", "tag = 1  # FIXME"],
  ["rust", "unwrap()", "fn f() { id.parse().unwrap(); }"],
  ["rust", "unwrap()", "fn f() { ids.map(Result::unwrap); }"],
  ["rust", "unwrap()", "fn f() { assert_eq!(vec![id.parse().unwrap()], x); }"],
  ["rust", "expect()", 'fn f() { id.parse().expect("id"); }'],
  ["rust", "as", "fn f() { n as i64; }"],
  ["rust", "#[allow(…)]", "#[allow(dead_code)]\nfn f() {}"],
  ["rust", "#[allow(…)]", "#![allow(clippy::all)]\nfn f() {}"],
  ["rust", "#[allow(…)]", "#[expect(unused)]\nfn f() {}"],
  ["rust", "#[allow(…)]", "#[cfg_attr(all(), allow(unused))]\nfn f() {}"],
  ["rust", "#[cfg(…)]", "#[cfg(any())]\nfn f() {}"],
  ["rust", "#[ignore]", "#[test]\n#[ignore]\nfn f() {}"],
  ["rust", "unimplemented!", "fn f() { unimplemented!() }"],
  ["rust", "panic!", 'fn f() { panic!("x") }'],
  ["rust", "process::exit()", "fn f() { std::process::exit(0) }"],
  ["rust", "process::exit()", "use std::process::{self, exit as stop};"],
  ["rust", "process::exit()", "use std::process::*;"],
  ["rust", "macro_rules! assert", "macro_rules! assert_eq { ($($t:tt)*) => {}; }"],
  ["rust", "let _ =", "fn f() { let _ = save(); }"],
  ["typescript", "as", "const s = id as unknown as string;"],
  ["typescript", "as", "const s = <string>id;"],
  ["typescript", "any", "const x: any = 1;"],
  ["typescript", "any", "const x: Map<string, any> = y;"],
  ["typescript", "@ts-ignore", "// @ts-ignore\nx();"],
  ["typescript", "@ts-ignore", "/* @ts-expect-error */ x();"],
  ["typescript", "@ts-ignore", "// @ts-nocheck\nx();"],
  ["typescript", "!", "const id = user!.id;"],
  ["typescript", "!", "class A { x!: string; }"],
  ["typescript", "disable comment", "// oxlint-disable-next-line\nx();"],
  ["typescript", "disable comment", "/* eslint-disable */\nx();"],
  ["typescript", "not implemented", 'function f(): never { throw new Error("not implemented"); }'],
  ["typescript", "skipped test", 'test.skip("x", () => {});'],
  ["typescript", "skipped test", 'test("x", { skip: true }, () => {});'],
  ["typescript", "empty catch", "try { x(); } catch {}"],
  ["typescript", "void", "function f() { void save(); }"],
  ["typescript", "process.exit()", "process.exit(0);"],
  ["typescript", "process.exit()", "globalThis.process.exit(0);"],
  ["typescript", "process.exit()", 'process["exit"](0);'],
  ["typescript", "process.exit()", "process.exitCode = 0;"],
  ["typescript", "process.exit()", 'import { exit } from "node:process";'],
  ["typescript", "a test's tools", 'import assert from "node:assert/strict";'],
  ["typescript", "a test's tools", 'import { vi } from "vitest";'],
  ["typescript", "a test's tools", 'const a = await import("node:assert");'],
  ["python", "# type: ignore", "x = 1  # type: ignore[assignment]"],
  ["python", "# type: ignore", "x = 1  # pyright: ignore"],
  ["python", "# noqa", "import os  # noqa: F401"],
  ["python", "# noqa", "# ruff: noqa\nimport os"],
  ["python", "Any", "from typing import Any"],
  ["python", "cast()", "y = typing.cast(str, x)"],
  ["python", "bare except", "try:\n    f()\nexcept:\n    raise"],
  ["python", "except … pass", "try:\n    f()\nexcept Exception:\n    pass"],
  ["python", "skipped test", "@pytest.mark.skip\ndef test_x(): f()"],
  ["python", "sys.exit()", "import sys\nsys.exit(0)"],
  ["python", "sys.exit()", "raise SystemExit(0)"],
  ["python", "a test's tools", "from builtins import isinstance"],
  ["python", "a test's tools", "import pytest"],
  ["python", "NotImplementedError", "def f():\n    raise NotImplementedError"],
  ["rust", "unwrap()", "fn f() { x.r#unwrap(); }"],
  ["rust", "todo!", "fn f() { r#todo!() }"],
  ["rust", "todo!", "use std::todo as later;\nfn f() { later!() }"],
  ["rust", "as", "fn f() { n as _; }"],
  ["rust", "as", "type N = u32;\nfn f() { n as N; }"],
  ["rust", "as", "fn f() { n as core::primitive::u32; }"],
  ["rust", "let _ =", "fn f() { let _: Result<(), E> = g(); }"],
  ["rust", "let _ =", "fn f() { _ = g(); }"],
  ["rust", "process::exit()", "use std::process as p;\nfn f() { p::exit(0) }"],
  ["rust", "process::exit()", "use std::{process as p};\nfn f() { vec![p::r#abort()] }"],
  ["rust", "#[allow(…)]", "#[r#allow(dead_code)]\nfn f() {}"],
  ["rust", "#[no_mangle]", '#[unsafe(export_name = "write")]\npub fn w() {}'],
  ["rust", "Default::default()", "fn f() { x.unwrap_or_default(); }"],
  ["rust", "Default::default()", "fn f() { String::default(); }"],
  ["rust", "Default::default()", "fn f() { <T as Default>::default(); }"],
  ["rust", "cfg!", "fn f() -> bool { cfg!(test) }"],
  ["rust", "panic!", "fn f() { std::panic::panic_any(1) }"],
  ["rust", "macro_rules! assert", "use crate::quiet as assert_eq;"],
  ["typescript", "empty catch", "save().catch(function () {});"],
  ["typescript", "empty catch", "save().catch(() => undefined);"],
  ["typescript", "empty catch", "save().then(f, () => {});"],
  ["typescript", "empty catch", "try { x(); } catch { ; }"],
  ["typescript", "empty catch", "try { x(); } catch { return; }"],
  ["typescript", "x is T", "function is<T>(x: unknown): x is T { return true; }"],
  ["typescript", "x is T", "function is<T>(x: unknown): asserts x is T {}"],
  ["typescript", "JSON.parse with a type", 'const x: Greeting = JSON.parse("{}");'],
  ["typescript", "JSON.parse with a type", "function f(): Greeting { return JSON.parse(t); }"],
  ["typescript", "skipped test", 'import { test } from "node:test";\ntest["skip"]("x", f);'],
  ["typescript", "skipped test", 'import { test } from "node:test";\ntest("x", (t) => t.skip());'],
  [
    "typescript",
    "skipped test",
    'import { it } from "vitest";\nconst o = { skip: true };\nit("x", o, f);',
  ],
  ["typescript", "skipped test", 'import "vitest";\nxit("x", f);'],
  ["typescript", "skipped test", 'import { test } from "node:test";\nconst { skip } = test;'],
  ["python", "cast()", "from typing import cast as c\ny = c(str, x)"],
  ["python", "cast()", "import typing as t\ny = t.cast(str, x)"],
  ["python", "TYPE_CHECKING", 'if TYPE_CHECKING:\n    x = 1\nelse:\n    x = ""'],
  ["python", "TYPE_CHECKING", "from typing import TYPE_CHECKING as T\nx = 1 if T else 2"],
  ["python", "suppress()", "from contextlib import suppress as s\nwith s(Exception): f()"],
  ["python", "sys.exit()", "from sys import exit as stop\nstop(0)"],
  ["python", "sys.exit()", "import os as o\no._exit(0)"],
  ["python", "except … pass", 'try:\n    f()\nexcept Exception:\n    "ignored"'],
  [
    "python",
    "except … pass",
    "for x in y:\n    try:\n        f()\n    except Exception:\n        continue",
  ],
  [
    "python",
    "except … pass",
    "def g():\n    try:\n        f()\n    except BaseException as e:\n        return None",
  ],
  ["python", "skipped test", "from pytest import mark as m\n@m.skip\ndef test_x(): f()"],
  ["python", "skipped test", "__test__ = False"],
  ["python", "# ruff: ignore", "# isort: skip_file\nimport b"],
  ["python", "NotImplementedError", "def f(): raise NotImplemented"],
  ["python", "a test's tools", "import os, pytest"],
  ["python", "import *", "from typing import *"],
];

const honest: readonly (readonly [language: Language, text: string])[] = [
  ["rust", "fn f(id: i32) -> String { id.to_string() }"],
  ["rust", "fn f(n: i32) -> i64 { i64::from(n) }"],
  ["rust", "fn f() -> Result<i32, E> { Ok(id.parse()?) }"],
  ["python", "state = State.TODO"],
  ["typescript", 'const kind = Kind.TODO; // "todo", TODOS, XXXL'],
  ["rust", 'const HELP: &str = "call .unwrap() or todo!() as i64";'],
  ["rust", "// never .unwrap() here, #[allow(x)] neither\nfn f() {}"],
  ["rust", "fn f() { x.unwrap_or(0); y.unwrap_or_else(|| 1); expected(2); }"],
  ["rust", "use std::fmt::Write as _;\nfn f() {}"],
  ["rust", "fn f(process: P) { process::start(); let n = 2 * exit; }"],
  ["rust", "#[derive(Debug, Default)]\n#[must_use]\nstruct A;"],
  ["typescript", 'import { a as b } from "./a.ts";\nexport { b as c };'],
  ["typescript", 'const levels = ["low", "high"] as const;'],
  ["typescript", 'if (a !== b && !c) d(company, "any");'],
  ["typescript", 'const help = "// @ts-ignore and eslint-disable";'],
  ["typescript", "const any = 1;\nconst skip = { skip: true };"],
  ["typescript", "try { x(); } catch (error) { report(error); }"],
  ["typescript", "function f(): void { g(); }\nconst h = a satisfies B;"],
  [
    "typescript",
    "async function f(): Promise<void> { await save().catch((error) => log(error)); }",
  ],
  ["typescript", 'import { test } from "./rules.ts";\nlogger.process.name;'],
  ["python", "company: str = forecast(x)"],
  ["python", "try:\n    f()\nexcept KeyError as error:\n    raise Missing() from error"],
  ["python", 'help = "# type: ignore and # noqa"'],
  ["python", "Anything = 1\nbroadcast(x)"],
  ["python", "async def f() -> None:\n    await g()"],
  ["python", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a"],
  ["rust", "const _: () = check();\nfn f() { match x { _ => 1 }; }"],
  ["rust", "fn f() { let Some(_) = x else { return }; n as Wrapped; }"],
  ["typescript", "const x: unknown = JSON.parse(t);\nconst y = schema.parse(JSON.parse(t));"],
  ["typescript", "function f(t: string): unknown { return JSON.parse(t); }"],
  ["typescript", "save().catch((error) => { log(error); return undefined; });"],
  ["typescript", "const rest = rows.skip(3);\nsave().then(f, (error) => log(error));"],
  ["python", "def g():\n    try:\n        f()\n    except KeyError:\n        return None"],
  ["python", "def __eq__(self, o): return NotImplemented"],
  ["python", "from typing import TYPE_CHECKING as T\nif T:\n    from a import b"],
];

describe("additions are found on the syntax tree", () => {
  test.for(added)("%s: %s in %s", async ([language, name, text]) => {
    const found = await addedSuppressions(syntax, language, "", text);
    expect(found.map((one) => one.name)).toContain(name);
    expect(found.every(({ start }) => start >= 0 && start < text.length)).toBe(true);
    // What stood already is nobody's addition, and one less is none either.
    expect(await addedSuppressions(syntax, language, text, text)).toEqual([]);
    expect(await addedSuppressions(syntax, language, text, "")).toEqual([]);
    expect(await addedSuppressions(syntax, language, text, `${text}\n${text}`)).not.toEqual([]);
  });
});

describe("honest code has none", () => {
  test.for(honest)("%s: %s", async ([language, text]) => {
    expect(await addedSuppressions(syntax, language, "", text)).toEqual([]);
  });
});
