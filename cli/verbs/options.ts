import { type Command, InvalidArgumentError, Option } from "commander";
import type { DeliverMode } from "#sentinel";

/** What each command takes. */
export function common(command: Command): Command {
  return command
    .option(
      "--root <dir>",
      "the universe's folder (default: the nearest universe.lisp above, or UNIVERSE_ROOT)",
    )
    .option("--json", "print one JSON document on stdout, progress on stderr")
    .option("--quiet", "no progress")
    .option("--no-color", "no colours");
}

/** A command that compares with a base. */
export const based = (command: Command): Command =>
  command.option(
    "--base <rev>",
    "compare with this revision instead of where code and intent last agreed",
  );

/** Who can repair. */
export const engines = ["offline", "anthropic", "command", "ladder"];

/** Reads the name of an engine; commander says what is wrong with another word. */
export function engine(value: string): string {
  if (engines.includes(value)) return value;
  const why = value === "replay" ? "the engine replay is not built yet" : "there is no such engine";
  throw new InvalidArgumentError(`${why}; use one of ${engines.join(", ")}.`);
}

/** A command that may repair, and by whom where nobody says. */
export const repairing = (command: Command, byDefault: string): Command =>
  command
    .option("--engine <name>", `who repairs: ${engines.join(", ")}`, engine, byDefault)
    .option("--command <words>", "the agent program that --engine command or ladder runs");

function deliver(value: string): DeliverMode {
  if (value === "draft-branch" || value === "none") return value;
  if (value === "land")
    throw new InvalidArgumentError(
      "landing on main is not built yet; use draft-branch and merge the branches.",
    );
  throw new InvalidArgumentError("use draft-branch or none.");
}

/** Reads a whole number of at most nine digits. */
export function wholeNumber(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new InvalidArgumentError("use a whole number.");
}

const collect = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value.split(",").filter((name) => name !== ""),
];

/** Answers are code and hold commas: each `--answer` is one. */
export const answering = (command: Command): Command =>
  command.option(
    "--answer <id=choice>",
    "answers a hole or a question: a candidate's number, the candidate, or =TEXT of your own; may be repeated",
    (value: string, before: readonly string[]) => [...before, value],
    [],
  );

/** A command that goes through the services that a change reaches. */
export const cascading = (command: Command): Command =>
  repairing(based(common(command)), "offline")
    .option("--deliver <mode>", "draft-branch or none (default: what the universe says)", deliver)
    .option("--except <service>", "leave this service out (may be repeated)", collect, []);

/** How an audit is printed. */
export const formats = (): Option =>
  new Option("--format <format>", "how it is printed").choices(["text", "json", "sarif"]);
/** What makes an audit fail. */
export const failures = (): Option =>
  new Option("--fail-on <level>", "the least that makes it fail (default: warning)").choices([
    "critical",
    "error",
    "warning",
  ]);
