import { expect, test } from "vitest";
import {
  comesBack,
  dividesWhole,
  isExactFloat,
  isNumeric,
  isPlain,
  isSpeltOtherwise,
  staysInOrder,
} from "../../../mechanic/engines/delta/python/retype/numbers.ts";
import {
  convertExpression,
  convertLiteral,
} from "../../../mechanic/engines/delta/python/retype/spelling.ts";
import { change } from "./fixture.ts";

const told = (before: string, after: string): readonly boolean[] =>
  [isNumeric, isPlain, comesBack, isSpeltOtherwise, staysInOrder].map((asks) =>
    asks({ before, after }),
  );

test.each([
  ["int", "Decimal", [true, true, true, true, true]],
  ["int", "float", [true, true, true, true, true]],
  ["float", "Decimal", [true, true, false, false, true]],
  ["int", "str", [false, true, true, false, false]],
  ["date", "datetime", [false, true, false, true, true]],
  ["timedelta", "int", [false, true, false, true, true]],
  ["int", "Title", [false, false, false, false, false]],
] as const)("%s to %s", (before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});

test.each([
  ["divmod(cents, 100)", true],
  ["cents // 2", true],
  ["(cents) % 2", true],
  ["cents / 2", false],
  ['"%d" % cents', false],
  ["-cents + 3", false],
])("whether %s means something else for fractions", (text, expected) => {
  expect(dividesWhole(text)).toBe(expected);
});

test.each([
  ["0.5", true],
  ["-81.25", true],
  ["1_000.0", true],
  ["3", true],
  ["0.1", false],
  ["19.99", false],
  ["1e3", false],
])("whether the float %s is the decimal that is spelt like it", (text, expected) => {
  expect(isExactFloat(text)).toBe(expected);
});

test("literals of numbers keep their value, and a fraction its digits", () => {
  const type = { text: "Decimal", imports: true };
  const retype = (before: string, after: string): Parameters<typeof convertLiteral>[1] => ({
    before,
    after,
    fromIntent: "",
    toIntent: "",
    change: change("field-retyped", "bakery/Loaf.price"),
  });
  expect(convertLiteral("1_500", retype("int", "Decimal"), type)).toBe("Decimal(1_500)");
  expect(convertLiteral("0.10", retype("float", "Decimal"), type)).toBe('Decimal("0.10")');
  expect(convertLiteral("0.00", retype("float", "Decimal"), type)).toBe("Decimal(0)");
  expect(convertLiteral("5", retype("int", "float"), type)).toBe("5");
  expect(convertExpression("a + b", retype("int", "Decimal"), type)).toBe("Decimal(a + b)");
  expect(convertExpression("a + b", retype("float", "Decimal"), type)).toBeUndefined();
});
