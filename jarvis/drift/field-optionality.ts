import { shapeRule } from "./shape-rule.ts";

/** A field may be absent and should not, or the other way round. */
export const fieldOptionality = shapeRule(
  "field-optionality",
  "A field is optional on one side only.",
  ({ symbol, expected, found }) =>
    expected.startsWith("(optional ")
      ? `${symbol} may be absent, and code demands it (\`${found}\`)`
      : `${symbol} must be there, and code lets it be absent (\`${found}\`)`,
);
