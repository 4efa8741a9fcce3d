import type { Edit } from "#intent";

import { isStamped, type Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";

/** What a suggestion may write. Everything else, and anything with these words in it, is a trap. */
const allowed: readonly RegExp[] = [
  /^\.clone\(\)$/,
  /^\.cloned\(\)$/,
  /^\.to_string\(\)$/,
  /^\.as_str\(\)$/,
  /^&$/,
  /^\*$/,
  /^ref $/,
  /^Some\($/,
  /^\)$/,
  /^$/,
];
const traps = /unwrap|expect\(|todo!|unimplemented!|panic!|try_into|\bas\b|unsafe|Default::default/;

const mismatches = new Set(["E0308", "E0277", "E0369", "E0382", "E0505", "E0507"]);

/**
 * The compiler's own suggestions, from a list of shapes that were seen to be right. Applying them all reached green in
 * none of ten changes and hid panics, so this comes last and takes little.
 */
export function suggestionRule(finding: Finding, engine: Engine): Patch[] {
  const usable = finding.suggestions.filter(
    (one) =>
      one.applicability !== "HasPlaceholders" &&
      one.edits.length > 0 &&
      one.edits.every((edit) => fine(edit, finding, engine)),
  );
  const chosen = usable[0];
  if (chosen === undefined) return [];
  const signature = finding.code === "E0053";
  return [
    {
      rule: signature
        ? "match-signature"
        : importing(finding)
          ? "add-import"
          : "compiler-suggestion",
      change: engine.retypes[0]?.change ?? engine.request.changes[0]?.symbol ?? "",
      certainty: "likely",
      because: `The compiler says: ${chosen.message.split("\n")[0] ?? ""}`,
      edits: chosen.edits.map((edit) => ({
        file: edit.file,
        start: edit.start,
        end: edit.end,
        text: edit.text,
      })),
    },
  ];
}

const importing = (finding: Finding): boolean =>
  ["E0412", "E0433", "E0422", "E0425"].includes(finding.code);

function fine(edit: Edit, finding: Finding, engine: Engine): boolean {
  if (isStamped(engine, edit.file) || !engine.files.has(edit.file) || traps.test(edit.text))
    return false;
  if (finding.code === "E0053") return true;
  if (importing(finding)) return /^\s*use [\w:]+;\s*$/.test(edit.text) && ours(edit, engine);
  return mismatches.has(finding.code) && allowed.some((shape) => shape.test(edit.text));
}

/** Only the types that a retype brings are imported: a new name elsewhere is somebody's decision. */
const ours = (edit: Edit, engine: Engine): boolean =>
  engine.retypes.some((retype) => edit.text.includes(`::${retype.to};`));
