import { stamp } from "#forge";
import { pascalCase } from "#intent";
import { isSound, joinPath, loadUniverse } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { commitAll } from "../copy.ts";
import { templatesFor } from "../universe.ts";
import type { RecurringKind, Words } from "./kinds.ts";
import { intentOf, type Thing } from "./things.ts";

const universeLisp = `(lang intent 1.0)

(universe shelf
  "Ten small services that have a habit in common."
  (services "services/*")
  (sandbox none)
  (delivery draft-branch))
`;

/** Path of a service's hand-written code, relative to the root. */
export const customOf = (thing: Thing): string =>
  `services/${thing.service}/src/custom/${thing.service}.ts`;

function customText(thing: Thing, kind: RecurringKind, words: Words, aside: boolean): string {
  const api = pascalCase(thing.service);
  return `import type { ${thing.type}, ${api} } from "../generated.ts";

${kind.code(thing, words)}${aside ? kind.aside(thing) : ""}
/** Serves what it is given. */
export const serve${api} = (all: readonly ${thing.type}[]): ${api} => ({
  list${api}: async () => [...all],
});
`;
}

const importLine = (what: string, from: string): string => `import ${what} from "${from}";`;

function testText(thing: Thing, kind: RecurringKind, words: Words): string {
  const api = pascalCase(thing.service);
  const name = kind.functionName(thing, words);
  return `${importLine("assert", "node:assert/strict")}
${importLine("{ test }", "node:test")}

import { ${name}, serve${api} } from "../src/custom/${thing.service}.ts";
import { a${thing.type} } from "../src/generated.ts";

test("everything is listed", async () => {
  const listed = await serve${api}([a${thing.type}()]).list${api}({}, { requestId: "test" });
  assert.equal(listed.length, 1);
});

test("${name} does what it says", () => {
  assert.ok(${kind.holds(thing, words)});
});
`;
}

/** The files of one service but for its stamps, by path relative to the root. */
function serviceFiles(
  thing: Thing,
  kind: RecurringKind,
  words: Words,
  aside: boolean,
): Record<string, string> {
  const api = pascalCase(thing.service);
  const folder = `services/${thing.service}`;
  return {
    [`${folder}/intent.lisp`]: intentOf(thing),
    [`${folder}/.gitignore`]: "node_modules\n",
    [`${folder}/src/main.ts`]: `import { serve${api} } from "./custom/${thing.service}.ts";
import { loadConfig, router, serve } from "./generated.ts";

await serve(router(serve${api}([])), loadConfig());
`,
    [customOf(thing)]: customText(thing, kind, words, aside),
    [`${folder}/test/${thing.service}.test.ts`]: testText(thing, kind, words),
  };
}

/** Writes the universe below `root`, stamps it and makes one repository of it. Returns what git said where it would not. */
export async function makeUniverse(
  context: CommandContext,
  root: string,
  given: {
    readonly things: readonly Thing[];
    readonly kind: RecurringKind;
    /** Words of each service. */
    readonly words: readonly Words[];
    /** Index of the service that has other code of its own for the change to break. */
    readonly aside: number;
  },
): Promise<string | undefined> {
  const { files, platform, sha256 } = context.host;
  const model = joinPath(platform.installation, "universe.new/services/greetings");
  const write = (path: string, text: string): Promise<void> =>
    files.writeText(joinPath(root, path), text);
  await write("universe.lisp", universeLisp);
  for (const [index, thing] of given.things.entries()) {
    const words = given.words[index];
    if (words === undefined) throw new Error(`${thing.service} has no words`);
    const own = serviceFiles(thing, given.kind, words, index === given.aside);
    for (const [path, text] of Object.entries(own)) await write(path, text);
    for (const name of ["package.json", "tsconfig.json"]) {
      const text = (await files.readText(joinPath(model, name))) ?? "";
      await write(`services/${thing.service}/${name}`, text.replace('"greetings"', '"shelf"'));
    }
  }
  const universe = await loadUniverse(context.host, root);
  if (!isSound(universe)) throw new Error("the demo's universe has errors");
  const made = stamp(universe.model, await templatesFor(context, root), { sha256 });
  for (const file of made.services.flatMap((one) => one.files))
    if (file.kind === "stamped") await write(file.path, file.text);
  return commitAll(context, root, "ten services as they stand");
}
