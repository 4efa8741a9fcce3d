/** A place that somebody asks about: lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** The place that words such as `src/generated.ts:12` or `intent.lisp:3:5` name; `undefined` where they name none. */
export function placeOf(words: string): Place | undefined {
  const [, file, line, column] = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/.exec(words) ?? [];
  if (file === undefined || line === undefined) return undefined;
  return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}
