import { shapeRule } from "./shape-rule.ts";

/** A field is written otherwise on the wire. */
export const fieldWire = shapeRule(
  "field-wire",
  "A field is written otherwise on the wire than declared.",
  ({ symbol, expected, found }) =>
    `${symbol} is \`${expected}\` on the wire, and code writes \`${found}\``,
);
