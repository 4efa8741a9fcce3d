import { messageTable, type ParametersOf } from "../base/messages.ts";

/** Everything that can be wrong with a text before its meaning is looked at. */
const messages = {
  "unclosed-form": {
    severity: "error",
    message: "this form is never closed",
    cure: "add the `)` that ends it",
  },
  "stray-closing-parenthesis": {
    severity: "error",
    message: "this `)` closes nothing",
    cure: "delete it, or add the `(` that it was meant to close",
  },
  "unterminated-string": {
    severity: "error",
    message: "this string is never closed",
    cure: 'add the `"` that ends it; a quote inside a string is written \\"',
  },
  "bad-escape": {
    severity: "error",
    message: "`{escape}` is not an escape",
    cure: 'write \\{escape} for a backslash; the escapes are \\" \\\\ \\n \\t, and \\u with 1 to 6 hexadecimal digits in braces',
  },
  "bad-code-point": {
    severity: "error",
    message: "`{escape}` names no character that an intent may hold ({reason})",
    cure: "write a Unicode character other than surrogates, controls and marks of writing direction",
  },
  "missing-space": {
    severity: "error",
    message: "a string and its neighbour touch each other",
    cure: 'put a space between them; a quote inside a string is written \\"',
  },
  "malformed-number": {
    severity: "error",
    message: "`{text}` is not a number",
    cure: "write digits such as 42, -1.5 or 6e23; names start with a letter; everything else goes into a string",
  },
  "unknown-unit": {
    severity: "error",
    message: "`{unit}` is no unit",
    cure: "durations take ms s m h d w, sizes take B KB MB GB TB KiB MiB GiB TiB",
  },
  "malformed-keyword": {
    severity: "error",
    message: "`{text}` is not a keyword",
    cure: "a keyword is a colon and a name, such as :default",
  },
  "unexpected-character": {
    severity: "error",
    message: "`{character}` has no meaning here",
    cure: 'delete it: forms are written ( ), strings " ", comments with ; to the end of the line',
  },
  "wrong-comment": {
    severity: "error",
    message: "`{mark}` starts no comment here",
    cure: "start a comment with ;",
  },
  "wrong-quotes": {
    severity: "error",
    message: "`{mark}` is no quote of a string",
    cure: 'put it in double quotes: "…"',
  },
  "wrong-brackets": {
    severity: "error",
    message: "forms stand in ( ), and not in {mark}",
    cure: "write ( ) in their place",
  },
  "not-ascii": {
    severity: "error",
    message: "`{text}` holds {character}, which is not an ASCII character",
    cure: "names are written with ASCII letters, digits, - and _; other text goes into strings and comments",
  },
  "nothing-to-discard": {
    severity: "error",
    message: "`#;` has no form to comment out",
    cure: "put it before a form, or start a comment with ;",
  },
  "nothing-to-quote": {
    severity: "error",
    message: "`{prefix}` has no form to stand before",
    cure: "delete it, or put it before a form",
  },
  "bidirectional-control": {
    severity: "error",
    message:
      "{character} changes the direction in which text is shown, so that code can look like something else",
    cure: "delete it; intents hold no such mark, in comments neither",
  },
  "control-character": {
    severity: "error",
    message: "{character} is an invisible control character",
    cure: "delete it; in a string write \\n or \\t",
  },
  "lone-surrogate": {
    severity: "error",
    message: "{character} is half of a character",
    cure: "save the file as UTF-8 and write the whole character",
  },
  "byte-order-mark": {
    severity: "error",
    message: "the file holds a byte order mark",
    cure: "save it as UTF-8 without one",
  },
  "too-deep": {
    severity: "error",
    message: "forms are nested more than {limit} levels deep",
    cure: "give the inner parts names of their own",
  },
  "file-too-large": {
    severity: "error",
    message: "the file holds more than {limit} bytes and is not read",
    cure: "split it into several services",
  },
  "too-many-errors": {
    severity: "error",
    message: "more than {limit} errors; the rest of this file's are not shown",
    cure: "resolve the first ones and check again",
  },
} as const;

export type SyntaxCode = keyof typeof messages;

/** The parameters that a code's texts ask for. */
export type ParametersOfSyntax<Code extends SyntaxCode> = Readonly<
  Record<ParametersOf<(typeof messages)[Code]>, string | number>
>;

/** All codes of this folder, for the page of diagnostics. */
export const syntaxCodes: readonly string[] = Object.keys(messages);

/** Makes the diagnostic of a code. */
export const syntaxProblem = messageTable(messages);
