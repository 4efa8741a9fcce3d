import ts from "typescript-services";

import type { Literal, TypeRef } from "#intent";

/** A number, big integer or string written out, with its sign. */
export function isPlainLiteral(node: ts.Expression): boolean {
  const bare =
    ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken
      ? node.operand
      : node;
  return (
    ts.isNumericLiteral(bare) ||
    ts.isBigIntLiteral(bare) ||
    ts.isStringLiteral(bare) ||
    ts.isNoSubstitutionTemplateLiteral(bare)
  );
}

/** Whether an expression reads a number out of text: what is valid there is a rule that somebody has to set anew. */
export function isParsing(node: ts.Expression): boolean {
  if (ts.isCallExpression(node))
    return /^(?:Number|BigInt|parseInt|parseFloat|Number\.parseInt|Number\.parseFloat)$/.test(
      node.expression.getText(),
    );
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken;
}

/** What a parsing expression reads: `raw` of `Number(raw)` and of `+raw`. */
export function parsedBy(node: ts.Expression): ts.Expression {
  if (ts.isCallExpression(node)) return node.arguments[0] ?? node;
  return ts.isPrefixUnaryExpression(node) ? node.operand : node;
}

/** Whether a text is a number, a big integer or a string written out. */
export const isWrittenOut = (written: string): boolean =>
  /^(?:-?\s*[\d.][\w.]*|"[^"]*"|'[^']*'|`[^`$]*`)$/.test(written);

/** What a change of type means in code: keywords before and after, and the intent's own names of both types. */
export interface Retype {
  readonly before: string;
  readonly after: string;
  readonly fromIntent: string;
  readonly toIntent: string;
}

/** The intent's name of a primitive type, looked for inside lists and options. */
export function primitiveName(type: TypeRef | undefined): string {
  if (type === undefined) return "";
  if (type.kind === "primitive") return type.name;
  if (type.kind === "list" || type.kind === "optional") return primitiveName(type.item);
  return type.kind === "map" ? primitiveName(type.value) : "";
}

/** A literal of the old type as the same value of the new one; `undefined` where that takes a decision. */
export function convertLiteral(text: string, retype: Retype): string | undefined {
  if (/^-?\d[\d_]*n?$/.test(text) && retype.before !== "string") {
    if (retype.before === "bigint" && retype.after === "number")
      return text.endsWith("n") ? text.slice(0, -1) : undefined;
    if (retype.before === "number" && retype.after === "bigint")
      return text.endsWith("n") ? undefined : `${text}n`;
  }
  const [, , spelt] = /^(["'`])(-?(?:0|[1-9]\d*))\1$/.exec(text) ?? [];
  const [, , exact] = /^(["'`])(-?(?:0|[1-9]\d*)(?:\.\d+)?)\1$/.exec(text) ?? [];
  if (retype.fromIntent === "decimal" && retype.toIntent === "f64" && exact !== undefined)
    return String(Number(exact));
  // A decimal that became whole is counted in another unit, most of the time: 3.00 became 300.
  if (retype.fromIntent === "decimal") return undefined;
  if (retype.before === "string" && spelt !== undefined && /^[iu](?:32|64)$/.test(retype.toIntent))
    return retype.after === "bigint" ? `${spelt}n` : spelt;
  if (retype.toIntent === "decimal" && /^-?\d[\d_]*(?:\.\d+)?$/.test(text))
    return `"${text.replaceAll("_", "")}"`;
  const digits = /^-?\d[\d_]*n?$/.test(text)
    ? text.replaceAll("_", "").replace(/n$/, "")
    : undefined;
  if (digits === undefined) return undefined;
  if (retype.toIntent === "uuid")
    return digits.startsWith("-")
      ? undefined
      : `"00000000-0000-4000-8000-${BigInt(digits).toString(16).padStart(12, "0")}"`;
  if (retype.after === "string") return `"${digits}"`;
  return undefined;
}

/** A conversion that loses nothing, around an expression; `undefined` where there is none. */
export function convertExpression(text: string, retype: Retype): string | undefined {
  if (retype.toIntent === "uuid" || retype.fromIntent === "f64") return undefined;
  if (retype.after === "string" && retype.before !== "string") return `String(${text})`;
  if (retype.before === "number" && retype.after === "bigint") return `BigInt(${text})`;
  return undefined;
}

/** The old type out of the new one, where nothing is lost; `undefined` where something may be. */
export function convertBack(text: string, retype: Retype): string | undefined {
  const isWhole = /^[iu](?:32|64)$/.test(retype.toIntent);
  if (!isWhole || retype.fromIntent === "decimal") return undefined;
  if (retype.before === "string") return `String(${text})`;
  return retype.before === "bigint" && retype.after === "number" ? `BigInt(${text})` : undefined;
}

/**
 * The old number read out of the text that it is now, for people to choose: it fails where the text is none. `undefined`
 * where nothing gives the old type, as a text with a fraction gives no big integer.
 */
export function readBack(text: string, { before, after, toIntent }: Retype): string | undefined {
  if (after !== "string") return undefined;
  if (before === "bigint") return toIntent === "decimal" ? undefined : `BigInt(${text})`;
  return before === "number" ? `Number(${text})` : undefined;
}

/** A declared default as TypeScript spells it for the given type; `undefined` where the type has no literals. */
export function defaultInCode(literal: Literal, type: TypeRef | undefined): string | undefined {
  const name = primitiveName(type);
  switch (literal.kind) {
    case "bool":
      return String(literal.value);
    case "string":
      if (name === "duration") return milliseconds(literal.value);
      return name === "timestamp" || name === "bytes" ? undefined : JSON.stringify(literal.value);
    case "symbol":
      return JSON.stringify(literal.name);
    case "empty-list":
      return "[]";
    case "number":
      if (name === "i64" || name === "u64") return `${literal.text}n`;
      return name === "decimal" ? JSON.stringify(literal.text) : literal.text;
  }
}

/** A duration, which the intent writes in seconds ("0.25s") and code counts in milliseconds. */
const milliseconds = (seconds: string): string | undefined => {
  const count = Math.round(Number.parseFloat(seconds) * 1e6) / 1e3;
  return Number.isFinite(count) ? String(count) : undefined;
};

/** The same default as it stands in JSON: 64-bit numbers and durations are texts there. */
export function defaultOnWire(literal: Literal, type: TypeRef | undefined): string | undefined {
  if (literal.kind === "string" && primitiveName(type) === "duration")
    return JSON.stringify(literal.value);
  const code = defaultInCode(literal, type);
  return code !== undefined && /^-?\d+n$/.test(code) ? JSON.stringify(code.slice(0, -1)) : code;
}
