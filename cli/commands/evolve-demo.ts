import type { CommandContext } from "../context.ts";
import { recurringKinds, wordsOf, type RecurringKind } from "../evolve-demo/kinds.ts";
import { randomFrom, type Random } from "../evolve-demo/random.ts";
import { intentOf, thingsOf, type Thing } from "../evolve-demo/things.ts";
import { customOf, makeUniverse } from "../evolve-demo/universe.ts";
import { plural } from "../render/plural.ts";
import { styles } from "../render/style.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { cascade } from "./cascade.ts";
import { evolve } from "./evolve.ts";
import { joinPath, type CascadeDocument } from "#sentinel";

/** Cascades before a template is asked for, and after it stands. */
const cascadesBefore = 8;

/** What one cascade of the demo came to. */
interface Round {
  readonly service: string;
  readonly outcome: string;
  /** Edits of hand-written code. */
  readonly repairs: number;
  /** Lines of custom code after it. */
  readonly lines: number;
  readonly ms: number;
}

const isCascade = (document: object): document is CascadeDocument =>
  "schema" in document && document.schema === "flywheel.cascade/1";

class Stopped extends Error {
  readonly result: CommandResult;
  constructor(result: CommandResult) {
    super(result.text);
    this.result = result;
  }
}

async function gitIn(context: CommandContext, ...args: string[]): Promise<string> {
  const done = await context.host.git.run(context.cwd, args);
  if (done.exit !== 0)
    throw new Stopped(problem(exits.environment, `git ${args.join(" ")}: ${done.stderr.trim()}`));
  return done.stdout;
}

async function linesOf(context: CommandContext, thing: Thing): Promise<number> {
  const text = (await context.host.files.readText(joinPath(context.cwd, customOf(thing)))) ?? "";
  return text.split("\n").filter((line) => line.trim() !== "").length;
}

/** Changes one intent, runs the cascade, and merges its draft as a person would. */
async function round(context: CommandContext, thing: Thing, changed: Thing): Promise<Round> {
  const intent = `services/${thing.service}/intent.lisp`;
  await context.host.files.writeText(joinPath(context.cwd, intent), intentOf(changed));
  const done = await cascade(context, {
    deliver: "draft-branch",
    except: [],
    engine: "offline",
    dryRun: false,
  });
  const { document } = done;
  if (!isCascade(document) || document.outcome !== "proposed") throw new Stopped(done);
  const move = document.delivery.refs.find((ref) => ref.to !== null);
  await gitIn(context, "checkout", "-q", "--", intent);
  await gitIn(context, "merge", "-q", "--ff-only", move?.ref ?? "");
  return {
    service: thing.service,
    outcome: document.outcome,
    repairs: document.services.reduce((sum, row) => sum + row.edits, 0),
    lines: await linesOf(context, changed),
    ms: document.durationMs,
  };
}

interface Learnt {
  readonly utility: number;
  readonly ref: string;
  readonly block: string;
}

/** What `forge evolve` proposed, read from its own document. */
function learntFrom(result: CommandResult): Learnt | undefined {
  const { document } = result;
  if (!("findings" in document) || !Array.isArray(document.findings)) return undefined;
  for (const finding of document.findings) {
    const { utility, draft, block }: { utility?: unknown; draft?: unknown; block?: unknown } =
      finding;
    if (typeof draft !== "object" || draft === null || !("ref" in draft)) continue;
    if (typeof utility === "number" && typeof draft.ref === "string" && typeof block === "string")
      return { utility, ref: draft.ref, block };
  }
  return undefined;
}

const roundLine = (one: Round): string =>
  `  ${one.service}: ${plural(one.repairs, "repair")}, ${one.lines} lines of custom code, ${(one.ms / 1000).toFixed(1)} s`;

/**
 * `npm run demo:evolve`: eight cascades over ten services in which one kind of repair recurs, the template that they teach,
 * and two cascades of that kind after it is merged.
 */
export async function evolveDemo(context: CommandContext, seed: number): Promise<CommandResult> {
  const root = await context.host.files.temporaryDirectory("flywheel-evolve-");
  try {
    return await demoIn({ ...context, root, cwd: root }, seed);
  } catch (error) {
    if (error instanceof Stopped) return error.result;
    throw error;
  } finally {
    if (context.signal.aborted) await context.host.files.remove(root);
  }
}

async function demoIn(context: CommandContext, seed: number): Promise<CommandResult> {
  const random = randomFrom(seed);
  const kind: RecurringKind = random.pick(recurringKinds);
  const things = thingsOf(random);
  const words = wordsOf(kind, things.length, random);
  const style = styles(context.live);
  const tell = (line: string): void => (context.quiet ? undefined : context.say(line));
  const quietly: CommandContext = { ...context, quiet: true };
  tell(`${style.strong(kind.says)} (${kind.name}, seed ${seed}), in ${context.cwd}`);
  const aside = random.below(cascadesBefore);
  const refused = await makeUniverse(context, context.cwd, { things, kind, words, aside });
  if (refused !== undefined)
    return problem(exits.environment, refused, "mend git, then run the demo again");
  const before = await rounds(quietly, kind, things.slice(0, cascadesBefore), random, tell);
  tell("what they teach:");
  const evolved = await evolve(quietly, true);
  for (const line of evolved.text.split("\n")) tell(`  ${line}`);
  const learnt = learntFrom(evolved);
  if (learnt === undefined) return { ...evolved, exit: exits.findings };
  const last = things.slice(cascadesBefore);
  const linesBefore = await Promise.all(last.map((thing) => linesOf(context, thing)));
  await gitIn(context, "merge", "-q", "--ff-only", learnt.ref);
  tell(`${learnt.ref.replace("refs/heads/", "")} is merged; two more changes of the kind:`);
  const after = await rounds(quietly, kind, last, random, tell);
  const shorter = after.every((one, index) => one.lines < (linesBefore[index] ?? 0));
  const repairs = after.reduce((sum, one) => sum + one.repairs, 0);
  const document = {
    schema: "flywheel.evolve-demo/1",
    root: context.cwd,
    seed,
    kind: kind.name,
    before,
    utility: learnt.utility,
    ref: learnt.ref,
    block: learnt.block,
    linesBefore,
    after,
  };
  const text = `utility ${learnt.utility.toFixed(2)}; ${plural(repairs, "repair")} in two further cascades; custom code ${linesBefore.join(" and ")} lines before, ${after.map((one) => one.lines).join(" and ")} after`;
  return { exit: repairs === 0 && shorter ? exits.done : exits.findings, document, text };
}

async function rounds(
  context: CommandContext,
  kind: RecurringKind,
  things: readonly Thing[],
  random: Random,
  tell: (line: string) => void,
): Promise<Round[]> {
  const done: Round[] = [];
  for (const thing of things) {
    const one = await round(context, thing, kind.change(thing, random));
    done.push(one);
    tell(roundLine(one));
  }
  return done;
}
