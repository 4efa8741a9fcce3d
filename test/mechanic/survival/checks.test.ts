import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { applyEdits, type GateResult, type Oracle, type RepairRequest } from "#intent";

import { inFolder } from "../gates/bundle.ts";
import { requestOf } from "../typescript/case.ts";
import { gateOracle, propose } from "./case.ts";

const bundle = join(import.meta.dirname, "../../cases/survival-typescript/indexes.txt");
const modules = join(import.meta.dirname, "../../../node_modules");
const file = "services/shop/src/custom.ts";
const settings = `{ "compilerOptions": { "strict": true, "noUnusedLocals": true, "noEmit": true, "module": "nodenext",
  "target": "es2024", "verbatimModuleSyntax": true, "allowImportingTsExtensions": true, "types": [] } }\n`;
const other =
  "export const a = 1;\nexport const b = 2;\nexport const c = 3;\nexport type T = number;\nexport default a;\n";

const requestFor = (code: string, root: string): RepairRequest => ({
  ...requestOf(bundle, "shop"),
  root,
  sources: new Map([
    [file, code],
    ["services/shop/src/other.ts", other],
  ]),
  tests: new Set(),
  environment: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" },
});

/** What the engine makes of a code whose check gate is the real compiler, and what it asks. */
async function mended(code: string): Promise<readonly [string, readonly string[]]> {
  const laid = new Map([
    ["services/shop/src/other.ts", other],
    [file, code],
    ["services/shop/tsconfig.json", settings],
    ["services/shop/package.json", '{ "type": "module" }\n'],
  ]);
  return inFolder(laid, async (root) => {
    symlinkSync(modules, join(root, "services/shop/node_modules"));
    const request = requestFor(code, root);
    const { edits, holes } = await propose(request, gateOracle(request, "tsc -p .", root));
    for (const edit of edits) expect(edit.rule).toBe("drop-unused-import");
    return [
      applyEdits(code, edits) ?? "the edits overlap",
      holes.map((hole) => `${hole.line}:${hole.column} ${hole.kind} ${hole.question}`),
    ];
  });
}

test("imports that the compiler calls unused go, whatever their form, and nothing else does", async () => {
  const [text, holes] = await mended(`import { a, b, c } from "./other.ts";
import type { T } from "./other.ts";
import d, { a as again } from "./other.ts";
import e, { type T as U, b as more } from "./other.ts";
import * as all from "./other.ts";
import { c as last } from "./other.ts";
import "./other.ts";

export const sum = (value: U): number => b + again + value;
`);
  expect(text).toBe(`import { b } from "./other.ts";
import { a as again } from "./other.ts";
import { type T as U } from "./other.ts";
import "./other.ts";

export const sum = (value: U): number => b + again + value;
`);
  expect(holes).toEqual([]);
}, 60_000);

test("what the compiler says beside it is asked, at its place in the source, next to other questions", async () => {
  const [text, holes] = await mended(`import { a } from "./other.ts";

export const first = (rows: { n: number }[]): number => rows[0].n;
export const text: string = 7;
function idle(): void {}
`);
  expect(text).not.toContain("import");
  expect(holes).toEqual([
    "3:57 panic-site `rows[0]` may be missing, and what it holds is used at once: what happens then?",
    "4:14 unresolved-diagnostic tsc says TS2322: Type 'number' is not assignable to type 'string'.",
    "5:10 unresolved-diagnostic tsc says TS6133: 'idle' is declared but its value is never read.",
  ]);
}, 60_000);

test("a check gate that stays red without a word is a question, too", async () => {
  const red: GateResult = { gate: "check", status: "failed", diagnostics: [], files: 0, ms: 0 };
  const oracle: Oracle = {
    check: () => Promise.resolve({ ...red, reason: "tsc saw no file" }),
    rounds: 0,
  };
  const code = "export const first = (rows: { n: number }[]): number => rows[0].n;\n";
  const { holes } = await propose(requestFor(code, "/universe"), oracle);
  expect(holes.map((hole) => hole.question)).toContain("The check gate stays red: tsc saw no file");
});
