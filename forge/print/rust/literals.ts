/** A Rust string literal. */
export const stringLiteral = (text: string): string =>
  `"${text
    .replaceAll(/[\\"]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\r", String.raw`\r`)
    .replaceAll("\t", String.raw`\t`)
    .replaceAll(unseen, escapeUnseen)}"`;

/** A string in which nothing is escaped, as patterns are written; a plain one where nothing needs that. */
export function rawLiteral(text: string): string {
  if (!/[\\"]/.test(text)) return stringLiteral(text);
  const marks = /"#*/g;
  const most = Math.max(0, ...[...text.matchAll(marks)].map(([found]) => found.length));
  const fence = "#".repeat(most);
  return `r${fence}"${text}"${fence}`;
}

/** Characters that nobody sees or that turn the direction of text: clippy wants them escaped in strings. */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** The same in docs, where nothing can be escaped: only what rustc refuses is left out. */
const refused = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;
const escapeUnseen = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** An integer without leading zeros or a plus sign. */
export const integerLiteral = (text: string): string => String(BigInt(text));

/** A finite float with a point, as rustfmt and clippy leave it. */
export function floatLiteral(text: string): string {
  const shortest = String(Number(text));
  return /[.e]/.test(shortest) ? shortest.replace("e+", "e") : `${shortest}.0`;
}

/** Lines of a doc comment; nothing for no doc. */
export function docLines(doc: string | undefined, marks: "///" | "//!"): string[] {
  if (doc === undefined || doc.trim() === "") return [];
  return doc
    .trim()
    .split(/\r\n|\r|\n/)
    .map((text) => `${marks} ${text.replaceAll("\t", "    ").replaceAll(refused, "")}`.trimEnd());
}
