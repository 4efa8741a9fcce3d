import type { Hole } from "#intent";

/**
 * The grammar of an answer: `ID=CHOICE`. An id is that of a hole or a question, or a hole's place as `file:line`; it may
 * hold `=` itself. A choice is a number (from 1), `=` and a text of one's own, or a candidate as it is spelt.
 */
export type Choosing =
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "label"; readonly label: string };

/** Reads what stands behind the first `=` after the id. A whole number is a number, also where a candidate is spelt so. */
export function readChoice(words: string): Choosing {
  if (words.startsWith("=")) return { kind: "text", text: words.slice(1) };
  return /^\d{1,4}$/.test(words)
    ? { kind: "number", number: Number(words) }
    : { kind: "label", label: words };
}

/** How a choice is written behind an id. */
export const choiceWords = (choosing: Choosing): string =>
  choosing.kind === "number"
    ? String(choosing.number)
    : choosing.kind === "text"
      ? `=${choosing.text}`
      : choosing.label;

/** What a hole may be called: its id, or its place. */
export const namesOf = (hole: Pick<Hole, "id" | "file" | "line" | "column">): readonly string[] => [
  hole.id,
  `${hole.file}:${hole.line}:${hole.column}`,
  `${hole.file}:${hole.line}`,
];

/** An answer taken apart by the names that there are: ids hold `=`, so that the longest name that fits is meant. */
export function splitAnswer(
  answer: string,
  names: Iterable<string>,
): { readonly name: string; readonly words: string } | undefined {
  const [name] = [...names]
    .filter((one) => answer.startsWith(`${one}=`))
    .toSorted((a, b) => b.length - a.length);
  return name === undefined ? undefined : { name, words: answer.slice(name.length + 1) };
}

/** The id of an answer whose id nobody knows, as far as it can be told: up to the last `=`, or to the `==` before a text. */
export function guessedName(answer: string): string {
  const own = answer.indexOf("==");
  const at = own === -1 ? answer.lastIndexOf("=") : own;
  return at === -1 ? answer : answer.slice(0, at);
}
