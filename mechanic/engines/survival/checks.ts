import type { CodeDiagnostic, GateResult, Oracle, RepairEdit, RepairRequest } from "#intent";

import { applyAll, type HoleDraft } from "../delta/shared/index.ts";
import { composeEdits } from "../suggestions/compose.ts";
import { askedAt } from "./lints.ts";
import type { Judge } from "./settle.ts";
import { changeOf, type Found } from "./site.ts";

/**
 * Mends what the check gate says and the language can mend by deduction: imports that nobody uses, where the compiler and
 * no linter tells of them. Gives the edits with these among them, or as they were where the gate takes no such round.
 */
export async function settleChecks(
  request: RepairRequest,
  { needless }: Found,
  edits: readonly RepairEdit[],
  oracle: Oracle,
  judge: Judge,
): Promise<readonly RepairEdit[]> {
  const applied = applyAll(request.sources, edits);
  if (needless === undefined || "clash" in applied) return edits;
  const { diagnostics } = await oracle.check(applied.texts);
  const made = new Map(Map.groupBy(edits, (edit) => edit.file));
  for (const [file, errors] of Map.groupBy(diagnostics.filter(isError), (one) => one.file)) {
    const text = applied.texts.get(file) ?? request.sources.get(file);
    if (text === undefined || request.tests.has(file)) continue;
    const own = needless(file, text, errors).flatMap(({ rule, because, edits: pieces }) =>
      pieces.map((piece): RepairEdit => {
        const change = changeOf(request);
        return { ...piece, file, change, rule, certainty: "certain", because };
      }),
    );
    if (own.length > 0) made.set(file, composeEdits(made.get(file) ?? [], own));
  }
  const next = [...made.values()].flat();
  const tried = applyAll(request.sources, next);
  return !("clash" in tried) && (await judge(tried.texts)) ? next : edits;
}

const isError = (one: CodeDiagnostic): boolean => one.severity === "error";

/** What a check gate that stays red says, each as a question at its place in the sources. */
export function askedChecks(
  request: RepairRequest,
  edits: readonly RepairEdit[],
  texts: ReadonlyMap<string, string>,
  check: GateResult,
): readonly HoleDraft[] {
  if (check.status === "passed") return [];
  const errors = check.diagnostics.filter(isError);
  if (errors.length > 0) return errors.map((error) => askedAt(request, { edits, texts }, error));
  return [
    {
      kind: "unresolved-diagnostic",
      file: request.service.file,
      text: "",
      span: { start: 0, end: 0 },
      delta: changeOf(request),
      inside: "check",
      question: `The check gate stays red: ${check.reason ?? "it does not say why"}`,
      settledBy: "gates",
    },
  ];
}
