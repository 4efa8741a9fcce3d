import { unitClass, unitClasses } from "./characters.ts";

const encoder = new TextEncoder();

/** Stand for any unit outside of ASCII whose class is that of most of them, or that is reported wherever it stands. */
const foreign = 0xff;
const strange = 0x80;

/**
 * Texts as bytes, one a UTF-16 unit, so that offsets are those of the text: an engine loads bytes in half the time that it
 * takes for a character of a string. Units outside of ASCII become one byte for each class of `unitClasses`; whoever needs
 * the character itself looks into the text.
 */
export class Units {
  /** Used again by the next text; UTF-8 takes three bytes a unit at most. */
  #bytes = new Uint8Array(0);

  /** The bytes of a text, and a line end and a quote behind them; they stand until the next call. */
  of(text: string): Uint8Array<ArrayBuffer> {
    const { length } = text;
    if (this.#bytes.length < length * 3 + 2) this.#bytes = new Uint8Array(length * 3 + 2);
    const bytes = this.#bytes;
    // As many bytes as units: there is nothing but ASCII.
    if (encoder.encodeInto(text, bytes).written !== length) {
      for (let at = 0; at < length; at++) {
        const unit = text.charCodeAt(at);
        if (unit < 0x80) bytes[at] = unit;
        else bytes[at] = unitClasses[unit] === unitClass.strange ? strange : foreign;
      }
    }
    // The end of every token is found without a look at where the text ends: a line end behind the last unit, and a quote
    // for the strings, which go on over line ends.
    bytes[length] = 0x0a;
    bytes[length + 1] = 0x22;
    return bytes;
  }
}
