import { expect, test } from "vitest";
import { HostError } from "#intent";
import { failure } from "../../cli/run.ts";

/** What people are told when a command ends by an error. */
const check = (error: unknown, interrupted: boolean, exit: number, words: RegExp): void => {
  const result = failure(error, interrupted);
  expect(result.exit).toBe(exit);
  expect(result.text).toMatch(words);
};

test("Ctrl-C promises nothing of a run: `rules learn` has none", () => {
  check(new Error("stopped"), true, 130, /^error: interrupted; nothing was moved\n/);
  check(new Error("stopped"), true, 130, /`flywheel sentinel status` says whether a run waits/);
  expect(failure(new Error("stopped"), true).text).not.toContain("resume");
});

test("an error without an interruption is a fault of the environment or ours", () => {
  check(
    new HostError("missing", "no git", { cure: "install git" }),
    false,
    3,
    /no git\n {2}→ install git/,
  );
  check(new Error("oops"), false, 70, /a bug of Flywheel's own/);
});
