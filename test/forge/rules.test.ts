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

/** What is stamped of the service `desk` beside one whose events it hears. */
function beside(language: Language, forms: string): string {
  const desk = `(service desk (language ${language}) ${forms})`;
  const bells = "(service bells (language rust) (event rang (pin string :secret) (who string)))";
  const { services, diagnostics } = stamp(modelOf(desk, bells), templates, { sha256 });
  expect(diagnostics).toEqual([]);
  const files = services.find(({ name }) => name === "desk")?.files ?? [];
  return files.map(({ path, text }) => `${path}\n${text}`).join("\n");
}

const secretly = `(entity Safe (id i32 :key) (code string :secret)) (crud Safe :path "/safes")
  (rpc seat (in (pin string :secret) (n i32)) (out i32)) (tool find (in (pin (optional string) :secret)) (out i32))
  (rpc follow (in (pin string :secret)) (out (stream i32))) (on bells/rang :do hear)`;
const hooks = [
  ["an rpc", "before (rpc seat)", "pin string"],
  ["an rpc that was answered", "after (rpc seat)", "pin string"],
  ["a tool", "before (tool find)", "pin (optional string)"],
  ["a stream", "before (rpc follow)", "pin string"],
  ["a listener", "before (on bells/rang)", "pin string"],
  ["an rpc of a crud", "before (rpc create-safe)", "code string"],
] as const;

test.each(hooks)(
  "what is secret where %s takes it is secret in what its rule takes",
  (_, hook, field) => {
    const rule = `${secretly} (rule looks (${hook}) (in (${field})))`;
    const rust = beside("rust", rule);
    expect(rust).toContain("#[derive(Clone, PartialEq)]\npub struct LooksIn {");
    expect(rust).toContain('f.debug_struct("LooksIn")');
    const python = beside("python", rule);
    expect(python).toContain("class LooksIn(_bounds.Veiled, _wire.Model):");
    expect(python.slice(python.indexOf("class LooksIn"))).toMatch(
      /^.*\n\n? {4}\w+: .*_bounds\.SECRET/,
    );
  },
);

test("what is no secret there is shown", () => {
  const rule = `${secretly} (rule looks (before (rpc seat)) (in (n i32)))`;
  expect(beside("rust", rule)).toContain(
    "#[derive(Debug, Clone, PartialEq)]\npub struct LooksIn {",
  );
  expect(beside("python", rule)).toContain("class LooksIn(_wire.Model):");
});

test.each(languages)("%s: what a rule takes travels nowhere, under no older name", (language) => {
  const plain = stamped(language, `${seat} ${early}`).text;
  const renamed = stamped(language, `${seat} ${early.replace("(n i32)", "(n i32 :was m)")}`).text;
  expect(renamed).toBe(plain);
  if (language === "rust")
    expect(plain).toContain("#[derive(Debug, Clone, PartialEq)]\npub struct EarlyIn {\n    pub n:");
});

test("Rust keeps no more of what came in than rules behind the call are given", () => {
  const late =
    "(rule late (after (rpc seat :as answer)) (in (n i32) (tags (list string)) (answer i32)))";
  const later = "(rule later (after (rpc seat)) (in (tags (list string))))";
  const rpc = "(rpc seat (in (n i32) (tags (list string)) (rest string)) (out i32))";
  const { text } = stamped("rust", `${rpc} ${late} ${later}`);
  const kept = text.slice(text.indexOf("async fn ruled_seat")).match(/let given_.*/g);
  expect(kept).toEqual(["let given_n = input.n;", "let given_tags = input.tags.clone();"]);
  const [first, second] = text.match(/let asked = Late[^;]*;/g) ?? [];
  expect(first?.replaceAll(/\s+/g, " ")).toBe(
    "let asked = LateIn { n: given_n, tags: given_tags.clone(), answer, };",
  );
  expect(second).toBe("let asked = LaterIn { tags: given_tags };");
});

test.each([
  ["rule", "(rule thing-store (before (rpc seat)))", "rule thing-store"],
  ["rpc", "(rpc thing-store)", "rpc thing-store"],
  ["tool", "(tool thing-store)", "tool thing-store"],
  ["util", "(util thing-store (out i32))", "util thing-store"],
  ["time", '(every "0 * * * *" :do thing-store)', "the times of thing-store"],
])("in Python a %s is not called like the store of a crud", (_, form, what) => {
  const crud = '(entity Thing (id i32 :key)) (crud Thing :path "/things")';
  const { problems } = stamped("python", `${seat} ${crud} ${form}`);
  const message = `${what} and the store of Thing would both be \`thing_store\` in Python`;
  expect(problems).toEqual([`name-taken: ${message}`]);
  expect(stamped("rust", `${seat} ${crud} ${form}`).problems).toEqual([]);
});
