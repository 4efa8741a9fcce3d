import { reach, type Change, type Delta, type Model } from "#intent";

const letter = { breaks: "B", compatible: "C", unknown: "U" } as const;

/** One change on one line: kind, symbol, from, to, axes as letters (source, wire, stored), verdicts, cause and guess. */
export function changeLine(change: Change): string {
  const { source, wire, stored } = change.axes;
  const axes = letter[source] + letter[wire] + letter[stored];
  const verdicts = change.verdicts.map(
    ({ consumer, use, verdict, outside }) =>
      `${consumer}${outside === undefined ? "" : ` outside${outside.lag ?? ""}`}:${use}=${letter[verdict]}`,
  );
  const allowed =
    change.allowed === undefined
      ? ""
      : ` allowed until ${change.allowed.until} (${change.allowed.because ?? ""})`;
  const rules = [change.rule, ...change.verdicts.map(({ rule }) => rule)];
  const override = rules.find((rule) => rule?.startsWith("conflict-rule "));
  const ruled = override === undefined ? "" : ` by ${override}`;
  const cause = change.cause === undefined ? "" : ` because of ${change.cause}`;
  const guess =
    change.guess === undefined
      ? ""
      : ` perhaps ${change.guess.from} is ${change.guess.to} (${change.guess.confidence})`;
  return `${change.kind} ${change.symbol}: ${change.from} -> ${change.to} [${axes}] ${verdicts.join(" ")}${cause}${guess}${allowed}${ruled}`;
}

/** Whom a delta reaches, on one line. */
export const reachLine = (before: Model, after: Model, delta: Delta): string =>
  `reaches ${reach(before, after, delta)
    .map(({ service, expect }) => `${service}=${letter[expect]}`)
    .join(" ")}`;
