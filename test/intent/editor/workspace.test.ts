import { array, assert, constantFrom, nat, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { buildModel, type Diagnostic, type Source } from "#intent";
import { Workspace } from "../../../intent/editor/workspace.ts";
import { randomUniverse } from "../../support/random-universe.ts";

const whole = (sources: readonly Source[]): ReadonlyMap<string, readonly Diagnostic[]> =>
  Map.groupBy(buildModel(sources)[1], ({ file }) => file);

/** What the editor says of every file is what a whole reading says. */
function same(workspace: Workspace, sources: readonly Source[]): void {
  const expected = whole(sources);
  for (const { path } of sources)
    expect(workspace.diagnostics(path), path).toEqual(expected.get(path) ?? []);
}

/** Ways to spoil or change a text at a place; some undo what others did. */
const spoils: readonly ((text: string, at: number) => string)[] = [
  (text, at) => `${text.slice(0, at % text.length)}${text.slice((at % text.length) + 1)}`,
  (text, at) => `${text.slice(0, at % text.length)}x${text.slice(at % text.length)}`,
  (text) => text.replace("(entity ", "(entity Other"),
  (text) => text.replace(/\(rpc ([a-z-]+)/, "(rpc other"),
  (text) => text.replace("string", "strng"),
  (text) => text.replace("strng", "string"),
  (text) => text.replace(/\(service ([a-z0-9-]+)/, "(service renamed"),
];

test("after any edits the diagnostics are those of a whole reading", () => {
  const edits = array(tuple(nat(), constantFrom(...spoils), nat()), { maxLength: 6 });
  assert(
    property(randomUniverse(), edits, ({ sources }, changes) => {
      let now = [...sources];
      const workspace = new Workspace(now);
      same(workspace, now);
      for (const [pick, spoil, at] of changes) {
        const source = now[pick % now.length];
        if (source === undefined || source.text === "") continue;
        const text = spoil(source.text, at);
        workspace.edit(source.path, text);
        now = now.map((one) => (one === source ? { ...one, text } : one));
        same(workspace, now);
      }
    }),
    { numRuns: 60 },
  );
});

test("only who names a service is looked at again", () => {
  const file = (name: string, body: string): Source => ({
    path: `${name}/intent.lisp`,
    text: `(lang intent 1.0)\n(service ${name} (language rust) ${body})\n`,
  });
  const workspace = new Workspace([
    { path: "universe.lisp", text: '(lang intent 1.0)\n(universe test (services "*"))\n' },
    file("users", "(entity User (id i32)) (rpc get-user (out User))"),
    file("billing", "(uses users (rpc get-user))"),
    file("alone", "(entity Thing (id i32))"),
  ]);
  const renamed = file("users", "(entity User (id i32)) (rpc find-user (out User))").text;
  expect([...workspace.edit("users/intent.lisp", renamed)].toSorted()).toEqual([
    "billing/intent.lisp",
    "users/intent.lisp",
  ]);
  expect(workspace.diagnostics("billing/intent.lisp").map(({ code }) => code)).toEqual([
    "unknown-name",
  ]);
});
