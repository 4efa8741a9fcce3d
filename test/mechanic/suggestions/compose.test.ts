import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits, sortEdits, type RepairEdit } from "#intent";
import { composeEdits } from "../../../mechanic/engines/suggestions/compose.ts";

const edit = (start: number, end: number, text: string): RepairEdit => ({
  file: "a.rs",
  start,
  end,
  text,
  change: "users/User.id",
  rule: "retype-slot",
  certainty: "certain",
  because: "",
});

const brief = (edits: readonly RepairEdit[]): string =>
  edits.map(({ start, end, text }) => `${start}-${end}:${text}`).join(" ");

const pairs: readonly (readonly [
  name: string,
  first: RepairEdit[],
  second: RepairEdit[],
  string,
])[] = [
  ["apart", [edit(0, 1, "xy")], [edit(5, 6, "z")], "0-1:xy 4-5:z"],
  ["inside what was written", [edit(2, 4, "abcd")], [edit(3, 4, "")], "2-4:acd"],
  ["around what was written", [edit(2, 4, "abcd")], [edit(1, 8, "!")], "1-6:!"],
  [
    "two in what one wrote",
    [edit(0, 0, "abcdef")],
    [edit(1, 2, "B"), edit(4, 5, "E")],
    "0-0:aBcdEf",
  ],
  ["over two that wrote", [edit(0, 1, "aa"), edit(3, 4, "bb")], [edit(1, 5, "-")], "0-4:a-b"],
];

test.each(pairs)("%s", (_name, first, second, expected) => {
  expect(brief(composeEdits(first, second))).toBe(expected);
});

/** Edits of a text of this length that do not overlap. */
const editsOf = (length: number): fc.Arbitrary<RepairEdit[]> =>
  fc
    .array(fc.tuple(fc.nat(length), fc.nat(4), fc.stringMatching(/^[A-Z]{0,5}$/)), { maxLength: 6 })
    .map((all) =>
      all.map(([start, size, text]) => edit(start, Math.min(length, start + size), text)),
    )
    .filter((edits) => "sorted" in sortEdits(edits));

test("composed edits do what one after the other does", () => {
  const source = "abcdefghijklmnopqrstuvwxyz";
  fc.assert(
    fc.property(
      editsOf(source.length).chain((first) => {
        const text = applyEdits(source, first) ?? "";
        return fc.tuple(fc.constant(first), fc.constant(text), editsOf(text.length));
      }),
      ([first, text, second]) => {
        const composed = composeEdits(first, second);
        expect(applyEdits(source, composed)).toBe(applyEdits(text, second));
      },
    ),
    { numRuns: 500 },
  );
});
