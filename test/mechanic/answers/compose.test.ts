import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { applyEdits, type Edit, type RepairEdit } from "#intent";
import { composed, type Resolved } from "#mechanic";

const file = "a.ts";
const why = {
  change: "users/User.id",
  rule: "rename-member",
  certainty: "certain",
  because: "It is called otherwise.",
} as const;

/** Replaces the first place of `old` in a text. */
function replacing(text: string, old: string, now: string): Edit {
  const start = text.indexOf(old);
  return { file, start, end: start + old.length, text: now };
}

function answer(own: boolean, ...edits: readonly Edit[]): Resolved {
  const hole = {
    id: "ordering:a.ts",
    kind: "ordering",
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 2,
    delta: "users/User.id",
    question: "Which order is meant?",
    candidates: [],
  } as const;
  return { service: "shop", hole, choice: edits[0]?.text ?? "", own, edits };
}

/** Replaces a place of `old` in a text, counted from 0. */
function replacingNth(text: string, old: string, now: string, count: number): Edit {
  let start = -1;
  for (let index = 0; index <= count; index++) start = text.indexOf(old, start + 1);
  return { file, start, end: start + old.length, text: now };
}

const result = (
  text: string,
  edits: readonly Edit[],
  ...answers: readonly Resolved[]
): string | undefined =>
  applyEdits(
    text,
    composed(
      new Map([[file, text]]),
      edits.map((edit): RepairEdit => ({ ...why, ...edit })),
      answers,
    ),
  );

describe("answers among certain edits", () => {
  const text = "rows.sort((a, b) => a.id - b.id);";
  const sort = replacing(text, "a.id - b.id", "a.id.localeCompare(b.id)");

  test("a candidate is spelt in the old words: what it keeps is renamed with the rest", () => {
    const renames = [replacing(text, "id -", "key -"), replacing(text, "id);", "key);")].map(
      (edit) => ({ ...edit, end: edit.start + 2, text: "key" }),
    );
    expect(result(text, renames, answer(false, sort))).toBe(
      "rows.sort((a, b) => a.key.localeCompare(b.key));",
    );
  });

  test("a text of one's own is the last word on its place", () => {
    const rename = { ...replacing(text, "id -", ""), end: text.indexOf("id -") + 2, text: "key" };
    expect(result(text, [rename], answer(true, { ...sort, text: "a.at - b.at" }))).toBe(
      "rows.sort((a, b) => a.at - b.at);",
    );
  });

  test("an answer inside of a certain edit goes into its text", () => {
    const line = "send(user.id + 1);";
    const around = replacing(line, "user.id + 1", "String(user.id + 1)");
    expect(
      result(line, [around], answer(false, replacing(line, "user.id + 1", "next(user.id)"))),
    ).toBe("send(String(next(user.id)));");
  });

  test("of several places that are spelt alike, the answer's own is meant; where that cannot be told, the edit gives way", () => {
    const line = "out = f(x, x);";
    const second = { ...replacingNth(line, "x", "(x ?? 0)", 1) };
    expect(result(line, [replacing(line, "f(x, x)", "g(x, x)")], answer(false, second))).toBe(
      "out = g(x, (x ?? 0));",
    );
    expect(result(line, [replacing(line, "f(x, x)", "fx(x, x)")], answer(false, second))).toBe(
      "out = fx(x, (x ?? 0));",
    );
    expect(result(line, [replacing(line, "f(x, x)", "g(x)")], answer(false, second))).toBe(
      "out = f(x, (x ?? 0));",
    );
  });

  test("insertions at one place stand one behind the other", () => {
    const line = "({ id })";
    const at = line.indexOf(" }");
    const insert = (text: string): Edit => ({ file, start: at, end: at, text });
    expect(
      result(
        line,
        [insert(", mood: 1")],
        answer(true, insert(", tenant: 2")),
        answer(true, insert(", size: 3")),
      ),
    ).toBe("({ id, mood: 1, tenant: 2, size: 3 })");
  });

  test("code that may stay gets no edit", () => {
    expect(composed(new Map([[file, text]]), [], [answer(false)])).toEqual([]);
    expect(
      composed(
        new Map([[file, text]]),
        [],
        [answer(false, replacing(text, "a.id - b.id", "a.id - b.id"))],
      ),
    ).toEqual([]);
  });

  test("whatever the edits and answers are, they fit together, and the last answer's own text stands", () => {
    const words = "one two three four five six seven eight";
    const places = [...words.matchAll(/\w+/g)].map(({ index, 0: word }) => ({
      start: index,
      end: index + word.length,
    }));
    const span = fc.tuple(fc.nat(7), fc.nat(7)).map(([a, b]) => ({
      file,
      start: places[Math.min(a, b)]?.start ?? 0,
      end: places[Math.max(a, b)]?.end ?? 0,
    }));
    fc.assert(
      fc.property(fc.subarray(places), span, (renamed, at) => {
        const renames = renamed.map((place) => ({ ...place, file, text: "R" }));
        const after = result(words, renames, answer(true, { ...at, text: "MINE" }));
        expect(after).toContain("MINE");
        const chosen = words.slice(at.start, at.end).replaceAll(" ", "_");
        expect(result(words, renames, answer(false, { ...at, text: `(${chosen})` }))).toBeDefined();
      }),
    );
  });
});
