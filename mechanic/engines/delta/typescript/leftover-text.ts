import ts from "typescript-services";

import { variantName, type Change, type HoleKind } from "#intent";

import { answerQuestion } from "./answers.ts";
import { happened } from "./happened.ts";
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
  if (change.kind === "rpc-error-added") return plain(answerQuestion(change));
  switch (kind) {
    case "variant-arm":
      return plain(`${what}: what happens to it in ${code}?`);
    case "new-handler":
      return plain(`${what}: how does ${code} answer ${missingNames(leftover)}?`);
    case "required-value":
      return change.kind === "variant-added"
        ? valueQuestion(what, "what is its value", place, values(place))
        : plain(`${what}: ${code} lacks ${missingNames(leftover)}. Which value belongs there?`);
    case "removed-symbol":
      return plain(`${what}: what takes the place of ${code} here?`);
    case "absent-value":
      return plain(`${what}: what happens where ${code} is absent?`);
    case "silent-miss":
      return plain(`${what}, so ${code} always has the same answer: what is compared here?`);
    case "wire-form":
      return plain(`${what}: in which form is ${code} written and read?`);
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

/** Asks for the value of what is new in a table; the values that it has for others are often meant. */
export const valueQuestion = (
  what: string,
  asks: "what is its value" | "what are their values",
  place: ts.Node,
  written: readonly string[],
): Question => ({
  question: `${what}: ${asks} in ${tableName(place)}?`,
  candidates: [...new Set(written)]
    .filter((text) => text.length <= lengthMax)
    .slice(0, candidatesMax),
});

/** The table that a place is about. */
export function tableAt(place: ts.Node): ts.ObjectLiteralExpression | undefined {
  const around =
    ts.isObjectLiteralExpression(place) || ts.isSatisfiesExpression(place) ? place : place.parent;
  const table = ts.forEachChild(around, (child) =>
    ts.isObjectLiteralExpression(child) ? child : undefined,
  );
  return ts.isObjectLiteralExpression(place) ? place : table;
}

/** What the table has for others. */
const values = (place: ts.Node): readonly string[] =>
  (tableAt(place)?.properties ?? []).flatMap((property) =>
    ts.isPropertyAssignment(property) ? [property.initializer.getText()] : [],
  );

/** How the new key of a table, or the one member that the compiler misses, is called; `undefined` where several are missing. */
export function missingName({ message, change }: Leftover): string | undefined {
  if (change.kind === "variant-added")
    return variantName("typescript", {
      name: change.symbol.slice(change.symbol.lastIndexOf(".") + 1),
    });
  return [...message.matchAll(/Property '([^']+)' is missing/g)].at(-1)?.[1];
}

const candidatesMax = 5;
