import { type Audit, type Compared, driftSeverities, type FilePlace, type Finding } from "#jarvis";
import { rangeOf, renderDiagnostic, shownText, type Diagnostic } from "#intent";
import { plural } from "./plural.ts";

/** All that a view of an audit needs. Texts are those of the files that findings speak of, by path. */
export interface ShownAudit {
  readonly audit: Audit;
  readonly texts: ReadonlyMap<string, string>;
  /** Where a baseline was given. */
  readonly compared?: Compared & { readonly file: string; readonly written: boolean };
}

/** Findings and unknown files that no baseline knows. */
export const newOnes = ({ audit, compared }: ShownAudit): Audit => ({
  ...audit,
  findings: audit.findings.filter((one) => compared?.known.has(one) !== true),
  unknown: audit.unknown.filter((one) => compared?.known.has(one) !== true),
});

/** An audit as text: each finding with excerpts of both sides and what resolves it, then a line that counts. */
export function auditText(shown: ShownAudit, color: boolean): string {
  const { findings, unknown } = newOnes(shown);
  const { audit } = shown;
  const textOf = (file: string): string => shown.texts.get(file) ?? "";
  const drawn = findings.map((one) =>
    renderDiagnostic(asDiagnostic(one), textOf(one.code.file), { color, textOf }),
  );
  const unread = unknown.map(
    ({ file, line, reason }) =>
      `${file}:${line}: warning: unknown: ${reason}; whether it drifts cannot be told [unknown-file]`,
  );
  const asked = audit.questions.map(({ service, text, place }) => {
    const { line } = rangeOf(textOf(place.file), place.span);
    return `${place.file}:${line}: open question of ${service}: ${shownText(text)}`;
  });
  return [...drawn, ...unread, ...asked, closing(shown)].join("\n\n");
}

/** A finding in the form that all diagnostics are drawn in. */
function asDiagnostic({ rule, message, code, intent, fix }: Finding): Diagnostic {
  const command = fix.command === undefined ? "" : `: \`${fix.command}\``;
  const grave = rule.severity === "critical" ? ", critical" : "";
  return {
    code: `${rule.category}: ${rule.code}${grave}`,
    severity: rule.severity === "warning" ? "warning" : "error",
    message,
    file: code.file,
    span: code.span,
    cure: `${fix.title}${command}`,
    ...(intent === undefined
      ? {}
      : { notes: [{ message: "the intent", file: intent.file, span: intent.span }] }),
  };
}

function closing(shown: ShownAudit): string {
  const { audit, compared } = shown;
  const { findings, unknown } = newOnes(shown);
  const counts = driftSeverities.flatMap((severity) => {
    const count = findings.filter(({ rule }) => rule.severity === severity).length;
    return count === 0
      ? []
      : [severity === "critical" ? `${count} critical` : plural(count, severity)];
  });
  if (unknown.length > 0) counts.push(`${plural(unknown.length, "file")} unknown`);
  const found = counts.length === 0 ? "no drift" : counts.join(", ");
  const looked = `${plural(audit.services.length, "service")}, ${plural(audit.files, "file")}`;
  const known =
    compared === undefined || compared.known.size === 0
      ? ""
      : `; ${compared.known.size} known to ${compared.file}`;
  return [`${looked}: ${found}${known}`, ...goneLines(shown)].join("\n");
}

function goneLines({ compared }: ShownAudit): string[] {
  if (compared === undefined) return [];
  if (compared.written) return [`${compared.file} written`];
  if (compared.gone.length === 0) return [];
  const entries = compared.gone.map(
    ({ code, symbol, file, count }) =>
      `  ${code} ${symbol} in ${file}${count > 1 ? ` (${count} times)` : ""}`,
  );
  return [
    `found no more, and to be removed from ${compared.file} (\`--write-baseline\` does it):`,
    ...entries,
  ];
}

/** `flywheel.audit/1`. */
export function auditDocument(shown: ShownAudit): object {
  const { audit, compared, texts } = shown;
  const fresh = newOnes(shown);
  const count = (severity: string): number =>
    fresh.findings.filter(({ rule }) => rule.severity === severity).length;
  return {
    schema: "flywheel.audit/1",
    findings: audit.findings.map((one) => findingRow(shown, one)),
    unknown: audit.unknown.map((one) => ({
      ...one,
      ...(compared === undefined ? {} : { known: compared.known.has(one) }),
    })),
    questions: audit.questions.map(({ service, text, place }) => ({
      service,
      text,
      file: place.file,
      line: rangeOf(texts.get(place.file) ?? "", place.span).line,
    })),
    summary: {
      services: audit.services.length,
      files: audit.files,
      critical: count("critical"),
      error: count("error"),
      warning: count("warning"),
      unknown: fresh.unknown.length,
      ...(compared === undefined ? {} : { known: compared.known.size }),
    },
    ...(compared === undefined
      ? {}
      : { baseline: { file: compared.file, written: compared.written, gone: compared.gone } }),
  };
}

function findingRow({ texts, compared }: ShownAudit, finding: Finding): object {
  const { rule, service, symbol, message, fix, code, intent } = finding;
  return {
    code: rule.code,
    category: rule.category,
    severity: rule.severity,
    service,
    symbol,
    file: code.file,
    ...rangeOf(texts.get(code.file) ?? "", code.span),
    message,
    fix,
    evidence: {
      code: evidence(texts, code),
      ...(intent === undefined ? {} : { intent: evidence(texts, intent) }),
    },
    ...(compared === undefined ? {} : { known: compared.known.has(finding) }),
  };
}

/** Longest excerpt, in UTF-16 units. */
const excerptMax = 400;

/** A place with the whole lines that it stands in. */
function evidence(texts: ReadonlyMap<string, string>, { file, span }: FilePlace): object {
  const text = texts.get(file) ?? "";
  const start = text.lastIndexOf("\n", span.start - 1) + 1;
  const end = text.indexOf("\n", span.end);
  const excerpt = text.slice(start, end === -1 ? text.length : end).slice(0, excerptMax);
  return { file, ...rangeOf(text, span), excerpt };
}
