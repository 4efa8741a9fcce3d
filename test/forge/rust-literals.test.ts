import { expect, test } from "vitest";
import {
  docLines,
  floatLiteral,
  integerLiteral,
  stringLiteral,
} from "../../forge/print/rust/literals.ts";

test.each([
  ["plain", '"plain"'],
  ['a "b" \\ c', String.raw`"a \"b\" \\ c"`],
  ["\n\r\t", String.raw`"\n\r\t"`],
  ["\u200b\u202e\u0001", String.raw`"\u{200b}\u{202e}\u{1}"`],
  ["😀", '"😀"'],
])("the string %j", (text, expected) => {
  expect(stringLiteral(text)).toBe(expected);
});

test.each([
  ["1", "1.0"],
  ["-0.50", "-0.5"],
  ["1e30", "1e30"],
  ["1e-9", "1e-9"],
])("the float %s", (text, expected) => {
  expect(floatLiteral(text)).toBe(expected);
});

test("integers have no zeros in front and may be wider than a double", () => {
  expect(integerLiteral("-007")).toBe("-7");
  expect(integerLiteral("9007199254740993")).toBe("9007199254740993");
});

test("docs keep their lines and lose what could mislead a reader", () => {
  expect(docLines("one \n\n\ttwo\u202e", "///")).toEqual(["/// one", "///", "///     two"]);
  expect(docLines(" ", "//!")).toEqual([]);
});
