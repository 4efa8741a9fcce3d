import { shapeRule } from "./shape-rule.ts";

/** A field has another type than it should. */
export const fieldType = shapeRule(
  "field-type",
  "A field's type is not the declared one.",
  ({ symbol, expected, found }) =>
    `${symbol} should be \`${expected}\`, and is \`${found}\` in code`,
);
