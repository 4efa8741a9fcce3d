import { spawn, type ChildProcess } from "node:child_process";
import {
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { draftsOf, git, stateOf, writeFiles } from "./repository.ts";
import { builtCommand, flywheel, installation, type Ran } from "./tools.ts";

/** What the stand-in for a tool does. */
export type Behaviour = "fine" | "garbage" | "flood" | "hang" | "red" | "gone";

/** Where git repositories stand: one for each service, one for all of the universe, or one around the universe. */
export type Layout = "each" | "one" | "around";

const universeLisp = (setup: string): string => `(lang intent 1.0)

(universe corner
  "Three services whose tools are stand-ins."
  (services "services/*")
  (sandbox none)
  (gates typescript
    (setup ${JSON.stringify(setup)})
    (check "tsc")
    (lint "oxlint")
    (test "node --test"))
  (delivery draft-branch))
`;

const intents: Readonly<Record<string, string>> = {
  greetings: `(lang intent 1.0)

(service greetings
  "Says hello."
  (language typescript)

  (entity Greeting
    (id i32 :key)
    (text string))

  (rpc greet
    (in (name string))
    (out Greeting)))
`,
  door: `(lang intent 1.0)

(service door
  "Lets visitors in with a greeting."
  (language typescript)

  (uses greetings (rpc greet) (entity Greeting))

  (entity Welcome
    (greeting greetings/Greeting))

  (rpc knock
    (in (visitor string))
    (out Welcome)))
`,
  lamp: `(lang intent 1.0)

(service lamp
  "Stands apart."
  (language typescript)

  (entity Bulb
    (id i32 :key))

  (rpc light
    (in (id i32))
    (out Bulb)))
`,
};

const testFile = `import { test } from "node:test";

test("stands", () => {});
`;

/** Three services whose gates cost nothing: for everything that can be wrong around a cascade. */
export class CheapUniverse {
  readonly folder: string;
  readonly root: string;
  readonly state: string;
  readonly cache: string;
  readonly #layout: Layout;
  readonly #kept: string;

  /** Makes it below `folder`, stamped and committed, and remembers how it was. */
  constructor(folder: string, layout: Layout = "each", place = "universe") {
    this.folder = folder;
    this.root = join(folder, "all", place);
    this.state = join(folder, "state");
    this.cache = join(folder, "cache");
    this.#layout = layout;
    this.#kept = join(folder, "kept");
    const setup = `node '${join(installation, "test/support/set-up-stand-ins.mjs")}'`;
    writeFiles(this.root, { "universe.lisp": universeLisp(setup) });
    for (const [name, text] of Object.entries(intents)) {
      writeFiles(this.service(name), {
        "intent.lisp": text,
        "package.json": JSON.stringify({ name, private: true, type: "module" }),
        "test/stands.test.ts": testFile,
        "behaviour.json": "{}",
        ".gitignore": "node_modules\n",
      });
    }
    const stamped = this.run(["forge", "stamp"]);
    expect(stamped.exit, stamped.stderr + stamped.stdout).toBe(0);
    for (const repository of this.repositories()) {
      git(repository, "init", "-q");
      git(repository, "add", "-A");
      git(repository, "commit", "-q", "-m", "as it stands");
    }
    cpSync(join(folder, "all"), this.#kept, { recursive: true, verbatimSymlinks: true });
  }

  service(name: string): string {
    return join(this.root, "services", name);
  }

  intent(name: string): string {
    return join(this.service(name), "intent.lisp");
  }

  /** Absolute folders of all repositories. */
  repositories(): string[] {
    if (this.#layout === "one") return [this.root];
    if (this.#layout === "around") return [join(this.folder, "all")];
    return Object.keys(intents).map((name) => this.service(name));
  }

  /** Puts everything back: repositories, and no state of earlier runs. */
  restore(): void {
    rmSync(join(this.folder, "all"), { recursive: true, force: true });
    rmSync(this.state, { recursive: true, force: true });
    cpSync(this.#kept, join(this.folder, "all"), { recursive: true, verbatimSymlinks: true });
  }

  /** Edits a file of the universe in place. */
  edit(path: string, change: (text: string) => string): void {
    const file = join(this.root, path);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  }

  /** A change that reaches greetings and door and breaks neither. */
  change(field = "mood"): void {
    this.edit("services/greetings/intent.lisp", (text) =>
      text.replace("(text string)", `(text string)\n    (${field} string :default "calm")`),
    );
  }

  /** Makes the tools of a committed service behave in some way. */
  behave(name: string, behaviour: Readonly<Record<string, Behaviour>>): void {
    writeFiles(this.service(name), { "behaviour.json": JSON.stringify(behaviour) });
    this.commit(name);
  }

  commit(name: string): void {
    const folder = this.service(name);
    git(folder, "add", "-A", ".");
    git(folder, "commit", "-q", "-m", "another state");
  }

  environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { XDG_CACHE_HOME: this.cache, ...extra };
  }

  run(
    args: readonly string[],
    options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
  ): Ran {
    return flywheel(args, {
      state: this.state,
      cwd: options.cwd ?? this.root,
      env: this.environment(options.env),
    });
  }

  /** Starts a command and does not wait for it. */
  start(args: readonly string[], cwd = this.root): ChildProcess {
    const env = {
      ...process.env,
      XDG_STATE_HOME: this.state,
      NO_COLOR: "1",
      ...this.environment(),
    };
    return spawn(process.execPath, [builtCommand(), ...args], {
      env,
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** All that a person would notice of the repositories. */
  states(): Record<string, string> {
    return Object.fromEntries(
      this.repositories().map((folder) => [folder.slice(this.folder.length), stateOf(folder)]),
    );
  }

  /** Draft branches of each repository that has any, by its folder's name. */
  drafts(): Record<string, string[]> {
    const all = this.repositories().map((folder): [string, string[]] => [
      folder.slice(folder.lastIndexOf("/") + 1),
      draftsOf(folder),
    ]);
    return Object.fromEntries(all.filter(([, refs]) => refs.length > 0));
  }

  /** The folder of this universe's state, once a run has made it. */
  stateFolder(): string {
    const [name] = readdirSync(join(this.state, "flywheel"));
    if (name === undefined) throw new Error("no run has left any state");
    return join(this.state, "flywheel", name);
  }

  /** Makes sure that a folder stands, and gives its path. */
  make(path: string): string {
    const folder = join(this.folder, path);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Gives a folder and all below it to another user. */
  give(path: string, user: number): void {
    const folder = join(this.root, path);
    for (const one of [
      folder,
      ...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) =>
        join(folder, name),
      ),
    ])
      lchownSync(one, user, user);
  }

  /** Adds the intent of a fourth service, which nobody has committed. */
  add(name: string): void {
    const text = (intents["lamp"] ?? "").replace("(service lamp", `(service ${name}`);
    writeFiles(this.service(name), { "intent.lisp": text });
  }

  /** Command lines of processes that work below a folder (Linux only; elsewhere none are seen). */
  processesIn(folder: string): string[] {
    if (!existsSync("/proc/self/cwd")) return [];
    return readdirSync("/proc").flatMap((pid) => {
      if (!/^\d+$/.test(pid)) return [];
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)
          ? [readFileSync(`/proc/${pid}/cmdline`, "utf8")]
          : [];
      } catch (error) {
        // It ended while we looked, or it belongs to somebody else.
        if (error instanceof Error && "code" in error) return [];
        throw error;
      }
    });
  }

  write(path: string, text: string): void {
    writeFiles(this.root, { [path]: text });
  }
}
