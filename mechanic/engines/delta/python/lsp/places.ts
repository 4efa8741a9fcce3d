import { lineStarts, positionAt, type Edit } from "#intent";

import { numberAt, recordAt, textAt } from "./json.ts";

/** An offset in a file. */
export interface Place {
  readonly file: string;
  readonly offset: number;
}

/** Between our paths and offsets and the protocol's addresses and positions (both in UTF-16 units, theirs from 0). */
export interface Places {
  at(
    file: string,
    offset: number,
  ): {
    readonly textDocument: { readonly uri: string };
    readonly position: { readonly line: number; readonly character: number };
  };
  /** An edit of the protocol; none where it is of a file that was not opened. */
  edit(uri: string, edit: unknown): readonly Edit[];
  /** A location of the protocol; none where it is in a file that was not opened. */
  place(location: unknown): readonly Place[];
}

export const uriOf = (path: string): string =>
  `file://${path.split("/").map(encodeURIComponent).join("/")}`;
export const pathOf = (uri: string): string => decodeURIComponent(uri.replace(/^file:\/\//, ""));

/** `root` is absolute; `texts` has the opened files by their path below it. */
export function createPlaces(root: string, texts: ReadonlyMap<string, string>): Places {
  const starts = new Map([...texts].map(([file, text]) => [file, lineStarts(text)] as const));
  const fileOf = (uri: string): string | undefined => {
    const path = pathOf(uri);
    const file = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
    return file !== undefined && texts.has(file) ? file : undefined;
  };
  const offsetOf = (file: string, position: unknown): number =>
    (starts.get(file)?.[numberAt(position, "line")] ?? 0) + numberAt(position, "character");
  return {
    at: (file, offset) => {
      const { line, column } = positionAt(starts.get(file) ?? [0], offset);
      return {
        textDocument: { uri: uriOf(`${root}/${file}`) },
        position: { line: line - 1, character: column - 1 },
      };
    },
    edit: (uri, edit) => {
      const file = fileOf(uri);
      if (file === undefined) return [];
      const range = recordAt(edit, "range");
      return [
        {
          file,
          start: offsetOf(file, range["start"]),
          end: offsetOf(file, range["end"]),
          text: textAt(edit, "newText"),
        },
      ];
    },
    place: (location) => {
      const file = fileOf(textAt(location, "uri"));
      return file === undefined
        ? []
        : [{ file, offset: offsetOf(file, recordAt(location, "range")["start"]) }];
    },
  };
}
