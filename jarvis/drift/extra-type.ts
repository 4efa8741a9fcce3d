import { shapeRule } from "./shape-rule.ts";

/** A type stands in stamped code that no intent declares. */
export const extraType = shapeRule(
  "extra-type",
  "Stamped code holds a type that no intent declares.",
  ({ type }) => `\`${type}\` stands in stamped code, and no intent declares it`,
);
