import { expect, test } from "vitest";
import { stamp } from "#forge";
import { languages, type Language } from "#intent";
import { modelOf } from "../support/model-of.ts";
import { shippedTemplates } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";

const templates = await shippedTemplates();

/** What is stamped of a service of these forms in a language, its marker aside, and what stamping complains of. */
function stamped(language: Language, forms: string, name = "desk") {
  const text = `(service ${name} (language ${language}) ${forms})`;
  const { services, diagnostics } = stamp(modelOf(text), templates, { sha256 });
  const files = services.flatMap((one) => one.files.filter(({ kind }) => kind === "stamped"));
  return {
    text: files.map((file) => file.path + file.text.replaceAll(/digest=\S+/g, "")).join("\n"),
    digests: files.map((file) => /digest=(\S+)/.exec(file.text)?.[1]),
    problems: diagnostics.map(({ code, message }) => `${code}: ${message}`),
  };
}

const seat = "(error full) (rpc seat (in (n i32)) (out string) (errors full))";
const stream = "(rpc follow (in (n i32)) (out (stream i32)) (errors full))";
const open = "(rule open (before (rpc seat)) (errors full))";
const early = "(rule early (before (rpc seat)) (in (n i32)) (out string))";
const late = "(rule late (after (rpc seat :as word)) (in (word string)))";

test.each(languages)("%s: no rule, no byte of what rules need", (language) => {
  const { text, problems } = stamped(language, `${seat} ${stream}`);
  expect(problems).toEqual([]);
  expect(text).not.toMatch(/ruled|asynccontextmanager/i);
});

test.each(languages)("%s: rules are asked in the order in which they are declared", (language) => {
  const order = (forms: string): string[] => {
    const { text } = stamped(language, `${seat} ${forms}`);
    const asked = text.slice(text.search(/async fn ruled_seat|function ruled|class _Ruled/));
    return ["open(", "early(", "late("].toSorted((a, b) => asked.indexOf(a) - asked.indexOf(b));
  };
  expect(order(`${open} ${early} ${late}`)).toEqual(["open(", "early(", "late("]);
  expect(order(`${late} ${early} ${open}`)).toEqual(["early(", "open(", "late("]);
});

test.each(languages)(
  "%s: the order of rules that never meet changes nothing, and that of others is in the marker",
  (language) => {
    const one = stamped(language, `${seat} ${early} ${late}`);
    const other = stamped(language, `${late} ${early} ${seat}`);
    expect(other).toEqual(one);
    const met = stamped(language, `${seat} ${open} ${early}`);
    const turned = stamped(language, `${seat} ${early} ${open}`);
    expect(turned.digests).not.toEqual(met.digests);
  },
);

test("what stands around a rule is told apart from what it is called by", () => {
  const rules = `${seat} ${early} ${late}`;
  for (const name of ["answer", "event", "input"]) {
    const { text, problems } = stamped("typescript", rules, name);
    expect(problems).toEqual([]);
    expect(text).toContain("function ruled(worker: ");
  }
  expect(stamped("typescript", rules, "ruled").problems).toEqual([
    expect.stringMatching(/^name-taken: .*`ruled`/),
  ]);
  expect(stamped("typescript", seat, "ruled").problems).toEqual([]);
  expect(stamped("rust", rules, "ruled").problems).toEqual([]);
});

test("a rule is no type that stamped Rust is written with", () => {
  const rule = (name: string): string => `${seat} (rule ${name} (before (rpc seat)))`;
  expect(stamped("rust", rule("option")).problems).toEqual([
    expect.stringMatching(/^name-taken: rule option/),
  ]);
  expect(stamped("python", rule("option")).problems).toEqual([]);
});
