import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forms, primitiveNames } from "#intent";

const folder = join(import.meta.dirname, "../../editors/vscode");
const text = (path: string): string => readFileSync(join(folder, path), "utf8");
const json = (path: string): unknown => JSON.parse(text(path));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every text in a value under one of some keys. */
function textsOf(value: unknown, keys: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, keys));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    keys.includes(key) && typeof one === "string" ? [one] : textsOf(one, keys),
  );
}

test("the extension's files are where its manifest says", () => {
  const manifest = json("package.json");
  const paths = [...textsOf(manifest, ["main", "path", "configuration"])];
  expect(paths.toSorted()).toEqual([
    "./extension.cjs",
    "./intent.tmLanguage.json",
    "./language-configuration.json",
  ]);
  for (const path of paths) expect(existsSync(join(folder, path)), path).toBe(true);
  expect(new Set(textsOf(manifest, ["language", "id"]))).toEqual(new Set(["intent"]));
  const grammar = json("intent.tmLanguage.json");
  expect(textsOf(manifest, ["scopeName"])).toEqual(textsOf(grammar, ["scopeName"]));
});

/** What the grammar colours a text at its start, by the first pattern that matches there. */
function scopeOf(grammar: unknown, at: string): string | undefined {
  const patterns =
    isRecord(grammar) && Array.isArray(grammar["patterns"]) ? grammar["patterns"] : [];
  for (const pattern of patterns) {
    if (!isRecord(pattern)) continue;
    const source = pattern["match"] ?? pattern["begin"];
    const match = typeof source === "string" ? new RegExp(source, "y").exec(at) : null;
    if (match === null || match[0] !== at) continue;
    return textsOf(pattern, ["name"])[0];
  }
  return undefined;
}

test("the grammar colours every head, option and primitive of the language", () => {
  const grammar = json("intent.tmLanguage.json");
  for (const form of forms) {
    expect(scopeOf(grammar, `(${form.head}`), form.head).toBe("keyword.control.intent");
    for (const { name } of form.options)
      expect(scopeOf(grammar, `:${name}`), name).toBe("entity.other.attribute-name.intent");
  }
  for (const [written, scope] of [
    ["; a note", "comment.line.semicolon.intent"],
    ["30d", "constant.numeric.intent"],
    ["-1.5", "constant.numeric.intent"],
    ["users/User.id", "entity.name.type.intent"],
    ["User", "entity.name.type.intent"],
    ["(define-form", "keyword.control.intent"],
  ] as const)
    expect(scopeOf(grammar, written), written).toBe(scope);
  for (const name of primitiveNames)
    expect(scopeOf(grammar, name), name).toBe("support.type.primitive.intent");
});

test("brackets, words and indentation are those of the language", () => {
  const configuration = json("language-configuration.json");
  const [increase = "", decrease = "", word = ""] = [
    "increaseIndentPattern",
    "decreaseIndentPattern",
    "wordPattern",
  ].flatMap((key) => textsOf(configuration, [key]));
  const opens = (line: string): boolean => new RegExp(increase).test(line);
  expect(opens("(service users")).toBe(true);
  expect(opens('  (entity User "A (strange) text"')).toBe(true);
  expect(opens("  (entity User (id i32)")).toBe(true);
  expect(opens("    (id i32 :key)")).toBe(false);
  expect(new RegExp(decrease).test("  )")).toBe(true);
  const words = "(plan users/Plan.free :default free-1)".match(new RegExp(word, "g"));
  expect(words).toEqual(["plan", "users/Plan.free", ":default", "free-1"]);
});

test("the extension starts the server that the settings name, and stops it", async () => {
  const said: unknown[] = [];
  class LanguageClient {
    constructor(...given: readonly unknown[]) {
      said.push(given);
    }
    start = async (): Promise<void> => void said.push("started");
    stop = async (): Promise<void> => void said.push("stopped");
  }
  const command = ["npx", "flywheel", "lsp", "--stdio"];
  const modules: Readonly<Record<string, unknown>> = {
    vscode: {
      workspace: {
        getConfiguration: (section: string) => ({
          get: (key: string) => (`${section}.${key}` === "flywheel.command" ? command : undefined),
        }),
        workspaceFolders: [{ uri: { fsPath: "/shop" } }],
      },
    },
    "vscode-languageclient/node": { LanguageClient },
  };
  const loaded: { exports: unknown } = { exports: {} };
  new Function("require", "module", text("extension.cjs"))((name: string) => modules[name], loaded);
  const { activate, deactivate } = isRecord(loaded.exports) ? loaded.exports : {};
  if (typeof activate !== "function" || typeof deactivate !== "function")
    throw new Error("the extension exports no activate and deactivate");
  await activate();
  await deactivate();
  expect(said).toEqual([
    [
      "flywheel",
      "Flywheel intents",
      { command: "npx", args: ["flywheel", "lsp", "--stdio"], options: { cwd: "/shop" } },
      {
        documentSelector: [{ language: "intent", scheme: "file" }],
      },
    ],
    "started",
    "stopped",
  ]);
});
