import {
  derived,
  lineStarts,
  snakeCase,
  wordsOf,
  type Change,
  type CodeDiagnostic,
  type HoleKind,
} from "#intent";

import type { HoleDraft, SlotDraft } from "../shared/index.ts";
import { argumentSlot, valueSlot } from "./answers.ts";
import type { Module } from "./snapshot.ts";
import { pathTo } from "./tree.ts";
import { happened, words } from "./words.ts";

/** What pyright still reports after all certain edits is a decision: each error becomes a hole that names its change. */
export function holeOf(
  diagnostic: CodeDiagnostic,
  module: Module,
  changes: readonly Change[],
  service: string,
): HoleDraft {
  const starts = lineStarts(module.text);
  const start = (starts[diagnostic.line - 1] ?? 0) + diagnostic.column - 1;
  const end = (starts[diagnostic.endLine - 1] ?? 0) + diagnostic.endColumn - 1;
  const { kind, change } = causeOf(diagnostic, changes, module.text.slice(start, end));
  return {
    kind,
    file: module.file,
    text: module.text,
    span: { start, end: Math.max(start, end) },
    delta: change?.symbol ?? service,
    inside: pathTo(module.text, module.root, start),
    question: questionOf(kind, change, diagnostic),
    slot: slotOfError(kind, diagnostic, module, start, end),
    ...(kind === "required-value" ? { meaning: "" } : {}),
    candidates:
      kind === "required-value"
        ? valuesOf(change, diagnostic)
        : kind === "ambiguous-rename" && change?.guess !== undefined
          ? [change.guess.to]
          : [],
  };
}

/** The parameters that a call lacks, as pyright names them. */
const lacking = ({ message }: CodeDiagnostic): readonly string[] => {
  const [, named = ""] = /Arguments? missing for parameters? (.*)/.exec(message) ?? [];
  return [...named.matchAll(/"(\w+)"/g)].flatMap(([, name]) => name ?? []);
};

/** Where a text can answer an error: among the arguments of a call that lacks some, in place of a value that does not fit. */
function slotOfError(
  kind: HoleKind,
  diagnostic: CodeDiagnostic,
  module: Module,
  start: number,
  end: number,
): SlotDraft | undefined {
  if (kind === "new-handler" || kind === "variant-arm" || kind === "ambiguous-rename")
    return undefined;
  if (kind !== "required-value") return valueSlot(module, start, end);
  const names = lacking(diagnostic);
  return names.length === 0 ? undefined : argumentSlot(module, start, end, names);
}

const valuesOf = (change: Change | undefined, diagnostic: CodeDiagnostic): readonly string[] =>
  lacking(diagnostic).length === 1 &&
  change?.toType?.kind === "primitive" &&
  change.toType.name === "bool"
    ? ["True", "False"]
    : [];

interface Cause {
  readonly kind: HoleKind;
  readonly change: Change | undefined;
}

/** Which change an error follows from: by what pyright says is wrong, and by the names that it says it with. */
function causeOf(diagnostic: CodeDiagnostic, changes: readonly Change[], spelt: string): Cause {
  const { message } = diagnostic;
  for (const { pattern, kinds, fits } of causes) {
    if (!pattern.test(`${diagnostic.code} ${message}`)) continue;
    const suspects = changes.filter(
      (change) => kinds.test(change.kind) && (fits?.(change) ?? true),
    );
    const change =
      suspects.find((each) => mentions(message, each)) ??
      suspects.find((each) => isSpelt(spelt, each)) ??
      (pattern === neverSo && !changes.some(({ kind }) => retypes.test(kind))
        ? suspects[0]
        : undefined) ??
      suspects.find(({ kind }) => retypes.test(kind)) ??
      // Pyright names the member that is read of `None`, and not what is `None`: where one change brings it, it is that.
      ((pattern === givesNone || pattern === noOverload) && suspects.length === 1
        ? suspects[0]
        : undefined);
    if (change !== undefined)
      return {
        kind: change.guess === undefined ? holeKind(pattern, change, message) : "ambiguous-rename",
        change,
      };
  }
  return {
    kind: "unresolved-diagnostic",
    change: changes.find((change) => mentions(message, change)) ?? changes[0],
  };
}

/** A value of another type need not bring the name of what it comes from: pyright tells the types alone. */
const retypes = /-retyped$|^rpc-output-changed$/;

/**
 * `None` is given where it is not wanted; stamped fields that may be absent are printed as `Maybe[str]`. That a place also
 * takes `None` says nothing of what is wrong with a value.
 */
const givesNone =
  /reportOptional|Argument types: \([^\n]*\b(?:None\b|Maybe\[)|"None" is not assignable to|[Tt]ype "[^"]*\b(?:None\b|Maybe\[)[^"]*" (?:is not assignable|cannot be assigned)|not supported for types [^\n]*\b(?:None\b|Maybe\[)/;

/** Whether values of it may be `None` that were none before. */
const mayBeAbsent = ({ kind, to, toType }: Change): boolean =>
  kind.endsWith("-became-optional") || toType?.kind === "optional" || /\boptional\b/.test(to ?? "");

/** `None` reaches what takes none any more. */
const stillAbsent = /\bNone\b[^\n]*(?:cannot be assigned|is not assignable)/;

/** By the pattern, where one kind of change can go wrong in two ways; else by the kind of change. */
const holeKind = (pattern: RegExp, change: Change, message: string): HoleKind =>
  (pattern === givesNone && mayBeAbsent(change)) ||
  (change.kind.endsWith("-became-required") && stillAbsent.test(message))
    ? "absent-value"
    : pattern === neverSo
      ? "silent-miss"
      : words[change.kind].hole;

/** Of what is given to a function with several signatures pyright says only that none of them fits. */
const noOverload = /^\S+ No overloads for "/;

/** What can never be the case any more. */
const neverSo = /reportUnnecessary(?:Comparison|IsInstance|Contains)/;

const causes: readonly {
  readonly pattern: RegExp;
  readonly kinds: RegExp;
  readonly fits?: (change: Change) => boolean;
}[] = [
  {
    pattern: /Arguments? missing for parameter/,
    kinds: /^(?:field|parameter|config)-added$|-became-required$|-default-changed$/,
  },
  {
    pattern: /abstract|is not implemented|does not implement/i,
    kinds:
      /^(?:rpc|tool|util|rule|engine|member|invariant)-added$|^(?:listener|every)-(?:added|handler-changed)$/,
  },
  {
    pattern:
      /Cannot access attribute|No parameter named|unknown import symbol|is not a known attribute|is not defined/,
    kinds: /-removed$/,
  },
  { pattern: givesNone, kinds: /./, fits: mayBeAbsent },
  { pattern: neverSo, kinds: /-became-required$/ },
  { pattern: noOverload, kinds: /-became-optional$/ },
  {
    pattern:
      /report(?:Argument|Assignment|Return|Attribute|Call|Index|Operator|General|Incompatible|Unknown|UnnecessaryC)/,
    kinds: /-retyped$|^rpc-output-changed$|^rpc-error-(?:added|removed)$|-became-required$/,
  },
];

/** Whether a message spells the last name of a change's symbol, in any casing, as it was or is, or the error it is about. */
function mentions(message: string, change: Change): boolean {
  const text = message.toLowerCase();
  const error = change.kind.startsWith("rpc-error-") ? (change.to ?? change.from) : null;
  if (error !== null) return new RegExp(`\\b${derived.error(lastName(error))}\\b`).test(message);
  return [change.symbol, change.fromSymbol, change.from].some((symbol) => {
    const last = lastName(symbol ?? "");
    return (
      last !== "" &&
      (text.includes(`"${snakeCase(last)}"`) ||
        text.includes(`.${snakeCase(last)}"`) ||
        text.includes(`"${wordsOf(last).join("")}"`))
    );
  });
}

/** Whether the member that changed is named in the code that an error stands at. */
const isSpelt = (spelt: string, { symbol, kind }: Change): boolean =>
  /^(?:field|parameter)-/.test(kind) &&
  new RegExp(`\\b${snakeCase(lastName(symbol))}\\b`).test(spelt);

const lastName = (symbol: string): string => symbol.split(/[/.:]/).at(-1) ?? "";

function questionOf(
  kind: HoleKind,
  change: Change | undefined,
  diagnostic: CodeDiagnostic,
): string {
  const said = diagnostic.message.split("\n")[0] ?? diagnostic.message;
  if (change === undefined) return `Pyright says: ${said}`;
  if (kind === "ambiguous-rename")
    return `\`${change.symbol}\` is gone and something alike is new: is it a rename? Say so with \`:was\`. (${said})`;
  if (kind === "silent-miss")
    return `${happened(change)}: what becomes of this, whose answer is always the same now? (${said})`;
  if (kind === "absent-value" && !change.kind.endsWith("-became-required"))
    return `\`${change.symbol}\` may be absent now: what happens here without it? (${said})`;
  const { asks } = words[change.kind];
  return kind === "unresolved-diagnostic" || asks === ""
    ? `${happened(change)}, and pyright says: ${said}`
    : `${happened(change)}: ${asks} (${said})`;
}
