import type { Change, CodeDiagnostic, GateReport, Hole, Service } from "#intent";

/** What the gates still say, each as a question: a lint or a test that the change turned red needs a person. */
export function unresolvedHoles(
  service: Service,
  changes: readonly Change[],
  report: GateReport,
): Hole[] {
  const red = report.gates.find((gate) => gate.status === "failed");
  const said = red?.diagnostics.filter((one) => one.severity === "error") ?? [];
  const delta = changes.find((change) => change.cause === undefined)?.symbol ?? service.name;
  const hole = (
    one: Pick<
      CodeDiagnostic,
      "tool" | "code" | "message" | "file" | "line" | "column" | "endLine" | "endColumn"
    >,
  ): Hole => ({
    id: `${service.name}/${red?.gate ?? "gate"}/${one.code}/${one.file}`,
    kind: red?.gate === "test" ? "expected-value" : "unresolved-diagnostic",
    file: one.file,
    line: one.line,
    column: one.column,
    endLine: one.endLine,
    endColumn: one.endColumn,
    delta,
    question: `${one.tool} says ${one.code}: ${one.message.split("\n")[0] ?? ""}`,
    candidates: [],
    settledBy: "gates",
    code: one.code,
  });
  const whole = {
    tool: red?.gate ?? "gate",
    code: "failed",
    message: red?.reason ?? "the gate is red",
    file: service.file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  };
  const holes = said.length > 0 ? said.map(hole) : [hole(whole)];
  return [...new Map(holes.map((one) => [one.id, one])).values()];
}
