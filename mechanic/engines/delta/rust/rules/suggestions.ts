import type { Edit } from "#intent";

import { isStamped, type Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { usesOfLent } from "./lent.ts";
import { isTextAgain } from "./options.ts";

/** What a suggestion may write. Everything else, and anything with these words in it, is a trap. */
const allowed: readonly RegExp[] = [
  /^\.clone\(\)$/,
  /^\.cloned\(\)$/,
  /^\.to_string\(\)$/,
  /^\.as_str\(\)$/,
  /^&$/,
  /^\*$/,
  /^: \w+\.(?:to_string|clone)\(\)$/,
  /^\w+: $/,
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
  const chosen = finding.suggestions.find(
    (one) =>
      one.applicability !== "HasPlaceholders" &&
      one.edits.length > 0 &&
      one.edits.every((edit) => fine(edit, finding, engine)),
  );
  if (chosen === undefined) return [];
  const signature = finding.code === "E0053";
  // Text that is owned already is cloned, as people write it.
  const owned =
    /found `&String`/.test(finding.words) &&
    chosen.edits.every(({ text }) => text === ".to_string()");
  return [
    {
      rule: signature
        ? "retype-signature"
        : wrapping(chosen.edits)
          ? "convert-to-optional"
          : "convert-as-suggested",
      change: changeOf(chosen.edits, engine),
      certainty: "likely",
      because: `The compiler says: ${chosen.message.split("\n")[0] ?? ""}`,
      edits: [
        ...chosen.edits.map((edit) => ({
          file: edit.file,
          start: edit.start,
          end: edit.end,
          text: owned ? ".clone()" : edit.text,
        })),
        ...usesOfLent(chosen.edits, engine),
      ],
    },
  ];
}

const wrapping = (edits: readonly Edit[]): boolean => edits.some((edit) => edit.text === "Some(");

function changeOf(edits: readonly Edit[], engine: Engine): string {
  const optional = wrapping(edits)
    ? engine.request.changes.find((one) => one.kind.endsWith("-became-optional"))?.symbol
    : undefined;
  return optional ?? engine.retypes[0]?.change ?? engine.request.changes[0]?.symbol ?? "";
}

function fine(edit: Edit, finding: Finding, engine: Engine): boolean {
  if (isStamped(engine, edit.file) || !engine.files.has(edit.file) || traps.test(edit.text))
    return false;
  if (finding.code === "E0053") return true;
  if (!mismatches.has(finding.code) || !allowed.some((shape) => shape.test(edit.text)))
    return false;
  if (edit.text === "Some(") return finding.node?.parent?.type === "field_initializer";
  const literal =
    finding.node !== undefined && /^(?:integer|float|boolean)_literal$/.test(finding.node.type);
  const { node } = finding;
  const again =
    node !== undefined && engine.retypes.some((retype) => isTextAgain(node, retype, engine));
  return (
    !((literal || again) && edit.text === ".to_string()") &&
    (engine.retypes.length > 0 || edit.text === ")")
  );
}
