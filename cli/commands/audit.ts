import {
  audit as auditUniverse,
  baselineOf,
  baselineText,
  compareBaseline,
  reaches,
  readBaseline,
  type Audit,
  type DriftSeverity,
} from "#jarvis";
import { HostError, type Host } from "#intent";
import { joinPath } from "#sentinel";
import { openAudit, type OpenedAudit } from "../audit.ts";
import type { CommandContext } from "../context.ts";
import { auditDocument, auditText, newOnes, type ShownAudit } from "../render/audit.ts";
import { auditSarif } from "../render/sarif.ts";
import { exits, problem, type CommandResult } from "../result.ts";

export interface AuditFlags {
  readonly format?: "text" | "json" | "sarif";
  /** Path of a baseline, relative to where the command runs. */
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
  readonly failOn?: DriftSeverity;
}

/** `jarvis audit`: where the code is not what the intents say. */
export async function audit(context: CommandContext, flags: AuditFlags): Promise<CommandResult> {
  if (flags.writeBaseline === true && flags.baseline === undefined)
    return problem(
      exits.usage,
      "--write-baseline needs to know the file",
      "name it with --baseline FILE",
    );
  const opened = await openAudit(context);
  if ("stopped" in opened) return opened.stopped;
  const found = await auditUniverse(opened.options);
  await opened.options.cache.save();
  const texts = await textsOf(context, opened, found);
  const compared = await baselined(context, flags, found);
  if (compared !== undefined && "stopped" in compared) return compared.stopped;
  return shownAs(context, flags, {
    audit: found,
    texts,
    ...(compared === undefined ? {} : { compared }),
  });
}

/** Texts of the files that findings speak of; where there are none, no file is read. */
async function textsOf(
  { host }: CommandContext,
  { universe }: OpenedAudit,
  { findings }: Audit,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map(universe.sources.map((source) => [source.path, source.text]));
  for (const { code } of findings) {
    if (texts.has(code.file)) continue;
    const text = await readable(host, joinPath(universe.root, code.file));
    if (text !== undefined) texts.set(code.file, text);
  }
  return texts;
}

/** The text of a file; a finding of one that cannot be read (a folder of that name) has no excerpt. */
async function readable(host: Host, path: string): Promise<string | undefined> {
  try {
    return await host.files.readText(path);
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}

async function baselined(
  { host, cwd }: CommandContext,
  { baseline, writeBaseline }: AuditFlags,
  found: Audit,
): Promise<ShownAudit["compared"] | { readonly stopped: CommandResult }> {
  if (baseline === undefined) return undefined;
  const path = baseline.startsWith("/") ? baseline : joinPath(cwd, baseline);
  const text = await host.files.readText(path);
  if (text === undefined && writeBaseline !== true) {
    const cure = "write one with --write-baseline";
    return { stopped: problem(exits.usage, `there is no baseline ${baseline}`, cure) };
  }
  const read = text === undefined ? { entries: baselineOf(found) } : readBaseline(text);
  if ("wrong" in read) {
    const cure = "remove it and write it again with --write-baseline";
    return { stopped: problem(exits.usage, `${baseline} is no baseline: ${read.wrong}`, cure) };
  }
  const compared = compareBaseline(found, read.entries);
  const written = writeBaseline === true && (text === undefined || compared.gone.length > 0);
  if (written) await host.files.writeText(path, baselineText(compared.shrunk));
  return { ...compared, file: baseline, written };
}

function shownAs(
  { json, color }: CommandContext,
  { format = "text", failOn = "warning" }: AuditFlags,
  shown: ShownAudit,
): CommandResult {
  const { findings, unknown } = newOnes(shown);
  const fails =
    findings.some(({ rule }) => reaches(rule.severity, failOn)) ||
    (unknown.length > 0 && reaches("warning", failOn));
  const exit = fails ? exits.findings : exits.done;
  // `--json` is one document for whoever asks; `--format sarif --json` asks for that one.
  const document = format === "sarif" ? auditSarif(shown) : auditDocument(shown);
  if (json) return { exit, document, text: "" };
  const text = format === "text" ? auditText(shown, color) : JSON.stringify(document, null, 2);
  return { exit, document, text };
}
