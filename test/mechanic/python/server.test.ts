import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Host, RepairRequest, RunningProcess } from "#intent";
import { repairService } from "#mechanic";
import { createHost } from "../../../cli/host/index.ts";
import { repairPython } from "../../../mechanic/engines/delta/python/index.ts";
import {
  openSession,
  startProcess,
  startServer,
  type OpenSession,
  type Server,
  type Session,
} from "../../../mechanic/engines/delta/python/lsp/session.ts";
import { renamed, requestOver } from "./fixture.ts";

const environment = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" };
const root = await mkdtemp(join(tmpdir(), "flywheel-server-"));
afterAll(() => rm(root, { recursive: true, force: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

/** A host whose processes are seen. */
function watched(): { readonly host: Host; readonly started: RunningProcess[] } {
  const host = createHost();
  const started: RunningProcess[] = [];
  const { processes } = host;
  return {
    started,
    host: {
      ...host,
      processes: {
        ...processes,
        start: (argv, options) => {
          const running = processes.start(argv, options);
          started.push(running);
          return running;
        },
      },
    },
  };
}

const file = "services/letters/letters/custom.py";
const text = "x: int = 'a'\n";
const texts = new Map([[file, text]]);
const service = { root, directory: "services/letters", environment };
const signal = new AbortController().signal;
await write("services/letters/pyproject.toml", "[tool.pyright]\n");

/** Sends a signal to the language server, and to all that it has started. */
function send(started: readonly RunningProcess[], name: "SIGKILL" | "SIGSTOP"): void {
  for (const { pid } of started) if (pid !== undefined) process.kill(-pid, name);
}

const living = (host: Host, started: readonly RunningProcess[]): number =>
  started.filter(({ pid }) => pid !== undefined && host.processes.alive(pid)).length;

const ended = (how: string): object => ({
  code: "language-server-ended",
  message: `pyright's language server ended (${how})`,
});

describe("a server that dies or hangs is told of, and its end is quiet", () => {
  const cases: readonly (readonly [
    how: string,
    timeoutMs: number,
    end: (started: readonly RunningProcess[], abort: () => void) => void,
  ])[] = [
    ["signalled", 60_000, (started) => send(started, "SIGKILL")],
    ["timeout", 8000, (started) => send(started, "SIGSTOP")],
    ["aborted", 60_000, (_, abort) => abort()],
  ];
  test.for(cases)("%s", async ([how, timeoutMs, end]) => {
    const { host, started } = watched();
    const stopping = new AbortController();
    const given = { ...service, signal: stopping.signal };
    const server = await startServer(host, given, timeoutMs);
    const questions = await server.open(texts);
    expect((await questions.diagnose(new Map())).map(({ code }) => code)).toEqual([
      "reportAssignmentType",
    ]);
    const changed = new Map([[file, "y: int = 'b'\n"]]);
    const asked = expect(questions.diagnose(changed)).rejects.toMatchObject(ended(how));
    end(started, () => stopping.abort());
    await asked;
    // Whatever is asked afterwards is refused at once.
    await expect(questions.hover(file, 0)).rejects.toMatchObject(ended(how));
    await expect(server.open(new Map())).rejects.toMatchObject(ended(how));
    await expect(server.close()).resolves.toBeUndefined();
    await expect(server.close()).resolves.toBeUndefined();
    expect(living(host, started)).toBe(0);
  });

  test("it dies while nobody asks it anything", async () => {
    const { host, started } = watched();
    const server = await startProcess(host, { ...service, signal });
    const entered = await server.enter(service);
    await entered.open(texts);
    send(started, "SIGKILL");
    await expect(entered.close()).resolves.toBeUndefined();
    await expect(server.close()).resolves.toBeUndefined();
    expect(living(host, started)).toBe(0);
  });

  test("its run was stopped before it began", async () => {
    const { host, started } = watched();
    const given = { ...service, signal: AbortSignal.abort("timeout") };
    await expect(startServer(host, given)).rejects.toMatchObject(ended("aborted"));
    expect(living(host, started)).toBe(0);
  });
});

describe("a repair whose server ends", () => {
  const stamp = (field: string): string =>
    `from dataclasses import dataclass\n\n\n@dataclass\nclass User:\n    ${field}: str\n`;
  const uses =
    "from .generated_users import User\n\n\ndef of(user: User) -> str:\n    return user.note\n";
  const stamped = "services/letters/letters/generated_users.py";
  const oracle = {
    rounds: 0,
    check: () => Promise.reject(new Error("nobody has asked the compiler")),
  };

  const requestUntil = (stopped: AbortSignal): RepairRequest => ({
    ...requestOver({ root, sources: new Map([[file, uses]]) }),
    changes: [renamed("field-renamed", "users/User.note", "users/User.remark")],
    stampedBefore: new Map([[stamped, stamp("note")]]),
    stampedAfter: new Map([[stamped, stamp("remark")]]),
    signal: stopped,
  });

  /** Repairs a rename over a language server to which something happens as soon as it runs. */
  async function repair(
    happens: (started: readonly RunningProcess[], abort: () => void) => void,
  ): Promise<{ outcome: Awaited<ReturnType<typeof repairPython>> | undefined; error: unknown }> {
    const { host, started } = watched();
    const stopping = new AbortController();
    const request = requestUntil(stopping.signal);
    const late = async (...[own, options]: Parameters<OpenSession>): Promise<Session> => {
      const session = await openSession(own, options);
      happens(started, () => stopping.abort("timeout"));
      return session;
    };
    const told = await repairPython(request, oracle, host, () => undefined, late).then(
      (outcome) => ({ outcome, error: undefined }),
      (error: unknown) => ({ outcome: undefined, error }),
    );
    expect(living(host, started)).toBe(0);
    return told;
  }

  test("of itself fails with the server's end", async () => {
    const { outcome, error } = await repair((started) => send(started, "SIGKILL"));
    expect(outcome).toBeUndefined();
    expect(error).toMatchObject(ended("signalled"));
  });

  test("with its run proposes nothing", async () => {
    const { outcome, error } = await repair((_, abort) => abort());
    expect(error).toBeUndefined();
    expect(outcome).toEqual({ edits: [], holes: [], cycles: 0 });
  });

  test("is held where the run was stopped before it", async () => {
    const result = await repairService(requestUntil(AbortSignal.abort("timeout")), {
      host: createHost(),
      emit: () => undefined,
      runCheck: oracle.check,
    });
    expect(result).toMatchObject({
      outcome: "held",
      reason: "The run was cancelled.",
      edits: [],
      holes: [],
    });
  });
});

test("each folder has its own interpreter, however it is called", async () => {
  const folders: readonly (readonly [name: string, type: string])[] = [
    ["one", "int"],
    ["two +(a) 'ü' [b]!", "str"],
    ["100%25", "bytes"],
  ];
  for (const [name, type] of folders) {
    const folder = join(root, name, "service");
    await write(`${name}/service/pyproject.toml`, "[tool.pyright]\n");
    spawnSync("python3", ["-m", "venv", "--without-pip", join(folder, ".venv")]);
    const { stdout } = spawnSync(
      join(folder, ".venv/bin/python"),
      ["-c", "import site; print(site.getsitepackages()[0])"],
      { encoding: "utf8" },
    );
    const installed = stdout.trim().slice(root.length + 1);
    await write(`${installed}/its/__init__.py`, `def value() -> ${type}: ...\n`);
    await write(`${installed}/its/py.typed`, "");
  }
  const { host } = watched();
  const asking = "from its import value\n\nx = value()\n";
  const own = new Map([["service/a.py", asking]]);
  const typeIn = async (server: Server): Promise<string> => {
    const questions = await server.open(own);
    return questions.hover("service/a.py", asking.indexOf("x ="));
  };
  const first = { root: join(root, "one"), directory: "service" };
  const server = await startProcess(host, { ...first, environment, signal });
  try {
    const types: string[] = [];
    for (const [name] of folders)
      types.push(
        await typeIn(await server.enter({ root: join(root, name), directory: "service" })),
      );
    expect(types).toEqual(folders.map(([, type]) => `(variable) x: ${type}`));
  } finally {
    await server.close();
  }
});
