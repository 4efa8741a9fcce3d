import type { Engine } from "../engine.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { calleeName, operatorOf, receiverOf } from "../slots.ts";
import { ancestor, fieldOf, inTest, parts, type Node } from "../tree.ts";
import { patternEdits, patternHome } from "./patterns.ts";
import { isCompared } from "./tokens.ts";
import { durationIn, durationOf } from "./units.ts";

/** A literal of test code in the new type. Literals of production code are somebody's decision: undefined. */
export function literalPatch(literal: Node, retype: Retype, engine: Engine): Patch | undefined {
  const test = inTest(literal, engine.request.tests);
  // What is compared by size means something else as text, in a test as well.
  const parent =
    literal.parent?.type === "reference_expression" ? literal.parent.parent : literal.parent;
  const sized = parent?.type === "binary_expression" && /^[<>]=?$/.test(operatorOf(parent));
  if (sized && !retype.numeric) return undefined;
  if (!test && !isGiven(literal, retype)) return undefined;
  const edits = editsOf(literal, retype, engine);
  if (edits === undefined) return undefined;
  return {
    rule: "retype-literal",
    change: retype.change,
    certainty: "likely",
    because: test
      ? `This literal of a test is used only as \`${retype.change}\`, which is \`${retype.to}\` now.`
      : `This number is handed on as \`${retype.change}\`, which is \`${retype.to}\` now: its text loses nothing.`,
    edits,
  };
}

/**
 * Whether production code only hands a number on, to a function or into a field, where its text takes its place as that of
 * any number would. What it is compared with, matched or looked up by is a decision.
 */
function isGiven(literal: Node, retype: Retype): boolean {
  // The number itself goes on, wherever it stands.
  if (retype.to === "Decimal") return true;
  if (retype.to === "Duration") return retype.unit !== undefined;
  if (retype.to !== "String") return false;
  const { parent } = literal;
  if (parent?.type === "field_initializer") return true;
  const callee =
    parent?.type === "arguments" && parent.parent !== undefined
      ? fieldOf(parent.parent, "function")
      : undefined;
  if (callee === undefined || callee.type === "field_expression") return false;
  if (callee.text === "Some") return isGivenOn(parent?.parent);
  return !/^(?:debug_)?assert|^matches|::from$/.test(callee.text.trim());
}

const isGivenOn = (node: Node | undefined): boolean =>
  node?.parent?.type === "field_initializer" || node?.parent?.type === "arguments";

function editsOf(literal: Node, retype: Retype, engine: Engine): PatchEdit[] | undefined {
  const home = patternHome(literal, engine);
  const digits = digitsOf(literal);
  if (home === "other" || digits === undefined) return undefined;
  if (home !== undefined) return patternEdits(literal, digits, home, retype, engine);
  const alias = aliasedConstant(literal, retype, engine);
  if (alias !== undefined) return alias;
  const fixed = retype.numeric && ancestor(literal, "const_item", "static_item") !== undefined;
  const edit = literalEdit(literal, retype, engine, fixed ? "constant" : shapeOf(literal, engine));
  return edit === undefined ? undefined : [edit];
}

/** A constant whose type goes by a name that stands for owned text now: it holds borrowed text, and is owned where it is used. */
function aliasedConstant(literal: Node, retype: Retype, engine: Engine): PatchEdit[] | undefined {
  const constant = literal.parent;
  const type = constant?.type === "const_item" ? fieldOf(constant, "type") : undefined;
  if (retype.to !== "String" || type?.type !== "type_identifier") return undefined;
  const edit = literalEdit(literal, retype, engine, "constant");
  const { file, start, end } = type;
  const probe = engine.layout.pathIn(file, retype.brand);
  return edit === undefined ? undefined : [{ file, start, end, text: "&str", probe }, edit];
}

/** `1_000i32` as `1000`, `0.50` as it is; undefined for what is no plain decimal. */
function digitsOf(literal: Node): string | undefined {
  const digits = literal.text
    .replaceAll("_", "")
    .replace(/(?:[iu](?:8|16|32|64|128|size)|f(?:32|64))$/, "");
  return /^\d+(?:\.\d*)?$/.test(digits) ? digits : undefined;
}

/**
 * A number that is written down, as a decimal: all of its digits, and no more. A constant takes what is computed while
 * compiling, which `Decimal::new` is not.
 */
export function decimalOf(digits: string, constant = false): string {
  const [whole = "", fraction = ""] = digits.split(".");
  const behind = fraction.replace(/0+$/, "");
  const amount = `${whole}${behind}`.replace(/^0+(?=\d)/, "");
  const plain = behind === "";
  if (plain && /^[01]$/.test(amount)) return amount === "0" ? "Decimal::ZERO" : "Decimal::ONE";
  if (constant) {
    const part = (index: bigint): bigint => (BigInt(amount) >> (32n * index)) & 0xffffffffn;
    return `Decimal::from_parts(${part(0n)}, ${part(1n)}, ${part(2n)}, false, ${behind.length})`;
  }
  return plain ? `Decimal::from(${amount})` : `Decimal::new(${amount}, ${behind.length})`;
}

type Shape = "owned" | "borrowed" | "constant";

/** The edit of one integer literal, or undefined where no form of it in the new type is certain. */
export function literalEdit(
  literal: Node,
  retype: Retype,
  engine: Engine,
  shape: Shape,
): PatchEdit | undefined {
  const digits = digitsOf(literal);
  if (digits === undefined) return undefined;
  const brand = engine.layout.pathIn(literal.file, retype.brand);
  const whole =
    shape === "borrowed" && literal.parent?.type === "reference_expression"
      ? literal.parent
      : literal;
  const node = whole.parent?.type === "negative_literal" ? undefined : whole;
  if (node === undefined) return undefined;
  const probe =
    shape === "constant"
      ? `${brand}::constant(${digits})`
      : `${whole === literal ? "" : "&"}${brand}::of(${digits})`;
  const path = durationIn(engine.files.get(literal.file)?.text ?? "");
  const text = literalText(digits, retype, shape, path);
  const initialiser = shape !== "constant" && node.parent?.type === "shorthand_field_initializer";
  return text === undefined || initialiser
    ? undefined
    : {
        file: literal.file,
        start: node.start,
        end: node.end,
        text,
        ...(retype.numeric ? { strict: probe } : { probe }),
      };
}

function literalText(
  digits: string,
  retype: Retype,
  shape: Shape,
  path: string,
): string | undefined {
  if (retype.to === "String" && digits.includes(".")) return undefined;
  if (retype.to === "String") return shape === "owned" ? `"${digits}".to_string()` : `"${digits}"`;
  if (retype.to === "Decimal") return decimalOf(digits, shape === "constant");
  if (digits.includes(".")) return undefined;
  if (retype.to === "Duration")
    return retype.unit === undefined ? undefined : durationOf(digits, retype.unit, path);
  if (retype.to === "Uuid") return `Uuid::from_u128(${digits})`;
  return retype.to === "f64" ? `${digits}.0` : undefined;
}

const byKey = new Set([
  "get",
  "get_mut",
  "contains_key",
  "remove",
  "get_key_value",
  "remove_entry",
]);

/** Whether the context takes `"7"` as it is: comparisons and look-ups by key do, everything else owns its text. */
function shapeOf(literal: Node, engine: Engine): Shape {
  const outer = literal.parent?.type === "reference_expression" ? literal.parent : literal;
  const parent = outer.parent;
  const text = engine.files.get(literal.file)?.text ?? "";
  if (parent?.type === "token_tree" && isCompared(text, outer)) return "borrowed";
  if (parent?.type === "binary_expression" && /^[=!]=$/.test(operatorOf(parent))) return "borrowed";
  if (parent?.type !== "arguments" || parent.parent === undefined) return "owned";
  const callee = fieldOf(parent.parent, "function");
  if (callee !== undefined && /^assert_(?:eq|ne)$/.test(callee.text.trim())) return "borrowed";
  if (outer === literal) return "owned";
  const keyed =
    receiverOf(parent.parent) !== undefined &&
    byKey.has(callee === undefined ? "" : calleeName(callee));
  return keyed || takesText(parent.parent, parts(parent).indexOf(outer), engine)
    ? "borrowed"
    : "owned";
}

/** Whether a hand-written function takes its argument as `&i32`, which becomes `&str`. */
function takesText(call: Node, index: number, engine: Engine): boolean {
  const callee = fieldOf(call, "function");
  const known =
    callee === undefined ? [] : (engine.declarations.functions.get(calleeName(callee)) ?? []);
  return known.some(
    (one) =>
      one.parameters[index - (one.method && receiverOf(call) === undefined ? 1 : 0)]?.type.type ===
      "reference_type",
  );
}
