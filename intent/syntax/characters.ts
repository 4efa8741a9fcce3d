/** What a UTF-16 unit means to the reader where a token may start. */
export const unitClass = {
  /** Names, numbers, everything else that is a token's inside. */
  atom: 0,
  space: 1,
  open: 2,
  close: 3,
  quote: 4,
  comment: 5,
  /** `#`, which only `;` may follow. */
  hash: 6,
  /** Backquote and comma. */
  prefix: 7,
  digit: 8,
  sign: 9,
  colon: 10,
  unexpected: 11,
} as const;

/** Classes from here on continue an atom; see {@link endsAtom}. */
const insideAtom: ReadonlySet<number> = new Set([
  unitClass.atom,
  unitClass.digit,
  unitClass.sign,
  unitClass.colon,
]);

/** Characters that are reported wherever they stand and otherwise read as white space. */
const hostile = /(?![\t\n]|\r\n)[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

/** Anything but tab, line ends and printable ASCII: only such texts are searched for hostile characters. */
const unusual = /[^\t\r\n\x20-\x7e]|\r(?!\n)/;

/** Marks of writing direction (Unicode's `Bidi_Control`). */
const bidirectional = /\p{Bidi_Control}/u;

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000);
  const put = (units: string, unit: number): void => {
    for (const character of units) classes[character.charCodeAt(0)] = unit;
  };
  for (let unit = 0; unit <= 0x20; unit++) classes[unit] = unitClass.space;
  for (let unit = 0x7f; unit <= 0x9f; unit++) classes[unit] = unitClass.space;
  put(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    unitClass.space,
  );
  put("(", unitClass.open);
  put(")", unitClass.close);
  put('"', unitClass.quote);
  put(";", unitClass.comment);
  put("#", unitClass.hash);
  put("`,", unitClass.prefix);
  put("0123456789", unitClass.digit);
  put("+-", unitClass.sign);
  put(":", unitClass.colon);
  put("'[]{}|\\", unitClass.unexpected);
  return classes;
}

/** Class of each UTF-16 unit. */
export const unitClasses: Uint8Array = buildClasses();

/** 1 for each UTF-16 unit that ends an atom, 0 for the others. */
export const endsAtom: Uint8Array = unitClasses.map((unit) => (insideAtom.has(unit) ? 0 : 1));

/** `U+202E` for a one-character string. */
export const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

export type HostileCode =
  | "bidirectional-control"
  | "control-character"
  | "lone-surrogate"
  | "byte-order-mark";

function hostileCode(character: string): HostileCode {
  if (character === "\ufeff") return "byte-order-mark";
  if (bidirectional.test(character)) return "bidirectional-control";
  return character.isWellFormed() ? "control-character" : "lone-surrogate";
}

/** Whether a text holds anything but printable ASCII and white space. */
export const isUnusual = (text: string): boolean => unusual.test(text);

/** Every character of a text that no intent may hold, comments and strings included, with its offset. */
export function* hostileCharacters(
  text: string,
): Generator<{ at: number; character: string; code: HostileCode }> {
  for (const match of text.matchAll(hostile)) {
    const [character] = match;
    yield { at: match.index, character, code: hostileCode(character) };
  }
}
