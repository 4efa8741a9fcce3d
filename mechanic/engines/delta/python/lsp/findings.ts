import { lineStarts } from "#intent";

import { listAt, numberAt, recordAt, textAt } from "./json.ts";

/** One diagnostic of the language server, at UTF-16 offsets of the text that it judged. */
export interface Finding {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Pyright's name of the rule; empty where it has none. */
  readonly code: string;
  readonly isError: boolean;
}

/** Reads a full document report of the protocol; `text` is what the server had of the file. */
export function findingsOf(file: string, text: string, report: unknown): readonly Finding[] {
  const starts = lineStarts(text);
  const offset = (position: unknown): number =>
    (starts[numberAt(position, "line")] ?? 0) + numberAt(position, "character");
  return listAt(report, "items").map((item) => {
    const range = recordAt(item, "range");
    return {
      file,
      start: offset(range["start"]),
      end: offset(range["end"]),
      message: textAt(item, "message"),
      code: textAt(item, "code"),
      isError: numberAt(item, "severity") === 1,
    };
  });
}
