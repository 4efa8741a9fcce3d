import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StampedFile } from "#forge";
import { modelOf } from "../support/model-of.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { shippedTemplates, stampPython, writeBelow } from "../support/stamp-python.ts";
import { linkPackages, stampTypeScript } from "../support/stamp-typescript.ts";
import { leftOut } from "../support/tools.ts";

const intent = (language: string): string => `(service desk (language ${language})
  (entity Thing (name string) (tags (list string)) (inner (optional Thing)))
  (rpc seat (in (thing Thing) (things (list Thing)) (marks (map string i32)) (raw json) (at timestamp) (pin string :secret)) (out Thing))
  (rule looks "Should look." (before (rpc seat)) (in (thing Thing) (things (list Thing)) (marks (map string i32)) (raw json) (at timestamp) (pin string)))
  (rule later (after (rpc seat :as answer)) (in (answer Thing) (thing Thing))))`;

const thing = { name: "chair", tags: ["a"], inner: { name: "leg", tags: ["b"] } };
const body = {
  thing,
  things: [thing],
  marks: { a: 1 },
  raw: { deep: [1] },
  at: "2026-01-02T03:04:05Z",
  pin: "hunter2",
};

/** What the handler was given, after a rule that changed all of it, and what the caller was answered. */
const told = [
  '{"thing":["chair","a","leg","b"],"things":1,"marks":[1],"raw":{"deep":[1]},"at":2026}',
  "chair a leg b",
];

const typescript = `import { router } from "./src/generated.ts";

const flat = ({ name, tags, inner }) => [name, ...tags, ...(inner === undefined ? [] : flat(inner))];
const spoilt = (thing) => {
  thing.name = "spoilt";
  thing.tags.push("spoilt");
  if (thing.inner !== undefined) thing.inner.tags.push("spoilt");
};
const app = router({
  looks: async ({ thing, things, marks, raw, at }) => {
    spoilt(thing);
    things.pop();
    marks.set("a", 2);
    raw.deep.push(2);
    at.setUTCFullYear(1999);
  },
  later: async ({ answer, thing }) => {
    spoilt(answer);
    spoilt(thing);
  },
  seat: async ({ thing, things, marks, raw, at }) => {
    const seen = { thing: flat(thing), things: things.length, marks: [...marks.values()], raw };
    console.log(JSON.stringify({ ...seen, at: at.getUTCFullYear() }));
    return thing;
  },
});
const answer = await app.request("/rpc/seat", { method: "POST", body: ${JSON.stringify(JSON.stringify(body))} });
console.log(flat(await answer.json()).join(" "));
`;

const python = `import asyncio
import json

import httpx
from desk.generated import Desk, LaterIn, LooksIn, SeatIn, Thing, app


def flat(thing: Thing) -> list[str]:
    return [thing.name, *thing.tags, *(flat(thing.inner) if thing.inner else [])]


def spoil(thing: Thing) -> None:
    thing.name = "spoilt"
    thing.tags.append("spoilt")
    if thing.inner:
        thing.inner.tags.append("spoilt")


class App(Desk):
    async def looks(self, input: LooksIn, ctx: object) -> None:
        print(input, repr(input))
        spoil(input.thing)
        spoil(input.things[0])
        input.things.pop()
        input.marks["a"] = 2
        input.raw["deep"].append(2)

    async def later(self, input: LaterIn, ctx: object) -> None:
        spoil(input.answer)
        spoil(input.thing)

    async def seat(self, input: SeatIn, ctx: object) -> Thing:
        seen = {
            "thing": flat(input.thing),
            "things": len(input.things),
            "marks": list(input.marks.values()),
            "raw": input.raw,
            "at": input.at.year,
        }
        print(json.dumps(seen, separators=(",", ":")))
        return input.thing


async def main() -> None:
    transport = httpx.ASGITransport(app=app(App()))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        answer = await client.post("/rpc/seat", json=json.loads(${JSON.stringify(JSON.stringify(body))}))
    print(" ".join(flat(Thing.model_validate(answer.json()))))


asyncio.run(main())
`;

let root = "";
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), "flywheel-ruled-"))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Writes what was stamped beside a program, and gives what that says. */
async function said(
  files: readonly StampedFile[],
  name: string,
  text: string,
  ...command: readonly [program: string, ...args: string[]]
): Promise<string[]> {
  await writeBelow(
    root,
    files.map((file) => [file.path.replace(/^services\/[^/]+\//, ""), file.text]),
  );
  await writeBelow(root, [[name, text]]);
  const [program, ...args] = command;
  const { stdout, stderr } = spawnSync(program, [...args, name], { cwd: root, encoding: "utf8" });
  expect(stdout + stderr).not.toContain("hunter2");
  return stdout.split("\n").filter((line) => line.startsWith("{") || line.startsWith("chair"));
}

test("TypeScript: what a rule changes of what it is given is its own", async () => {
  const files = stampTypeScript(modelOf(intent("typescript")), await shippedTemplates());
  linkPackages(root);
  expect(await said(files, "ask.ts", typescript, process.execPath)).toEqual(told);
});

test("Python: what a rule changes of what it is given is its own, and its secrets are shown nowhere", async () => {
  if (leftOut("what rules are given in Python", "python")) return;
  const files = stampPython(modelOf(intent("python")), await shippedTemplates());
  const program = join(pythonEnvironment(), "bin/python");
  expect(await said(files, "ask.py", python, program)).toEqual(told);
});
