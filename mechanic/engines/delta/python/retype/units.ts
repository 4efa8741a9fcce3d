import { wordsOf, type Change, type Field, type Model } from "#intent";

import { parseSymbol } from "../targets.ts";
import type { TimeUnit } from "./types.ts";

const units: readonly TimeUnit[] = ["weeks", "days", "hours", "minutes", "seconds", "milliseconds"];

/**
 * What a number counted that becomes a length of time: `minutes`, `rest-hours`, or one that was described as "Days until …".
 * Where its name says nothing and its words say more than one thing, nobody knows.
 */
export function unitOf(change: Change, before: Model): TimeUnit | undefined {
  const symbol = parseSymbol(change.fromSymbol ?? change.symbol);
  if (symbol === undefined) return undefined;
  const named = said(wordsOf(symbol.member === "" ? symbol.head : symbol.member));
  if (named !== undefined) return named;
  const service = before.services.get(symbol.service);
  const fields: readonly Field[] =
    service?.entities.find(({ name }) => name === symbol.head)?.fields ?? [];
  const doc =
    fields.find(({ name }) => name === symbol.member)?.doc ??
    service?.aliases.find(({ name }) => name === symbol.head)?.doc ??
    "";
  return said(doc.toLowerCase().match(/[a-z]+/g) ?? []);
}

/** The one unit among some words. */
function said(words: readonly string[]): TimeUnit | undefined {
  const found = units.filter((unit) =>
    words.some((word) => [unit, unit.slice(0, -1)].includes(word.toLowerCase())),
  );
  return found.length === 1 ? found[0] : undefined;
}
