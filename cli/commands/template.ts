import {
  ejectedFrom,
  ejectedText,
  stamp,
  templateVersion,
  type Template,
  type Templates,
} from "#forge";
import { didYouMean, languages, type Language } from "#intent";
import { baseName, joinPath } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { findUniverse, openSoundUniverse, templateSets, type SoundUniverse } from "../universe.ts";

/** The flags of `forge template`. */
export interface TemplateFlags {
  readonly service?: string;
  readonly gates?: boolean;
}

const actions = ["show", "eject", "test"] as const;

/** `forge template ACTION [PATTERN] [LANGUAGE]`: the templates that stamps are printed by. */
export async function template(
  context: CommandContext,
  action: string,
  words: readonly string[],
  flags: TemplateFlags,
): Promise<CommandResult> {
  const chosen = actions.find((one) => one === action);
  if (chosen === undefined) {
    const near = didYouMean(action, actions);
    const cure = near === undefined ? `use one of ${actions.join(", ")}` : `did you mean ${near}?`;
    return problem(exits.usage, `forge template has no action ${action}`, cure);
  }
  const refused = misused(chosen, words, flags);
  if (refused !== undefined) return refused;
  const [pattern, language] = words;
  if (chosen === "test") return (await import("./template-test.ts")).templateTest(context, flags);
  if (chosen === "eject") return eject(context, pattern ?? "", language ?? "");
  return pattern === undefined ? list(context) : show(context, pattern, language);
}

function misused(
  action: (typeof actions)[number],
  words: readonly string[],
  { service, gates }: TemplateFlags,
): CommandResult | undefined {
  const most = { show: 2, eject: 2, test: 0 }[action];
  if (words.length > most)
    return problem(
      exits.usage,
      `forge template ${action} takes no ${words[most] ?? ""}`,
      action === "test" ? "name a service with --service NAME" : "give a pattern and a language",
    );
  if (action === "eject" && words.length < 2)
    return problem(
      exits.usage,
      "forge template eject needs a pattern and a language",
      "`forge template show` lists both",
    );
  if (action !== "test" && (service !== undefined || gates === true))
    return problem(
      exits.usage,
      `forge template ${action} stamps nothing`,
      "--service and --gates belong to `forge template test`",
    );
  return undefined;
}

/** A template as it is told: which it is, of whom, and in which version. */
interface Row {
  readonly pattern: string;
  readonly language: string;
  readonly version: string;
  readonly origin: "shipped" | "own";
  /** Of the universe's own that tell it: the shipped version that they were taken from. */
  readonly from?: string;
  readonly file: string;
}

function rowsOf(
  { shipped, own }: { readonly shipped: Templates; readonly own: Templates },
  sha256: (text: string) => string,
): Row[] {
  return [...new Map([...shipped, ...own])]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { text, file }]): Row => {
      const [pattern = "", language = ""] = name.split("/");
      const from = own.has(name) ? ejectedFrom(text) : undefined;
      return {
        pattern,
        language,
        version: templateVersion(text, sha256),
        origin: own.has(name) ? "own" : "shipped",
        ...(from === undefined ? {} : { from }),
        file,
      };
    });
}

/** Templates that remember which of them were asked for. */
class AskedTemplates extends Map<string, Template> {
  readonly asked = new Set<string>();
  override get(name: string): Template | undefined {
    this.asked.add(name);
    return super.get(name);
  }
}

/** The names of the templates that each service is printed by, found by printing it. */
function usersOf(
  { model }: SoundUniverse,
  all: Templates,
  sha256: (text: string) => string,
): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const name of [...model.services.keys()].sort()) {
    const asked = new AskedTemplates(all);
    stamp(model, asked, { sha256, services: [name] });
    for (const one of asked.asked) users.set(one, [...(users.get(one) ?? []), name]);
  }
  return users;
}

async function list(context: CommandContext): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const sets = await templateSets(context, universe.root);
  const { sha256 } = context.host;
  const users = usersOf(universe, new Map([...sets.shipped, ...sets.own]), sha256);
  const rows = rowsOf(sets, sha256).map((row) => ({
    ...row,
    services: users.get(`${row.pattern}/${row.language}`) ?? [],
  }));
  const lines = rows.map(({ pattern, language, version, origin, services }) =>
    [
      `${pattern}/${language}`.padEnd(26),
      version,
      origin.padEnd(7),
      services.length === 0 ? "no service" : services.join(", "),
    ].join("  "),
  );
  return {
    exit: exits.done,
    document: { schema: "flywheel.template/1", templates: rows },
    text: lines.join("\n"),
  };
}

const isLanguage = (word: string): word is Language => languages.some((one) => one === word);

/** What is wrong with the name of a template; `undefined` where there is one. */
function unknown(all: Templates, pattern: string, language?: string): CommandResult | undefined {
  if (language !== undefined && !isLanguage(language)) {
    const near = didYouMean(language, languages);
    return problem(
      exits.usage,
      `there is no language ${language}`,
      near === undefined ? `use one of ${languages.join(", ")}` : `did you mean ${near}?`,
    );
  }
  const patterns = [...new Set([...all.keys()].map((name) => name.split("/")[0] ?? ""))];
  if (!patterns.includes(pattern)) {
    const near = didYouMean(pattern, patterns);
    return problem(
      exits.usage,
      `there is no template ${pattern}`,
      near === undefined ? "`forge template show` lists all" : `did you mean ${near}?`,
    );
  }
  if (language === undefined || all.has(`${pattern}/${language}`)) return undefined;
  const others = languages.filter((one) => all.has(`${pattern}/${one}`)).join(", ");
  return problem(
    exits.usage,
    `there is no template ${pattern} in ${language}`,
    `there is one in ${others}`,
  );
}

async function show(
  context: CommandContext,
  pattern: string,
  language: string | undefined,
): Promise<CommandResult> {
  const located = await findUniverse(context);
  if ("stopped" in located) return located.stopped;
  const sets = await templateSets(context, located.root);
  const all = new Map([...sets.shipped, ...sets.own]);
  const refused = unknown(all, pattern, language);
  if (refused !== undefined) return refused;
  const rows = rowsOf(sets, context.host.sha256)
    .filter((row) => row.pattern === pattern && (language ?? row.language) === row.language)
    .map((row) => ({ ...row, text: all.get(`${row.pattern}/${row.language}`)?.text ?? "" }));
  const parts = rows.map(
    ({ file, version, origin, text }) =>
      `${file} (${origin}, version ${version})\n\n${text.trimEnd()}`,
  );
  return {
    exit: exits.done,
    document: { schema: "flywheel.template/1", templates: rows },
    text: parts.join("\n\n"),
  };
}

async function eject(
  context: CommandContext,
  pattern: string,
  language: string,
): Promise<CommandResult> {
  const located = await findUniverse(context);
  if ("stopped" in located) return located.stopped;
  const { host } = context;
  const { shipped, own } = await templateSets(context, located.root);
  const refused = unknown(shipped, pattern, language);
  if (refused !== undefined) return refused;
  const name = `${pattern}/${language}`;
  const found = shipped.get(name);
  if (found === undefined) throw new Error(`${name} is known and not there`);
  const standing = own.get(name)?.file;
  const file = standing ?? `flywheel/templates/${pattern}/${baseName(found.file)}`;
  const path = joinPath(located.root, file);
  const made =
    standing === undefined &&
    (await host.files.createExclusive(path, ejectedText(found.text, host.sha256)));
  if (!made)
    return problem(
      exits.usage,
      `${file} stands already, and is yours`,
      "remove it to take the shipped one again",
    );
  const from = templateVersion(found.text, host.sha256);
  return {
    exit: exits.done,
    document: { schema: "flywheel.template/1", ejected: { pattern, language, file, from } },
    text: `${file} is yours now, taken from version ${from}; \`forge template test\` shows what it changes`,
  };
}
