/**
 * The outside world as interfaces. Real implementations stand in `cli/host` alone; everything else gets a {@link Host}
 * and can be run in memory.
 */

export interface FileStat {
  readonly kind: "file" | "directory" | "symlink" | "other";
  readonly size: number;
  readonly mtimeMs: number;
  /** When the file or what is said of it last changed, which nobody can set back; where the disk tells. */
  readonly changedMs?: number;
  /** Tells one file from another that took its place, where the disk numbers them. */
  readonly inode?: number;
  readonly mode: number;
}

/** Files by absolute path. Reading what is not there gives `undefined`; every other failure throws {@link HostError}. */
export interface Files {
  readText(path: string): Promise<string | undefined>;
  readBytes(path: string): Promise<Uint8Array | undefined>;
  /** Like {@link readText}, but waits on the spot: for few small files, one of which leads to the next. */
  readTextNow(path: string): string | undefined;
  /** Writes through a temporary neighbour and a rename, so that a reader sees the old or the new file. Makes folders. */
  writeText(
    path: string,
    text: string,
    options?: { readonly mode?: number; readonly fsync?: boolean },
  ): Promise<void>;
  /** Writes bytes in place, without the care of {@link writeText}: for trees that are made anew. Makes folders. */
  writeBytes(path: string, bytes: Uint8Array, mode: number): Promise<void>;
  symlink(target: string, path: string): Promise<void>;
  /** Appends a whole record in one write; `fsync` waits until it is on the disk. */
  appendText(path: string, text: string, options?: { readonly fsync?: boolean }): Promise<void>;
  /** Like `stat`, but does not follow a symbolic link. */
  stat(path: string): Promise<FileStat | undefined>;
  /** Like {@link stat}, but waits on the spot. */
  statNow(path: string): FileStat | undefined;
  /**
   * How thousands of files and folders look, on the spot and without an object for each: size (0 of a folder), time of content,
   * time of change (both in milliseconds) and inode, four numbers a path below `root`. The size is -1 where nothing stands, or
   * neither a file nor a folder.
   */
  looksNow(root: string, paths: readonly string[]): Float64Array;
  list(
    path: string,
  ): Promise<readonly { readonly name: string; readonly kind: FileStat["kind"] }[]>;
  makeDirectory(path: string): Promise<void>;
  /** Removes a file or a whole folder; what is not there is no error. */
  remove(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Copies a tree, copy-on-write where the disk can. */
  cloneTree(from: string, to: string): Promise<void>;
  /** Creates the file exclusively; false when it stands already. */
  createExclusive(path: string, text: string): Promise<boolean>;
  realPath(path: string): Promise<string | undefined>;
  temporaryDirectory(prefix: string): Promise<string>;
}

export interface ProcessOptions {
  readonly cwd: string;
  /** Whole environment of the child; nothing is inherited except what is listed here. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Bytes of stdout and of stderr kept; the rest is counted and dropped. Default 16 MiB. */
  readonly outputLimit?: number;
}

export interface ProcessResult {
  /** `null` when the process did not exit by itself. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
  readonly ended: "exited" | "timeout" | "aborted" | "missing" | "flooded" | "signalled";
}

/** A process whose stdin stays open: servers, `git update-ref --stdin`, `pyright-langserver`. */
export interface RunningProcess {
  readonly pid: number | undefined;
  write(text: string): Promise<void>;
  endInput(): void;
  /** Called with each chunk of stdout; returns a function that unsubscribes. */
  onOutput(listener: (chunk: string) => void): () => void;
  onErrorOutput(listener: (chunk: string) => void): () => void;
  /** Kills the whole process group. */
  kill(signal?: "SIGTERM" | "SIGKILL"): void;
  readonly finished: Promise<ProcessResult>;
}

export interface Processes {
  /** Runs to the end. A tool that is not installed gives `ended: "missing"`, never an exception. */
  run(argv: readonly string[], options: ProcessOptions): Promise<ProcessResult>;
  start(argv: readonly string[], options: ProcessOptions): RunningProcess;
  /** Absolute path of a program on the PATH. */
  which(program: string): Promise<string | undefined>;
  /** Whether a process with this id is alive. */
  alive(pid: number): boolean;
  /**
   * Kills every process whose environment holds this variable with this value: tools that outlived a process of ours that
   * was killed. Returns how many there were; 0 on systems that do not tell.
   */
  killMarked(name: string, value: string): Promise<number>;
}

export interface GitResult {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface GitObject {
  readonly id: string;
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly bytes: Uint8Array;
  /** The bytes as UTF-8. */
  text(): string;
}

/**
 * Git, always with `-c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.fsync=committed,reference` and without
 * terminal prompts: no hook of anybody runs.
 */
export interface Git {
  run(
    cwd: string,
    args: readonly string[],
    options?: { readonly input?: string; readonly env?: Readonly<Record<string, string>> },
  ): Promise<GitResult>;
  start(cwd: string, args: readonly string[]): RunningProcess;
  /**
   * Several objects (`HEAD:path`, hashes) with one process, as they are stored: no filter of anybody runs. `undefined`
   * where an object is missing.
   */
  readObjects(cwd: string, names: readonly string[]): Promise<readonly (GitObject | undefined)[]>;
  /** The commit that HEAD names in each repository; `undefined` for an unborn branch. Starts git only where it must. */
  readHeads(repositories: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Like {@link readObjects} over many repositories at once, with as few processes as can be; names begin with a hash. */
  readManyObjects(
    wanted: readonly { readonly repository: string; readonly names: readonly string[] }[],
  ): Promise<readonly (readonly (GitObject | undefined)[])[]>;
}

export type SqlValue = string | number | bigint | null | Uint8Array;

export interface Statement {
  run(...values: SqlValue[]): { readonly changes: number };
  get(...values: SqlValue[]): Readonly<Record<string, SqlValue>> | undefined;
  all(...values: SqlValue[]): readonly Readonly<Record<string, SqlValue>>[];
}

export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  /** Runs `body` in one immediate transaction; rolls back when it throws. */
  transaction<T>(body: () => T): T;
  close(): void;
}

export interface Databases {
  /** Opens or creates; WAL and `synchronous=full`. */
  open(path: string): Database;
}

export interface Watching {
  close(): void;
}

export interface Watcher {
  /** Calls back with a path relative to `root` (or `undefined` where the system lost count). */
  watch(root: string, listener: (path: string | undefined) => void): Watching;
}

export interface Clock {
  now(): number;
  /** Milliseconds that never go backwards. */
  monotonicMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A syntax tree of tree-sitter as plain nodes that outlive the parser's memory. */
export interface SyntaxNode {
  readonly type: string;
  readonly named: boolean;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** The grammar's name of this child in its parent, such as `name` or `type`. */
  readonly field: string | undefined;
  readonly children: readonly SyntaxNode[];
}

export interface ParsedFile {
  readonly root: SyntaxNode;
  /** Whether the grammar could not read all of it. */
  readonly hasError: boolean;
}

export type SyntaxLanguage = "rust" | "typescript" | "python";

export interface SyntaxParser {
  parse(language: SyntaxLanguage, text: string): Promise<ParsedFile>;
}

/**
 * One block of a conversation with a language model. `opaque` is what a provider wants back unchanged (its thinking), as
 * JSON.
 */
export type ModelBlock =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "tool-call";
      readonly id: string;
      readonly name: string;
      readonly input: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: "tool-result";
      readonly id: string;
      readonly text: string;
      readonly failed: boolean;
    }
  | { readonly type: "opaque"; readonly json: string };

export interface ModelMessage {
  readonly role: "user" | "assistant";
  readonly content: readonly ModelBlock[];
}

/** A tool that a model may call; `schema` is a JSON schema of its input, an object. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  /** The provider's id of the model. */
  readonly model: string;
  /** How hard it should think, in the provider's words; absent: the provider's default. */
  readonly effort?: string;
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  /** Tokens of one answer at the most. */
  readonly maxTokens: number;
  /** Milliseconds for the whole answer, not for its first byte. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Tokens of one call; where an answer broke off, at least what it must have cost. */
export interface ModelUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/**
 * A whole answer with its explicit stop reason and every tool call complete, or why there is none. Nothing of an answer
 * that broke off is handed on.
 */
export type ModelAnswer =
  | {
      readonly kind: "complete";
      readonly stop: "end_turn" | "tool_use";
      readonly content: readonly ModelBlock[];
      readonly usage: ModelUsage;
    }
  | {
      readonly kind: "failed";
      readonly reason: string;
      /** Whether the same question may do better later. */
      readonly retry: boolean;
      readonly retryAfterMs?: number;
      readonly usage: ModelUsage;
    };

/** A language model behind its provider's interface. Secrets stay in the implementation. */
export interface LanguageModel {
  /** What is missing to ask it at all (a key), and the cure. */
  readonly missing?: { readonly what: string; readonly cure: string };
  /** Who answers, where it is not the model that a request names. */
  readonly answersAs?: string;
  /** One call, never repeated here. Never throws over what the provider says. */
  ask(request: ModelRequest): Promise<ModelAnswer>;
}

/** What only saves time, by name, in the user's cache folder. A place that refuses costs time and nothing else. */
export interface Kept {
  /** `undefined` where nothing was kept, or it cannot be had. */
  read(name: string): string | undefined;
  /** Readers see the old text or the new one. What nobody kept anew for a month goes. */
  keep(name: string, text: string): void;
}

export interface Platform {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cores: number;
  readonly pid: number;
  /** `linux-x64` and the like. */
  readonly name: string;
  readonly cacheDirectory: string;
  readonly stateDirectory: string;
  /** Absolute folder of Flywheel's own installation, for tools that it brings (pyright, TypeScript). */
  readonly installation: string;
  /** Absolute folder of the built command line; the installation itself where we run from source. */
  readonly bundle: string;
  /** Absolute path of the node that runs us. */
  readonly node: string;
}

export interface Host {
  readonly files: Files;
  readonly processes: Processes;
  readonly git: Git;
  readonly databases: Databases;
  readonly watcher: Watcher;
  readonly clock: Clock;
  readonly syntax: SyntaxParser;
  readonly platform: Platform;
  readonly languageModel: LanguageModel;
  readonly kept: Kept;
  /** Lowercase hexadecimal SHA-256 of the UTF-8 bytes. */
  sha256(text: string): string;
  randomId(): string;
}

/** The environment lacks or refuses something: no space, no permission, no tool. `cure` says what to do. */
export class HostError extends Error {
  readonly code: string;
  readonly path: string | undefined;
  readonly cure: string | undefined;
  constructor(
    code: string,
    message: string,
    options: { readonly path?: string; readonly cure?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "HostError";
    this.code = code;
    this.path = options.path;
    this.cure = options.cure;
  }
}
