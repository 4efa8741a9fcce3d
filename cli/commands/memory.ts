import { openMemory, readRecords, type BrokenChain, type MemoryHit } from "#jarvis";
import type { RepairRecord } from "#intent";
import {
  joinPath,
  mergedRecords,
  recordsPath,
  stateFolderOf,
  type LoadedUniverse,
} from "#sentinel";
import type { CommandContext } from "../context.ts";
import { plural } from "../render/plural.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { openUniverse } from "../universe.ts";

/**
 * Records of a universe: those in its own folder, else those in the state folder whose drafts were merged. `waiting` counts
 * the others; `problems` are sentences about what could not be read.
 */
export async function universeRecords(
  context: CommandContext,
  universe: Pick<LoadedUniverse, "root" | "id" | "repositories">,
): Promise<{
  readonly records: readonly RepairRecord[];
  readonly waiting: number;
  readonly problems: readonly string[];
}> {
  const { host } = context;
  const own = await host.files.readText(joinPath(universe.root, recordsPath));
  const state = joinPath(stateFolderOf(host, universe.id), "repairs.jsonl");
  const text = own ?? (await host.files.readText(state)) ?? "";
  const { records, broken } = readRecords(text, host.sha256);
  const { root, repositories } = universe;
  const merged =
    own === undefined ? await mergedRecords(host, root, repositories, records) : records;
  const path = own === undefined ? state : recordsPath;
  return {
    records: merged,
    waiting: records.length - merged.length,
    problems: broken === undefined ? [] : [brokenSentence(broken, path)],
  };
}

const brokenSentence = ({ line, reason }: BrokenChain, path: string): string =>
  `line ${line} of ${path} is ${reason}: it and what follows are left out; put the file back as it was`;

const hitText = (hit: MemoryHit): string =>
  [
    `${hit.seq}. ${hit.service}: ${hit.symbols.join(", ")} (${hit.kinds.join(", ")})`,
    `   ${plural(hit.edits, "edit")} by ${hit.engine}${hit.rules.length === 0 ? "" : `: ${hit.rules.join(", ")}`}; epoch ${hit.epoch}`,
    `   ${hit.excerpt}`,
  ].join("\n");

/** `jarvis memory search <words>`: repairs that hold all words, best first. */
export async function memory(
  context: CommandContext,
  action: string,
  words: readonly string[],
): Promise<CommandResult> {
  if (action !== "search")
    return problem(
      exits.usage,
      `jarvis memory has no action ${action}`,
      "use jarvis memory search WORDS",
    );
  const universe = await openUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  if (!/[\p{L}\p{N}]/u.test(words.join(" ")))
    return problem(
      exits.usage,
      "there is no word to look for",
      "name a word of code, a rule or a symbol",
    );
  const { records, problems } = await universeRecords(context, universe);
  const path = joinPath(stateFolderOf(context.host, universe.id), "memory.sqlite");
  const index = openMemory(context.host.databases, path, records);
  try {
    const hits = index.search(words.join(" "));
    const document = { schema: "flywheel.memory/1", records: index.records, hits, problems };
    const found =
      hits.length > 0
        ? hits.map(hitText)
        : [`Nothing among ${plural(index.records, "record")} holds all of: ${words.join(" ")}`];
    return {
      exit: problems.length > 0 ? exits.findings : exits.done,
      document,
      text: [...problems, ...found].join("\n"),
    };
  } finally {
    index.close();
  }
}
