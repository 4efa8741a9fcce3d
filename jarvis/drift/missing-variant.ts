import { shapeRule } from "./shape-rule.ts";

/** A declared variant does not stand. */
export const missingVariant = shapeRule(
  "missing-variant",
  "A declared variant is not in the stamped code.",
  ({ symbol, type, found }) =>
    found === ""
      ? `${symbol} is declared, and \`${type}\` does not know it`
      : `${symbol} is declared, and \`${type}\` calls it \`${found}\``,
);
