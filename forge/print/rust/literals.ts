/** A Rust string literal. */
export const stringLiteral = (text: string): string =>
  `"${text
    .replaceAll(/[\\"]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\r", String.raw`\r`)
    .replaceAll("\t", String.raw`\t`)
    .replaceAll(hidden, escapeHidden)}"`;

/** Controls and characters that turn the direction of text, which rustc refuses or hides. */
// oxlint-disable-next-line no-control-regex
const hidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const escapeHidden = (character: string): string => `\\u{${character.charCodeAt(0).toString(16)}}`;

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
    .map((text) => `${marks} ${text.replaceAll(hidden, "").replaceAll("\t", "    ")}`.trimEnd());
}
