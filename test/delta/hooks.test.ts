import { expect, test } from "vitest";
import { diffModels } from "#intent";
import { modelOf } from "../support/model-of.ts";

const base = `(service desk (language python)
  (rpc seat (in (n i32)) (out string))
  (tool find (in (n i32)) (out string))
  (rule known (before (tool find)) (in (n i32)))
  (rule open (before (tool find)))
  (rule late (after (rpc seat :as word) (tool find :as word)) (in (word string))))`;

/** The kinds of what edits of the base change, each with what was and what is. */
function changes(...edits: readonly (readonly [from: string, to: string])[]): string[] {
  let text = base;
  for (const [from, to] of edits) {
    expect(text).toContain(from);
    text = text.replaceAll(from, to);
  }
  return diffModels(modelOf(base), modelOf(text)).changes.map(
    ({ kind, from, to }) => `${kind}: ${String(from)} -> ${String(to)}`,
  );
}

test("a hook of a tool that has another name now is the same", () => {
  const renamed = changes(
    ["(tool find (in", "(tool look :was find (in"],
    ["(tool find", "(tool look"],
  );
  expect(renamed).toEqual(["tool-renamed: find -> look"]);
});

test("another name for the answer is another name of a parameter, and the hook is the same", () => {
  const named = changes(
    [":as word", ":as said"],
    ["(in (word string))", "(in (said string :was word))"],
  );
  expect(named).toEqual(["parameter-renamed: word -> said"]);
});

test("another parameter for the answer is told, and the hook is the same", () => {
  const named = changes([":as word", ":as said"], ["(in (word string))", "(in (said string))"]);
  expect(named.toSorted()).toEqual([
    "hook-answer-changed: after desk/rpc:seat :as word -> after desk/rpc:seat :as said",
    "hook-answer-changed: after desk/tool:find :as word -> after desk/tool:find :as said",
    "parameter-added: null -> string",
    "parameter-removed: string -> null",
  ]);
});

test("a hook that goes says where it was", () => {
  const gone = changes([" (tool find :as word)", ""]);
  expect(gone).toEqual(["hook-removed: after desk/tool:find :as word -> null"]);
});

test("a rule that has another name now is asked in its old place, and in another one where it moves", () => {
  const known = "  (rule known (before (tool find)) (in (n i32)))\n";
  const renamed = "(rule clear :was known (before (tool find)) (in (n i32)))";
  expect(changes([known, `  ${renamed}\n`])).toEqual(["rule-renamed: known -> clear"]);
  const moved = changes([known, ""], ["  (rule late", `  ${renamed}\n  (rule late`]);
  expect(moved.map((change) => change.replace(/:.*/, "")).toSorted()).toEqual([
    "rule-order-changed",
    "rule-renamed",
  ]);
});
