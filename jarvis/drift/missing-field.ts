import { shapeRule } from "./shape-rule.ts";

/** A declared field does not stand. */
export const missingField = shapeRule(
  "missing-field",
  "A declared field is not in the stamped code.",
  ({ symbol, type, expected, found }) =>
    found === ""
      ? `${symbol} is declared as ${expected}, and \`${type}\` has no such field`
      : `${symbol} is declared, and \`${type}\` calls it \`${found}\``,
);
