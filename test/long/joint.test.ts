import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { NatsServer } from "../support/nats.ts";
import { installation, leftOut, sharedCache } from "../support/tools.ts";

const skipped = leftOut("a broker beside all other parts", "cargo", "python", "nats-server");
const given = join(installation, "test/universes/joint");
const languages = ["python", "rust", "typescript"] as const;
type Language = (typeof languages)[number];
const custom: Readonly<Record<Language, readonly [string, string]>> = {
  python: ["joint.py", "joint_python/custom.py"],
  rust: ["joint.rs", "src/custom.rs"],
  typescript: ["joint.ts", "src/custom.ts"],
};

let services: readonly Startable[] = [];
let nats: NatsServer | undefined;
let listener: Server | undefined;
let urls = "";
/** The paths that the listener was pushed to. */
const pushed: string[] = [];

const serviceOf = (language: Language): Startable => {
  const found = services.find(({ name }) => name === `joint-${language}`);
  if (found === undefined) throw new Error(`there is no service in ${language}`);
  return found;
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Calls the tool over stdin and stdout, ends stdin, and tells the answer and how the process ended. */
async function tellOverStdio(language: Language, number: number): Promise<[unknown, unknown]> {
  const { argv, cwd } = serviceOf(language);
  const [program, ...args] = argv;
  const env = { ...process.env, EVENTS_URL: urls, EVENTS_STORE: "kept" };
  const child = spawn(program, [...args, "--mcp"], { cwd, env, stdio: ["pipe", "pipe", "ignore"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const say = (message: object): unknown =>
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const clientInfo = { name: "joint", version: "1.0.0" };
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
  say({ id: 1, method: "initialize", params });
  let answer: unknown;
  for await (const line of createInterface({ input: child.stdout })) {
    const { id, result } = JSON.parse(line);
    if (id === 1) {
      say({ method: "notifications/initialized" });
      say({ id: 2, method: "tools/call", params: { name: "tell", arguments: { number } } });
    } else if (id === 2) {
      answer = result.structuredContent;
      child.stdin.end();
    }
  }
  return [answer, await ended];
}

describe.skipIf(skipped)("a broker beside tools, routes, times, limits and what is kept", () => {
  beforeAll(async () => {
    const folder = folderForFile("flywheel-joint-");
    const root = join(folder, "universe");
    mkdirSync(join(root, "services/desk"), { recursive: true });
    cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
    cpSync(join(given, "desk.lisp.txt"), join(root, "services/desk/intent.lisp"));
    const intent = readFileSync(join(given, "joint.lisp.txt"), "utf8");
    for (const language of languages) {
      const at = join(root, "services", `joint-${language}`);
      mkdirSync(at);
      writeFileSync(join(at, "intent.lisp"), intent.replaceAll("LANGUAGE", language));
    }
    stampAll(root, join(folder, "state"));
    for (const language of languages) {
      const [from, to] = custom[language];
      cpSync(join(given, "custom", from), join(root, "services", `joint-${language}`, to));
    }
    services = await prepareServices(root);
    listener = createHttpServer((request, response) => {
      pushed.push(request.url ?? "");
      response.writeHead(204).end();
    });
    const port = await listen(listener);
    nats = await NatsServer.start(folder);
    urls = `http://127.0.0.1:${port},${nats.url}`;
  }, 1_800_000);

  afterAll(async () => {
    listener?.close();
    await nats?.end("SIGKILL");
  });

  test(
    "what is stamped is laid out and linted as its people would have it",
    { timeout: 600_000 },
    () => {
      const said = (language: Language, program: string, ...args: string[]): string => {
        const env = { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") };
        const { cwd } = serviceOf(language);
        const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
        return status === 0 ? "" : `${program} ended with ${status}\n${stdout}${stderr}`;
      };
      expect([
        said("rust", "rustfmt", "--edition", "2024", "--check", "src/main.rs", "src/lib.rs"),
        said("rust", "cargo", "clippy", "--quiet", "--all-targets", "--", "-D", "warnings"),
        said("typescript", "oxfmt", "--check", "src"),
        said("typescript", "oxlint", "src"),
        said("typescript", "tsc", "--noEmit"),
        said("python", ".venv/bin/ruff", "format", "--check", "."),
        said("python", ".venv/bin/ruff", "check", "."),
        said("python", "pyright", "--pythonpath", ".venv/bin/python"),
      ]).toEqual(Array.from({ length: 8 }, () => ""));
    },
  );

  test.each(languages)(
    "%s, which tells over stdin and stdout, ends when all brokers have what it told",
    { timeout: 60_000 },
    async (language) => {
      expect(await tellOverStdio(language, 7)).toEqual([{ result: 7 }, 0]);
      expect(pushed.filter((path) => path.includes(language))).toEqual([
        `/events/joint-${language}/told`,
      ]);
      const kept = join(serviceOf(language).cwd, "kept/outbox");
      const waiting = readdirSync(kept).flatMap((one) => readdirSync(join(kept, one)));
      expect(waiting).toEqual([]);
    },
  );
});
