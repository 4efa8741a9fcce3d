import { choiceTexts } from "#mechanic";
import type { Hole, Host, RepairEdit } from "#intent";
import { joinPath } from "../universe/paths.ts";
import { patchOf } from "./proposal.ts";
import type { RunPlaces } from "./run.ts";

/** One candidate of one hole as a patch over the certain edits. */
interface ChoicePatch {
  /** Number of the candidate, from 1. */
  readonly number: number;
  readonly label: string;
  /** Empty where the code may stay as it is. */
  readonly patch: string;
}

/** A hole with its candidates as patches. */
export interface HoleChoices {
  /** Number of the hole in its service, from 1. */
  readonly number: number;
  readonly hole: Hole;
  readonly patches: readonly ChoicePatch[];
}

/**
 * What every candidate of some holes makes of the code, over the certain edits. `sources` are the unedited texts by path.
 */
export function choicesIn(
  service: string,
  sources: ReadonlyMap<string, string>,
  certain: readonly RepairEdit[],
  holes: readonly Hole[],
): readonly HoleChoices[] {
  return holes.map((hole, index) => ({
    number: index + 1,
    hole,
    patches: (hole.choices ?? []).flatMap(({ label, edits }): readonly ChoicePatch[] => {
      const answer = { service, hole, choice: label, own: false, edits };
      const texts = choiceTexts(sources, certain, answer);
      const number = hole.candidates.indexOf(label) + 1;
      return texts === undefined || number === 0 ? [] : [{ number, label, patch: patchOf(texts) }];
    }),
  }));
}

const commented = (text: string): string =>
  text
    .split("\n")
    .map((line) => `# ${line}`.trimEnd())
    .join("\n");

/** Where somebody's own text would go, as the line that it would make. */
function slotWords({ slot }: Hole): readonly string[] {
  if (slot === undefined) return [];
  const line = `${slot.before}<text>${slot.after}`
    .replaceAll(/\s*\n\s*/g, " ")
    .replace(/^,/, "")
    .trim();
  const instead = slot.replaces.trim() === "" ? "" : ` in place of ${slot.replaces.trim()}`;
  return [commented(`or a text of your own: ${line}${instead}`)];
}

/** The patch to read: every hole with its question, and below it each candidate as a diff, marked by its numbers. */
export function readingPatch(service: string, choices: readonly HoleChoices[]): string {
  const parts = choices.map(({ number, hole, patches }) => {
    const place = `${number}  ${hole.file}:${hole.line}:${hole.column}  ${hole.kind}, ${hole.delta}`;
    const drawn = patches.flatMap((one) => [
      commented(
        `${number}.${one.number}  ${one.label}  (${service}.choices/${number}.${one.number}.patch)`,
      ),
      one.patch.trimEnd(),
    ]);
    return [commented(place), commented(`   ${hole.question}`), ...drawn, ...slotWords(hole)]
      .filter((line) => line !== "")
      .join("\n");
  });
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
}

/**
 * Writes the choices of a held service beside its artifact: one patch to read, and each candidate by itself in a folder.
 * Returns the absolute path of the one to read; `undefined` where no candidate is code. What an earlier look left is gone.
 */
export async function writeChoices(
  host: Host,
  places: RunPlaces,
  service: string,
  choices: readonly HoleChoices[],
): Promise<string | undefined> {
  const path = joinPath(places.artifacts, `${service}.choices.patch`);
  const folder = joinPath(places.artifacts, `${service}.choices`);
  await host.files.remove(folder);
  await host.files.remove(path);
  if (choices.every(({ patches }) => patches.length === 0)) return undefined;
  for (const { number, patches } of choices)
    for (const one of patches)
      if (one.patch !== "")
        await host.files.writeText(joinPath(folder, `${number}.${one.number}.patch`), one.patch);
  await host.files.writeText(path, readingPatch(service, choices));
  return path;
}
