import type { MessageExtras } from "../base/messages.ts";
import type { Faults } from "./faults.ts";
import { isKeyword, isPlainNumber } from "./lookahead.ts";
import { readNumber } from "./numbers.ts";
import { escapeProblems } from "./strings.ts";
import { kindNumber } from "./tree.ts";

/** The kind of the atom `[start, end)` of `units` that starts like a number. What it is not is reported. */
export function checkNumber(faults: Faults, units: Uint8Array, start: number, end: number): number {
  if (isPlainNumber(units, start, end)) return kindNumber.number;
  const { text } = faults.source;
  const reading = readNumber(text.slice(start, end));
  if (reading.kind === "malformed") {
    faults.add(
      "malformed-number",
      start,
      end,
      { text: faults.quote(start, end) },
      plainer(faults, start, end),
    );
  }
  if (reading.kind === "unknown-unit") faults.unknownUnit(reading.unit, end);
  const quantity = reading.kind === "quantity" || reading.kind === "unknown-unit";
  return quantity ? kindNumber.quantity : kindNumber.number;
}

/** A number with underscores or leading zeros, as it is written here. */
function plainer(faults: Faults, start: number, end: number): MessageExtras {
  const text = faults.source.text
    .slice(start, end)
    .replaceAll("_", "")
    .replace(/^0+(?=\d)/, "");
  if (readNumber(text).kind !== "number") return {};
  const fix = { title: `write ${text}`, edits: [{ file: faults.source.path, start, end, text }] };
  return { cure: `write ${text}: digits alone`, fix };
}

/** Whether the atom `[start, end)`, which starts with a colon, is a keyword; what is none is reported. */
export function checkKeyword(
  faults: Faults,
  units: Uint8Array,
  start: number,
  end: number,
): boolean {
  if (isKeyword(units, start, end)) return true;
  const alone = {
    cure: "delete it: a name and its type stand side by side",
    fix: {
      title: "delete the colon",
      edits: [{ file: faults.source.path, start, end, text: "" }],
    },
  };
  faults.add(
    "malformed-keyword",
    start,
    end,
    { text: faults.quote(start, end) },
    end === start + 1 ? alone : {},
  );
  return false;
}

/** Reports a string that touches what stands beside it, with the space that is missing. */
export function touching(faults: Faults, start: number, end: number): void {
  const { path, text } = faults.source;
  const behind = end < text.length && !/[\s();`,]/.test(text.charAt(end));
  const at = behind ? end : start;
  const fix = {
    title: "put a space between them",
    edits: [{ file: path, start: at, end: at, text: " " }],
  };
  faults.add("missing-space", start, end, {}, { fix });
}

/** Reports the wrong escapes of the string literal `[start, end)`; says whether there are any. */
export function checkEscapes(faults: Faults, start: number, end: number): boolean {
  const problems = escapeProblems(faults.source.text.slice(start, end));
  for (const problem of problems) {
    const from = start + problem.start;
    const to = start + problem.end;
    const escape = faults.quote(from, to);
    if (problem.reason === undefined) {
      const edit = { file: faults.source.path, start: from, end: from, text: "\\" };
      const fix = { title: "write two backslashes", edits: [edit] };
      faults.add("bad-escape", from, to, { escape }, { fix });
    } else faults.add("bad-code-point", from, to, { escape, reason: problem.reason });
  }
  return problems.length > 0;
}

/** The prefix that starts at `at`, where one does: its kind and its end. */
export function prefixAt(text: string, at: number): { kind: number; end: number } | undefined {
  const character = text.charAt(at);
  const next = text.charAt(at + 1);
  if (character === "`") return { kind: kindNumber.quasiquote, end: at + 1 };
  if (character === "#")
    return next === ";" ? { kind: kindNumber.discard, end: at + 2 } : undefined;
  if (character !== ",") return undefined;
  return next === "@"
    ? { kind: kindNumber.splice, end: at + 2 }
    : { kind: kindNumber.unquote, end: at + 1 };
}
