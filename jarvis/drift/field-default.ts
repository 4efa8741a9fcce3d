import { shapeRule } from "./shape-rule.ts";

/** What a field is when it is not given differs. */
export const fieldDefault = shapeRule(
  "field-default",
  "A field's default is not the declared one.",
  ({ symbol, expected, found }) =>
    `${symbol} should default to \`${expected}\`, and code says \`${found}\``,
);
