import { noRuleFile, readRules, ruleSuffix, type RuleBook } from "#mechanic";
import { rangeOf, type Diagnostic, type Host, type Source } from "#intent";
import { joinPath } from "../universe/paths.ts";

/** Where the rules of a universe stand, relative to its root. */
export const rulesFolder = "flywheel/rules";

/** The rules of a universe, with the texts of their files by path, and what is wrong with them as sentences. */
export interface UniverseRules extends RuleBook {
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** Reads the rules as they stand in the work tree: one that was edited or disabled counts as it is now. */
export async function loadRules(host: Host, root: string): Promise<UniverseRules> {
  const folder = joinPath(root, rulesFolder);
  const stands = (await host.files.stat(folder))?.kind;
  const entries = stands === "directory" ? await host.files.list(folder) : [];
  const all = entries.filter(({ name }) => name.endsWith(ruleSuffix));
  const [own, others] = [
    all.filter(({ kind }) => kind === "file"),
    all.filter(({ kind }) => kind !== "file"),
  ];
  const strange = [
    ...(stands === undefined || stands === "directory"
      ? []
      : [noRuleFile(rulesFolder, stands, "folder")]),
    ...others.map(({ name, kind }) => noRuleFile(joinPath(rulesFolder, name), kind, "file")),
  ];
  const sources = await Promise.all(
    own.map(async ({ name }): Promise<Source> => {
      const path = joinPath(rulesFolder, name);
      return { path, text: (await host.files.readText(joinPath(root, path))) ?? "" };
    }),
  );
  const { rules, diagnostics: wrong } = await readRules(sources, host.syntax);
  const diagnostics = [...strange, ...wrong];
  const texts = new Map([
    ...sources.map(({ path, text }) => [path, text] as const),
    // What cannot be read is known by its name all the same.
    ...others.map(({ name }) => [joinPath(rulesFolder, name), ""] as const),
  ]);
  return { rules, diagnostics, texts, problems: diagnostics.map((one) => sentence(one, texts)) };
}

function sentence(
  { file, span, code, message, cure }: Diagnostic,
  texts: ReadonlyMap<string, string>,
): string {
  const { line, column } = rangeOf(texts.get(file) ?? "", span);
  const then = cure === undefined ? "" : `: ${cure}`;
  return `${file}:${line}:${column}: ${message}, so the rule is left out (${code})${then}`;
}
