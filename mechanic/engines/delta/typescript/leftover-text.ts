import ts from "typescript-services";

import type { Change, HoleKind } from "#intent";

import { nameAround } from "./places.ts";

/** An error that the edits leave behind, with what is known about it. */
export interface Leftover {
  readonly kind: HoleKind;
  readonly change: Change;
  readonly message: string;
  /** The place in the program after the edits, and how it is written in the sources. */
  readonly place: ts.Node;
  readonly written: string;
}

/** A question to a person, with answers that could be meant. */
export interface Question {
  readonly question: string;
  readonly candidates: readonly string[];
}

/** What an error asks of people, in words of the intent: a compiler's message tells what is wrong, not what to decide. */
export function questionOf(leftover: Leftover): Question {
  const { kind, change, place } = leftover;
  const [what, code] = [happened(change), short(leftover.written)];
  switch (kind) {
    case "variant-arm":
      return plain(`${what}: what happens to it in ${code}?`);
    case "new-handler":
      return plain(`${what}: how does ${code} answer ${missingNames(leftover)}?`);
    case "required-value":
      return change.kind === "variant-added"
        ? {
            question: `${what}: what is its value in ${tableName(place)}?`,
            candidates: values(place),
          }
        : plain(`${what}: ${code} lacks ${missingNames(leftover)}. Which value belongs there?`);
    case "removed-symbol":
      return plain(`${what}: what takes the place of ${code} here?`);
    case "absent-value":
      return plain(`${what}: what happens where ${code} is absent?`);
    case "silent-miss":
      return plain(`${what}, so ${code} always has the same answer: what is compared here?`);
    case "conversion":
      return plain(`${what}: how does ${code} become what is wanted here?`);
    default:
      return plain(`${what}, and ${code} does not fit any more: what belongs here?`);
  }
}

const plain = (question: string): Question => ({ question, candidates: [] });

const lengthMax = 60;

function short(written: string): string {
  const line = written.replaceAll(/\s+/g, " ").trim();
  return `\`${line.length > lengthMax ? `${line.slice(0, lengthMax - 1)}…` : line}\``;
}

/** What has happened to a symbol, as the beginning of a sentence. */
function happened({ kind, symbol, from, to, service }: Change): string {
  const name = symbol.slice(symbol.lastIndexOf(".") + 1);
  const owner = symbol.slice(0, Math.max(symbol.lastIndexOf("."), 0));
  const own = owner === "" ? service : owner;
  if (kind === "variant-added") return `\`${name}\` was added to ${bare(own)}`;
  if (kind === "variant-removed") return `\`${name}\` of ${bare(own)} is gone`;
  if (kind.endsWith("-added")) return `${symbol} is new`;
  if (kind.endsWith("-removed")) return `${symbol} is gone`;
  if (kind.endsWith("-became-optional")) return `${symbol} may be absent now`;
  if (kind.endsWith("-became-required")) return `${symbol} is always there now`;
  if (kind.endsWith("-renamed")) return `\`${from ?? name}\` is called ${symbol} now`;
  if (from !== null && to !== null) return `${symbol} is ${to} now and was ${from}`;
  return `${symbol} has changed`;
}

const bare = (symbol: string): string => symbol.slice(symbol.indexOf("/") + 1);

/** Names that the compiler misses, of both forms in which it says so. */
function missingNames({ message, change }: Leftover): string {
  const [, listed] =
    /missing the following properties from type '[^:]*': (.*?)(?:\.|$)/.exec(message) ?? [];
  const single = [...message.matchAll(/Property '([^']+)' is missing/g)].at(-1)?.[1];
  const names = listed === undefined ? [single ?? bare(change.symbol)] : listed.split(", ");
  return names.map((name) => `\`${name.replace(/^and (?=\d+ more)/, "")}\``).join(", ");
}

function tableName(place: ts.Node): string {
  const name = nameAround(place);
  return name === "" ? "this table" : `\`${name}\``;
}

/** Values that the table has for others: one of them is often meant. */
function values(place: ts.Node): readonly string[] {
  const around =
    ts.isObjectLiteralExpression(place) || ts.isSatisfiesExpression(place) ? place : place.parent;
  const table = ts.forEachChild(around, (child) =>
    ts.isObjectLiteralExpression(child) ? child : undefined,
  );
  const literal = ts.isObjectLiteralExpression(place) ? place : table;
  const written = (literal?.properties ?? []).flatMap((property) =>
    ts.isPropertyAssignment(property) ? [property.initializer.getText()] : [],
  );
  return [...new Set(written)].filter((text) => text.length <= lengthMax).slice(0, candidatesMax);
}

const candidatesMax = 5;
