import {
  lineStarts,
  positionAt,
  type CodeDiagnostic,
  type GateResult,
  type RepairRequest,
} from "#intent";

import type { Finding, Session } from "./lsp/session.ts";

/**
 * What the language server says of the new stamps with edited sources beside them, as the check gate would say it. It has
 * read the libraries already and answers in a fraction of the gate's time, but it is believed only on the way: what is
 * written is judged by the gate. `undefined` where a stamp that was there is gone, which a server cannot be shown.
 */
export async function judgeBySession(
  session: Session,
  { stampedBefore, stampedAfter, sources }: RepairRequest,
  edited: ReadonlyMap<string, string>,
  now: () => number,
): Promise<GateResult | undefined> {
  const files = (texts: ReadonlyMap<string, string>): readonly string[] =>
    [...texts.keys()].filter((path) => path.endsWith(".py")).toSorted();
  if (files(stampedBefore).join() !== files(stampedAfter).join()) return undefined;
  const started = now();
  const texts = new Map(
    [...stampedAfter, ...sources, ...edited].filter(([path]) => path.endsWith(".py")),
  );
  const found = (await session.diagnose(texts)).filter(({ isError }) => isError);
  const diagnostics = found.map((one) => diagnosticOf(one, texts.get(one.file) ?? ""));
  const status = diagnostics.length > 0 ? "failed" : "passed";
  return { gate: "check", status, diagnostics, files: texts.size, ms: now() - started };
}

function diagnosticOf({ file, start, end, message, code }: Finding, text: string): CodeDiagnostic {
  const starts = lineStarts(text);
  const [from, to] = [positionAt(starts, start), positionAt(starts, end)];
  const place = { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  return { tool: "pyright", code, severity: "error", message, file, ...place };
}
