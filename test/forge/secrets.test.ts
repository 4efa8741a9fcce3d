import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modelOf } from "../support/model-of.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { shippedTemplates, stampPython, writeBelow } from "../support/stamp-python.ts";
import { linkPackages, stampTypeScript } from "../support/stamp-typescript.ts";
import { leftOut } from "../support/tools.ts";

const intent = (language: string): string => `(service vault "Keeps." (language ${language})
  (entity Drawer (label string) (codes (map string i32)))
  (error stuck :status 409 (pin string :secret))
  (rpc keep (in (pins (optional (map string i32)) :secret) (boxes (optional (list Drawer)) :secret :length 2)) (errors stuck)))`;

/** Inputs that are refused, or whose handler throws a declared error; each holds the secret \`hunter2\` somewhere. */
const bodies = [
  { pins: { hunter2: "no number" } },
  { boxes: [{ label: "a", codes: { hunter2: null } }] },
  { boxes: [1, 2, 3] },
  { pins: {} },
];

const typescript = `import { Stuck, router, serve } from "./src/generated.ts";

const app = router({
  keep: async () => {
    throw Object.assign(new Error("no way", { cause: new Stuck({ pin: "hunter2" }) }));
  },
});
const thrower = router({
  keep: async () => {
    throw new Stuck({ pin: "hunter2" });
  },
});
const running = await serve(app, { port: 0 });
const answers = [];
for (const body of ${JSON.stringify(bodies)})
  for (const asked of [app, thrower]) {
    const answer = await asked.request("/rpc/keep", { method: "POST", body: JSON.stringify(body) });
    answers.push([answer.status, await answer.text()]);
  }
console.log(JSON.stringify(answers));
await running.close();
`;

const python = `import asyncio
import json

import httpx
from vault.generated import KeepIn, Stuck, Vault, app


class App(Vault):
    async def keep(self, input: KeepIn, ctx: object) -> None:
        raise RuntimeError("no way")


async def main() -> None:
    answers = []
    transport = httpx.ASGITransport(app=app(App()))
    async with httpx.AsyncClient(transport=transport, base_url="http://vault") as client:
        for body in json.loads('${JSON.stringify(bodies)}'):
            answer = await client.post("/rpc/keep", json=body)
            answers.append([answer.status_code, answer.text])
    print(json.dumps(answers))


asyncio.run(main())
print(repr(Stuck(pin="hunter2")))
`;

let root = "";
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), "flywheel-secrets-"))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a program among what was stamped; gives all that it said. */
function run(program: string, ...args: string[]): { said: string; answers: [number, string][] } {
  const { stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  const line = stdout.split("\n").find((one) => one.startsWith("[["));
  if (line === undefined) throw new Error(stdout + stderr);
  return { said: stdout + stderr, answers: JSON.parse(line) };
}

test("TypeScript tells no key inside of a secret, and nothing of a declared error that is thrown", async () => {
  const files = stampTypeScript(modelOf(intent("typescript")), await shippedTemplates());
  await writeBelow(
    root,
    files.map(({ path, text }) => [path.replace(/^services\/[^/]+\//, ""), text]),
  );
  await writeBelow(root, [["ask.ts", typescript]]);
  linkPackages(root);
  const { said, answers } = run(process.execPath, "ask.ts");
  expect(said).not.toContain("hunter2");
  expect(answers.map(([status]) => status)).toEqual([400, 400, 400, 400, 400, 400, 500, 500]);
  expect(answers[0]?.[1]).toContain("pins: does not have the declared form");
  expect(answers[2]?.[1]).toContain("boxes: does not have the declared form");
  expect(said).toContain("a thrown Stuck");
  expect(said).toContain("caused by a thrown Stuck");
});

test("Python tells no key inside of a secret", async () => {
  if (leftOut("secrets in Python", "python")) return;
  const files = stampPython(modelOf(intent("python")), await shippedTemplates());
  await writeBelow(
    root,
    files.map(({ path, text }) => [path.replace(/^services\/[^/]+\//, ""), text]),
  );
  await writeBelow(root, [["ask.py", python]]);
  const { said, answers } = run(join(pythonEnvironment(), "bin/python"), "ask.py");
  expect(said).not.toContain("hunter2");
  expect(answers.map(([status]) => status)).toEqual([400, 400, 400, 500]);
  expect(answers[0]?.[1]).toContain("pins: does not have the declared form");
  expect(answers[1]?.[1]).toContain("boxes: does not have the declared form");
});
