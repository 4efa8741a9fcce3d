import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  alternateCommands,
  type CommandContender,
  ratio,
  type Report,
  type Row,
} from "./measure.ts";
import { installed, thousand, writeUsers, writeWorkspace } from "./thousand.ts";
import { built, git, temporary } from "./universe.ts";

const ours = "sentinel plan";
const nx = "nx show projects --affected, no daemon";
const turbo = "turbo ls --affected";

/** One commit, and after it one edit that nobody has committed. */
function edited(root: string, file: string, from: string, to: string): void {
  git(root, "init", "-q", "-b", "main");
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", "as it stands");
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  const after = text.replace(from, to);
  if (after === text) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(path, after);
}

/** How many services a contender names, so that all are held to the same answer. */
function named(argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv): number {
  const [program = "", ...args] = argv;
  const said = execFileSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return new Set(said.match(/service-\d+/g)).size;
}

const quiet = {
  NX_DAEMON: "false",
  NX_TUI: "false",
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
};

function peers(root: string): { readonly found: CommandContender[]; readonly notes: string[] } {
  const found: CommandContender[] = [];
  const notes: string[] = [];
  const peer = (name: string, file: string, args: readonly string[]): void => {
    if (!existsSync(join(installed, file)))
      notes.push(`${name} is not installed (npm install in bench/)`);
    else
      found.push({
        name,
        argv: ["env", "-C", root, ...pairs(quiet), join(installed, file), ...args],
      });
  };
  peer(nx, ".bin/nx", ["show", "projects", "--affected", "--base=HEAD"]);
  peer(turbo, ".bin/turbo", ["ls", "--affected"]);
  return { found, notes };
}

const pairs = (environment: Readonly<Record<string, string>>): string[] =>
  Object.entries(environment).map(([name, value]) => `${name}=${value}`);

function measure(): Promise<Report> {
  if (!existsSync(built("sentinel.js")))
    return Promise.resolve({ measured: [], goals: [], notes: ["not built: npm run build"] });
  const root = temporary("affected");
  try {
    const universe = join(root, "universe");
    writeUsers(universe);
    execFileSync(process.execPath, [built("forge.js"), "stamp", "--quiet", "--root", universe]);
    edited(universe, "services/service-500/intent.lisp", "(score f64)", "(score decimal)");
    const workspace = join(root, "workspace");
    writeWorkspace(workspace);
    edited(workspace, "services/service-500/src/index.ts", "score: number", "score: string");
    const mine: CommandContender = {
      name: ours,
      argv: [process.execPath, built("sentinel.js"), "plan", "--root", universe],
    };
    const { found, notes } = peers(workspace);
    const counts = [mine, ...found].map(
      ({ name, argv }) => `${name} names ${named(argv, root, quiet)} services`,
    );
    const start = { name: "node -e 0", argv: [process.execPath, "-e", "0"] };
    const measured = alternateCommands([mine, ...found, start], 9, 1);
    const goal = (peer: string, limit: number): Report["goals"] =>
      found.some(({ name }) => name === peer)
        ? [{ text: `CPU over ${peer}`, value: ratio(measured, ours, peer), limit }]
        : [];
    return Promise.resolve({
      measured,
      goals: [...goal(nx, 0.12), ...goal(turbo, 1)],
      notes: [
        `${thousand} services in one repository, each using up to four before it; one uncommitted edit; CPU of whole processes, children included, median of 9`,
        ...counts,
        ...notes,
      ],
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export const row: Row = { title: "what one edit affects, 1,000 services", measure };
