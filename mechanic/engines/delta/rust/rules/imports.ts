import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { ancestor, parts, type Node } from "../tree.ts";

const homes: Readonly<Record<string, string>> = {
  Uuid: "uuid::Uuid",
  Decimal: "rust_decimal::Decimal",
  NaiveDate: "chrono::NaiveDate",
  Duration: "std::time::Duration",
  Value: "serde_json::Value",
};

/** Imports a new type where a flipped slot names it: one line, sorted into the imports that stand. */
export function importRule(finding: Finding, engine: Engine): Patch[] {
  if (!["E0412", "E0433", "E0425"].includes(finding.code)) return [];
  const retype = engine.retypes.find((one) => finding.message.includes(`\`${one.to}\``));
  const file = engine.files.get(finding.file);
  if (retype === undefined || file === undefined) return [];
  const offered = finding.suggestions
    .flatMap((one) => one.edits.map((edit) => /^\s*use ([\w:]+);\s*$/.exec(edit.text)?.[1] ?? ""))
    .filter((path) => path.endsWith(`::${retype.to}`));
  const home = homes[retype.to];
  const path =
    home !== undefined && (offered.length === 0 || offered.includes(home)) ? home : offered[0];
  if (path === undefined) return [];
  const scope = scopeOf(finding.node, file.root);
  const place = placeFor(path, scope, file.text);
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

function placeFor(
  path: string,
  scope: Node,
  text: string,
): { start: number; end: number; text: string } {
  const uses = parts(scope).filter((child) => child.type === "use_declaration");
  const line = `use ${path};`;
  const sorted = uses.find((use) => rank(use.text) > rank(line));
  const anchor = sorted ?? parts(scope)[0];
  const last = uses.at(-1);
  if (sorted === undefined && last !== undefined)
    return { start: last.end, end: last.end, text: `\n${indentBefore(last, text)}${line}` };
  if (anchor === undefined) return { start: scope.end, end: scope.end, text: `${line}\n` };
  return {
    start: anchor.start,
    end: anchor.start,
    text: `${line}\n${uses.length === 0 ? "\n" : ""}${indentBefore(anchor, text)}`,
  };
}

const indentBefore = (node: Node, text: string): string =>
  /[ \t]*$/.exec(text.slice(0, node.start))?.[0] ?? "";

/** rustfmt's order: `self`, `super` and `crate` before names, names by letters. */
function rank(use: string): string {
  const path = use.replace(/^(?:pub(?:\([^)]*\))?\s+)?use\s+/, "");
  return /^(?:self|super|crate)\b/.test(path) ? `0${path}` : `1${path}`;
}
