import { expect, test } from "vitest";
import { codemodOf, readTemplates } from "#forge";
import { realFiles } from "../../../cli/host/files.ts";
import { realSyntax } from "../../../cli/host/syntax.ts";
import { modelOf } from "../../support/model-of.ts";

const templates = await readTemplates(realFiles, "forge/templates");
const model = modelOf(
  `(service shop (language typescript)
  (entity Order (id i32 :key) (total i32))
  (entity Line (id i32 :key) (count i32)))`,
  `(service desk (language typescript) (uses shop (entity Order)) (entity Slip (id i32 :key) (order shop/Order)))`,
);
const block = `export const «(camel (name entity))»Row = (it: «(name entity)»): string[] => «(comma "[" "]" (each field (fields entity) "String(it." (name field) ")"))»;`;
const row = (name: string, ...fields: string[]): string =>
  `const ${name.toLowerCase()}Row = (it: ${name}): string[] => [${fields.map((field) => `String(it.${field})`).join(", ")}];\n`;
const order = row("Order", "id", "total");

/** What becomes of the files of a service, by path below its `src` or `test`; those that stay as they are are left out. */
async function check(
  service: string,
  files: Readonly<Record<string, string>>,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  const owner = model.services.get(service);
  if (owner === undefined) throw new Error(service);
  const folder = `services/${service}/`;
  const sources = new Map(Object.entries(files).map(([path, text]) => [folder + path, text]));
  const tests = new Set([...sources.keys()].filter((path) => path.includes("/test/")));
  const { texts } = await codemodOf(
    { pattern: "entity", language: "typescript", block },
    { model, service: owner, templates, sources, tests },
    realSyntax,
  );
  const found = [...texts].map(([path, text]) => [path.slice(folder.length), text]);
  expect(Object.fromEntries(found)).toEqual(expected);
}

test("what a stamped file says goes, with what only it imported", async () => {
  await check(
    "shop",
    {
      "src/custom/rows.ts": `import type { Order } from "../generated.ts";\n\n/** A row. */\n${order}\nexport const head = "id";\n`,
    },
    { "src/custom/rows.ts": `export const head = "id";\n` },
  );
});

test("its name is taken from the stamped file where the rest uses it", async () => {
  await check(
    "shop",
    {
      "src/custom.ts": `import type { Order } from "./generated.ts";\n\n${order}\nexport const two = (a: Order): string[] => [...orderRow(a), ...orderRow(a)];\n`,
    },
    {
      "src/custom.ts": `import type { Order } from "./generated.ts";\nimport { orderRow } from "./generated.ts";\n\nexport const two = (a: Order): string[] => [...orderRow(a), ...orderRow(a)];\n`,
    },
  );
  await check(
    "shop",
    {
      "src/custom.ts": `import { aOrder, type Order } from "./generated.ts";\n\n${order}\nexport const one = orderRow(aOrder());\n`,
    },
    {
      "src/custom.ts": `import { aOrder, orderRow } from "./generated.ts";\n\nexport const one = orderRow(aOrder());\n`,
    },
  );
});

test("and handed on where other files, tests too, take it from there", async () => {
  const uses = `import { orderRow } from "../src/custom.ts";\n\nexport const x = orderRow;\n`;
  await check(
    "shop",
    {
      "src/custom.ts": `import type { Order } from "./generated.ts";\n\nexport ${order}`,
      "test/rows.test.ts": uses,
    },
    { "src/custom.ts": `export { orderRow } from "./generated.ts";\n\n` },
  );
});

test("a foreign thing's code comes from the stamped file of its service", async () => {
  await check(
    "desk",
    {
      "src/custom/rows.ts": `import type { Order } from "../generated.shop.ts";\n\n${order}\nexport const f = (all: Order[]): string[][] => all.map(orderRow);\n`,
    },
    {
      "src/custom/rows.ts": `import type { Order } from "../generated.shop.ts";\nimport { orderRow } from "../generated.shop.ts";\n\nexport const f = (all: Order[]): string[][] => all.map(orderRow);\n`,
    },
  );
});

test("layout does not matter, anything else does; tests stay as they are", async () => {
  const laid = `const orderRow = (it: Order): string[] => [\n  String(it.id), // the key\n  String(it.total),\n];\n`;
  await check("shop", { "src/custom.ts": laid }, { "src/custom.ts": "" });
  for (const other of [
    order.replace("total", "sum"),
    row("Order", "total", "id"),
    order.replace("orderRow", "row"),
    row("Line", "id"),
  ])
    await check("shop", { "src/custom.ts": other }, {});
  await check("shop", { "test/rows.test.ts": order }, {});
});

test("several go at once", async () => {
  await check(
    "shop",
    {
      "src/custom.ts": `import type { Line, Order } from "./generated.ts";\n\n${order}${row("Line", "id", "count")}\nexport const rows = [lineRow, orderRow];\n`,
    },
    {
      "src/custom.ts": `import { lineRow, orderRow } from "./generated.ts";\n\nexport const rows = [lineRow, orderRow];\n`,
    },
  );
});
