/**
 * Whether a text holds characters that a terminal would obey instead of showing, or that hide. The pattern with properties
 * costs a millisecond to make, and most texts need it not.
 */
const isDangerous = (text: string): boolean =>
  /[^\n\x20-\x7e]/.test(text) &&
  /(?![\n])[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff]/u.test(text);

/** One code point that takes no column of its own. */
const isZeroWidth = (character: string): boolean =>
  /^[\p{Mn}\p{Me}\u200b-\u200d\p{Variation_Selector}]$/u.test(character);

/** One code point of the common part of Unicode's East Asian wide and fullwidth blocks. */
const isWide = (character: string): boolean =>
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u.test(
    character,
  );

/** Columns that a tab takes, wherever it stands. */
const tabWidth = 4;

/** One code point as a terminal should show it: tabs as spaces, what is invisible or dangerous by its number. */
export function shownCharacter(character: string): string {
  if (character === "\t") return " ".repeat(tabWidth);
  if (!isDangerous(character)) return character;
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** A text that is safe to print: no control character but line ends, no mark of writing direction. */
export function shownText(text: string): string {
  return isDangerous(text) ? Array.from(text, shownCharacter).join("") : text;
}

/** Columns that a text without line ends takes on a terminal. An approximation: fonts differ over emoji. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += character <= "\u02ff" ? 1 : isZeroWidth(character) ? 0 : isWide(character) ? 2 : 1;
  return width;
}
