import { shapeRule } from "./shape-rule.ts";

/** A field stands that no intent declares. */
export const extraField = shapeRule(
  "extra-field",
  "Stamped code holds a field that no intent declares.",
  ({ type, member }) => `\`${type}.${member}\` stands in stamped code, and no intent declares it`,
);
