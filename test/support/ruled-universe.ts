import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { CascadeDocument } from "#sentinel";
import { documents } from "./documents.ts";
import { flywheelHere } from "./in-process.ts";
import { git, writeFiles } from "./repository.ts";
import { installation, type Ran } from "./tools.ts";

/** A service that makes things, each in words of its own. */
interface Maker {
  readonly name: string;
  readonly entity: string;
  readonly argument: string;
}

const makers = [
  { name: "seats", entity: "Seat", argument: "row" },
  { name: "coupons", entity: "Coupon", argument: "code" },
  { name: "lessons", entity: "Lesson", argument: "hour" },
  { name: "parcels", entity: "Parcel", argument: "box" },
] as const satisfies readonly Maker[];
type MakerName = (typeof makers)[number]["name"];

/** Files of a rule that fills in a mood of calm wherever one is missing. */
export const calmMoods = {
  "flywheel/rules/calm-moods.rule.lisp": `(rule calm-moods
  "Answers required-value after field-added (mood), as it was answered each time."
  (enabled true)
  (follows field-added (name "mood") (to "string"))
  (language typescript)
  (answers required-value)
  (code expression)
  (matches "{ id: «a», text: \`number \${counted.id}\` }")
  (becomes "{ id: «a», mood: \\"calm\\", text: \`number \${counted.id}\` }")
  (hole a name)
  (evidence (instances 3) (cascades 3) (since "2026-11-21") (records 1 2 3)))
`,
};

const intent = ({ name, entity }: Maker): string => `(lang intent 1.0)

(service ${name}
  "Keeps them."
  (language typescript)

  (entity ${entity}
    (id i32 :key)
    (text string)))
`;

const custom = ({
  entity,
  argument,
}: Maker): string => `import type { ${entity} } from "../generated.ts";

const counted = { id: 0, text: "none" };

/** Makes one. */
export function make${entity}(${argument}: number): ${entity} {
  // Its text is what people read.
  return { id: ${argument}, text: \`number \${counted.id}\` };
}
`;

/** Services that ask the same question when a field is added; their tools are stand-ins that say yes. */
export class RuledUniverse {
  readonly root: string;
  readonly state: string;
  readonly #cache: string;

  private constructor(folder: string) {
    this.root = join(folder, "universe");
    this.state = join(folder, "state");
    this.#cache = join(folder, "cache");
  }

  /** Makes it below `folder`, stamped and committed. */
  static async make(folder: string): Promise<RuledUniverse> {
    const universe = new RuledUniverse(folder);
    const setup = `node '${join(installation, "test/support/set-up-stand-ins.mjs")}'`;
    writeFiles(universe.root, {
      "universe.lisp": `(lang intent 1.0)

(universe ruled
  (services "services/*")
  (sandbox none)
  (gates typescript (setup ${JSON.stringify(setup)}) (check "tsc") (lint "oxlint") (test "vitest run"))
  (delivery draft-branch))
`,
      ".gitignore": ".flywheel/\nnode_modules\n",
    });
    for (const maker of makers)
      writeFiles(universe.service(maker.name), {
        "intent.lisp": intent(maker),
        "package.json": JSON.stringify({ name: maker.name, private: true, type: "module" }),
        "behaviour.json": "{}",
        "src/custom/make.ts": custom(maker),
        "test/stands.test.ts": 'import { test } from "node:test";\n\ntest("stands", () => {});\n',
      });
    const stamped = await universe.run("forge", "stamp");
    expect(stamped.exit, stamped.stderr + stamped.stdout).toBe(0);
    git(universe.root, "init", "-q");
    universe.commit("as it stands");
    return universe;
  }

  service(name: MakerName): string {
    return join(this.root, "services", name);
  }

  /** Runs a command with `--json` in this process. */
  run(...args: readonly string[]): Promise<Ran> {
    return flywheelHere([...args, "--root", this.root], this.state, {
      XDG_CACHE_HOME: this.#cache,
    });
  }

  commit(message: string): void {
    git(this.root, "add", "-A");
    git(this.root, "commit", "-q", "-m", message);
  }

  /** A required field without a default: what belongs there nobody says. Nothing is committed. */
  ask(name: MakerName, field = "mood"): void {
    const path = join(this.service(name), "intent.lisp");
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace("(text string)", `(text string)\n    (${field} string)`),
    );
  }

  async cascade(...flags: readonly string[]): Promise<CascadeDocument> {
    const ran = await this.run("sentinel", "cascade", ...flags);
    if (!ran.stdout.includes("flywheel.cascade/1")) throw new Error(ran.stdout + ran.stderr);
    return documents.cascade(ran.stdout);
  }

  /** The hand-written file of a service in the scene of a held run. */
  scene(name: MakerName, epoch: number): string {
    const folder = join(this.#cache, "flywheel");
    const universe = readdirSync(folder).find((one) => one.startsWith("ruled")) ?? "";
    return join(folder, universe, String(epoch), "services", name, "src/custom/make.ts");
  }

  /** A cascade whose question a person answers in the scene, merged. */
  async answered(name: MakerName, answer: string, field = "mood"): Promise<void> {
    this.ask(name, field);
    const held = await this.cascade();
    expect(held.outcome, JSON.stringify(held)).toBe("halted");
    const path = this.scene(name, held.epoch);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(", text: `", `, ${field}: ${answer}, text: \``));
    const ran = await this.run("sentinel", "resume");
    expect(ran.exit, ran.stdout + ran.stderr).toBe(0);
    this.merge();
  }

  /** The same, answered from the command line when the cascade goes on. */
  async answeredByFlag(name: MakerName, answer: string, field = "mood"): Promise<void> {
    this.ask(name, field);
    const held = await this.cascade();
    const [hole] = held.services.flatMap((row) => row.holes);
    const ran = await this.run("sentinel", "resume", "--answer", `${hole?.id ?? ""}==${answer}`);
    expect(ran.exit, ran.stdout + ran.stderr).toBe(0);
    this.merge();
  }

  /** Merges the draft that stands, as a person would. */
  merge(): void {
    git(this.root, "checkout", "-q", "--", ".");
    const [draft = ""] = this.drafts();
    git(this.root, "merge", "-q", "--ff-only", draft);
    git(this.root, "branch", "-q", "-D", draft);
  }

  drafts(): string[] {
    const all = git(this.root, "for-each-ref", "--format=%(refname:short)", "refs/heads/flywheel/");
    return all.split("\n").filter((line) => line !== "");
  }
}
