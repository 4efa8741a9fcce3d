import type { Engine } from "../engine.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { losslessConversion, type Retype } from "../retypes.ts";
import { fieldOf, parts, type Node } from "../tree.ts";

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
  const holder = /^(?:reference_expression|shorthand_field_initializer)$/;
  const value = holder.test(node.type) ? (parts(node).at(-1) ?? node) : node;
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
  const probing = (text: string) => (retype.numeric ? { strict: text } : { probe: text });
  const { file, start, end } = value;
  const direct = widened(value);
  // `i64::from(count)` on its way to a decimal becomes one directly.
  const edits: PatchEdit[] =
    direct !== undefined && conversion.prefix.endsWith("::from(")
      ? [
          {
            file,
            start,
            end: direct.end,
            text: before.slice(0, -1),
            ...probing(`${wrapped.before}${direct.text}`),
          },
          { file, start: end, end, text: "", ...probing(wrapped.after) },
        ]
      : [
          { file, start, end: start, text: before, ...probing(wrapped.before) },
          { file, start: end, end, text: after, ...probing(wrapped.after) },
        ];
  return {
    rule: "convert-at-boundary",
    change: retype.change,
    certainty: "certain",
    because: `This value stays \`${retype.from}\` and becomes \`${retype.change}\` here; \`${conversion.prefix}…${conversion.suffix}\` loses nothing.`,
    edits,
  };
}

/** `i64::from` of a number that was widened for the old type; whatever fits there fits into what is wider still. */
function widened(value: Node): Node | undefined {
  const callee = value.type === "call_expression" ? fieldOf(value, "function") : undefined;
  return /^[iu]\d+::from$/.test(callee?.text ?? "") ? callee : undefined;
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

/** A function that is handed on by its name, where what it takes is the new type: `crossing` → `|id| crossing(id.to_string())`. */
export function wrapPatch(name: Node, retype: Retype, engine: Engine): Patch | undefined {
  const conversion = losslessConversion(retype);
  const known = engine.declarations.functions.get(name.text) ?? [];
  const [parameter, ...others] = known.length === 1 ? (known[0]?.parameters ?? []) : [];
  if (conversion === undefined || parameter === undefined || others.length > 0) return undefined;
  if (name.type !== "identifier" || name.parent?.type !== "arguments") return undefined;
  if (parameter.pattern.type !== "identifier" || parameter.type.type === "reference_type")
    return undefined;
  const given = parameter.pattern.text;
  const wrapped = (argument: string): string => `|${given}| ${name.text}(${argument})`;
  const text = wrapped(`${conversion.prefix}${given}${conversion.suffix}`);
  const probe = wrapped(`${engine.layout.pathIn(name.file, retype.brand)}::of(${given})`);
  const { file, start, end } = name;
  return {
    rule: "convert-at-boundary",
    change: retype.change,
    certainty: "certain",
    because: `What \`${name.text}\` is called with stays \`${retype.from}\`; \`${conversion.prefix}…${conversion.suffix}\` loses nothing.`,
    edits: [{ file, start, end, text, ...(retype.numeric ? { strict: probe } : { probe }) }],
  };
}
