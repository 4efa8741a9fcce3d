import { rangeOf, renderDiagnostic, type Diagnostic } from "#intent";
import { plural } from "./plural.ts";

/** All diagnostics as text, in the order of their places, with a closing line that counts them. */
export function checkText(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  color: boolean,
): string {
  const sorted = [...diagnostics].sort((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start,
  );
  const drawn = sorted.map((one) =>
    renderDiagnostic(one, texts.get(one.file) ?? "", { color, textOf: (file) => texts.get(file) }),
  );
  const count = (severity: Diagnostic["severity"]): number =>
    diagnostics.filter((one) => one.severity === severity).length;
  const words = [plural(count("error"), "error"), plural(count("warning"), "warning")].filter(
    (word) => !word.startsWith("0 "),
  );
  return [...drawn, ...(words.length === 0 ? [] : [words.join(", ")])].join("\n\n");
}

/** `flywheel.check/1`'s rows. */
export function diagnosticRows(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
): object[] {
  return diagnostics.map((one) => ({
    code: one.code,
    severity: one.severity,
    message: one.message,
    file: one.file,
    ...rangeOf(texts.get(one.file) ?? "", one.span),
    ...(one.fix === undefined ? {} : { fix: one.fix }),
    ...(one.cure === undefined ? {} : { cure: one.cure }),
  }));
}
