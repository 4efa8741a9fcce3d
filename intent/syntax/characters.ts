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
  /** Invisible or not allowed anywhere: read as white space, and reported. */
  strange: 12,
  /** Visible but outside ASCII: read as part of a symbol, and reported there. */
  foreign: 13,
} as const;

/** Characters that are reported wherever they stand and otherwise read as white space. */
const hostile = /(?![\t\n]|\r\n)[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

/** Marks of writing direction (Unicode's `Bidi_Control`). */
const bidirectional = /\p{Bidi_Control}/u;

/** The units that are one UTF-16 unit wide and {@link hostile}, white space aside. */
const invisible =
  "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff";

function buildClasses(): Uint8Array {
  const classes = new Uint8Array(0x10000).fill(unitClass.foreign);
  const put = (units: string, unit: number): void => {
    for (const character of units) classes[character.charCodeAt(0)] = unit;
  };
  classes.fill(unitClass.atom, 0x21, 0x7f);
  classes.fill(unitClass.strange, 0, 0x20);
  classes.fill(unitClass.strange, 0x7f, 0xa0);
  put(invisible, unitClass.strange);
  put(" \t\n", unitClass.space);
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

/** 1 for each UTF-16 unit whose class is not among `classes`, 0 for the others. */
const outside = (...classes: readonly number[]): Uint8Array =>
  unitClasses.map((unit) => (classes.includes(unit) ? 0 : 1));

const { atom, digit, sign, colon, foreign, strange } = unitClass;

/** 1 where an atom of ASCII characters ends. */
export const endsPlainAtom: Uint8Array = outside(atom, digit, sign, colon);

/** 1 where any atom ends. */
export const endsAtom: Uint8Array = outside(atom, digit, sign, colon, foreign);

/** 1 where a look at a comment is due: at its end, and at what is not printable ASCII. */
export const stopsComment: Uint8Array = unitClasses.map((unit, code) =>
  unit === foreign || unit === strange || code === 0x0a ? 1 : 0,
);

/** 1 where a look at a string is due: at quotes, at escapes, and at what is not printable ASCII. */
export const stopsString: Uint8Array = stopsComment.map((stops, code) =>
  code === 0x22 || code === 0x5c ? 1 : code === 0x0a ? 0 : stops,
);

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

/** Every character of a text that no intent may hold, comments and strings included, with its offset. */
export function* hostileCharacters(
  text: string,
): Generator<{ at: number; character: string; code: HostileCode }> {
  for (const match of text.matchAll(hostile)) {
    const [character] = match;
    yield { at: match.index, character, code: hostileCode(character) };
  }
}
