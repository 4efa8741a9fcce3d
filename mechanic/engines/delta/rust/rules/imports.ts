import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { ancestor, attributesAbove, fieldOf, parts, walk, type Node } from "../tree.ts";
import { importPlace, type Insertion } from "./import-places.ts";

const homes: Readonly<Record<string, string>> = {
  Uuid: "uuid::Uuid",
  Decimal: "rust_decimal::Decimal",
  NaiveDate: "chrono::NaiveDate",
  Duration: "std::time::Duration",
  Value: "serde_json::Value",
};

/** Imports a new type where a flipped slot names it: one line, sorted into the imports that stand. */
export function importRule(finding: Finding, engine: Engine): Patch[] {
  if (!["E0412", "E0433", "E0425", "E0422"].includes(finding.code)) return [];
  return named(finding, engine) ?? stampedImport(finding, engine);
}

/**
 * What a rule wrote must have its name where it was written: a stamped type that nobody brought in yet joins those of its
 * module, or comes by a line of its own. Names in code of people are theirs.
 */
function stampedImport(finding: Finding, engine: Engine): Patch[] {
  const { file: path, start, end } = finding;
  const file = engine.files.get(path);
  const name = /`(\w+)`/.exec(finding.message)?.[1];
  const patch = engine.patches.find((one) =>
    one.edits.some(
      (edit) =>
        edit.file === path &&
        edit.start <= start &&
        end <= edit.end &&
        new RegExp(`\\b${name ?? ""}\\b`).test(edit.text),
    ),
  );
  if (file === undefined || name === undefined || patch === undefined) return [];
  const offered = new Set(offeredPaths(finding, name).filter((one) => /\bgenerated::/.test(one)));
  const [only, ...others] = offered;
  if (only === undefined || others.length > 0) return [];
  const scope = scopeOf(finding.node, file.root);
  const place = joined(only, scope) ?? importPlace(only, scope, file.text);
  if (place === undefined) return [];
  return [
    {
      rule: "import-stamped",
      change: patch.change,
      certainty: "certain",
      because: `\`${name}\` is named here now.`,
      edits: [{ file: path, ...place }],
    },
  ];
}

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

/** The paths from which the compiler says that a name can be brought in. */
const offeredPaths = (finding: Finding, name: string): string[] =>
  finding.suggestions
    .flatMap((one) => one.edits.map((edit) => /^\s*use ([\w:]+);\s*$/.exec(edit.text)?.[1] ?? ""))
    .filter((path) => path.endsWith(`::${name}`));

function named(finding: Finding, engine: Engine): Patch[] | undefined {
  const retype = engine.retypes.find((one) => finding.message.includes(`\`${one.to}\``));
  const file = engine.files.get(finding.file);
  if (retype === undefined || file === undefined) return undefined;
  const offered = offeredPaths(finding, retype.to);
  const home = homes[retype.to];
  const path =
    home !== undefined && (offered.length === 0 || offered.includes(home)) ? home : offered[0];
  if (path === undefined) return undefined;
  const scope = scopeOf(finding.node, file.root);
  const place = importPlace(path, scope, file.text);
  if (place === undefined) return undefined;
  return [
    {
      rule: "retype-import",
      change: retype.change,
      certainty: "certain",
      because: `\`${retype.to}\` is named here now.`,
      edits: [{ file: file.path, ...place }],
    },
  ];
}

/** The innermost module that does not import everything of its parent. */
function scopeOf(node: Node | undefined, root: Node): Node {
  for (
    let at = ancestor(node, "mod_item");
    at !== undefined;
    at = ancestor(at.parent, "mod_item")
  ) {
    const body = at.children.find((child) => child.type === "declaration_list");
    if (
      body !== undefined &&
      !parts(body).some(
        (child) => child.type === "use_declaration" && /use\s+super::\*/.test(child.text),
      )
    )
      return body;
  }
  return root;
}
