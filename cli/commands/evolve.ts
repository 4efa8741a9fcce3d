import {
  clusterMin,
  draftOf,
  evolveFrom,
  joinPath,
  stateFolderOf,
  toolEnvironment,
  type Drafted,
  type Finding,
} from "#sentinel";
import type { CommandContext } from "../context.ts";
import { plural } from "../render/plural.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { openSoundUniverse, templatesFor } from "../universe.ts";
import { universeRecords } from "./memory.ts";

/** What became of one finding, with its draft where one was asked for. */
interface Told {
  readonly finding: Finding;
  readonly drafted?: Drafted;
}

/**
 * `forge evolve`: looks for repairs that recur, tries the template that would make them unnecessary on history, and with
 * `draft` puts what passed on a draft branch. Work trees and main stay as they are.
 */
export async function evolve(context: CommandContext, draft: boolean): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const { host } = context;
  const { records, waiting, problems } = await universeRecords(context, universe);
  const templates = await templatesFor(context, universe.root);
  const cache = joinPath(host.platform.cacheDirectory, universe.id);
  const trialContext = {
    host,
    environment: toolEnvironment(host, host.platform.cacheDirectory),
    setups: joinPath(host.platform.cacheDirectory, "setup"),
    signal: context.signal,
    emit: () => undefined,
  };
  const trees = joinPath(cache, `evolve-${host.randomId()}`);
  try {
    const evolved = await evolveFrom(trialContext, universe, records, templates, trees);
    const told: Told[] = [];
    for (const proposal of proposalsOf(evolved.findings)) {
      const passed = proposal.flatMap(({ challenger, ...finding }) =>
        challenger === undefined || finding.reason !== undefined
          ? []
          : [{ ...finding, challenger }],
      );
      const places = { tree: joinPath(trees, "draft"), state: stateFolderOf(host, universe.id) };
      const drafted =
        draft && passed.length > 0
          ? await draftOf(trialContext, universe, templates, passed, places)
          : undefined;
      for (const finding of proposal)
        told.push({ finding, ...(drafted === undefined ? {} : { drafted }) });
    }
    if (context.signal.aborted)
      return problem(exits.interrupted, "stopped before it was done; a draft that stands is whole");
    const read = { records: evolved.records, forgotten: evolved.forgotten, waiting, problems };
    const document = documentOf(read, told);
    const red = told.some(({ drafted }) => drafted !== undefined && "reason" in drafted);
    return {
      exit: red || problems.length > 0 ? exits.findings : exits.done,
      document,
      text: textOf(read, told),
    };
  } finally {
    await host.files.remove(trees);
  }
}

/** Findings that passed together are one proposal, every other one is by itself. */
function proposalsOf(findings: readonly Finding[]): Finding[][] {
  const proposals = Map.groupBy(findings, (one) => one.together ?? one);
  return [...proposals.values()];
}

/** What was read, and what of it was left out. */
interface Read {
  readonly records: number;
  /** Records whose revisions git has no more. */
  readonly forgotten: number;
  /** Records whose drafts nobody has merged. */
  readonly waiting: number;
  readonly problems: readonly string[];
}

function documentOf(read: Read, told: readonly Told[]): object {
  return {
    schema: "flywheel.evolve/1",
    ...read,
    findings: told.map(({ finding, drafted }) => {
      const { challenger, ...rest } = finding;
      return {
        ...rest,
        proposed: challenger !== undefined && finding.reason === undefined,
        ...(challenger === undefined
          ? {}
          : {
              pattern: challenger.pattern,
              language: challenger.language,
              block: challenger.block,
              trained: challenger.trained.map((one) => one.record.seq),
              printed: challenger.printed.map((one) => one.record.seq),
            }),
        ...(drafted === undefined ? {} : { draft: draftDocument(drafted) }),
      };
    }),
  };
}

const draftDocument = (drafted: Drafted): object =>
  "reason" in drafted
    ? drafted
    : {
        ref: drafted.ref,
        moved: drafted.moved,
        refs: drafted.moves.map(({ repository, ref, from, to }) => ({ repository, ref, from, to })),
      };

function textOf({ records, forgotten, waiting, problems }: Read, told: readonly Told[]): string {
  const lines = [...problems, `${plural(records, "repair record")} read`];
  if (forgotten > 0)
    lines.push(`${plural(forgotten, "record")} left out: git has their revisions no more`);
  if (waiting > 0)
    lines.push(`${plural(waiting, "record")} left out: what they repaired was not merged`);
  // The shapes that recur least are many and say least: they are counted, not listed.
  const rare = told.filter(
    ({ finding }) => finding.challenger === undefined && finding.cases < clusterMin,
  );
  for (const one of told) if (!rare.includes(one)) lines.push("", ...findingLines(one));
  if (rare.length > 0)
    lines.push(
      "",
      `${plural(rare.length, "shape")} of repair seen fewer than ${clusterMin} times: no template yet`,
    );
  return lines.join("\n");
}

function findingLines({ finding, drafted }: Told): string[] {
  const { challenger, utility } = finding;
  const lines = [
    `${finding.key}: ${plural(finding.cases, "repair")} of one shape (${finding.names.join(", ")})`,
  ];
  if (challenger !== undefined) {
    lines.push(...challenger.block.split("\n").map((line) => `  | ${line}`));
    for (const trial of finding.trials)
      lines.push(`  record ${trial.seq}, ${trial.service}: ${trial.verdict} (${trial.because})`);
  }
  if (utility !== undefined) lines.push(`  utility ${utility.toFixed(2)}`);
  if (finding.together !== undefined)
    lines.push(`  tried, and proposed, together with what else breaks in the same repairs`);
  if (finding.reason !== undefined) lines.push(`  no proposal: ${finding.reason}`);
  else if (drafted === undefined)
    lines.push("  proposed; `forge evolve --draft-pr` makes its draft branch");
  else if ("reason" in drafted) lines.push(`  no draft: ${drafted.reason}`);
  else
    lines.push(
      `  draft ${drafted.ref.replace("refs/heads/", "")} in ${plural(drafted.moves.length, "repository").replace("repositorys", "repositories")}; ${plural(drafted.moved.length, "declaration")} moved out of custom code`,
    );
  return lines;
}
