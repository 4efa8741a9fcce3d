import type { Files } from "#intent";

/** One template: its text and the file to name in diagnostics. */
export interface Template {
  readonly text: string;
  readonly file: string;
}

/** Templates by name, `<pattern>/<language>` such as `entity/rust`. */
export type Templates = ReadonlyMap<string, Template>;

const suffix = ".template";

/**
 * Reads `<directory>/<pattern>/<language>.<extension>.template`, with a team's own templates of the folder `own` in place
 * of those that they replace. A folder that is not there holds none.
 */
export async function readTemplates(
  files: Files,
  directory: string,
  own?: string,
): Promise<Templates> {
  const shipped = await readFolder(files, directory, "forge/templates");
  return own === undefined
    ? shipped
    : new Map([...shipped, ...(await readFolder(files, own, "flywheel/templates"))]);
}

/** A universe's own templates, which stand in its folder `flywheel/templates`. */
export const readOwnTemplates = (files: Files, root: string): Promise<Templates> =>
  readFolder(files, `${root}/flywheel/templates`, "flywheel/templates");

/** `shown` is the folder's path in diagnostics. */
async function readFolder(
  files: Files,
  directory: string,
  shown: string,
): Promise<Map<string, Template>> {
  const found = new Map<string, Template>();
  if ((await files.stat(directory)) === undefined) return found;
  for (const pattern of await files.list(directory)) {
    if (pattern.kind !== "directory") continue;
    for (const entry of await files.list(`${directory}/${pattern.name}`)) {
      if (entry.kind !== "file" || !entry.name.endsWith(suffix)) continue;
      const path = `${pattern.name}/${entry.name}`;
      const text = await files.readText(`${directory}/${path}`);
      const [language = ""] = entry.name.split(".");
      if (text !== undefined)
        found.set(`${pattern.name}/${language}`, { text, file: `${shown}/${path}` });
    }
  }
  return found;
}

/** Templates as one JSON text and back: a bundle carries them as a single file beside it. */
export const templatesToJson = (templates: Templates): string =>
  JSON.stringify([...templates].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Reads what {@link templatesToJson} wrote; our own file, so anything else in it throws. */
export function templatesFromJson(json: string): Templates {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) throw new TypeError("templates are a list of pairs");
  return new Map(list.map(pairOf));
}

function pairOf(pair: unknown): [string, Template] {
  if (!Array.isArray(pair)) throw new TypeError("a template is a pair of name and text");
  const [name, template]: unknown[] = pair;
  if (typeof name !== "string" || typeof template !== "object" || template === null)
    throw new TypeError("a template is a pair of name and text");
  if (!("text" in template) || !("file" in template))
    throw new TypeError(`template ${name} has no text`);
  const { text, file } = template;
  if (typeof text !== "string" || typeof file !== "string")
    throw new TypeError(`template ${name} has no text`);
  return [name, { text, file }];
}
