import { expect, test } from "vitest";
import { stamp } from "#forge";
import { languages, type Language } from "#intent";
import { modelOf } from "../support/model-of.ts";
import { shippedTemplates } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";

const templates = await shippedTemplates();

/** The JSON Schemas that stamped Rust holds as texts, in their order: input and output of each tool. */
function schemasOf(...intents: string[]): unknown[] {
  const { services, diagnostics } = stamp(modelOf(...intents), templates, { sha256 });
  expect(diagnostics).toEqual([]);
  const text = services
    .flatMap(({ files }) => files)
    .find(({ path }) => path.endsWith("generated.rs"))?.text;
  return [...(text ?? "").matchAll(/r(#+)"(\{.*?\})"\1/gs)].map(([, , json = ""]): unknown =>
    JSON.parse(json),
  );
}

const check = (expected: readonly unknown[], ...intents: string[]): void =>
  expect(schemasOf(...intents)).toEqual(expected);

test("bounds, defaults, and what may be left out", () =>
  check(
    [
      {
        type: "object",
        properties: {
          least: { type: "integer", minimum: 1, maximum: 9 },
          big: { type: "string", pattern: "^-?[0-9]{1,20}$", default: "7" },
          word: { type: "string", maxLength: 5, description: 'A "word"#.' },
          many: { type: "array", items: { type: "number" }, maxItems: 2, default: [] },
          absent: { type: "string", format: "date" },
          old: { type: "string" },
          pin: { type: "string" },
        },
        required: ["least", "word", "old"],
      },
    ],
    `(service desk (language rust) (tool look (in (least i32 :min 1 :max 9) (big i64 :min 1 :default 7)
      (word string "A \\"word\\"#." :length 5) (many (list f64) :length 2 :default ()) 
      (absent (optional date)) (new string :was old) (pin string :secret :default "0000"))))`,
  ));

test("types that hold themselves, cases, open answers, and docs of this service alone", () => {
  const shape = (more: readonly unknown[]): unknown => ({
    type: "object",
    anyOf: [
      { type: "object", properties: { type: { const: "dot" } }, required: ["type"] },
      {
        type: "object",
        properties: { type: { const: "in" }, of: { $ref: "#/$defs/Shape" } },
        required: ["type", "of"],
      },
      ...more,
    ],
  });
  const unknown = { type: "object", properties: { type: { type: "string" } }, required: ["type"] };
  const mood = { type: "string", enum: ["calm", "WILD"] };
  check(
    [
      {
        type: "object",
        properties: { shape: { $ref: "#/$defs/Shape" }, mood: { $ref: "#/$defs/Zoo.Mood" } },
        required: ["shape", "mood"],
        $defs: { Shape: shape([]), "Zoo.Mood": mood },
      },
      {
        type: "object",
        properties: { result: { type: "array", items: { $ref: "#/$defs/Zoo.Animal" } } },
        required: ["result"],
        $defs: {
          "Zoo.Animal": {
            type: "object",
            properties: {
              mood: { $ref: "#/$defs/Zoo.Mood" },
              age: { type: "integer", minimum: 0, maximum: 4294967295, default: 1 },
            },
            required: ["mood", "age"],
          },
          "Zoo.Mood": { anyOf: [mood, { type: "string" }] },
        },
      },
      { type: "object", properties: {} },
      {
        type: "object",
        $ref: "#/$defs/Shape",
        $defs: { Shape: shape([unknown]) },
      },
    ],
    `(service desk (language rust) (union Shape (dot) (in (of Shape)))
      (tool draw (in (shape Shape) (mood zoo/Mood)) (out (list zoo/Animal))) (tool give (out Shape)))`,
    `(service zoo (language python) (enum Mood "How." calm (wild :wire "WILD")) (entity Animal "One." (mood Mood "Now.") (age u32 :default 1)))`,
  );
});

const modules: Readonly<Record<Language, RegExp>> = {
  rust: /rmcp|"\/mcp"/,
  typescript: /generated\.mcp|modelcontextprotocol/,
  python: /generated_mcp|mcp==/,
};

test.each(languages)("%s: a service without tools gets nothing of them", (language) => {
  const { services } = stamp(
    modelOf(`(service desk (language ${language}) (rpc ping (out string)))`),
    templates,
    { sha256 },
  );
  for (const { path, text } of services.flatMap(({ files }) => files)) {
    expect(path).not.toContain("mcp");
    expect(text, path).not.toMatch(modules[language]);
  }
});

test("a document of routes leaves tools out", () => {
  const { services } = stamp(
    modelOf(
      `(service desk (language rust) (rpc ping (out string) (http get "/ping")) (tool look-around (in (far bool))))`,
    ),
    templates,
    { sha256 },
  );
  const document = services
    .flatMap(({ files }) => files)
    .find(({ path }) => path.endsWith("generated.openapi.json"))?.text;
  expect(document).toContain('"/ping"');
  expect(document).not.toMatch(/look-around|LookAround|far/);
});
