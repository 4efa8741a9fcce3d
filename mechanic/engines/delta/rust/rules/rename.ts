import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Renamed } from "../names.ts";
import type { Patch } from "../patches.ts";
import { fieldOf, walk, type Node } from "../tree.ts";

/** Errors that say "this name is not there", each with the kinds of name that it can be about. */
const codes: Readonly<Record<string, readonly Renamed["kind"][]>> = {
  E0609: ["member"],
  E0610: ["member"],
  E0560: ["member"],
  E0559: ["member"],
  E0026: ["member"],
  E0599: ["variant", "method"],
  E0407: ["method"],
  E0437: ["type"],
  E0220: ["type"],
  E0223: ["type"],
  E0404: ["type"],
  E0405: ["type"],
  E0412: ["type"],
  E0422: ["type"],
  E0425: ["type", "method"],
  E0432: ["type", "method"],
  E0433: ["type"],
  E0531: ["type"],
  E0532: ["type"],
  E0574: ["type"],
  E0408: ["type"],
};

const identifiers = new Set([
  "identifier",
  "field_identifier",
  "type_identifier",
  "shorthand_field_identifier",
]);

/**
 * Renames what the compiler no longer finds, where the delta says under which name it goes on. The place comes from the
 * error, the name from the delta, the owner from the error's words: nothing is found by text alone.
 */
export function renameRule(finding: Finding, engine: Engine): Patch[] {
  const kinds = codes[finding.code];
  if (kinds === undefined || finding.node === undefined) return [];
  for (const renamed of engine.renames) {
    if (
      !kinds.includes(renamed.kind) ||
      !finding.message.includes(renamed.from) ||
      !ownerFits(renamed, finding)
    )
      continue;
    const name = nameWithin(finding, renamed.from);
    if (name !== undefined) return [patchOf(name, renamed)];
  }
  return [];
}

function ownerFits(renamed: Renamed, finding: Finding): boolean {
  if (renamed.owner === undefined || !(renamed.kind === "member" || renamed.kind === "variant"))
    return true;
  return new RegExp(`\\b${renamed.owner}\\b`).test(finding.message);
}

/** The identifier that is meant: the one at the error, or the last one inside of a path or an item that the error covers. */
function nameWithin(finding: Finding, from: string): Node | undefined {
  const node = finding.node;
  if (node === undefined) return undefined;
  if (finding.code === "E0407" || finding.code === "E0437") {
    const name = fieldOf(node, "name");
    return name?.text === from ? name : undefined;
  }
  const inside = [...walk(node)].filter(
    (one) =>
      identifiers.has(one.type) &&
      one.text === from &&
      one.start >= finding.start &&
      one.end <= finding.end,
  );
  return inside.at(-1);
}

function patchOf(name: Node, renamed: Renamed): Patch {
  return {
    rule: renamed.kind === "member" ? "rename-member" : `rename-${renamed.kind}`,
    change: renamed.change,
    certainty: "certain",
    because: `\`${renamed.from}\` is called \`${renamed.to}\` now.`,
    edits: [editOf(name, renamed)],
  };
}

/** In shorthand the local keeps its name: `{ display_name }` becomes `{ full_name: display_name }`. */
function editOf(name: Node, renamed: Renamed) {
  const parent = name.parent;
  const file = name.file;
  if (parent?.type === "shorthand_field_initializer")
    return { file, start: parent.start, end: parent.start, text: `${renamed.to}: ` };
  if (shorthandToken(name))
    return { file, start: name.start, end: name.start, text: `${renamed.to}: ` };
  const shorthandPattern =
    parent?.type === "field_pattern" && name.type === "shorthand_field_identifier";
  if (shorthandPattern)
    return { file, start: parent.start, end: parent.start, text: `${renamed.to}: ` };
  return { file, start: name.start, end: name.end, text: renamed.to };
}

/** In a macro body that has only tokens: a name between `{` or `,` and `,` or `}` stands for itself. */
function shorthandToken(name: Node): boolean {
  const siblings = name.parent?.type === "token_tree" ? name.parent.children : [];
  const at = siblings.indexOf(name);
  if (at < 1 || siblings[0]?.text !== "{") return false;
  return /^[{,]$/.test(siblings[at - 1]?.text ?? "") && /^[},]$/.test(siblings[at + 1]?.text ?? "");
}
