import { expect, test } from "vitest";
import {
  changedDeclarations,
  codeDeclarations,
  differencesOf,
  neutralNode,
  patternKey,
  sameNode,
  squash,
  type CodeNode,
  type SyntaxLanguage,
} from "#intent";
import { realSyntax } from "../../../cli/host/syntax.ts";

const read = async (language: SyntaxLanguage, text: string): Promise<CodeNode> =>
  neutralNode((await realSyntax.parse(language, text)).root, text);

const check = async (
  language: SyntaxLanguage,
  a: string,
  b: string,
  same: boolean,
): Promise<void> =>
  expect(sameNode(await read(language, a), await read(language, b)), `${a}\n${b}`).toBe(same);

test("layout, comments and trailing commas say nothing; everything else does", async () => {
  await check("typescript", "f(a, b);", "f(\n  a, // one\n  b,\n)", true);
  await check("typescript", "const a = { b: 1 };", "const a = {\n  b: 1,\n};", true);
  await check("typescript", "f(a, b);", "f(b, a);", false);
  await check("typescript", "const a = `x ${b} y`;", "const a = `x ${b} z`;", false);
  await check("typescript", 'const a = "b c";', 'const a = "b  c";', false);
  await check("typescript", "a && b && c", "a && (b && c)", false);
  await check("typescript", "a < b", "a > b", false);
  await check("rust", "fn f() { g(1, 2); }", "fn f() {\n    g(1, 2,);\n}", true);
  await check("python", "f(a, b)", "f(\n    a,\n    b,\n)", true);
  await check("python", "def f():\n    return 1", "def f():\n    return 2", false);
});

test("a chain of one operator is a list, however long", async () => {
  const operands = Array.from({ length: 5000 }, (_, index) => `x${index}`);
  const tree = await read("typescript", operands.join(" && "));
  const chain = tree.children[0]?.children[0];
  expect(chain?.kind).toBe("binary_expression &&");
  expect(chain?.children.map((one) => one.text)).toEqual(operands);
});

test("declarations are named, with the comment above them and what exports them", async () => {
  const text = `import a from "b";

/** About f. */
// More.
export function f(): void {}

const g = 1, h = 2;
export const k = () => f();
class C {}
`;
  const found = codeDeclarations((await realSyntax.parse("typescript", text)).root, text);
  expect(found.map((one) => [one.name, one.exported, text.slice(one.start, one.end)])).toEqual([
    ["f", true, "/** About f. */\n// More.\nexport function f(): void {}"],
    ["k", true, "export const k = () => f();"],
    ["C", false, "class C {}"],
  ]);
});

test("what changed is told as far down as shapes agree", async () => {
  const before = "const row = (o: Order) => [o.id, o.total];\nconst same = 1;\n";
  const after = "const row = (o: Order) => [o.id, o.sum];\nconst same = 1;\n";
  const [a, b] = [await read("typescript", before), await read("typescript", after)];
  const texts = differencesOf(a, b).map((one) => [
    one.before.map((node) => before.slice(node.start, node.end)),
    one.after.map((node) => after.slice(node.start, node.end)),
  ]);
  expect(texts).toEqual([[["total"], ["sum"]]]);
  const declared = async (text: string): Promise<ReturnType<typeof codeDeclarations>> =>
    codeDeclarations((await realSyntax.parse("typescript", text)).root, text);
  const changed = changedDeclarations(await declared(before), await declared(after));
  expect(changed.map((one) => one.name)).toEqual(["row"]);
});

test("code that repeats itself for each item has one shape", async () => {
  const shape = async (text: string): Promise<string> =>
    patternKey(squash(await read("typescript", text)));
  const many = await shape("f({ a: 1, b: true, c: 'x', d: 2 })");
  expect(await shape("f({ a: 1, e: 'y' })")).toBe(many);
  expect(await shape("f([{ a: 1 }, { e: 'y' }])")).not.toBe(many);
});
