import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { installation } from "../tools.ts";
import { stampAll } from "./copy.ts";

const given = join(installation, "test/universes/tools");
const echo = join(installation, "test/universes/echo/echo.lisp.txt");

export const languages = ["python", "rust", "typescript"] as const;
export type Language = (typeof languages)[number];

const customPath = (service: string, language: Language): string =>
  language === "python"
    ? `${service}_python/custom.py`
    : `src/custom.${language === "rust" ? "rs" : "ts"}`;

/** The types of the echo universe: every type in every place. */
function echoTypes(): string {
  const intent = readFileSync(echo, "utf8");
  return intent.slice(intent.indexOf("  (enum Mood"), intent.indexOf("  (error refused"));
}

/** Makes `desk-LANGUAGE` with rpcs and tools, and `plain-LANGUAGE` with a tool alone, in three languages. */
export function makeTools(root: string, state: string): void {
  const types = echoTypes();
  const extension = { python: "py", rust: "rs", typescript: "ts" };
  mkdirSync(root);
  cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
  for (const [service, intent] of [
    ["desk", "tools.lisp.txt"],
    ["plain", "plain.lisp.txt"],
  ] as const)
    for (const language of languages) {
      const folder = join(root, "services", `${service}-${language}`);
      mkdirSync(folder, { recursive: true });
      const written = readFileSync(join(given, intent), "utf8");
      writeFileSync(
        join(folder, "intent.lisp"),
        written.replace("TYPES\n", () => types).replaceAll("LANGUAGE", language),
      );
    }
  stampAll(root, state);
  for (const language of languages) {
    const custom = (name: string): string =>
      join(given, "custom", `${name}.${extension[language]}`);
    for (const [service, name] of [
      ["desk", language],
      ["plain", "plain"],
    ] as const)
      cpSync(
        custom(name),
        join(root, "services", `${service}-${language}`, customPath(service, language)),
      );
  }
  addClient(join(root, "services/desk-typescript"));
}

/** The client that calls the tools is a program beside the TypeScript service, whose packages it shares. */
function addClient(folder: string): void {
  const path = join(folder, "package.json");
  const manifest = z.looseObject({ devDependencies: z.record(z.string(), z.string()) });
  const found = manifest.parse(JSON.parse(readFileSync(path, "utf8")));
  found.devDependencies["@modelcontextprotocol/client"] = "2.4.0";
  writeFileSync(path, `${JSON.stringify(found, undefined, 2)}\n`);
  mkdirSync(join(folder, "test"));
  cpSync(join(given, "client.ts"), join(folder, "test/client.ts"));
}

const answer = z.union([
  z.strictObject({ thrown: z.string() }),
  z.strictObject({
    content: z.tuple([z.strictObject({ type: z.literal("text"), text: z.string() })]),
    structuredContent: z.unknown(),
    isError: z.boolean(),
  }),
]);
export type ToolAnswer = z.infer<typeof answer>;

const spoken = z.object({
  server: z.object({ name: z.string() }),
  tools: z.array(
    z.object({
      name: z.string(),
      description: z.string().optional(),
      inputSchema: z.record(z.string(), z.unknown()),
      outputSchema: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  answers: z.array(answer),
});
export type Spoken = z.infer<typeof spoken> & { readonly stderr: string };

export interface ToolCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Whom a client speaks to, and in which of the two protocols. */
export type Speaker = { readonly era: "legacy" | "modern" } & (
  | { readonly url: string; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly command: readonly string[];
      readonly cwd: string;
      readonly env?: Readonly<Record<string, string>>;
    }
);

/** Lists the tools of a server with a client of MCP, calls some, and gives what was said, the server's log included. */
export async function speak(
  root: string,
  speaker: Speaker,
  calls: readonly ToolCall[],
): Promise<Spoken> {
  const child = spawn(process.execPath, ["test/client.ts"], {
    cwd: join(root, "services/desk-typescript"),
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(JSON.stringify({ ...speaker, calls }));
  const [said, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (said === "") throw new Error(`the client ended: ${stderr}`);
  return { ...spoken.parse(JSON.parse(said)), stderr };
}
