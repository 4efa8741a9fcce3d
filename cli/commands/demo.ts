import { joinPath, folderOf } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { commitAll, copySources } from "../copy.ts";
import { styles } from "../render/style.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { scriptedModel } from "../scripted-model.ts";
import { cascade } from "./cascade.ts";

/** A one-line edit of an intent of the example, and what it shows. */
export interface DemoChange {
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly says: string;
  /** Whether answers written beforehand stand in for a model where `--engine` does not say who is asked. */
  readonly scripted?: boolean;
  /** Whether it reaches no Rust service, so that it can be shown without cargo. */
  readonly needsNoCargo?: boolean;
  /** The universe that it is shown in; absent: the example. */
  readonly universe?: { readonly folder: string; readonly called: string };
}

/** The demo's changes by name: what `--change` takes. */
export const demoChanges: Readonly<Record<string, DemoChange>> = {
  id: {
    service: "users",
    from: "(id i32 :key)",
    to: "(id string :key)",
    says: "UserProfile.id from i32 to string",
  },
  rename: {
    service: "users",
    from: "(display-name string)\n    (plan",
    to: "(full-name string :was display-name)\n    (plan",
    says: "UserProfile.display-name is called full-name now",
  },
  "default-field": {
    service: "users",
    from: "(nickname (optional string)))",
    to: '(nickname (optional string))\n    (locale string :default "en"))',
    says: 'UserProfile gets a field locale with the default "en"',
  },
  "field-without-default": {
    service: "billing",
    from: "(cents i64)\n    (status",
    to: '(cents i64)\n    (reference string "What the bank prints on the statement.")\n    (status',
    says: "Invoice gets a field reference without a default: what it holds is a decision",
    scripted: true,
    needsNoCargo: true,
  },
  handoff: {
    service: "stock",
    from: "(governance newborn)",
    to: "(governance survival-patching)",
    says: "stock, red and in the hands of people alone, is handed over",
    needsNoCargo: true,
    universe: { folder: "universe.handoff", called: "one service that people wrote on their own" },
  },
};
const example = { folder: "universe.example", called: "a shop of six services" };
/** Reaches no Rust service, for machines without cargo. */
const withoutCargo: DemoChange = {
  service: "billing",
  from: "(cents i64)\n    (status",
  to: "(amount-cents i64 :was cents)\n    (status",
  says: "Invoice.cents is called amount-cents now",
};

/** A repository for each service, each with one commit. Returns what git said where it would not. */
async function makeRepositories(
  context: CommandContext,
  root: string,
): Promise<string | undefined> {
  const services = (await context.host.files.list(joinPath(root, "services"))).filter(
    (entry) => entry.kind === "directory",
  );
  for (const service of services) {
    const refused = await commitAll(
      context,
      joinPath(root, "services", service.name),
      `${service.name} as it stands`,
    );
    if (refused !== undefined) return refused;
  }
  return undefined;
}

async function works(context: CommandContext, argv: readonly string[]): Promise<boolean> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(context.host.platform.environment))
    if (value !== undefined) env[name] = value;
  const done = await context.host.processes.run(argv, {
    cwd: context.cwd,
    env,
    timeoutMs: 20_000,
    signal: context.signal,
  });
  return done.ended === "exited" && done.exit === 0;
}

/** Makes the one-line change in the copy and shows it. */
async function edit(
  context: CommandContext,
  root: string,
  change: DemoChange,
  tell: (line: string) => void,
): Promise<void> {
  const style = styles(context.live);
  const intent = joinPath(root, "services", change.service, "intent.lisp");
  const text = (await context.host.files.readText(intent)) ?? "";
  if (!text.includes(change.from)) throw new Error(`the example's ${intent} has no ${change.from}`);
  await context.host.files.writeText(intent, text.replace(change.from, change.to));
  const { called } = change.universe ?? example;
  tell(`${style.strong(called)}, a repository for each, in ${root}`);
  tell(`one line of services/${change.service}/intent.lisp changes: ${style.strong(change.says)}`);
  const diff = await context.host.git.run(folderOf(intent), [
    "diff",
    "--no-color",
    "-U0",
    "--",
    "intent.lisp",
  ]);
  for (const line of diff.stdout.split("\n"))
    if (/^[+-][^+-]/.test(line)) tell(line.startsWith("+") ? style.good(line) : style.bad(line));
  tell("");
}

/** Says who will be asked about what is left, and gives the context in which they are. */
function askingContext(
  context: CommandContext,
  engine: string,
  scripted: boolean,
  tell: (line: string) => void,
): CommandContext {
  if (scripted) {
    tell("a script stands in for a model: its answers were written beforehand, nobody is asked");
    tell("(--engine offline leaves the question open, --engine anthropic asks a model)\n");
    return { ...context, host: { ...context.host, languageModel: scriptedModel } };
  }
  if (engine !== "ladder" && engine !== "anthropic") return context;
  const { missing } = context.host.languageModel;
  tell(
    missing === undefined
      ? "what is left is asked of a model (ANTHROPIC_API_KEY is set), within the universe's limits\n"
      : `${missing.what}: what is left stays a question; without --engine a script shows how answers are judged\n`,
  );
  return context;
}

export interface DemoFlags {
  readonly change: string;
  readonly engine?: string;
  /** The words of an agent program, as one text. */
  readonly command?: string;
}

/** `flywheel demo`: the example in a temporary folder, a repository for each service, one changed line, a whole cascade. */
export async function demo(context: CommandContext, flags: DemoFlags): Promise<CommandResult> {
  const wanted = demoChanges[flags.change];
  if (wanted === undefined)
    return problem(
      exits.usage,
      `there is no demo change ${flags.change}`,
      `use one of ${Object.keys(demoChanges).join(", ")}`,
    );
  const style = styles(context.live);
  const tell = (line: string): void => (context.quiet ? undefined : context.say(line));
  const [git, cargo, python] = await Promise.all([
    works(context, ["git", "--version"]),
    works(context, ["cargo", "clippy", "--version"]),
    works(context, ["python3", "-c", "import venv, ensurepip"]),
  ]);
  if (!git) return problem(exits.environment, "git is not installed", "install git 2.30 or newer");
  const change = cargo || wanted.needsNoCargo === true ? wanted : withoutCargo;
  if (!python && change.universe !== undefined)
    return problem(
      exits.environment,
      "python3 (with venv) is missing, and this change is shown in a Python service",
      "install Python 3.11 or newer, or use another change",
    );
  const except = python ? [] : ["notifications"];
  const root = await context.host.files.temporaryDirectory("flywheel-demo-");
  await copySources(
    context,
    joinPath(context.host.platform.installation, (change.universe ?? example).folder),
    root,
  );
  const refused = await makeRepositories(context, root);
  if (refused !== undefined)
    return problem(exits.environment, refused, "mend git, then run the demo again");
  if (change !== wanted)
    tell(
      style.warn(
        "cargo (with clippy) is missing, so the demo starts from a change in a TypeScript service.",
      ),
    );
  if (!python) tell(style.warn("python3 (with venv) is missing, so notifications is left out."));
  await edit(context, root, change, tell);
  const scripted = flags.engine === undefined && change.scripted === true;
  const engine = flags.engine ?? (scripted ? "ladder" : "offline");
  const shown = askingContext(context, engine, scripted, tell);
  const result = await cascade(
    { ...shown, root, cwd: root },
    {
      deliver: "draft-branch",
      except,
      engine,
      ...(flags.command === undefined ? {} : { command: flags.command }),
      dryRun: false,
    },
  );
  // Whoever stops a demo does not come back to look at its drafts.
  if (context.signal.aborted) await context.host.files.remove(root);
  return result;
}
