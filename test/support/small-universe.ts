import { spawn, type ChildProcess } from "node:child_process";
import {
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { flywheelHere } from "./in-process.ts";
import { draftsOf, git, stateOf, writeFiles } from "./repository.ts";
import { builtCommand, flywheel, installation, sharedCache, type Ran } from "./tools.ts";

export const smallServices = ["door", "greetings", "porch"] as const;

/** Three small TypeScript services, a repository each: `greetings`, and two that use it. */
export class SmallUniverse {
  readonly root: string;
  readonly state: string;
  readonly #kept: string;

  /** Makes it below `folder`, stamped and committed, and remembers how it was. */
  constructor(folder: string, tools: "real" | "stand-ins" = "real") {
    this.root = join(folder, "universe");
    this.state = join(folder, "state");
    this.#kept = join(folder, "kept");
    cpSync(join(installation, "universe.new"), this.root, {
      recursive: true,
      filter: (path) => !path.includes("node_modules"),
    });
    cpSync(join(this.root, "services/door"), join(this.root, "services/porch"), {
      recursive: true,
    });
    for (const path of [
      "intent.lisp",
      "package.json",
      "src/main.ts",
      "src/custom/door.ts",
      "test/door.test.ts",
    ]) {
      const file = join(this.root, "services/porch", path);
      writeFileSync(
        file,
        readFileSync(file, "utf8")
          .replaceAll("(service door", "(service porch")
          .replaceAll('"door"', '"porch"')
          .replaceAll(/\bDoor\b/g, "Porch"),
      );
    }
    if (tools === "stand-ins") this.#takeStandIns();
    const stamped = this.run(["forge", "stamp"]);
    expect(stamped.exit, stamped.stderr + stamped.stdout).toBe(0);
    for (const name of smallServices) {
      git(this.repository(name), "init", "-q");
      git(this.repository(name), "add", "-A");
      git(this.repository(name), "commit", "-q", "-m", "as it stands");
    }
    cpSync(this.root, this.#kept, { recursive: true });
  }

  /** Gates by tools that say yes at once: for what happens around them, many times over. */
  #takeStandIns(): void {
    const setup = `node '${join(installation, "test/support/set-up-stand-ins.mjs")}'`;
    const gates = `(gates typescript (setup ${JSON.stringify(setup)}) (check "tsc") (lint "oxlint") (test "vitest run"))`;
    const file = join(this.root, "universe.lisp");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("(sandbox none)", `${gates}\n  (sandbox none)`),
    );
    for (const name of smallServices) {
      writeFileSync(join(this.repository(name), "behaviour.json"), "{}");
      rmSync(join(this.repository(name), "test"), { recursive: true });
      writeFiles(this.repository(name), {
        "test/stands.test.ts": 'import { test } from "node:test";\n\ntest("stands", () => {});\n',
      });
    }
  }

  repository(name: string): string {
    return join(this.root, "services", name);
  }

  /** Puts everything back: repositories, and no state of earlier runs. */
  restore(): void {
    rmSync(this.root, { recursive: true, force: true });
    rmSync(this.state, { recursive: true, force: true });
    cpSync(this.#kept, this.root, { recursive: true });
  }

  /** The one-line change: a field is renamed to `name`, saved as one kind of editor or the other does. */
  rename(name = "said", saved: "in place" | "by rename" = "in place"): void {
    const intent = join(this.repository("greetings"), "intent.lisp");
    const file = saved === "in place" ? intent : `${intent}.saved`;
    const text = readFileSync(intent, "utf8");
    writeFileSync(
      file,
      text.replace(/\(text string\)|\([^\n]* string :was text\)/, `(${name} string :was text)`),
    );
    if (file !== intent) renameSync(file, intent);
  }

  /** The one-line change that costs least: a field with a default, which only `greetings` must fill in. */
  addField(): void {
    const intent = join(this.repository("greetings"), "intent.lisp");
    const text = readFileSync(intent, "utf8");
    writeFileSync(
      intent,
      text.replace("(text string)", '(text string)\n    (mood string :default "glad")'),
    );
  }

  run(args: readonly string[]): Ran {
    return flywheel([...args, "--root", this.root], { state: this.state, env: {} });
  }

  /** {@link run}, in this process. */
  runHere(args: readonly string[]): Promise<Ran> {
    return flywheelHere([...args, "--root", this.root], this.state, {});
  }

  /** Starts a command and does not wait for it. */
  start(args: readonly string[], more: Readonly<Record<string, string>> = {}): ChildProcess {
    const env = {
      ...process.env,
      XDG_CACHE_HOME: sharedCache(),
      XDG_STATE_HOME: this.state,
      NO_COLOR: "1",
      ...more,
    };
    return spawn(process.execPath, [builtCommand(), ...args, "--root", this.root], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  states(): Record<string, string> {
    return Object.fromEntries(smallServices.map((name) => [name, stateOf(this.repository(name))]));
  }

  /** Names of the draft branches of each repository. */
  drafts(): Record<string, string[]> {
    return Object.fromEntries(smallServices.map((name) => [name, draftsOf(this.repository(name))]));
  }

  /** The run tree of an epoch. */
  scene(epoch: number): string {
    const universe = readdirSync(join(this.state, "flywheel"))[0] ?? "";
    return join(sharedCache(), "flywheel", universe, String(epoch));
  }

  /** Events of a run's log. */
  log(epoch: number): {
    readonly seq: number;
    readonly type: string;
    readonly service?: string;
    readonly stage?: string;
  }[] {
    const folder = join(this.state, "flywheel");
    const universe = existsSync(folder) ? readdirSync(folder)[0] : undefined;
    const path = join(folder, universe ?? "", "runs", String(epoch), "log.jsonl");
    if (!existsSync(path)) return [];
    return readFileSync(path, "utf8")
      .split("\n")
      .flatMap((line) => (line.endsWith("}") ? [JSON.parse(line)] : []));
  }

  /** Nothing of any run may be left: no lock, no run tree, no draft but those of one epoch in all repositories. */
  checkNothingLeft(): void {
    for (const name of smallServices) {
      const { locks, worktrees, status } = JSON.parse(stateOf(this.repository(name)));
      expect({ locks, worktrees }).toEqual({ locks: "", worktrees: 1 });
      expect(status.replaceAll("M intent.lisp", "").trim()).toBe("");
      expect(git(this.repository(name), "fsck", "--no-dangling")).toBe("");
    }
    const folder = join(this.state, "flywheel");
    const universe = readdirSync(folder)[0] ?? "";
    const trees = join(sharedCache(), "flywheel", universe);
    const left = existsSync(trees) ? readdirSync(trees).filter((entry) => /^\d+$/.test(entry)) : [];
    expect(left).toEqual([]);
    expect(existsSync(join(folder, universe, "delivery.lock"))).toBe(false);
  }
}

/** Waits for a child's end. */
export const ended = (
  child: ChildProcess,
): Promise<{ exit: number | null; signal: string | null }> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve({ exit: child.exitCode, signal: child.signalCode })
    : new Promise((resolve) => child.once("exit", (exit, signal) => resolve({ exit, signal })));
