import { isStampedPath, subjectOf } from "#forge";
import type { Files } from "#intent";
import { joinPath } from "#sentinel";

/** Source files of a language, by those of its stamps: a script of another language is none of the service's code. */
const sources = [/\.rs$/, /\.[mc]?tsx?$/, /\.pyi?$/];

/**
 * What stands in a folder that holds stamped files of a service (`stamped`, paths relative to the root): how many of them,
 * the others that are called as stamped files are, and whether there is code of people's: a service without any gets its
 * scaffolds, and stamped tests get their subject.
 */
export async function folderOfStamps(
  files: Files,
  root: string,
  folder: string,
  stamped: ReadonlySet<string>,
): Promise<{ readonly own: number; readonly others: readonly string[]; readonly coded: boolean }> {
  const paths = (await files.list(joinPath(root, folder)))
    .filter(({ kind }) => kind === "file" || kind === "symlink")
    .map(({ name }) => joinPath(folder, name));
  const source = sources.find((one) => [...stamped].some((path) => one.test(path)));
  const others = paths.filter((path) => isStampedPath(path) && !stamped.has(path));
  const subjects = [...stamped].flatMap((path) =>
    paths.includes(path) ? (subjectOf(path) ?? []) : [],
  );
  const present = await Promise.all(
    subjects.map((path) => files.stat(joinPath(root, path)).then((stat) => stat !== undefined)),
  );
  return {
    own: paths.filter((path) => stamped.has(path)).length,
    others: others.sort(),
    coded:
      subjects.length > 0
        ? present.every(Boolean)
        : paths.some((path) => source?.test(path) === true && !isStampedPath(path)),
  };
}
