import type { LanguagePrinter } from "../../stamp.ts";
import { checkNames } from "./check.ts";
import { filesOf } from "./files.ts";
import { importsDoc } from "./imports.ts";
import { indent, width } from "./types.ts";

/**
 * Python as `ruff format` leaves it with `line-length = 100`. What does not fit has one item a line and a trailing comma,
 * which ruff keeps.
 */
export const python: LanguagePrinter = {
  language: "python",
  comment: "#",
  layout: { width, blankLinesMax: 2, openers: "([{:", closers: ")]}" },
  indent,
  imports: importsDoc,
  functions: {},
  files: filesOf,
  check: checkNames,
};
