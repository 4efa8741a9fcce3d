import { didYouMean } from "#intent";
import { driftRules } from "#jarvis";
import { joinPath } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { placeOf } from "./place.ts";
import { readPage, type Section } from "../written-page.ts";

/** Where the codes of intents are explained, in the installation. */
const pageFile = "docs/diagnostics.md";

/**
 * `forge explain CODE`: what a code means, an intent that gives it, and the cure, as docs/diagnostics.md has them; `forge explain
 * FILE:LINE`: see {@link explainPlace}.
 */
export async function explain(context: CommandContext, code: string): Promise<CommandResult> {
  const place = placeOf(code);
  if (place !== undefined) return (await import("./explain-place.ts")).explainPlace(context, place);
  const { files, platform } = context.host;
  const text = await files.readText(joinPath(platform.installation, pageFile));
  if (text === undefined)
    return problem(
      exits.environment,
      `the installation has no ${pageFile}`,
      "install Flywheel again, or read the page on its site",
    );
  const { sections } = readPage(text);
  const section = sections.find(({ title }) => title === code);
  if (section !== undefined) return explained(section);
  const drift = driftRules.find((rule) => rule.code === code);
  if (drift !== undefined) {
    const { severity, category, what } = drift;
    const document = { schema: "flywheel.explain/1", code, severity, meaning: what };
    const audits = `  ${category}; docs/audit.md tells how audits find it and what resolves it`;
    return { exit: exits.done, document, text: `${code}: ${severity}\n\n${what}\n\n${audits}` };
  }
  const known = [...sections.map(({ title }) => title), ...driftRules.map((rule) => rule.code)];
  const near = didYouMean(code, known);
  return problem(
    exits.usage,
    `there is no code ${code}`,
    near === undefined ? `see ${pageFile} for all codes` : `did you mean ${near}?`,
  );
}

function explained({ title, files, prose }: Section): CommandResult {
  const severity = prose.startsWith("Warning. ") ? "warning" : "error";
  const lines = prose.replace(/^Warning\. /, "").split("\n");
  const after = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const [meaning = ""] = lines;
  const [cure = "", fix] = [after("Cure"), after("Fix")];
  const examples = files.map(({ path, text }) => ({
    ...(path === undefined ? {} : { path }),
    text,
  }));
  const document = {
    schema: "flywheel.explain/1",
    code: title,
    severity,
    meaning,
    examples,
    cure,
    ...(fix === undefined ? {} : { fix }),
  };
  const shown = files.map(({ path, text }) => {
    const body = text.trimEnd().replaceAll(/^(?=.)/gm, "    ");
    return path === undefined ? body : `  ${path}\n${body}`;
  });
  const parts = [
    `${title}: ${severity}`,
    meaning,
    ...shown,
    `  cure: ${cure}`,
    ...(fix === undefined ? [] : [`  editors offer: ${fix}`]),
  ];
  return { exit: exits.done, document, text: parts.join("\n\n") };
}
