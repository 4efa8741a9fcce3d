import { array, assert, asyncProperty, constantFrom } from "fast-check";
import { expect, test } from "vitest";
import { buildProgram } from "../../cli/program.ts";
import type { Group } from "../../cli/verbs/verb.ts";
import type { CommonFlags } from "../../cli/run.ts";
import { quickCall } from "../../cli/quick/words.ts";

/** What the whole command line makes of the words: the common flags, or `undefined` where it refuses them. */
async function declared(group: Group, argv: readonly string[]): Promise<CommonFlags | undefined> {
  let found: CommonFlags | undefined;
  const program = await buildProgram(group, async (flags) => {
    found = flags;
  });
  const refused = await program.run(argv);
  return refused === undefined ? found : undefined;
}

const groups = ["flywheel", "forge", "sentinel", "mechanic", "jarvis"] as const;
const words = ["plan", "check", "stamp", "forge", "sentinel", "users", "--json", "--quiet"];
const oddWords = ["--no-color", "--check", "--root", "--base", "--root=a", "-x", "--", ""];
const argvs = array(constantFrom(...words, ...oddWords), { maxLength: 6 });

test("what is understood quickly, the whole command line understands alike", async () => {
  const write = process.stderr.write.bind(process.stderr);
  // What commander says of wrong words is for people.
  process.stderr.write = () => true;
  try {
    await assert(
      asyncProperty(constantFrom(...groups), argvs, async (group, argv) => {
        const call = quickCall(group, argv);
        if (call === undefined) return;
        const flags = await declared(group, argv);
        expect(flags, argv.join(" ")).toBeDefined();
        expect(call.root).toBe(flags?.root);
        expect(call.base).toBe(flags?.base);
        expect(call.json).toBe(flags?.json === true);
        expect(call.quiet).toBe(flags?.quiet === true);
        expect(call.color).toBe(flags?.color !== false);
      }),
      { numRuns: 2000 },
    );
  } finally {
    process.stderr.write = write;
  }
});

test("plain lines are understood quickly, and no others", () => {
  const verb = (group: Group, line: string): string | undefined =>
    quickCall(group, line.split(" "))?.verb;
  expect(verb("flywheel", "plan")).toBe("plan");
  expect(verb("flywheel", "sentinel plan --base HEAD~1 --json")).toBe("plan");
  expect(verb("sentinel", "plan --root somewhere")).toBe("plan");
  expect(verb("forge", "check --quiet")).toBe("check");
  expect(quickCall("forge", ["stamp", "users", "orders", "--check"])).toMatchObject({
    verb: "stamp",
    names: ["users", "orders"],
    check: true,
  });
  expect(verb("forge", "plan")).toBeUndefined();
  expect(verb("flywheel", "forge plan")).toBeUndefined();
  expect(verb("flywheel", "--json plan")).toBeUndefined();
  expect(verb("flywheel", "plan --help")).toBeUndefined();
  expect(verb("flywheel", "plan users")).toBeUndefined();
  expect(verb("flywheel", "plan --root --json")).toBeUndefined();
  expect(verb("flywheel", "check --base HEAD")).toBeUndefined();
});
