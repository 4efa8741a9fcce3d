import type { Engine } from "../engine.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { losslessConversion, type Retype } from "../retypes.ts";
import { parts, type Node } from "../tree.ts";

const needsParentheses = new Set([
  "binary_expression",
  "unary_expression",
  "closure_expression",
  "range_expression",
  "type_cast_expression",
  "if_expression",
  "match_expression",
  "negative_literal",
]);

/** Converts at the boundary, from the table of lossless conversions only. A reference's referent is what converts. */
export function convertPatch(
  node: Node,
  retype: Retype,
  engine: Engine,
  borrowed: boolean,
): Patch | undefined {
  const conversion = losslessConversion(retype);
  const value = node.type === "reference_expression" ? (parts(node).at(-1) ?? node) : node;
  if (
    conversion === undefined ||
    value.type.endsWith("literal") ||
    value.type === "string_literal" ||
    !isValue(value)
  )
    return undefined;
  const parentheses = conversion.prefix === "" && needsParentheses.has(value.type);
  const shorthand =
    value.parent?.type === "shorthand_field_initializer" && !labelled(engine, value)
      ? `${value.text}: `
      : "";
  const brand = engine.layout.pathIn(value.file, retype.brand);
  const lent = borrowed ? "&" : "";
  const before = `${shorthand}${lent}${conversion.prefix}${parentheses ? "(" : ""}`;
  const after = `${parentheses ? ")" : ""}${conversion.suffix}`;
  const wrapped = { before: `${shorthand}${lent}${brand}::of(`, after: ")" };
  const probing = (text: string) => (retype.widening ? { strict: text } : { probe: text });
  const edits: PatchEdit[] = [
    {
      file: value.file,
      start: value.start,
      end: value.start,
      text: before,
      ...probing(wrapped.before),
    },
    { file: value.file, start: value.end, end: value.end, text: after, ...probing(wrapped.after) },
  ];
  return {
    rule: "convert-at-boundary",
    change: retype.change,
    certainty: "certain",
    because: `This value stays \`${retype.from}\` and becomes \`${retype.change}\` here; \`${conversion.prefix}…${conversion.suffix}\` loses nothing.`,
    edits,
  };
}

const isValue = (node: Node): boolean =>
  /(?:_expression|^identifier|^self|^scoped_identifier|^shorthand_field_identifier)$/.test(
    node.type,
  );

/** Whether a rename already wrote the field's name in front of a shorthand. */
const labelled = (engine: Engine, value: Node): boolean =>
  engine.patches.some((patch) =>
    patch.edits.some(
      (edit) =>
        edit.file === value.file &&
        edit.start === value.start &&
        edit.end === value.start &&
        edit.text.endsWith(": "),
    ),
  );
