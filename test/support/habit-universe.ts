import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { flywheelHere } from "./in-process.ts";
import { git, writeFiles } from "./repository.ts";
import { flywheel, installation, type Ran } from "./tools.ts";

const things = ["order", "parcel", "seat", "ticket", "coupon", "lesson"] as const;
type ThingName = (typeof things)[number];

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Fields of a thing: as many as its name is long, so that no two code the same. */
const fieldsOf = (thing: ThingName): string[] => [
  "id",
  ...[...new Set(thing)].map((letter) => `${letter}Value`),
];

const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const intent = (thing: ThingName): string => `(lang intent 1.0)

(service ${thing}s
  "Keeps them."
  (language typescript)

  (entity ${pascal(thing)}
    (id i32 :key)
${fieldsOf(thing)
  .slice(1)
  .map((field) => `    (${kebab(field)} string)`)
  .join("\n")}))
`;

const custom = (
  thing: ThingName,
): string => `import type { ${pascal(thing)} } from "../generated.ts";

/** Whether two say the same. */
export function same${pascal(thing)}(a: ${pascal(thing)}, b: ${pascal(thing)}): boolean {
  return ${fieldsOf(thing)
    .map((field) => `a.${field} === b.${field}`)
    .join(" && ")};
}

export const twice = (it: ${pascal(thing)}): boolean => same${pascal(thing)}(it, it);
`;

/** The same habit in one line, in a file that other files take it from: moved, it would be two lines. */
const brief = (
  thing: ThingName,
): string => `import type { ${pascal(thing)} } from "../generated.ts";

export const same${pascal(thing)} = (a: ${pascal(thing)}, b: ${pascal(thing)}): boolean => ${fieldsOf(
  thing,
)
  .map((field) => `a.${field} === b.${field}`)
  .join(" && ")};
export const twice = (it: ${pascal(thing)}): boolean => same${pascal(thing)}(it, it);
export const all = (some: ${pascal(thing)}[]): boolean => some.every(twice);
`;

/** A second function in each service that the same rename breaks. */
const row = (thing: ThingName): string => `
export function row${pascal(thing)}(it: ${pascal(thing)}): string[] {
  return [${fieldsOf(thing)
    .map((field) => `String(it.${field})`)
    .join(", ")}];
}
`;

export type Habit = "long" | "brief" | "two functions";

function customOf(habit: Habit, thing: ThingName): string {
  if (habit === "long") return custom(thing);
  if (habit === "brief") return brief(thing);
  return custom(thing) + row(thing);
}

/** How repositories lie: one for the root and one for each service, or only those of the services. */
export type HabitLayout = "root and services" | "services";

/** Six services with one habit; their tools are stand-ins that say yes, so that a cascade takes a second. */
export class HabitUniverse {
  readonly root: string;
  readonly state: string;
  readonly #cache: string;
  readonly #layout: HabitLayout;

  constructor(folder: string, layout: HabitLayout, habit: Habit = "long") {
    this.root = join(folder, "universe");
    this.state = join(folder, "state");
    this.#cache = join(folder, "cache");
    this.#layout = layout;
    const setup = `node '${join(installation, "test/support/set-up-stand-ins.mjs")}'`;
    writeFiles(this.root, {
      "universe.lisp": `(lang intent 1.0)

(universe habit
  (services "services/*")
  (sandbox none)
  (gates typescript (setup ${JSON.stringify(setup)}) (check "tsc") (lint "oxlint") (test "node --test"))
  (delivery draft-branch))
`,
      ".gitignore": "services/\n.flywheel/\n",
    });
    for (const thing of things)
      writeFiles(this.service(thing), {
        "intent.lisp": intent(thing),
        "package.json": JSON.stringify({ name: thing, private: true, type: "module" }),
        "behaviour.json": habit === "two functions" ? '{"tsc":"members"}' : "{}",
        ".gitignore": "node_modules\n",
        "src/custom/same.ts": customOf(habit, thing),
        "src/custom/other.ts": `import { same${pascal(thing)}, twice } from "./same.ts";\n\nexport const both = [same${pascal(thing)}, twice];\n`,
        "test/stands.test.ts": 'import { test } from "node:test";\n\ntest("stands", () => {});\n',
      });
    const stamped = this.run(["forge", "stamp"]);
    expect(stamped.exit, stamped.stderr + stamped.stdout).toBe(0);
    for (const repository of this.repositories()) {
      git(repository, "init", "-q");
      git(repository, "add", "-A");
      git(repository, "commit", "-q", "-m", "as it stands");
    }
  }

  get things(): readonly ThingName[] {
    return things;
  }

  service(thing: ThingName): string {
    return join(this.root, "services", `${thing}s`);
  }

  repositories(): string[] {
    const own = things.map((thing) => this.service(thing));
    return this.#layout === "services" ? own : [this.root, ...own];
  }

  run(args: readonly string[]): Ran {
    return flywheel(args, {
      state: this.state,
      cwd: this.root,
      env: { XDG_CACHE_HOME: this.#cache },
    });
  }

  /** Renames the last field of a thing; nothing is committed. */
  rename(thing: ThingName): void {
    const path = join(this.service(thing), "intent.lisp");
    const last = kebab(fieldsOf(thing).at(-1) ?? "");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(`(${last} string)`, `(${last}-now string :was ${last})`));
  }

  /** Runs the cascade in this process. */
  async cascade(): Promise<Ran> {
    const done = await flywheelHere(["cascade", "--root", this.root], this.state, {
      XDG_CACHE_HOME: this.#cache,
    });
    expect(done.exit, done.stdout + done.stderr).toBe(0);
    return done;
  }

  /** Merges the drafts that stand, as a person would who had not committed the renamed field. */
  merge(thing: ThingName): void {
    git(this.service(thing), "checkout", "-q", "--", "intent.lisp");
    for (const repository of this.repositories())
      for (const draft of this.refs(repository)) git(repository, "merge", "-q", "--ff-only", draft);
  }

  async renameAndMerge(thing: ThingName): Promise<void> {
    this.rename(thing);
    await this.cascade();
    this.merge(thing);
  }

  /** Names of a repository's branches of ours. */
  refs(repository: string): string[] {
    const all = git(repository, "for-each-ref", "--format=%(refname)", "refs/heads/flywheel/");
    return all.split("\n").filter((line) => line !== "");
  }
}
