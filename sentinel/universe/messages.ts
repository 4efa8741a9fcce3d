import { messageTable } from "#intent";

/** What can be wrong with the files of a universe before anything in them is read. */
const messages = {
  "link-not-followed": {
    severity: "error",
    message:
      "`{path}` is a symbolic link, and links are not followed: what is behind it would be left out",
    cure: "check its repository out in that place, or take the link away",
  },
  "not-utf8": {
    severity: "error",
    message: "`{path}` is not UTF-8 from byte {byte} on",
    cure: "save the file as UTF-8",
  },
} as const;

/** All codes of this folder, for the page of diagnostics. */
export const universeCodes: readonly string[] = Object.keys(messages);

/** Makes a diagnostic of this folder; a code that is not in the table does not compile. */
export const told = messageTable(messages);
