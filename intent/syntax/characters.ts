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
  /** `/`, which no name starts with, and other languages' comments do. */
  slash: 14,
} as const;

/** The units that are reported wherever they stand, controls and surrogates aside. */
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
  put("/", unitClass.slash);
  put("`,", unitClass.prefix);
  put("0123456789", unitClass.digit);
  put("+-", unitClass.sign);
  put(":", unitClass.colon);
  put("'[]{}|\\", unitClass.unexpected);
  return classes;
}

/** Class of each UTF-16 unit. */
export const unitClasses: Uint8Array = buildClasses();

/** The units whose class is not that of their whole range: everything up to Latin-1's controls, and what is invisible. */
const special: readonly number[] = [
  ...Array.from({ length: 0xa0 }, (_, code) => code),
  ...Array.from(invisible, (character) => character.charCodeAt(0)),
];

/**
 * A table of what `mark` says of each UTF-16 unit. It is asked about few of them: the others are all foreign and alike,
 * and a command that reads one small intent should not wait for 65,536 answers.
 */
function table(mark: (unit: number, code: number) => boolean): Uint8Array {
  const marks = new Uint8Array(0x10000).fill(mark(unitClass.foreign, 0xffff) ? 1 : 0);
  for (const code of special)
    marks[code] = mark(unitClasses[code] ?? unitClass.foreign, code) ? 1 : 0;
  return marks;
}

const { atom, digit, sign, colon, slash, foreign, strange } = unitClass;
const isPlain = (unit: number): boolean =>
  unit === atom || unit === digit || unit === sign || unit === colon || unit === slash;
const mustBeLookedAt = (unit: number): boolean => unit === foreign || unit === strange;

/** 1 where an atom of ASCII characters ends. */
export const endsPlainAtom: Uint8Array = table((unit) => !isPlain(unit));

/** 1 where any atom ends. */
export const endsAtom: Uint8Array = table((unit) => !isPlain(unit) && unit !== foreign);

/** 1 where a look at a comment is due: at its end, and at what is not printable ASCII. */
export const stopsComment: Uint8Array = table(
  (unit, code) => mustBeLookedAt(unit) || code === 0x0a,
);

/** 1 where a look at a string is due: at quotes, at escapes, and at what is not printable ASCII. */
export const stopsString: Uint8Array = table(
  (unit, code) => code === 0x22 || code === 0x5c || (mustBeLookedAt(unit) && code !== 0x0a),
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
  // Unicode's marks of writing direction.
  if (/\p{Bidi_Control}/u.test(character)) return "bidirectional-control";
  return character.isWellFormed() ? "control-character" : "lone-surrogate";
}

/** Every character of a text that no intent may hold, comments and strings included, with its offset. */
export function* hostileCharacters(
  text: string,
): Generator<{ at: number; character: string; code: HostileCode }> {
  // Characters that are reported wherever they stand and otherwise read as white space. A pattern with properties costs a
  // millisecond to make, which is why it is made here.
  const hostile = /(?![\t\n]|\r\n)[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;
  for (const match of text.matchAll(hostile)) {
    const [character] = match;
    yield { at: match.index, character, code: hostileCode(character) };
  }
}
