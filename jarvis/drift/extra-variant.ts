import { shapeRule } from "./shape-rule.ts";

/** A variant stands that no intent declares. */
export const extraVariant = shapeRule(
  "extra-variant",
  "Stamped code holds a variant that no intent declares.",
  ({ type, member }) => `\`${type}\` knows \`${member}\`, which no intent declares`,
);
