import { expect, test } from "vitest";
import { codeDeclarations, localNames, sameNode, withoutLocalNames, type CodeNode } from "#intent";
import { realSyntax } from "../../../cli/host/syntax.ts";

async function declaration(text: string): Promise<CodeNode> {
  const [only] = codeDeclarations((await realSyntax.parse("typescript", text)).root, text);
  if (only === undefined) throw new Error(text);
  return only.node;
}

const check = async (a: string, b: string, same: boolean): Promise<void> => {
  const [one, other] = [await declaration(a), await declaration(b)];
  expect(sameNode(withoutLocalNames(one), withoutLocalNames(other)), `${a}\n${b}`).toBe(same);
};

test("names of parameters say nothing, and nothing else is taken for one", async () => {
  await check("const f = (a) => a.b;", "const f = (c) => c.b;", true);
  await check("const f = (a) => a.b;", "const f = (a) => a.c;", false);
  await check("const f = (a, b) => a - b;", "const f = (b, a) => b - a;", true);
  await check("const f = (a, b) => a - b;", "const f = (a, b) => b - a;", false);
  await check("function f(a: A): A { return g(a); }", "function f(b: A): A { return g(b); }", true);
  await check(
    "function f(a: A): A { return g(a); }",
    "function f(a: A): A { return h(a); }",
    false,
  );
  await check("const f = (x) => x.map((y) => y.z);", "const f = (p) => p.map((q) => q.z);", true);
  await check("const f = (x) => x.map((y) => y.z);", "const f = (p) => p.map((q) => p.z);", false);
});

test("a name that is a member's as well, or stands outside too, is no free choice", async () => {
  await check("const f = (a) => ({ a });", "const f = (b) => ({ b });", false);
  await check("const f = (x) => g((a) => a) + a;", "const f = (x) => g((b) => b) + a;", false);
  await check("const f = ({ a }) => a;", "const f = ({ b }) => b;", false);
  expect(
    localNames(await declaration("const f = (a, { b }) => a + b;")).map((one) => one.name),
  ).toEqual(["a"]);
});
