import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean } from "../base/did-you-mean.ts";
import { languages, type Language, type Universe } from "../model/types.ts";
import type { RuleOverride } from "../model/universe-types.ts";
import { deltaProblem } from "./messages.ts";
import { useVerdict, worst } from "./rules.ts";
import {
  deltaKinds,
  useKinds,
  type AxisVerdict,
  type ConflictRule,
  type DeltaKind,
  type UseKind,
} from "./types.ts";

const option = (name: string, value: string | undefined): string =>
  value === undefined ? "" : ` :${name} ${value}`;

/** What an override is called: `conflict-rule variant-added :use matches :language python`. */
export const overrideText = ({ kind, use, language }: RuleOverride): string =>
  `conflict-rule ${kind}${option("use", use)}${option("language", language)}`;

/** What an override says and why. */
export const verdictsText = ({ source, wire, stored, because }: RuleOverride): string =>
  `${option("source", source)}${option("wire", wire)}${option("stored", stored)}${option("because", JSON.stringify(because))}`.slice(
    1,
  );

const isGeneral = ({ use, language }: RuleOverride): boolean =>
  use === undefined && language === undefined;

/** The overrides of a universe by kind, those that say more exactly whom they are about first. */
export type Overrides = ReadonlyMap<string, readonly RuleOverride[]>;

export function overridesOf({ surroundings }: Universe): Overrides {
  const exactness = ({ use, language }: RuleOverride): number =>
    Number(use !== undefined) + Number(language !== undefined);
  const sorted = surroundings.overrides.toSorted((a, b) => exactness(b) - exactness(a));
  return Map.groupBy(sorted, ({ kind }) => kind);
}

/**
 * The row as a universe has it: what an override says of the kind as a whole takes the place of what the language says,
 * axis by axis, and names it. What it says of one use or language acts in {@link overriddenUse} alone.
 */
export function overriddenRule(overrides: Overrides, rule: ConflictRule): ConflictRule {
  const own = overrides.get(rule.kind)?.filter(isGeneral) ?? [];
  if (own.length === 0) return rule;
  const said = (axis: "source" | "wire" | "stored"): RuleOverride | undefined =>
    own.find((one) => one[axis] !== undefined);
  const [source, wire, stored] = [said("source"), said("wire"), said("stored")];
  const first = source ?? wire ?? stored;
  if (first === undefined) return rule;
  const corner = wire?.wire;
  const corners =
    corner === undefined ? rule.corners : { newReadsOld: corner, oldReadsNew: corner };
  return {
    ...rule,
    id: overrideText(first),
    because: first.because,
    corners,
    axes: {
      source: source?.source ?? rule.axes.source,
      wire: worst([corners.newReadsOld, corners.oldReadsNew]),
      stored: stored?.stored ?? rule.axes.stored,
    },
  };
}

/** What a universe, and else the row, says of one use in one language; a language that nobody knows is any of them. */
export function overriddenUse(
  overrides: Overrides,
  rule: ConflictRule,
  use: UseKind,
  language: Language | undefined,
): { readonly verdict: AxisVerdict; readonly rule: string } {
  const own = overrides
    .get(rule.kind)
    ?.find(
      (one) =>
        one.source !== undefined &&
        (one.use === undefined || one.use === use) &&
        (one.language === undefined || one.language === language),
    );
  if (own?.source !== undefined) return { verdict: own.source, rule: overrideText(own) };
  const known = language === undefined ? languages : [language];
  return { verdict: worst(known.map((one) => useVerdict(rule, use, one))), rule: rule.id };
}

const isKind = (kind: string): kind is DeltaKind => deltaKinds.some((one) => one === kind);

/** Reports overrides of kinds, uses and languages that there are not, and those that say nothing or too little. */
export function overrideDiagnostics({ file, surroundings }: Universe): Diagnostic[] {
  const found: Diagnostic[] = [];
  const unknown = (
    what: string,
    name: string | undefined,
    known: readonly string[],
    { span }: RuleOverride,
  ): void => {
    if (name === undefined || known.includes(name)) return;
    const near = didYouMean(name, known);
    const cure = near === undefined ? {} : { cure: `did you mean ${near}?` };
    const parameters = { what, name, known: known.slice(0, 12).join(", ") };
    found.push(deltaProblem("override-unknown", file, span, parameters, cure));
  };
  for (const one of surroundings.overrides) {
    if (!isKind(one.kind)) unknown("kind of change", one.kind, deltaKinds, one);
    unknown("use", one.use, useKinds, one);
    unknown("language", one.language, languages, one);
    const { source, wire, stored } = one;
    if (source === undefined && wire === undefined && stored === undefined)
      found.push(deltaProblem("override-empty", file, one.span, { kind: one.kind }));
    else if (!isGeneral(one) && (wire !== undefined || stored !== undefined))
      found.push(deltaProblem("override-too-narrow", file, one.span, { kind: one.kind }));
  }
  return found;
}
