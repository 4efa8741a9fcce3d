import type { Host, RepairRecord, UnchainedRecord } from "#intent";
import { joinPath, relativeTo } from "../universe/paths.ts";

interface Holder {
  readonly name: string;
  readonly absolute: string;
}

/** The texts that a repair left behind, by file: its declarations, or where it touched none its edits, or its answers. */
function textsOf(record: UnchainedRecord): Map<string, string[]> {
  const { declarations, edits, answers = [] } = record;
  const written = edits.filter(({ after }) => after !== "");
  const answered = answers.filter(({ before, after }) => before !== after);
  const all = [declarations, written, answered].find((some) => some.length > 0) ?? [];
  const texts = new Map<string, string[]>();
  for (const { file, after } of all) texts.set(file, [...(texts.get(file) ?? []), after]);
  return texts;
}

/**
 * Whether what a record repaired came to stand in a repository: a commit since its cascade holds one of its files with all
 * that was repaired in it. So a draft counts that was merged, squashed or taken over by hand, and one that was thrown away
 * does not. `root` is absolute, as are the repositories' folders.
 */
export async function isMerged(
  host: Host,
  root: string,
  repositories: readonly Holder[],
  record: UnchainedRecord,
): Promise<boolean> {
  for (const [file, texts] of textsOf(record)) {
    const full = joinPath(root, file);
    const holder = repositories
      .filter(({ absolute }) => relativeTo(absolute, full) !== undefined)
      .toSorted((a, b) => b.absolute.length - a.absolute.length)[0];
    const path = holder && relativeTo(holder.absolute, full);
    const head = record.revisions.find((one) => one.repository === holder?.name)?.head;
    if (holder === undefined || path === undefined || head === undefined) continue;
    if (await stoodSince(host, holder.absolute, head, path, texts)) return true;
  }
  return false;
}

async function stoodSince(
  { git }: Host,
  repository: string,
  head: string,
  path: string,
  texts: readonly string[],
): Promise<boolean> {
  const since = ["log", "--format=%H", `${head}..HEAD`, "--", path];
  const { exit, stdout } = await git.run(repository, since);
  if (exit !== 0) return false;
  const commits = stdout.split("\n").filter((line) => line !== "");
  const objects = await git.readObjects(
    repository,
    commits.map((commit) => `${commit}:${path}`),
  );
  return objects.some((object) => {
    const text = object?.text() ?? "";
    return texts.every((one) => text.includes(one));
  });
}

/**
 * Of records that wait in a state folder those whose repair was merged. What was merged once and recorded by several
 * cascades counts once, as the last of them has it.
 */
export async function mergedRecords(
  host: Host,
  root: string,
  repositories: readonly Holder[],
  records: readonly RepairRecord[],
): Promise<RepairRecord[]> {
  const merged = new Map<string, RepairRecord>();
  for (const record of records)
    if (await isMerged(host, root, repositories, record))
      merged.set(
        JSON.stringify([record.service, record.changes, record.declarations, record.edits]),
        record,
      );
  return [...merged.values()].sort((a, b) => a.seq - b.seq);
}
