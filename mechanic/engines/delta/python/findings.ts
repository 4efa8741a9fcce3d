import {
  lineStarts,
  snakeCase,
  wordsOf,
  type Change,
  type CodeDiagnostic,
  type HoleKind,
} from "#intent";

import type { HoleDraft } from "../shared/index.ts";
import type { Module } from "./snapshot.ts";
import { pathTo } from "./tree.ts";

/** What pyright still reports after all certain edits is a decision: each error becomes a hole that names its change. */
export function holeOf(
  diagnostic: CodeDiagnostic,
  module: Module,
  changes: readonly Change[],
  service: string,
): HoleDraft {
  const { kind, change } = cause(diagnostic, changes);
  const starts = lineStarts(module.text);
  const start = (starts[diagnostic.line - 1] ?? 0) + diagnostic.column - 1;
  const end = (starts[diagnostic.endLine - 1] ?? 0) + diagnostic.endColumn - 1;
  return {
    kind,
    file: module.file,
    text: module.text,
    span: { start, end: Math.max(start, end) },
    delta: change?.symbol ?? service,
    inside: pathTo(module.text, module.root, start),
    question: questionOf(kind, change, diagnostic),
    candidates: kind === "ambiguous-rename" && change?.guess !== undefined ? [change.guess.to] : [],
  };
}

interface Cause {
  readonly kind: HoleKind;
  readonly change: Change | undefined;
}

/** Which change an error follows from: by what pyright says is wrong, and by the names that it says it with. */
function cause(diagnostic: CodeDiagnostic, changes: readonly Change[]): Cause {
  const { message } = diagnostic;
  for (const { pattern, kinds, hole } of causes) {
    if (!pattern.test(`${diagnostic.code} ${message}`)) continue;
    const suspects = changes.filter((change) => kinds.some((kind) => kind.test(change.kind)));
    const change =
      suspects.find((each) => mentions(message, each)) ??
      (hole === "conversion" ? suspects[0] : undefined);
    if (change !== undefined)
      return { kind: change.guess === undefined ? hole : "ambiguous-rename", change };
  }
  return {
    kind: "unresolved-diagnostic",
    change: changes.find((change) => mentions(message, change)) ?? changes[0],
  };
}

const causes: readonly {
  readonly pattern: RegExp;
  readonly kinds: readonly RegExp[];
  readonly hole: HoleKind;
}[] = [
  {
    pattern: /Arguments? missing for parameter/,
    kinds: [/^(?:field|parameter)-added$/, /-became-required$/, /-default-changed$/],
    hole: "required-value",
  },
  {
    pattern: /abstract|is not implemented|does not implement/i,
    kinds: [/^rpc-added$/, /^listener-added$/, /^rpc-renamed$/, /^listener-handler-changed$/],
    hole: "new-handler",
  },
  {
    pattern:
      /Cannot access attribute|No parameter named|unknown import symbol|is not a known attribute|is not defined/,
    kinds: [/-removed$/],
    hole: "removed-symbol",
  },
  {
    pattern: /reportOptional|"None"/,
    kinds: [/-became-optional$/, /^rpc-output-changed$/, /-retyped$/],
    hole: "absent-value",
  },
  {
    pattern:
      /report(?:Argument|Assignment|Return|Attribute|Call|Index|Operator|General|Incompatible|Unknown|UnnecessaryC)/,
    kinds: [/-retyped$/, /^rpc-output-changed$/, /^rpc-error-/, /-became-/],
    hole: "conversion",
  },
];

/** Whether a message spells the last name of a change's symbol, in any casing, as it was or is. */
function mentions(message: string, change: Change): boolean {
  const text = message.toLowerCase();
  return [change.symbol, change.fromSymbol, change.from].some((symbol) => {
    const last = symbol?.split(/[/.:]/).at(-1) ?? "";
    return (
      last !== "" &&
      (text.includes(`"${snakeCase(last)}"`) ||
        text.includes(`.${snakeCase(last)}"`) ||
        text.includes(`"${wordsOf(last).join("")}"`))
    );
  });
}

function questionOf(
  kind: HoleKind,
  change: Change | undefined,
  diagnostic: CodeDiagnostic,
): string {
  const what = change === undefined ? "the change" : `\`${change.symbol}\``;
  const said = diagnostic.message.split("\n")[0] ?? diagnostic.message;
  switch (kind) {
    case "required-value":
      return `${what} is required now and has no default: which value belongs here? (${said})`;
    case "new-handler":
      return `${what} is new: what does it do? (${said})`;
    case "removed-symbol":
      return `${what} is gone: what takes its place here? (${said})`;
    case "ambiguous-rename":
      return `${what} is gone and something alike is new: is it a rename? Say so with \`:was\`. (${said})`;
    case "absent-value":
      return `${what} may be absent now: what happens here without it? (${said})`;
    case "conversion":
      return `${what} has another type now: how is the value converted here? (${said})`;
    default:
      return `After ${what}, pyright says: ${said}`;
  }
}
