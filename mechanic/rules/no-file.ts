import type { Diagnostic, FileStat } from "#intent";
import { told } from "./messages.ts";

const whats: Readonly<Record<FileStat["kind"], string>> = {
  file: "a file",
  directory: "a folder",
  symlink: "a symbolic link",
  other: "something else",
};

/** What stands where a rule, or the folder of rules, should: a link may lead out of the universe, and is not followed. */
export const noRuleFile = (
  path: string,
  kind: FileStat["kind"],
  wanted: "file" | "folder",
): Diagnostic => told("rule-no-file", path, { start: 0, end: 0 }, { what: whats[kind], wanted });
