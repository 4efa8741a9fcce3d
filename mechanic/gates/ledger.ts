import type { GateReport } from "#intent";

import type { TestLedger } from "./types.ts";

/** Numbers repeated ids (`name`, `name #2`), so that each id is unique and stable while the order stands. */
export function uniqueIds(): (id: string) => string {
  const seen = new Map<string, number>();
  return (id) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id} #${count}`;
  };
}

/** Both lists sorted and without repetition. */
export function ledger(ran: Iterable<string>, passed: Iterable<string>): TestLedger {
  return { ran: [...new Set(ran)].sort(), passed: [...new Set(passed)].sort() };
}

/** Test ids that passed in a report's test gate. */
export function passedTests(report: GateReport | undefined): readonly string[] {
  return report?.gates.find((gate) => gate.gate === "test")?.tests?.passed ?? [];
}

/**
 * The sentence that says which tests of the baseline did not run, or ran and did not pass; `undefined` when all did. A
 * suite that turned green by losing a test is not green.
 */
export function missingFromBaseline(
  baseline: GateReport | undefined,
  tests: TestLedger | undefined,
): string | undefined {
  const before = passedTests(baseline);
  const ran = new Set(tests?.ran);
  const passed = new Set(tests?.passed);
  const lost = before.filter((id) => !ran.has(id));
  const failed = before.filter((id) => ran.has(id) && !passed.has(id));
  if (lost.length > 0)
    return `${count(lost, "test")} of the baseline did not run: ${sample(lost)}.`;
  if (failed.length > 0)
    return `${count(failed, "test")} of the baseline did not pass: ${sample(failed)}.`;
  return undefined;
}

const count = (list: readonly string[], noun: string): string =>
  `${list.length} ${noun}${list.length === 1 ? "" : "s"}`;
const sample = (list: readonly string[]): string =>
  list.slice(0, 5).join(", ") + (list.length > 5 ? ", …" : "");
