import { assert, asyncProperty, shuffledSubarray } from "fast-check";
import { join } from "node:path";
import { expect, test } from "vitest";

import type { RepairRequest } from "#intent";

import { cases, propose, repaired, requestOf } from "./case.ts";

/** Pieces of code through which ids flow, and pieces that look alike but hold other numbers. */
const flows: readonly string[] = [
  "export const cached = new Map<number, UserProfile>(); export const keep = (user: UserProfile): void => void cached.set(user.id, user);",
  "export const load = (api: UsersApi, id: number): Promise<UserProfile> => api.getUser({ id });",
  "export class Seen { readonly #ids = new Set<number>(); add(user: UserProfile): this { this.#ids.add(user.id); return this; } has(id: number): boolean { return this.#ids.has(id); } }",
  "type Id = number; export const idOf = (user: UserProfile): Id => user.id; export const same = (a: Id, user: UserProfile): boolean => a === user.id;",
  "interface Row { readonly owner: number; readonly at: Date } export const row = (user: UserProfile): Row => ({ owner: user.id, at: new Date(0) });",
  "export const ids = (users: readonly UserProfile[]): readonly number[] => users.map((user) => user.id);",
  "export const grouped = (users: UserProfile[]): [number, UserProfile][] => users.map((user) => [user.id, user]);",
  "let last: number | undefined; export const remember = (user: UserProfile): void => { last = user.id; }; export const recall = (): number | undefined => last;",
  "export async function twice(api: UsersApi, id: number): Promise<UserProfile[]> { const one = await api.getUser({ id }); const other = await api.getUser({ id: one.id }); return [one, other]; }",
  "export const table: Record<number, string> = {}; export const note = (user: UserProfile): void => { table[user.id] = `user ${user.id}`; };",
  "export const idsOf = <T extends { readonly id: number }>(list: readonly T[]): number[] => list.map((one) => one.id); export const known = (users: UserProfile[], id: number): boolean => idsOf(users).includes(id);",
  "export const keyed = (users: UserProfile[]): Record<number, UserProfile> => Object.fromEntries(users.map((user) => [user.id, user]));",
  "export const counted = (users: UserProfile[]) => users.reduce<Record<number, number>>((sum, { id, score }) => ({ ...sum, [id]: (sum[id] ?? 0) + score }), {});",
  "export const renewed = (old: UserProfile | undefined, at: UserProfile[]): UserProfile[] => { const id: number = old?.id ?? at.length + 1; return at.filter((one) => one.id !== id); };",
];
const decoys: readonly string[] = [
  "export const pairs = (users: UserProfile[]) => users.map((user) => [user.id, user.score]);",
  "export const sizes = new Map([[1, 2], [3, 4]]); export const sizeOf = (n: number): number => sizes.get(n) ?? 0;",
  "export const scoresOf = <T extends { readonly score: number }>(list: readonly T[]): number[] => list.map((one) => one.score); export const mean = (users: UserProfile[]): number => scoresOf(users).length;",
  "export const places = [{ id: 7, at: 1 }] as const; export const idAt = (n: number): number | undefined => places.find((row) => row.at === n)?.id;",
  "export const limitOf = (limit: number): number => Math.min(limit, 7);",
  "interface Team { id: number; size: number } export const team: Team = { id: 7, size: 1 }; export const teamId = (one: Team): number => one.id;",
  'export const text = JSON.stringify({ id: 7, note: "id" });',
  "export const shadow = (users: UserProfile[]): number => { const id = users.length; return id + 7; };",
  'export const scores = new Map<string, number>([["id", 7]]); export const score = (user: UserProfile): number => user.score * 2;',
  "export const retry = async (times: number, task: () => Promise<void>): Promise<void> => { for (let id = 0; id < times; id++) await task(); };",
  "export const byScore = (users: UserProfile[]): UserProfile[] => users.toSorted((a, b) => a.score - b.score);",
  "export const page = (users: UserProfile[], from: number, size: number = 7): UserProfile[] => users.slice(from, from + size);",
  "export const codes = { id: 7, other: 8 } as const; export const codeOf = (key: keyof typeof codes): number => codes[key];",
];

const header =
  'import type { UserProfile, UsersApi } from "./generated.users.ts";\nexport type Api = UsersApi;\nexport type User = UserProfile;\n';

test("whatever the pieces: what flows follows, what only looks alike stays, and the compiler is content", async () => {
  const base = requestOf(join(cases, "retype-shapes.txt"), "shop");
  await assert(
    asyncProperty(shuffledSubarray([...flows, ...decoys], { minLength: 6 }), async (pieces) => {
      const file = "services/shop/src/pieces.ts";
      const source = header + pieces.join("\n") + "\n";
      const request: RepairRequest = {
        ...base,
        sources: new Map([[file, source]]),
        tests: new Set(),
      };
      const { edits, holes } = await propose(request);
      expect(holes).toEqual([]);
      const result = repaired(request, edits).sources.get(file) ?? "";
      for (const piece of pieces) {
        expect(result.includes(`\n${piece}\n`)).toBe(
          decoys.includes(piece) || !/number/.test(piece),
        );
      }
      expect((await propose(repaired(request, edits))).edits).toEqual([]);
    }),
    { numRuns: 6 },
  );
}, 120_000);
