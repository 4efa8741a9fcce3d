import type { Audit } from "./audit.ts";
import type { DriftSeverity, Finding } from "./types.ts";

/** One kind of finding that was there already: how often it stands, wherever in its file. */
export interface BaselineEntry {
  readonly code: string;
  readonly service: string;
  readonly symbol: string;
  readonly file: string;
  readonly count: number;
}

/** What a baseline makes of an audit. */
export interface Compared {
  /** Findings and unknown files that the baseline knows. */
  readonly known: ReadonlySet<object>;
  /** Entries, or how many of them, that are found no more. */
  readonly gone: readonly BaselineEntry[];
  /** The baseline without what is gone: it shrinks and never grows. */
  readonly shrunk: readonly BaselineEntry[];
}

const schema = "flywheel.audit-baseline/1";

type Key = Omit<BaselineEntry, "count">;

/** Lines and messages do not enter: a finding that moved with its file is the same one. */
const keyText = ({ code, service, symbol, file }: Key): string =>
  [code, service, symbol, file].join("\n");

/** What a finding is known by, from one audit to the next. */
export const findingKey = ({ rule, service, symbol, code }: Finding): Key => ({
  code: rule.code,
  service,
  symbol,
  file: code.file,
});

/** What an unknown file is known by; it is nobody's symbol. */
const unknownKey = ({ service, file }: Audit["unknown"][number]): Key => ({
  code: "unknown-file",
  service,
  symbol: service,
  file,
});

const keyed = ({ findings, unknown }: Audit): (readonly [object, Key])[] => [
  ...findings.map((one) => [one, findingKey(one)] as const),
  ...unknown.map((one) => [one, unknownKey(one)] as const),
];

/** A baseline of all that an audit found. */
export function baselineOf(audit: Audit): BaselineEntry[] {
  const counted = new Map<string, BaselineEntry>();
  for (const [, key] of keyed(audit)) {
    const before = counted.get(keyText(key));
    counted.set(keyText(key), { ...key, count: (before?.count ?? 0) + 1 });
  }
  return [...counted.values()].sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
}

/** Tells what a baseline knows from what is new, and what of it is gone. */
export function compareBaseline(audit: Audit, baseline: readonly BaselineEntry[]): Compared {
  const left = new Map(baseline.map((entry) => [keyText(entry), entry.count]));
  const known = new Set<object>();
  for (const [one, key] of keyed(audit)) {
    const count = left.get(keyText(key)) ?? 0;
    if (count === 0) continue;
    left.set(keyText(key), count - 1);
    known.add(one);
  }
  const gone = baseline.flatMap((entry) => {
    const count = left.get(keyText(entry)) ?? 0;
    return count === 0 ? [] : [{ ...entry, count }];
  });
  const shrunk = baseline.flatMap((entry) => {
    const count = entry.count - (left.get(keyText(entry)) ?? 0);
    return count === 0 ? [] : [{ ...entry, count }];
  });
  return { known, gone, shrunk };
}

/** The text of a baseline's file: one entry a line, so that removing one is a one-line change. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  const findings = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "schema": "${schema}",\n  "findings": ${findings}\n}\n`;
}

/** Reads a baseline's file; says what is wrong with it where it is none. */
export function readBaseline(
  text: string,
): { readonly entries: readonly BaselineEntry[] } | { readonly wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { wrong: `it is no JSON: ${error.message}` };
    throw error;
  }
  if (
    typeof value !== "object" ||
    value === null ||
    !("schema" in value) ||
    value.schema !== schema
  )
    return { wrong: `it is no ${schema}` };
  const entries: unknown[] =
    "findings" in value && Array.isArray(value.findings) ? value.findings : [];
  const bad = entries.findIndex((entry) => !isEntry(entry));
  if (bad !== -1) return { wrong: `its finding ${bad + 1} is not one` };
  return { entries: entries.filter(isEntry) };
}

const isEntry = (value: unknown): value is BaselineEntry =>
  typeof value === "object" &&
  value !== null &&
  ["code", "service", "symbol", "file"].every(
    (name) => typeof Reflect.get(value, name) === "string",
  ) &&
  "count" in value &&
  Number.isInteger(value.count) &&
  Number(value.count) > 0;

/** Whether something is as grave as `least`, or graver. Unknown files are warnings. */
export function reaches(severity: DriftSeverity, least: DriftSeverity): boolean {
  const order: readonly DriftSeverity[] = ["warning", "error", "critical"];
  return order.indexOf(severity) >= order.indexOf(least);
}
