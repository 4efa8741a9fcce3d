import type { Span } from "../base/span.ts";
import { type FileContext, listed } from "./file-context.ts";
import { findEnum, findType } from "./find.ts";
import { type Cure, optionDeleted, written } from "./fixes.ts";
import { nothingWords } from "./habits.ts";
import type { Services } from "./resolve-type.ts";
import { literalText } from "./type-text.ts";
import type { Enum, Field, Literal, PrimitiveName, TypeRef } from "./types.ts";

const whole = /^-?(0|[1-9]\d{0,19})$/;
const between = (text: string, min: bigint, max: bigint): boolean =>
  whole.test(text) && BigInt(text) >= min && BigInt(text) <= max;
const integer =
  (min: bigint, max: bigint) =>
  (literal: Literal): boolean =>
    literal.kind === "number" && between(literal.text, min, max);
const spelt =
  (pattern: RegExp) =>
  (literal: Literal): boolean =>
    literal.kind === "string" && pattern.test(literal.value);

/** Whether a text is a day of the calendar, such as `2026-12-31`. */
export const isDate = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(text)
  );
};
const timestamp =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const decimal = /^-?(0|[1-9]\d{0,27})(\.\d{1,28})?$/;
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

interface Rule {
  readonly fits: (literal: Literal) => boolean;
  readonly example: string;
}

/** What may be the default of each primitive. `json` has none: nothing says which language's literal it would be. */
const rules: Readonly<Record<PrimitiveName, Rule | undefined>> = {
  bool: { fits: (literal) => literal.kind === "bool", example: "true or false" },
  i32: {
    fits: integer(-(2n ** 31n), 2n ** 31n - 1n),
    example: "a whole number from -2147483648 to 2147483647",
  },
  u32: { fits: integer(0n, 2n ** 32n - 1n), example: "a whole number from 0 to 4294967295" },
  i64: { fits: integer(-(2n ** 63n), 2n ** 63n - 1n), example: "a whole number of 64 bits" },
  u64: { fits: integer(0n, 2n ** 64n - 1n), example: "a whole number of 64 bits, not negative" },
  f64: {
    fits: (literal) =>
      literal.kind === "number" &&
      number.test(literal.text) &&
      Number.isFinite(Number(literal.text)),
    example: "a number such as 1.5",
  },
  string: { fits: (literal) => literal.kind === "string", example: 'a string such as "en"' },
  bytes: {
    fits: spelt(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
    example: 'base64 such as "AAEC"',
  },
  uuid: {
    fits: spelt(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    example: 'a string such as "6f1c2b7a-3d49-4e4e-9f2b-0a1b2c3d4e5f"',
  },
  timestamp: {
    fits: (literal) =>
      literal.kind === "string" && isDate(timestamp.exec(literal.value)?.[1] ?? ""),
    example: 'a string such as "2026-01-31T12:00:00Z"',
  },
  date: {
    fits: (literal) => literal.kind === "string" && isDate(literal.value),
    example: 'a string such as "2026-01-31"',
  },
  duration: { fits: spelt(/^-?\d{1,12}(\.\d{1,9})?s$/), example: "a duration such as 30s" },
  decimal: {
    fits: (literal) =>
      literal.kind === "number"
        ? decimal.test(literal.text)
        : literal.kind === "string" && decimal.test(literal.value),
    example: '12.50 or "12.50"',
  },
  json: undefined,
};

/** Whether a field's default fits its type (`type`, resolved); what does not is reported with what would. */
export function checkDefault(
  all: Services,
  context: FileContext,
  field: Field,
  type: TypeRef,
): void {
  const literal = field.default;
  if (literal === undefined) return;
  const span = context.optionSpan(field, "default", field.nameSpan);
  if (type.kind === "optional")
    context.report("default-on-optional", span, {}, optionDeleted(context, span, "default"));
  else checkLiteral(all, context, literal, type, span);
}

/** Whether a literal is a value of a type (resolved); what is not is reported at `span` with what would be. */
export function checkLiteral(
  all: Services,
  context: FileContext,
  literal: Literal,
  type: TypeRef,
  span: Span,
): void {
  const mismatch = (name: string, example: string, near?: string): void => {
    const cure =
      near === undefined
        ? betterLiteral(context, literal, span, (one) => fitsType(all, one, type))
        : { cure: `did you mean ${near}?` };
    const text = literalText(literal);
    const found = `\`${text.length > 60 ? `${text.slice(0, 60)}…`.toWellFormed() : text}\``;
    context.report("default-mismatch", span, { found, type: name, example }, cure);
  };
  switch (type.kind) {
    case "optional":
    case "patch":
      return checkLiteral(all, context, literal, type.item, span);
    case "file":
      return impossible(context, span, type.kind);
    case "page":
    case "stream":
      return impossible(context, span, type.kind);
    case "list":
    case "map":
      if (literal.kind !== "empty-list") mismatch(type.kind, "()");
      return;
    case "primitive": {
      const rule = rules[type.name];
      if (rule === undefined) impossible(context, span, type.name);
      else if (!rule.fits(literal)) mismatch(type.name, rule.example);
      return;
    }
    case "named":
      return checkNamedDefault(all, context, type, literal, span, mismatch);
    case "member":
      // It leads nowhere, which is reported as that.
      return;
  }
}

const impossible = (context: FileContext, span: Span, type: string): void =>
  context.report("default-impossible", span, { type }, optionDeleted(context, span, "default"));

/** The literal with its quotes taken away or put around it, or what says instead that there is no value. */
function betterLiteral(
  context: FileContext,
  literal: Literal,
  span: Span,
  fits: (literal: Literal) => boolean,
): Cure {
  const text = context.written.slice(span.start, span.end);
  if (literal.kind === "symbol" && nothingWords.has(literal.name.toLowerCase()))
    return { cure: "delete it: what may be absent has the type (optional …) and no default" };
  if (literal.kind === "string") {
    const bare: Literal = /^-?\d/.test(literal.value)
      ? { kind: "number", text: literal.value }
      : literal.value === "true" || literal.value === "false"
        ? { kind: "bool", value: literal.value === "true" }
        : { kind: "symbol", name: literal.value };
    return fits(bare) ? written(context, span, literal.value, ", without quotes") : {};
  }
  if (literal.kind !== "symbol" && literal.kind !== "number") return {};
  const quoted: Literal = { kind: "string", value: text };
  return fits(quoted) && !/["\\(]/.test(text)
    ? written(context, span, `"${text}"`, ", in quotes")
    : {};
}

/** Whether a literal is a value of a type (resolved), and no more than that. */
export function fitsType(all: Services, literal: Literal, type: TypeRef): boolean {
  if (type.kind === "primitive") return rules[type.name]?.fits(literal) === true;
  const owner = type.kind === "named" ? all.services.get(type.service) : undefined;
  const found = type.kind === "named" && owner !== undefined && findEnum(owner, type.name);
  const name = variantText(literal);
  return found !== undefined && found !== false && found.variants.some((one) => one.name === name);
}

function checkNamedDefault(
  all: Services,
  context: FileContext,
  type: Extract<TypeRef, { kind: "named" }>,
  literal: Literal,
  span: Span,
  mismatch: (name: string, example: string, near?: string) => void,
): void {
  const owner = all.services.get(type.service);
  const found = owner && findEnum(owner, type.name);
  if (found === undefined) {
    if (owner !== undefined && findType(owner, type.name) !== undefined)
      impossible(context, span, type.name);
    return;
  }
  const name = variantText(literal);
  if (name !== undefined && found.variants.some((one) => one.name === name)) return;
  const names = namesOf(found);
  mismatch(
    type.name,
    `one of ${listed(names)}`,
    name === undefined ? undefined : context.guess(name, names),
  );
}

const namesOf = (one: Enum): string[] => one.variants.map((variant) => variant.name);

/** A variant may be called `true`; only here, with its type known, is it told from a boolean. */
const variantText = (literal: Literal): string | undefined => {
  if (literal.kind === "symbol") return literal.name;
  return literal.kind === "bool" ? String(literal.value) : undefined;
};
