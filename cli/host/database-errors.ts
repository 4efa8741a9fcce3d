import { HostError } from "#intent";

const rebuilt =
  "move it away: it only says what runs have done so far; what was delivered stands in git and in the journals";
const space = "free some space and run the command again; nothing was lost";

/** SQLite's result codes (sqlite.org/rescode.html) that tell of the disk or the file, and not of our SQL. */
const codes: Readonly<Record<number, readonly [code: string, text: string, cure: string]>> = {
  5: [
    "busy",
    "another process holds it",
    "wait until that process has ended, then run the command again",
  ],
  8: ["read-only", "it cannot be written", "check the owner and the mode of this path"],
  10: ["disk-full", "it cannot be written", space],
  11: ["board-damaged", "it is damaged", rebuilt],
  13: ["disk-full", "the disk is full", space],
  14: [
    "no-permission",
    "it cannot be opened",
    "check the owner and the mode of this path, and that the disk has space",
  ],
  26: ["board-damaged", "it is no database", rebuilt],
};

/** What SQLite says about the disk or the file as a {@link HostError} with its place and cure; other errors as they are. */
export function databaseError(error: unknown, path: string): unknown {
  const code =
    error instanceof Error && "errcode" in error && typeof error.errcode === "number"
      ? error.errcode & 0xff
      : undefined;
  const known = code === undefined ? undefined : codes[code];
  return known === undefined
    ? error
    : new HostError(known[0], `${path}: ${known[1]}`, { path, cure: known[2], cause: error });
}
