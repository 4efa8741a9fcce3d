/**
 * The plain command lines of the verbs that people and hooks call all day, understood without the declarations of the
 * whole command line. What is not plain (an unknown word, help, a flag in an unusual place) is left to `program.ts`,
 * which knows everything and costs four times as much to start.
 */
export type QuickVerb = "check" | "plan" | "stamp";

export interface QuickCall {
  readonly verb: QuickVerb;
  /** Services to stamp. */
  readonly names: readonly string[];
  /** `stamp --check`. */
  readonly check: boolean;
  readonly root?: string;
  readonly base?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
}

const groupOf: Readonly<Record<QuickVerb, string>> = {
  check: "forge",
  plan: "sentinel",
  stamp: "forge",
};

const isVerb = (word: string | undefined): word is QuickVerb =>
  word === "check" || word === "plan" || word === "stamp";

/** The verb and the words after it, where the binary `group` (`flywheel`, `forge`, …) has it. */
function verbOf(
  group: string,
  argv: readonly string[],
): { readonly verb: QuickVerb; readonly rest: readonly string[] } | undefined {
  const [first, second, ...others] = argv;
  if (isVerb(first) && (group === "flywheel" || group === groupOf[first]))
    return { verb: first, rest: argv.slice(1) };
  if (group === "flywheel" && isVerb(second) && first === groupOf[second])
    return { verb: second, rest: others };
  return undefined;
}

/** The call that a plain command line means; `undefined` where `program.ts` must read it. */
export function quickCall(group: string, argv: readonly string[]): QuickCall | undefined {
  const found = verbOf(group, argv);
  if (found === undefined) return undefined;
  const { verb, rest } = found;
  const names: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? "";
    if (!word.startsWith("-") && verb === "stamp" && word !== "") names.push(word);
    else if (word === "--json" || word === "--quiet" || word === "--no-color") flags.add(word);
    else if (word === "--check" && verb === "stamp") flags.add(word);
    else if (word === "--root" || (word === "--base" && verb === "plan")) {
      const value = rest[++at] ?? "";
      if (value === "" || value.startsWith("-")) return undefined;
      values.set(word, value);
    } else return undefined;
  }
  const [root, base] = [values.get("--root"), values.get("--base")];
  return {
    verb,
    names,
    check: flags.has("--check"),
    json: flags.has("--json"),
    quiet: flags.has("--quiet"),
    color: !flags.has("--no-color"),
    ...(root === undefined ? {} : { root }),
    ...(base === undefined ? {} : { base }),
  };
}
