import { joinPath, folderOf } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { commitAll, copySources } from "../copy.ts";
import { styles } from "../render/style.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { cascade } from "./cascade.ts";

/** A one-line edit of an intent of the example, and what it shows. */
export interface DemoChange {
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly says: string;
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
};
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

/** `flywheel demo`: the example in a temporary folder, a repository for each service, one changed line, a whole cascade. */
export async function demo(context: CommandContext, name: string): Promise<CommandResult> {
  const wanted = demoChanges[name];
  if (wanted === undefined)
    return problem(
      exits.usage,
      `there is no demo change ${name}`,
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
  const change = cargo ? wanted : withoutCargo;
  const except = python ? [] : ["notifications"];
  const root = await context.host.files.temporaryDirectory("flywheel-demo-");
  await copySources(
    context,
    joinPath(context.host.platform.installation, "universe.example"),
    root,
  );
  const refused = await makeRepositories(context, root);
  if (refused !== undefined)
    return problem(exits.environment, refused, "mend git, then run the demo again");
  if (!cargo)
    tell(
      style.warn(
        "cargo (with clippy) is missing, so the demo starts from a change in a TypeScript service.",
      ),
    );
  if (!python) tell(style.warn("python3 (with venv) is missing, so notifications is left out."));
  const intent = joinPath(root, "services", change.service, "intent.lisp");
  const text = (await context.host.files.readText(intent)) ?? "";
  if (!text.includes(change.from)) throw new Error(`the example's ${intent} has no ${change.from}`);
  await context.host.files.writeText(intent, text.replace(change.from, change.to));
  tell(`${style.strong("a shop of six services")}, a repository for each, in ${root}`);
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
  const result = await cascade(
    { ...context, root, cwd: root },
    { deliver: "draft-branch", except, engine: "offline", dryRun: false },
  );
  // Whoever stops a demo does not come back to look at its drafts.
  if (context.signal.aborted) await context.host.files.remove(root);
  return result;
}
