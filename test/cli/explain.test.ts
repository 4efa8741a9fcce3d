import { expect, test } from "vitest";
import { modelCodes } from "#intent";
import { driftRules } from "#jarvis";
import { explain } from "../../cli/commands/explain.ts";
import { createHost } from "../../cli/host/index.ts";
import type { CommandResult } from "../../cli/result.ts";
import { ruleCodes } from "../../mechanic/rules/messages.ts";
import { syntaxCodes } from "../../intent/syntax/messages.ts";

const explained = (code: string): Promise<CommandResult> =>
  explain(
    {
      host: createHost(),
      cwd: "/",
      json: false,
      quiet: true,
      color: false,
      live: false,
      signal: new AbortController().signal,
      say: () => undefined,
    },
    code,
  );

test("a code of an intent is explained with an example, the cure and the fix", async () => {
  const { exit, text, document } = await explained("flag-with-value");
  expect(exit).toBe(0);
  expect(text).toBe(
    [
      "flag-with-value: error",
      "An option is a flag, which says all by standing there, and has a value.",
      "    (entity Order (id uuid :key true))",
      "  cure: Delete the value.",
      "  editors offer: delete true",
    ].join("\n\n"),
  );
  expect(document).toEqual({
    schema: "flywheel.explain/1",
    code: "flag-with-value",
    severity: "error",
    meaning: "An option is a flag, which says all by standing there, and has a value.",
    examples: [{ text: "(entity Order (id uuid :key true))\n" }],
    cure: "Delete the value.",
    fix: "delete true",
  });
});

test("every code of an intent and of an audit is explained", async () => {
  for (const code of [
    ...syntaxCodes,
    ...modelCodes,
    ...ruleCodes,
    ...driftRules.map((rule) => rule.code),
  ]) {
    const { exit, text } = await explained(code);
    expect([exit, text.split(":")[0]]).toEqual([0, code]);
    expect(text.split("\n\n").length, code).toBeGreaterThanOrEqual(3);
  }
});

test("a warning is told as one", async () => {
  expect((await explained("unreached-state")).text).toMatch(/^unreached-state: warning\n\nNo /);
});

test("a code that there is not is wrong usage, with the one that was meant", async () => {
  const { exit, text } = await explained("unknwon-form");
  expect(exit).toBe(2);
  expect(text).toContain("did you mean unknown-form?");
});
