import type { RepairRequest } from "#intent";

/** Files that a model may read, by path: a map, so that nothing else is there to ask for. */
export type Readable = ReadonlyMap<string, string>;

const linesAtOnce = 100;
const resultsMax = 50;
const characterMax = 400;

/** Work is done without having looked at its exam. */
const isExam = (path: string): boolean => /(?:^|\/)(?:scenarios?|hold-?out)(?:\/|\.|$)/.test(path);

/**
 * What a model may read: the service's hand-written sources as they are now and its stamped files. Intents, manifests,
 * configuration, other services and scenarios are not among them.
 */
export function readableFiles(
  request: RepairRequest,
  texts: ReadonlyMap<string, string>,
): Readable {
  return new Map(
    [...request.sources, ...request.stampedAfter, ...texts]
      .filter(([path]) => !isExam(path))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A hundred lines of a file from `line` on, with their numbers, or why there are none. */
export function view(files: Readable, path: string, line: number): { text: string } | string {
  const text = files.get(path);
  if (text === undefined) return unknown(files, path);
  const lines = text.replace(/\n$/, "").split("\n");
  const first = Math.max(1, Math.min(Math.floor(line), lines.length));
  const shown = lines.slice(first - 1, first - 1 + linesAtOnce);
  const numbered = shown.map((one, index) => `${first + index}\t${cut(one)}`);
  const head = `${path}, lines ${first} to ${first + shown.length - 1} of ${lines.length}`;
  return { text: [head, ...numbered].join("\n") };
}

/** Lines that hold a text, in all files or below a path; no more than fifty. */
export function search(
  files: Readable,
  wanted: string,
  below: string | undefined,
): { text: string } | string {
  if (wanted === "") return "There is nothing to search for.";
  const found: string[] = [];
  let count = 0;
  for (const [path, text] of files) {
    if (below !== undefined && !path.startsWith(below)) continue;
    for (const [index, line] of text.split("\n").entries()) {
      if (!line.includes(wanted)) continue;
      count += 1;
      if (found.length < resultsMax) found.push(`${path}:${index + 1}\t${cut(line)}`);
    }
  }
  if (count === 0) return { text: "Nothing was found." };
  const more = count > found.length ? [`and ${count - found.length} more; search for less`] : [];
  return { text: [...found, ...more].join("\n") };
}

const cut = (line: string): string =>
  line.length > characterMax ? `${line.slice(0, characterMax)} …` : line;

const unknown = (files: Readable, path: string): string =>
  `There is no file ${JSON.stringify(path)} to read. These are there:\n${[...files.keys()].join("\n")}`;
