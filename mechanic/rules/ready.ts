import { concreteSize, patternKey, type Diagnostic, type Source, type SyntaxParser } from "#intent";
import { holesIn, isChanged, readFragment } from "./fragment.ts";
import { told } from "./messages.ts";
import { diagnosticsOf, readRule, type RulePlaces } from "./read.ts";
import { changedNames, type Fragment, type ReadyRule, type Rule } from "./types.ts";
import type { Reading } from "./forms.ts";

/** The rules of a universe, those that are disabled among them, and what is wrong with the others. */
export interface RuleBook {
  readonly rules: readonly ReadyRule[];
  readonly diagnostics: readonly Diagnostic[];
}

export const noRules: RuleBook = { rules: [], diagnostics: [] };

/** Reads the files of rules. A file with an error gives no rule, and says where and what. */
export async function readRules(
  sources: readonly Source[],
  syntax: SyntaxParser,
): Promise<RuleBook> {
  const rules: ReadyRule[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const source of sources.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const read = readRule(source);
    const { rule, reading, places } = read;
    const ready =
      rule === undefined || places === undefined
        ? undefined
        : await readyRule(reading, rule, places, syntax);
    diagnostics.push(...diagnosticsOf(read));
    if (ready !== undefined) rules.push(ready);
  }
  return { rules, diagnostics };
}

async function readyRule(
  reading: Reading,
  rule: Rule,
  places: RulePlaces,
  syntax: SyntaxParser,
): Promise<ReadyRule | undefined> {
  checkHoles(reading, rule, places);
  const before = await fragmentIn(reading, rule, places, "matches", syntax);
  const after = await fragmentIn(reading, rule, places, "becomes", syntax);
  if (before === undefined || after === undefined) return undefined;
  const { tree, file, diagnostics } = reading;
  if (before.pattern.form !== "node" || concreteSize(before.pattern) < 2)
    diagnostics.push(told("rule-too-wide", file, tree.span(places.matches), {}));
  else if (patternKey(before.pattern) === patternKey(after.pattern))
    diagnostics.push(told("rule-idle", file, tree.span(places.becomes), {}));
  return diagnostics.length === 0
    ? { ...rule, switch: tree.span(places.enabled), before, after }
    : undefined;
}

/** Every hole is declared, and what is written is known from what was matched. */
function checkHoles({ tree, file, diagnostics }: Reading, rule: Rule, places: RulePlaces): void {
  const matched = new Set(holesIn(rule.matches));
  for (const side of ["matches", "becomes"] as const)
    for (const hole of holesIn(rule[side])) {
      if (isChanged(hole)) continue;
      const span = tree.span(places[side]);
      if (!rule.holes.some((one) => one.name === hole)) {
        const names = changedNames.join(", ");
        diagnostics.push(told("rule-hole-undeclared", file, span, { hole, names }));
      } else if (!matched.has(hole))
        diagnostics.push(told("rule-hole-unbound", file, span, { hole }));
    }
}

async function fragmentIn(
  { tree, file, diagnostics }: Reading,
  { language, fragment, holes, ...texts }: Rule,
  places: RulePlaces,
  side: "matches" | "becomes",
  syntax: SyntaxParser,
): Promise<Fragment | undefined> {
  const read = await readFragment(syntax, language, fragment, texts[side], holes);
  const lost =
    read === undefined ? [] : holesIn(texts[side]).filter((name) => !standsIn(read, name));
  if (read !== undefined && lost.length === 0) return read;
  diagnostics.push(told("rule-text", file, tree.span(places[side]), { fragment, language }));
  return undefined;
}

const standsIn = ({ slots }: Fragment, name: string): boolean =>
  slots.some((slot) => slot.hole === name);
