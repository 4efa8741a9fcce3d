import { shapeRule } from "./shape-rule.ts";

/** A type that the stamp would declare does not stand. */
export const missingType = shapeRule(
  "missing-type",
  "A declared type is not in the stamped code.",
  ({ symbol, type, found }) =>
    found === ""
      ? `\`${type}\` (${symbol}) is declared, and the stamped code has no such type`
      : `\`${type}\` (${symbol}) is declared, and the stamped code calls it \`${found}\``,
);
