import type { ChildProcess } from "node:child_process";
import { constants } from "node:fs";
import { access, readdir, readFile } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import type { ProcessOptions, ProcessResult, Processes, RunningProcess } from "#intent";
import { drain, exitOf, type Exit } from "./process-end.ts";
import { systemCode } from "./system-code.ts";

const outputLimitDefault = 16 * 1024 * 1024;
/** What a process gets to end by itself between SIGTERM and SIGKILL. */
const graceMs = 1500;

type Ended = ProcessResult["ended"];

interface Capture {
  readonly text: () => string;
  readonly flooded: () => boolean;
  readonly add: (chunk: string) => void;
}

function capture(limit: number, onFlood: () => void): Capture {
  const chunks: string[] = [];
  let size = 0;
  return {
    text: () => chunks.join(""),
    flooded: () => size > limit,
    add: (chunk) => {
      if (size <= limit) chunks.push(chunk.slice(0, Math.max(0, limit - size)));
      size += chunk.length;
      if (size > limit) onFlood();
    },
  };
}

/** Kills a whole process group; that it is gone already is what we wanted. */
function killGroup(pid: number | undefined, signal: "SIGTERM" | "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (systemCode(error) !== "ESRCH") throw error;
  }
}

const living = new Set<number>();

/** Kills every process group that this process started and that still lives: called when we are interrupted. */
export function killAllChildren(): void {
  for (const pid of living) killGroup(pid, "SIGKILL");
}

function start(argv: readonly string[], options: ProcessOptions): RunningProcess {
  return new Child(argv, options);
}

/** One child in a process group of its own, so that a timeout or an abort takes its grandchildren along. */
class Child implements RunningProcess {
  readonly finished: Promise<ProcessResult>;
  #pid: number | undefined;
  #input: NodeJS.WritableStream | undefined;
  readonly #ready: Promise<void>;
  readonly #outputs = new Set<(chunk: string) => void>();
  readonly #errors = new Set<(chunk: string) => void>();
  #why: Ended | undefined;

  constructor(argv: readonly string[], options: ProcessOptions) {
    let ready: () => void = () => {};
    this.#ready = new Promise((resolve) => {
      ready = resolve;
    });
    this.finished = this.#run(argv, options, ready);
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  async write(text: string): Promise<void> {
    await this.#ready;
    const input = this.#input;
    if (input === undefined) return;
    await new Promise<void>((resolve, reject) => {
      input.write(text, (error) =>
        error === null || error === undefined ? resolve() : reject(error),
      );
    });
  }

  endInput(): void {
    void this.#ready.then(() => this.#input?.end());
  }

  onOutput(listener: (chunk: string) => void): () => void {
    this.#outputs.add(listener);
    return () => this.#outputs.delete(listener);
  }

  onErrorOutput(listener: (chunk: string) => void): () => void {
    this.#errors.add(listener);
    return () => this.#errors.delete(listener);
  }

  kill(signal: "SIGTERM" | "SIGKILL" = "SIGKILL"): void {
    void this.#ready.then(() => killGroup(this.#pid, signal));
  }

  #end(why: Ended): void {
    this.#why ??= why;
    killGroup(this.#pid, "SIGTERM");
    setTimeout(() => killGroup(this.#pid, "SIGKILL"), graceMs).unref();
  }

  async #run(
    argv: readonly string[],
    options: ProcessOptions,
    ready: () => void,
  ): Promise<ProcessResult> {
    const [program, ...rest] = argv;
    const started = performance.now();
    const took = (): number => Math.round(performance.now() - started);
    if (program === undefined || options.signal?.aborted === true) {
      ready();
      return {
        exit: null,
        stdout: "",
        stderr: "",
        ms: 0,
        ended: program === undefined ? "missing" : "aborted",
      };
    }
    // Imported late: most commands that only read never start a tool.
    const { execa } = await import("execa");
    const limit = options.outputLimit ?? outputLimitDefault;
    const flood = (): void => this.#end("flooded");
    const stdout = capture(limit, flood);
    const stderr = capture(limit, flood);
    const child = execa(program, rest, {
      cwd: options.cwd,
      env: { ...options.env },
      extendEnv: false,
      detached: true,
      reject: false,
      buffer: false,
      encoding: "utf8",
      stripFinalNewline: false,
      stdin: "pipe",
    });
    this.#pid = child.pid;
    if (child.pid !== undefined) living.add(child.pid);
    this.#input = child.stdin;
    // A child that exits before it read its input is no failure of ours.
    child.stdin.on("error", () => undefined);
    listen(child.stdout, stdout, this.#outputs);
    listen(child.stderr, stderr, this.#errors);
    ready();
    if (options.input !== undefined) child.stdin.end(options.input);
    const onAbort = (): void => this.#end("aborted");
    options.signal?.addEventListener("abort", onAbort, { once: true });
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => this.#end("timeout"), options.timeoutMs);
    const { exit, signal, missing } = await endOf(child.nodeChildProcess, child);
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
    if (child.pid !== undefined) living.delete(child.pid);
    const ended: Ended =
      this.#why ?? (missing ? "missing" : signal === null ? "exited" : "signalled");
    return {
      exit: ended === "exited" ? exit : null,
      stdout: stdout.text(),
      stderr: stderr.text(),
      ms: took(),
      ended,
    };
  }
}

/** Waits for a child, and takes everything along that it leaves behind in its group. */
async function endOf(
  child: ChildProcess,
  result: Promise<{ readonly code?: string | undefined }>,
): Promise<Exit & { readonly missing: boolean }> {
  if (child.pid === undefined) {
    const { code } = await result;
    return { exit: null, signal: null, missing: code === "ENOENT" || code === "EACCES" };
  }
  const exit = await exitOf(child);
  // Grandchildren that outlive their parent would go on writing into the run tree.
  killGroup(child.pid, "SIGKILL");
  await drain(child);
  return { ...exit, missing: false };
}

function listen(
  stream: NodeJS.ReadableStream,
  into: Capture,
  listeners: ReadonlySet<(chunk: string) => void>,
): void {
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    into.add(chunk);
    for (const listener of listeners) listener(chunk);
  });
}

async function run(argv: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
  const child = start(argv, options);
  if (options.input === undefined) child.endInput();
  return child.finished;
}

async function which(program: string): Promise<string | undefined> {
  const folders = isAbsolute(program) ? [""] : (process.env["PATH"] ?? "").split(delimiter);
  for (const folder of folders) {
    const path = join(folder, program);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}

/** Looks through `/proc`, which Linux has; a process that ends or that is not ours while we look is passed over. */
async function killMarked(name: string, value: string): Promise<number> {
  const ids = (await readdir("/proc").catch(() => []))
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
  let killed = 0;
  for (const pid of ids) {
    if (pid === process.pid) continue;
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    if (!environment.split("\0").includes(`${name}=${value}`)) continue;
    try {
      process.kill(pid, "SIGKILL");
      killed++;
    } catch (error) {
      if (systemCode(error) !== "ESRCH") throw error;
    }
  }
  return killed;
}

/** Processes of this machine, run by execa, each in a group of its own. */
export const realProcesses: Processes = { run, start, which, alive, killMarked };
