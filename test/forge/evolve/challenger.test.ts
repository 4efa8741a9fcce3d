import { expect, test } from "vitest";
import { casesOf, challengerOf, clustersOf, readTemplates, type History } from "#forge";
import { pascalCase, type Model } from "#intent";
import { realFiles } from "../../../cli/host/files.ts";
import { realSyntax } from "../../../cli/host/syntax.ts";
import { modelOf } from "../../support/model-of.ts";
import { historyOf } from "../../support/repair-history.ts";

interface Field {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** Things of the model: an entity of each of some services, its fields with types and defaults. */
const things: readonly (readonly [string, readonly Field[]])[] = [
  [
    "order",
    [
      { name: "total", type: "i32", value: "0" },
      { name: "note", type: "string", value: '""' },
    ],
  ],
  [
    "invoice",
    [
      { name: "cents", type: "i32", value: "100" },
      { name: "paid", type: "bool", value: "false" },
      { name: "reference", type: "string", value: '"none"' },
    ],
  ],
  [
    "user",
    [
      { name: "display-name", type: "string", value: '"?"' },
      { name: "age", type: "i32", value: "18" },
    ],
  ],
  [
    "parcel",
    [
      { name: "weight", type: "i32", value: "1" },
      { name: "street", type: "string", value: '""' },
      { name: "fragile", type: "bool", value: "true" },
      { name: "width", type: "i32", value: "2" },
    ],
  ],
  [
    "seat",
    [
      { name: "row", type: "i32", value: "1" },
      { name: "side", type: "string", value: '"left"' },
    ],
  ],
  [
    "recipe",
    [
      { name: "title", type: "string", value: '""' },
      { name: "minutes", type: "i32", value: "30" },
      { name: "vegan", type: "bool", value: "false" },
    ],
  ],
];

const camel = (name: string): string =>
  name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const modelWith = (
  name: string,
  fields: readonly (Field & { readonly was?: string })[],
  id = "i32",
): Model =>
  modelOf(`(service ${name}s (language typescript)
  (entity ${pascalCase(name)} (id ${id} :key)
    ${fields.map((one) => `(${one.name} ${one.type} :default ${one.value}${one.was === undefined ? "" : ` :was ${one.was}`})`).join("\n    ")}))`);

interface Idiom {
  readonly change: "rename" | "add" | "retype";
  readonly code: (
    name: string,
    fields: readonly string[],
    values: readonly string[],
    id: string,
  ) => string;
  readonly block: string;
}

const idioms: Readonly<Record<string, Idiom>> = {
  equality: {
    change: "rename",
    code: (name, fields) =>
      `export function same${pascalCase(name)}(a: ${pascalCase(name)}, b: ${pascalCase(name)}): boolean {\n  return ${["id", ...fields].map((field) => `a.${field} === b.${field}`).join(" && ")};\n}\n`,
    block: `export function same«(name entity)»(a: «(name entity)», b: «(name entity)»): boolean {
  return «(group (indent (join (seq (line) "&& ") (each field (fields entity) "a." (name field) " === b." (name field)))))»;
}`,
  },
  lines: {
    change: "rename",
    code: (name, fields) =>
      `export function is${pascalCase(name)}(a: ${pascalCase(name)}): boolean {\n  return (\n    ${["id", ...fields].map((field) => `Boolean(a.${field})`).join(" ||\n    ")}\n  );\n}\n`,
    block: `export function is«(name entity)»(a: «(name entity)»): boolean {
  return (
    «(join (seq " ||" (hardline)) (each field (fields entity) "Boolean(a." (name field) ")"))»
  );
}`,
  },
  "free names": {
    change: "rename",
    code: (name, fields) => {
      const [a, b] = name < "p" ? ["one", "two"] : [`${name[0] ?? ""}a`, "other"];
      return `export function same${pascalCase(name)}(${a}: ${pascalCase(name)}, ${b}: ${pascalCase(name)}): boolean {\n  return ${["id", ...fields].map((field) => `${a}.${field} === ${b}.${field}`).join(" && ")};\n}\n`;
    },
    block: `export function same«(name entity)»(one: «(name entity)», two: «(name entity)»): boolean {
  return «(group (indent (join (seq (line) "&& ") (each field (fields entity) "one." (name field) " === two." (name field)))))»;
}`,
  },
  row: {
    change: "rename",
    code: (name, fields) =>
      `const ${name}Row = (${name}: ${pascalCase(name)}): string[] => [\n  ${["id", ...fields].map((field) => `String(${name}.${field}),`).join("\n  ")}\n];\n`,
    block: `export const «(camel (name entity))»Row = («(camel (name entity))»: «(name entity)»): string[] => «(comma "[" "]" (each field (fields entity) "String(" (camel (name entity)) "." (name field) ")"))»;`,
  },
  blank: {
    change: "add",
    code: (name, fields, values) =>
      `/** A new one. */\nexport function new${pascalCase(name)}(id: number): ${pascalCase(name)} {\n  return { id, ${fields.map((field, index) => `${field}: ${values[index]}`).join(", ")} };\n}\n`,
    block: `«(when (all "default" (where-not "key" (fields entity)))»
export function new«(name entity)»(id: number): «(name entity)» {
  return «(comma "{ " " }" "id" (each field (where-not "key" (fields entity)) (name field) ": " (default field)))»;
}
«)»`,
  },
  index: {
    change: "retype",
    code: (name, _fields, _values, id) =>
      `export function ${name}sById(all: readonly ${pascalCase(name)}[]): Map<${id}, ${pascalCase(name)}> {\n  return new Map(all.map((one) => [one.id, one]));\n}\n`,
    block: `«(when (key entity)»
export function «(camel (name entity))»sById(all: readonly «(name entity)»[]): Map<«(type (key entity))», «(name entity)»> {
  return new Map(all.map((one) => [one.id, one]));
}
«)»`,
  },
  "words between": {
    change: "rename",
    code: (name, fields) =>
      `export function ${name}Line(it: ${pascalCase(name)}): string {\n  return \`${["id", ...fields].map((field) => `\${it.${field}}`).join(" | ")}\`;\n}\n`,
    block: `export function «(camel (name entity))»Line(it: «(name entity)»): string {
  return \`«(join " | " (each field (fields entity) "\${it." (name field) "}"))»\`;
}`,
  },
  "words before, and no comment": {
    change: "rename",
    code: (name, fields) =>
      `export const show${pascalCase(name)} = (it: ${pascalCase(name)}): string => \`#\${it.id}: ${fields.map((field) => `\${String(it.${field}).trim()}`).join(" // ")}\\\\n\`;\n`,
    block: `export const show«(name entity)» = (it: «(name entity)»): string => \`#\${it.id}: «(join " // " (each field (where-not "key" (fields entity)) "\${String(it." (name field) ").trim()}"))»\\\\n\`;`,
  },
  statements: {
    change: "rename",
    code: (name, fields) =>
      `export function show${pascalCase(name)}(it: ${pascalCase(name)}): void {\n${fields.map((field) => `  console.log("${field}", it.${field});`).join("\n")}\n}\n`,
    block: `export function show«(name entity)»(it: «(name entity)»): void {
  «(join (hardline) (each field (where-not "key" (fields entity)) "console.log(\\"" (name field) "\\", it." (name field) ");"))»
}`,
  },
};

/** One repair of an idiom in each service: the last field is renamed, one is added, or the id becomes a text. */
async function histories(idiom: Idiom): Promise<History[]> {
  return Promise.all(
    things.map(([name, fields], index) => {
      const last = fields.at(-1) ?? { name: "x", type: "string", value: '""' };
      const changed =
        idiom.change === "add"
          ? [...fields, { name: "extra", type: "i32", value: String(index) }]
          : idiom.change === "rename"
            ? [...fields.slice(0, -1), { ...last, name: `${last.name}-now`, was: last.name }]
            : fields;
      const code = (own: readonly Field[], id: string): string =>
        idiom.code(
          name,
          own.map((one) => camel(one.name)),
          own.map((one) => one.value),
          id,
        );
      const id = idiom.change === "retype" ? "string" : "i32";
      return historyOf({
        seq: index + 1,
        service: `${name}s`,
        before: modelWith(name, fields),
        after: modelWith(name, changed, id),
        code: [
          code(fields, "number"),
          code(changed, idiom.change === "retype" ? "string" : "number"),
        ],
      });
    }),
  );
}

const templates = await readTemplates(realFiles, "forge/templates");

test.each(Object.keys(idioms))("a repair that recurs becomes a template: %s", async (name) => {
  const idiom = idioms[name];
  if (idiom === undefined) throw new Error(name);
  const cases = await casesOf(await histories(idiom), templates, realSyntax);
  const clusters = clustersOf(cases);
  expect(clusters.map((one) => one.cases.length)).toEqual([things.length]);
  const challenger = await challengerOf(clusters[0]?.cases ?? [], realSyntax);
  if ("reason" in challenger) throw new Error(challenger.reason);
  expect(challenger.block).toBe(idiom.block);
  expect(challenger.printed).toHaveLength(things.length);
});
