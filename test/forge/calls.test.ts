import { expect, test } from "vitest";
import { stamp } from "#forge";
import { languages, type Language } from "#intent";
import { modelOf } from "../support/model-of.ts";
import { shippedTemplates } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";

const templates = await shippedTemplates();

/** What is stamped of the first intent in a language, beside the second one. */
function stamped(language: Language, own: string, other = "") {
  const intents = [own, other].filter((text) => text !== "");
  const texts = intents.map((text) => text.replaceAll("LANGUAGE", language));
  const [first = "", ...more] = texts;
  const { services, diagnostics } = stamp(modelOf(first, ...more), templates, { sha256 });
  const files = services.flatMap((one) => one.files.filter(({ kind }) => kind === "stamped"));
  return { files, problems: diagnostics.map(({ code }) => code) };
}

const desk = (clauses: string, more = ""): string =>
  `(service desk (language LANGUAGE) (error timeout) (rpc place (in (n i32)) (out i32) ${clauses}) ${more})`;
const modules = /wire[-_](?:calls|keys)|connect-timeout-ms|KeptAnswer|Guard/;

test.each(languages)("%s: no clause, no byte of what clauses need", (language) => {
  const { files, problems } = stamped(language, desk(""));
  expect(problems).toEqual([]);
  expect(files.filter(({ path, text }) => modules.test(path + text))).toEqual([]);
});

test.each(languages)(
  "%s: what limits time needs no keys, and tries of others no handler of ours",
  (language) => {
    const { files, problems } = stamped(language, desk("(timeout 1s) (retry 2)"));
    expect(problems).toEqual([]);
    const text = files.map((file) => file.path + file.text).join("\n");
    expect(text).toContain("connect-timeout-ms");
    expect(text).not.toMatch(/wire[-_]keys|KeptAnswer/);
  },
);

test.each(languages)("%s: an error that a clause answers with, too", (language) => {
  expect(stamped(language, desk("(timeout 1s) (errors timeout)")).problems).toEqual(["name-taken"]);
  expect(stamped(language, desk("(retry 2) (errors timeout)")).problems).toEqual([]);
});

test("names that a router with a memory has given away", () => {
  const keyed = desk("(idempotent)").replace("service desk", "service answers");
  expect(stamped("typescript", keyed).problems).toEqual(["name-taken"]);
  expect(stamped("python", keyed).problems).toEqual(["name-taken"]);
  expect(stamped("rust", keyed).problems).toEqual([]);
});

test("a method of a client in Rust", () => {
  const other = desk("(idempotent)", "(rpc with-key (out i32))");
  const own = "(service window (language LANGUAGE) (uses desk (rpc place) (rpc with-key)))";
  expect(stamped("rust", own, other).problems).toEqual(["name-taken"]);
  expect(stamped("typescript", own, other).problems).toEqual([]);
});

test.each([
  ["python", "calls", "(idempotent)"],
  ["python", "keys", "(idempotent)"],
] as const)(
  "%s: a service `%s` that is used beside stamped code of that name",
  (language, name, clauses) => {
    const other = `(service ${name} (language LANGUAGE) (rpc find-key (in (n i32)) (out i32)))`;
    const uses = `(uses ${name} (rpc find-key))`;
    expect(stamped(language, desk(clauses, uses), other).problems).toEqual(["name-taken"]);
  },
);

test.each([
  ["python", "events", "(on events/sold :do jot (retry 3))"],
  ["python", "times", '(every "0 3 * * *" :do tick) (on times/sold :do jot)'],
  ["typescript", "store", "(on store/sold :do jot (retry 3))"],
  ["typescript", "toolbox", "(tool find (in (n i32)) (out i32)) (on toolbox/sold :do jot)"],
  ["typescript", "schedule", '(every "0 3 * * *" :do tick) (on schedule/sold :do jot)'],
] as const)(
  "%s: a service `%s` that is heard beside stamped code of that name",
  (language, name, forms) => {
    const other = `(service ${name} (language LANGUAGE) (event sold (n i32)))`;
    const found = stamped(language, desk("", forms), other).problems;
    expect([...new Set(found)]).toEqual(["name-taken"]);
  },
);
