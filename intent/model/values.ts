import type { NodeId, NodeKind } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import type { ArgumentSpec, ValueKind } from "./form-spec.ts";
import { checkName } from "./check-names.ts";
import { languageVersion } from "./language-version.ts";
import { units } from "../syntax/numbers.ts";
import { type Cure, edited, written } from "./fixes.ts";
import { languageHabits } from "./habits.ts";
import { durationText } from "./amount.ts";
import { isTypeList, isTypeWord } from "./report-type.ts";
import { checkScope } from "./check-scopes.ts";

/** What a value must be before its text is looked at. */
const kinds: Readonly<Record<ValueKind, readonly NodeKind[]>> = {
  name: ["symbol"],
  "type-name": ["symbol"],
  "free-name": ["symbol"],
  reference: ["symbol"],
  string: ["string"],
  integer: ["number"],
  number: ["number"],
  bound: ["number", "quantity"],
  choice: ["symbol"],
  names: ["symbol", "list"],
  duration: ["quantity"],
  scope: ["string"],
  version: ["symbol"],
  "language-version": ["number"],
  type: ["symbol", "list"],
  literal: ["symbol", "string", "number", "quantity", "list"],
};

interface ValueSpec extends Pick<ArgumentSpec, "kind" | "what" | "oneOf" | "range" | "positive"> {
  /** How it is written, for the cure. */
  readonly example: string;
  /** What stands behind it: a type without its parentheses, a number before its unit. */
  readonly following?: readonly NodeId[];
  /** The field that a type is of. */
  readonly of?: string;
}

/** Whether a node is what its argument or option takes; what is not is reported. */
export function checkValue(context: FileContext, spec: ValueSpec, node: NodeId): boolean {
  const { tree } = context;
  if (!kinds[spec.kind].includes(tree.kind(node))) {
    reportWrongValue(context, spec, node);
    return false;
  }
  switch (spec.kind) {
    case "name":
    case "type-name":
    case "free-name":
      return checkName(context, node, spec.kind, spec.what);
    case "choice":
      return checkChoice(context, node, spec);
    case "integer":
    case "number":
      return checkNumber(context, node, spec);
    case "string":
      return checkText(context, node);
    case "names":
      return checkNames(context, node, spec);
    case "duration":
      return checkDuration(context, node, spec);
    case "scope":
      return checkScope(context, node);
    case "version":
      return checkVersion(context, node, spec);
    case "language-version":
      return languageVersion(context, node);
    case "type":
      return tree.kind(node) === "list"
        ? isTypeList(context, node, spec.following ?? [], spec.of ?? "")
        : isTypeWord(context, node, spec.following ?? []);
    default:
      return true;
  }
}

function reportWrongValue(context: FileContext, spec: ValueSpec, node: NodeId): void {
  const parameters = { what: spec.what, found: context.describe(node), example: spec.example };
  const better = betterText(context, spec, node);
  const extras = better === undefined ? {} : better;
  context.report("wrong-value", context.tree.span(node), parameters, extras);
}

/** What the value would be without its quotes, with quotes, with its unit or without one. */
function betterText(context: FileContext, spec: ValueSpec, node: NodeId): Cure | undefined {
  const { tree } = context;
  const [kind, span, text] = [tree.kind(node), tree.span(node), tree.textOf(node)];
  const wanted = kinds[spec.kind];
  if (kind === "string") {
    const bare = tree.stringValue(node);
    const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(bare);
    const isWord = /^[A-Za-z][A-Za-z0-9_/.-]*$/.test(bare);
    const fits = (wanted.includes("symbol") && isWord) || (wanted.includes("number") && isNumber);
    return fits && spec.kind !== "names"
      ? written(context, span, bare, ", without quotes")
      : undefined;
  }
  if (spec.kind === "string" && kind === "symbol" && !/["\\]/.test(text))
    return written(context, span, `"${text}"`, ", in quotes");
  if (spec.kind === "version" && kind === "number") return written(context, span, `v${text}`);
  const plain = /^[$€£]?(\d+(?:\.\d+)?)[A-Za-z%]*$/.exec(text)?.[1];
  if (wanted.includes("number") && plain !== undefined && spec.kind !== "language-version")
    return written(context, span, plain, ": the number alone");
  if (spec.what === "the language" && kind === "number")
    return written(context, span, `intent ${text}`);
  const [next] = spec.following ?? [];
  if (spec.kind !== "duration" || kind !== "number" || next === undefined) return undefined;
  const unit = tree.textOf(next);
  if (!units.duration.some((one) => one === unit)) return undefined;
  return written(context, { start: span.start, end: tree.span(next).end }, text + unit);
}

function checkChoice(context: FileContext, node: NodeId, spec: ValueSpec): boolean {
  const text = context.tree.textOf(node);
  const known = spec.oneOf ?? [];
  if (known.includes(text)) return true;
  if (spec.what === "the language") {
    const span = context.tree.span(node);
    context.report(
      "lang-unknown",
      span,
      { name: text },
      edited(context, "write intent", [[span, "intent"]]),
    );
    return false;
  }
  const habit = languageHabits.get(text.toLowerCase());
  const near = habit !== undefined && known.includes(habit) ? habit : context.guess(text, known);
  const extras = near === undefined ? {} : { cure: `did you mean ${near}?` };
  context.report(
    "not-one-of",
    context.tree.span(node),
    { text, what: spec.what, known: known.join(", ") },
    extras,
  );
  return false;
}

function checkNumber(context: FileContext, node: NodeId, spec: ValueSpec): boolean {
  const text = context.tree.textOf(node);
  const value = Number(text);
  const [min, max] = spec.range ?? [-Infinity, Infinity];
  const whole = spec.kind === "number" || /^[+-]?\d+$/.test(text);
  if (whole && value >= min && value <= max) return true;
  context.report("out-of-range", context.tree.span(node), {
    text,
    what: spec.what,
    min,
    max,
    example: spec.example,
  });
  return false;
}

function checkText(context: FileContext, node: NodeId): boolean {
  if (context.tree.stringValue(node).trim().length > 0) return true;
  context.report("empty-text", context.tree.span(node), {});
  return false;
}

function checkNames(context: FileContext, node: NodeId, spec: ValueSpec): boolean {
  const { tree } = context;
  const isName = (each: NodeId): boolean =>
    spec.oneOf === undefined
      ? checkName(context, each, "free-name", spec.what)
      : checkChoice(context, each, spec);
  if (tree.kind(node) === "symbol") return isName(node);
  const names = tree.children(node);
  const wrong = names.find((each) => tree.kind(each) !== "symbol");
  if (names.length > 0 && wrong === undefined) return names.every(isName);
  context.report("wrong-value", tree.span(wrong ?? node), {
    what: spec.what,
    found: context.describe(wrong ?? node),
    example: spec.example,
  });
  return false;
}

function checkDuration(context: FileContext, node: NodeId, spec: ValueSpec): boolean {
  const { amount, unit } = context.tree.quantity(node);
  const text = durationText(amount, unit);
  if (text === undefined)
    context.report("wrong-value", context.tree.span(node), {
      what: `${spec.what} such as 30s`,
      found: context.describe(node),
      example: spec.example,
    });
  else if (spec.positive === true && text === "0s")
    context.report("no-time", context.tree.span(node), {
      text: context.tree.textOf(node),
      example: spec.example,
    });
  else return true;
  return false;
}

function checkVersion(context: FileContext, node: NodeId, spec: ValueSpec): boolean {
  const text = context.tree.textOf(node);
  if (/^v\d{1,6}(\.\d{1,6}){0,2}$/.test(text)) return true;
  context.report("wrong-value", context.tree.span(node), {
    what: `${spec.what} such as v2`,
    found: context.describe(node),
    example: spec.example,
  });
  return false;
}
