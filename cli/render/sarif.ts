import { driftRules, findingKey, type FilePlace, type Finding } from "#jarvis";
import { rangeOf } from "#intent";
import { version } from "../version.ts";
import type { ShownAudit } from "./audit.ts";

/**
 * An audit as SARIF 2.1.0. Findings that a baseline knows are `unchanged`; files of which nothing can be said are
 * notifications of the run. Severities beyond SARIF's levels stand in the properties.
 */
export function auditSarif(shown: ShownAudit): object {
  const { audit } = shown;
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "flywheel", version: version(), rules: rules() } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { ROOT: { description: { text: "The universe's root." } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: audit.unknown.map(({ file, line, reason }) => ({
              level: "warning",
              message: { text: `${reason}; whether it drifts cannot be told` },
              locations: [{ physicalLocation: { ...artifact(file), region: { startLine: line } } }],
            })),
          },
        ],
        results: audit.findings.map((one) => result(shown, one)),
      },
    ],
  };
}

const levelOf = (severity: string): "error" | "warning" =>
  severity === "warning" ? "warning" : "error";

const rules = (): object[] =>
  driftRules.map(({ code, category, severity, what }) => ({
    id: code,
    shortDescription: { text: what },
    defaultConfiguration: { level: levelOf(severity) },
    properties: { category, severity },
  }));

const ruleIndexes: ReadonlyMap<string, number> = new Map(
  driftRules.map(({ code }, index) => [code, index]),
);

const artifactLocation = (file: string): object => ({ uri: encodeURI(file), uriBaseId: "ROOT" });
const artifact = (file: string): object => ({ artifactLocation: artifactLocation(file) });

function result(shown: ShownAudit, finding: Finding): object {
  const { rule, service, symbol, message, fix, code, intent } = finding;
  const command = fix.command === undefined ? "" : `: ${fix.command}`;
  return {
    ruleId: rule.code,
    ruleIndex: ruleIndexes.get(rule.code) ?? -1,
    level: levelOf(rule.severity),
    message: { text: `${message}. To resolve it, ${fix.title}${command}.` },
    locations: [
      {
        physicalLocation: physical(shown, code),
        logicalLocations: [{ fullyQualifiedName: symbol }],
      },
    ],
    relatedLocations:
      intent === undefined
        ? []
        : [{ id: 0, message: { text: "the intent" }, physicalLocation: physical(shown, intent) }],
    partialFingerprints: { "flywheelFinding/v1": Object.values(findingKey(finding)).join("|") },
    ...(shown.compared === undefined
      ? {}
      : { baselineState: shown.compared.known.has(finding) ? "unchanged" : "new" }),
    ...(fix.edits === undefined ? {} : { fixes: [fixOf(shown, fix.title, fix.edits)] }),
    properties: {
      category: rule.category,
      severity: rule.severity,
      service,
      ...(fix.command === undefined ? {} : { command: fix.command }),
    },
  };
}

function physical({ texts }: ShownAudit, { file, span }: FilePlace): object {
  const { line, column, endLine, endColumn } = rangeOf(texts.get(file) ?? "", span);
  return {
    ...artifact(file),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

function fixOf(
  { texts }: ShownAudit,
  title: string,
  edits: NonNullable<Finding["fix"]["edits"]>,
): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactLocation(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ start, end, text }) => {
          const { line, column, endLine, endColumn } = rangeOf(texts.get(file) ?? "", {
            start,
            end,
          });
          return {
            deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
            insertedContent: { text },
          };
        }),
    })),
  };
}
