import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { homeOf, newNames } from "../spelling.ts";
import { attributesAbove, fieldOf, parts, walk, type Node } from "../tree.ts";
import { importPlace, type Insertion } from "./import-places.ts";
import { importScope } from "./import-scopes.ts";

/**
 * What a rule wrote must have its name where it was written. A new type comes from where the stamped code has it, and from
 * nowhere else; a stamped type that nobody brought in yet joins those of its module, or comes by a line of its own. Names
 * in code of people are theirs.
 */
export function importRule(finding: Finding, engine: Engine): Patch[] {
  if (!["E0412", "E0433", "E0425", "E0422"].includes(finding.code)) return [];
  const file = engine.files.get(finding.file);
  const name = /`(\w+)`/.exec(finding.message)?.[1];
  const patch = name === undefined ? undefined : writerOf(name, finding, engine);
  if (file === undefined || name === undefined || patch === undefined) return [];
  const scope = importScope(name, finding.node ?? file.root, engine);
  const because = `\`${name}\` is named here now.`;
  const made = (rule: string, change: string, place: Insertion | undefined): Patch[] =>
    place === undefined
      ? []
      : [{ rule, change, certainty: "certain", because, edits: [{ file: file.path, ...place }] }];
  const named = newNames(engine).find((one) => one.name === name);
  if (named !== undefined) {
    const home = homeOf(named, file.path, engine);
    return made("retype-import", named.retype.change, importPlace(home, scope, file.text));
  }
  const [path, ...others] = stampedPaths(finding, name);
  if (path === undefined || others.length > 0) return [];
  const place = joined(path, scope) ?? importPlace(path, scope, file.text);
  return made("import-stamped", patch.change, place);
}

/** The patch that wrote a name where the compiler does not know it. */
const writerOf = (name: string, { file, start, end }: Finding, engine: Engine): Patch | undefined =>
  engine.patches.find((one) =>
    one.edits.some(
      (edit) =>
        edit.file === file &&
        edit.start <= start &&
        end <= edit.end &&
        new RegExp(`\\b${name}\\b`).test(edit.text),
    ),
  );

/** Sorted into the list by which names of the same module come in already, wherever the code is built. */
function joined(path: string, scope: Node): Insertion | undefined {
  const at = path.lastIndexOf("::");
  const [home, name] = [path.slice(0, at), path.slice(at + 2)];
  for (const use of parts(scope)) {
    if (use.type !== "use_declaration" || attributesAbove(use).length > 0) continue;
    const list = [...walk(use)].find((one) => one.type === "use_list" && pathOfList(one) === home);
    const names = list === undefined ? [] : parts(list);
    const next = names.find(({ text }) => text !== "self" && text > name);
    const last = names.at(-1);
    if (next !== undefined) return { start: next.start, end: next.start, text: `${name}, ` };
    if (last !== undefined) return { start: last.end, end: last.end, text: `, ${name}` };
  }
  return undefined;
}

/** `crate::generated` of the list in `use crate::{generated::{A, B}}`. */
function pathOfList(list: Node): string {
  const names: string[] = [];
  for (let at: Node | undefined = list; at !== undefined; at = at.parent)
    if (at.type === "scoped_use_list") names.unshift(fieldOf(at, "path")?.text ?? "");
  return names.join("::");
}

/** The stamped paths from which the compiler says that a name can be brought in. */
const stampedPaths = (finding: Finding, name: string): string[] => [
  ...new Set(
    finding.suggestions
      .flatMap((one) => one.edits.map((edit) => /^\s*use ([\w:]+);\s*$/.exec(edit.text)?.[1] ?? ""))
      .filter((path) => path.endsWith(`::${name}`) && /\bgenerated::/.test(path)),
  ),
];
