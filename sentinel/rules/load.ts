import { readRules, ruleSuffix, type RuleBook } from "#mechanic";
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
  const stands = (await host.files.stat(folder))?.kind === "directory";
  const entries = stands ? await host.files.list(folder) : [];
  const names = entries.filter(({ name, kind }) => kind === "file" && name.endsWith(ruleSuffix));
  const sources = await Promise.all(
    names.map(async ({ name }): Promise<Source> => {
      const path = joinPath(rulesFolder, name);
      return { path, text: (await host.files.readText(joinPath(root, path))) ?? "" };
    }),
  );
  const book = await readRules(sources, host.syntax);
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  return { ...book, texts, problems: book.diagnostics.map((one) => sentence(one, texts)) };
}

function sentence(
  { file, span, code, message, cure }: Diagnostic,
  texts: ReadonlyMap<string, string>,
): string {
  const { line, column } = rangeOf(texts.get(file) ?? "", span);
  const then = cure === undefined ? "" : `: ${cure}`;
  return `${file}:${line}:${column}: ${message}, so the rule is left out (${code})${then}`;
}
