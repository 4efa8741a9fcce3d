import { bindingOf } from "../bindings.ts";
import { remove, type Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { parts, type Node } from "../tree.ts";
import { usesOfLent } from "./lent.ts";

/**
 * What was made owned for a parameter that turned out to be borrowed text is lent: a literal stays as it is written, a
 * copy is not made, and what converts is lent at once. Anything else gets its `&`.
 */
export function lentArgumentRule(finding: Finding, engine: Engine): Patch[] {
  const { node, code, words } = finding;
  if (code !== "E0308" || node === undefined) return [];
  if (
    !/expected (?:reference )?`&(?:'\w+ )?str`[^`\n]*, found (?:struct )?`(?:\w+::)*String`/.test(
      words,
    )
  )
    return [];
  const value = node.type === "arguments" && parts(node).length === 1 ? parts(node)[0] : node;
  if (value === undefined) return [];
  const made = engine.patches.find((patch) => patch.edits.some((edit) => owns(edit, value)));
  const own = made?.edits.find((edit) => owns(edit, value));
  if (made === undefined || own === undefined) return [lending(value, engine)];
  remove(engine, [made]);
  const others = made.edits.filter((edit) => edit !== own);
  if (own.end > own.start)
    return [{ ...made, edits: [...others, { ...own, text: own.text.replace(ownedText, "") }] }];
  if (own.text === ".clone()")
    return [...(others.length > 0 ? [{ ...made, edits: others }] : []), lending(value, engine)];
  return [
    {
      ...made,
      edits: made.edits.map((edit) => (edit.start === value.start ? lentEdit(edit) : edit)),
    },
  ];
}

const ownedText = /\.to_string\(\)$/;

/** Whether an edit made the whole of a value owned. */
const owns = ({ file, start, end, text }: PatchEdit, value: Node): boolean =>
  file === value.file &&
  (start === end
    ? start === value.end && (ownedText.test(text) || text === ".clone()")
    : start === value.start && end === value.end && ownedText.test(text));

const lentEdit = (edit: PatchEdit): PatchEdit => ({
  ...edit,
  text: `&${edit.text}`,
  probe: edit.probe ?? edit.text,
});

function lending(value: Node, engine: Engine): Patch {
  const { file, start } = value;
  const edit = copiedOut(value) ?? { file, start, end: start, text: "&" };
  return {
    rule: "retype-lend",
    change: engine.retypes.find(({ to }) => to === "String")?.change ?? "",
    certainty: "certain",
    because: "The parameter is borrowed text now.",
    edits: [edit, ...(edit.text === "" ? usesOfLent([edit], engine) : [])],
  };
}

/** A name that a pattern copied (`|&id|`) is lent where the pattern leaves it as it is. */
function copiedOut(value: Node): PatchEdit | undefined {
  const name = value.type === "identifier" ? bindingOf(value)?.name : undefined;
  const pattern = name?.parent;
  return name === undefined || pattern?.type !== "reference_pattern"
    ? undefined
    : { file: name.file, start: pattern.start, end: name.start, text: "" };
}
