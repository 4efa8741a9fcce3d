import { globSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildModel, hasErrors, type Model, type Source } from "#intent";
import { readTemplates, stamp, type StampedFile, type Templates } from "#forge";
import { createHost } from "../../cli/host/index.ts";
import { installation } from "./tools.ts";

const host = createHost();

export const shippedTemplates = (): Promise<Templates> =>
  readTemplates(host.files, join(installation, "forge/templates"));

/** The intents below a folder. */
export const intentsOf = (root: string): Source[] =>
  ["universe.lisp", ...globSync("services/*/intent.lisp", { cwd: root })].map((path) => ({
    path,
    text: readFileSync(join(root, path), "utf8"),
  }));

/** The model of sources that are known to be right. */
export function modelFrom(sources: readonly Source[]): Model {
  const [model, diagnostics] = buildModel(sources);
  if (model === undefined || hasErrors(diagnostics))
    throw new Error(diagnostics.map(({ file, message }) => `${file}: ${message}`).join("\n"));
  return model;
}

/** What Forge makes of the Python services of a model; throws where it has something to complain of. */
export function stampPython(model: Model, templates: Templates): readonly StampedFile[] {
  const services = [...model.services.values()]
    .filter(({ language }) => language === "python")
    .map(({ name }) => name);
  const result = stamp(model, templates, { sha256: host.sha256, services });
  if (result.diagnostics.length > 0)
    throw new Error(
      result.diagnostics.map(({ file, message }) => `${file}: ${message}`).join("\n"),
    );
  return result.services.flatMap(({ files }) => files);
}

/** Writes files below a folder. */
export async function writeBelow(
  root: string,
  files: Iterable<readonly [string, string]>,
): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}
