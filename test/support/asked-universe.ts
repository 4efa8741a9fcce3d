import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CascadeDocument } from "#sentinel";
import { documents } from "./documents.ts";
import { flywheelHere } from "./in-process.ts";
import type { MessagesServer, Reply } from "./messages-server.ts";
import type { SmallUniverse } from "./small-universe.ts";
import { builtCommand, sharedCache, type Ran } from "./tools.ts";

/** A key that must be found nowhere but in the requests. */
export const canaryKey = "sk-canary-7f3a91c2e5";

/** Runs the built command line beside the test, so that a server in the test can answer it. */
export function runBeside(
  args: readonly string[],
  state: string,
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const child = spawn(process.execPath, [builtCommand(), ...args], {
    env: {
      ...process.env,
      ANTHROPIC_API_KEY: "",
      XDG_CACHE_HOME: sharedCache(),
      XDG_STATE_HOME: state,
      NO_COLOR: "1",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => {
    child.once("close", (exit) => resolve({ exit, stdout, stderr }));
  });
}

/** The service that asks, and the one file in which it does. */
export const asking = "greetings";
export const askedFile = "services/greetings/src/custom/greeter.ts";

/** The one-line change whose answer is nobody's but a person's or a model's: a new field without a default. */
export function askForMood(universe: SmallUniverse): void {
  const intent = join(universe.repository(asking), "intent.lisp");
  const text = readFileSync(intent, "utf8");
  writeFileSync(intent, text.replace("(text string)", "(text string)\n    (mood string)"));
}

/** What a sound coder does. */
export const honestEdit = {
  file: askedFile,
  old: "{ id, text:",
  new: '{ id, mood: "calm", text:',
};
export const edits = (...replacements: readonly object[]): Reply => ({
  calls: [{ name: "edit", input: { replacements } }],
});
export const done: Reply = { calls: [{ name: "done", input: { summary: "done" } }] };
export const looks: Reply = { calls: [{ name: "view", input: { file: askedFile } }] };
export const strategy: Reply = {
  text: "Greetings are calm: write mood where the greeting is made.",
};

export interface Cascaded {
  readonly exit: number | null;
  readonly document: CascadeDocument;
  readonly row: CascadeDocument["services"][number];
  readonly stderr: string;
}

/** A cascade of the universe whose model is the server. */
export async function cascadeWith(
  universe: SmallUniverse,
  server: MessagesServer | undefined,
  ...args: string[]
): Promise<Cascaded> {
  return readCascade(flywheelHere, universe, server, args);
}

/** {@link cascadeWith}, in a process of its own. */
export function cascadeBeside(
  universe: SmallUniverse,
  server: MessagesServer | undefined,
  ...args: string[]
): Promise<Cascaded> {
  return readCascade(runBeside, universe, server, args);
}

async function readCascade(
  run: typeof runBeside,
  universe: SmallUniverse,
  server: MessagesServer | undefined,
  args: readonly string[],
): Promise<Cascaded> {
  const env: Readonly<Record<string, string>> =
    server === undefined ? {} : { ANTHROPIC_API_KEY: canaryKey, ANTHROPIC_BASE_URL: server.url };
  const words = args[0] === "resume" ? args : ["cascade", ...args];
  const ran = await run(
    ["sentinel", ...words, "--json", "--root", universe.root],
    universe.state,
    env,
  );
  if (!ran.stdout.startsWith("{")) throw new Error(ran.stderr);
  const document = documents.cascade(ran.stdout);
  const row = document.services.find((one) => one.name === asking);
  if (row === undefined) throw new Error("the document does not name the service that asks");
  return { exit: ran.exit, document, row, stderr: ran.stderr };
}

/** Every file below a folder that holds a text. */
export function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, "utf8").includes(text));
}
