import { assert, asyncProperty, shuffledSubarray } from "fast-check";
import { join } from "node:path";
import { expect, test } from "vitest";

import type { Language, RepairRequest } from "#intent";

import { repaired, requestOf } from "../typescript/case.ts";
import { agreeing, handedOver, propose } from "./case.ts";

/** A piece of code, and how often it is mended and asked about, whatever stands around it. */
type Piece = readonly [code: string, fixed: number, asked: number];

const rust: readonly Piece[] = [
  ['pub fn a(text: &str) -> Result<i32, E> { Ok(text.parse().expect("a number")) }', 1, 0],
  ["pub fn b(map: &Map, key: &K) -> Option<V> { Some(map[&key.clone()].clone()) }", 1, 0],
  ["pub fn c(rows: &[i32], at: usize) -> i32 { rows[at] + rows.first().unwrap() }", 0, 2],
  [
    "pub fn d(rows: &[i32]) -> Option<i32> { let one = || rows.last().unwrap(); Some(*one()) }",
    0,
    1,
  ],
  ["pub fn e() -> Option<i32> { unimplemented!() }", 0, 1],
  ["pub fn f(rows: &[i32]) -> i32 { if rows.len() > 1 { rows[1] } else { 0 } }", 0, 0],
  ["pub fn g(rows: &[i32]) -> i32 { (0..rows.len()).map(|at| rows[at]).sum() }", 0, 0],
  ["pub fn h(log: &Mutex<i32>) -> i32 { *log.lock().unwrap() }", 0, 0],
  ['pub fn i() -> u16 { "8080".parse::<u16>().unwrap() }', 0, 0],
  [
    "pub fn j(text: &str) -> &str { if let Some(at) = text.find('@') { &text[..at] } else { text } }",
    0,
    0,
  ],
  ["pub fn k(map: &Map, key: &K) -> V { assert!(map.contains_key(key)); map[key].clone() }", 0, 0],
  ["#[test]\nfn l() { assert_eq!(parsed().unwrap(), 7); }", 0, 0],
  ['pub fn m(value: &Value) -> bool { value["id"].is_null() && value.as_i64().is_some() }', 0, 0],
  ["pub fn n(found: Option<i32>) -> i32 { if found.is_none() { return 0; } found.unwrap() }", 0, 0],
];

const typescript: readonly Piece[] = [
  [
    "export function a(map: Map<string, number>, key: string): number | undefined { return map.get(key)!; }",
    1,
    0,
  ],
  ["export async function b(save: () => Promise<void>): Promise<void> { save(); }", 1, 0],
  ["export function c(rows: { n: number }[], at: number): number { return rows[at].n; }", 0, 1],
  ["export function d(save: () => Promise<void>): void { save().then(() => undefined); }", 0, 1],
  [
    "export function e(map: Map<string, number>, key: string): number { return map.get(key)!; }",
    0,
    1,
  ],
  [
    "export function f(rows: { n: number }[]): number { return rows.length > 0 ? rows[0].n : 0; }",
    0,
    0,
  ],
  [
    "export function g(map: Map<string, number>, key: string): number { if (!map.has(key)) map.set(key, 0); return map.get(key)!; }",
    0,
    0,
  ],
  ["export function h(save: () => Promise<void>): void { void save(); }", 0, 0],
  [
    "export const i = (rows: string[][]): string[] => rows.map((row, n) => rows[n].join() + row.length);",
    0,
    0,
  ],
  ["export const j = (table: { a: { n: number } }): number => table['a'].n;", 0, 0],
  [
    "export function k(rows: { n: number }[]): number { let sum = 0; for (const n of rows.keys()) sum += rows[n].n; return sum; }",
    0,
    0,
  ],
];

/** Whatever the pieces and their order: each is mended and asked about as it is alone, and a second run mends nothing. */
const check = (
  language: Language,
  base: RepairRequest,
  file: string,
  pieces: readonly Piece[],
  numRuns: number,
): Promise<void> =>
  assert(
    asyncProperty(shuffledSubarray([...pieces], { minLength: 1 }), async (chosen) => {
      const request: RepairRequest = {
        ...base,
        service: { ...base.service, language },
        sources: new Map([[file, `${chosen.map(([code]) => code).join("\n\n")}\n`]]),
        tests: new Set(),
      };
      const { edits, holes } = await propose(request, agreeing);
      const sum = (of: 1 | 2): number => chosen.reduce((all, piece) => all + piece[of], 0);
      expect([edits.length, holes.length]).toEqual([sum(1), sum(2)]);
      expect((await propose(repaired(request, edits), agreeing)).edits).toEqual([]);
      expect(new Set(holes.map((hole) => hole.id)).size).toBe(holes.length);
    }),
    { numRuns },
  );

const cases = join(import.meta.dirname, "../../cases");

test("pieces of Rust", async () => {
  const base = handedOver(join(cases, "survival-rust/sites.txt"), "/universe");
  await check("rust", base, "services/shop/src/custom.rs", rust, 40);
}, 120_000);

test("pieces of TypeScript", async () => {
  const base = requestOf(join(cases, "survival-typescript/indexes.txt"), "shop");
  await check("typescript", base, "services/shop/src/custom.ts", typescript, 5);
}, 120_000);
