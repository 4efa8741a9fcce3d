import { expect, test } from "vitest";
import { buildModel, modelCodes, type Source } from "#intent";

const universe: Source = {
  path: "universe.lisp",
  text: '(lang intent 1.0)(universe test (services "*"))',
};
const service = (body: string): Source => ({
  path: "s/intent.lisp",
  text: `(lang intent 1.0)(service tested (language rust)\n${body})`,
});
const times = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join("\n");

/** Texts near the size limit whose meaning is as expensive as it gets; each must end in known diagnostics. */
const hostile: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "a chain of aliases": [
    `${times(30_000, (i) => `(alias A${i} A${i + 1})`)} (alias A30000 i32)`,
    ["type-too-deep"],
  ],
  "a chain of lists": [
    `${times(25_000, (i) => `(alias A${i} (list A${i + 1}))`)} (alias A25000 i32)`,
    ["type-too-deep"],
  ],
  "a chain of entities": [
    `${times(20_000, (i) => `(entity E${i} (a E${i + 1}))`)} (entity E20000)`,
    [],
  ],
  "a circle of entities": [
    times(20_000, (i) => `(entity E${i} (a E${(i + 1) % 20_000}))`),
    ["endless-entity"],
  ],
  "a circle of aliases": [
    times(30_000, (i) => `(alias A${i} A${(i + 1) % 30_000})`),
    ["type-too-deep"],
  ],
  "members of one wide entity": [
    `(entity E ${times(15_000, (i) => `(f${i} i32)`)}) (entity F ${times(15_000, (i) => `(f${i} E.f${i})`)})`,
    [],
  ],
  "misspelt names": [
    `(entity Right) ${times(20_000, (i) => `(alias A${i} Rigth${i})`)}`,
    ["unknown-name"],
  ],
  "the same thing again": [times(30_000, () => "(entity E)"), ["duplicate-name"]],
  "unknown forms": [times(40_000, () => "(entiti E)"), ["unknown-form"]],
  "names of objects": [
    "(entity Object) (entity Constructor (constructor i32) (proto i32)) (rpc to-string) (rpc constructor)",
    ["name-taken", "name-collision"],
  ],
  "names that no name may be": [
    "(entity __proto__ (__proto__ i32)) (rpc ../../etc/passwd)",
    ["bad-name"],
  ],
};

test.each(Object.entries(hostile))("%s", (_, [body, codes]) => {
  const [model, diagnostics] = buildModel([universe, service(body)]);
  expect(model).toBeDefined();
  const found = [...new Set(diagnostics.map((one) => one.code))].filter((code) =>
    modelCodes.includes(code),
  );
  expect(found).toEqual(codes);
  expect(diagnostics.length).toBeLessThanOrEqual(200);
});

const defined = (definition: string, body: string): Source[] => [
  { ...universe, text: universe.text.replace("(universe", `${definition}\n(universe`) },
  service(body),
];

const blown: Readonly<Record<string, readonly [string, string, string]>> = {
  "five thousand calls of five thousand characters": [
    `(define-form (note n) \`(gap "${"z".repeat(5000)}"))`,
    times(5000, (i) => `(note ${i})`),
    "is longer than 1 MiB",
  ],
  "ten thousand times one long argument": [
    `(define-form (note n) \`(gap ${times(10_000, () => ",n")}))`,
    `(note "${"z".repeat(100_000)}")`,
    "is longer than 1 MiB",
  ],
  "a form that doubles itself": [
    "(define-form (twice n) `(twice ,n) `(twice ,n))",
    "(twice 1)",
    "holds more than 100,000 forms and words",
  ],
  "a form that holds itself": [
    "(define-form (again n) `(again ,n))",
    "(again 1)",
    "holds it again, after 64 rounds",
  ],
  "lists in lists in lists": [
    "(define-form (deep . t) `(list (list (list (list ,@t)))))",
    `(entity E (f ${"(deep ".repeat(20)}i32${")".repeat(20)}))`,
    "is nested more than 64 levels deep",
  ],
};

test.each(Object.entries(blown))("%s", (_, [definition, body, says]) => {
  const [, diagnostics] = buildModel(defined(definition, body));
  const found = diagnostics.filter((one) => one.code === "endless-form");
  expect(found.map((one) => one.message)).toEqual([expect.stringContaining(says)]);
});

test("written calls stand in each other as deep as forms may", () => {
  const nested = `(entity E (f ${"(many ".repeat(40)}i32${")".repeat(40)}))`;
  const [, diagnostics] = buildModel(defined("(define-form (many t) `(list ,t))", nested));
  expect(diagnostics.map((one) => one.code)).toEqual([]);
});
