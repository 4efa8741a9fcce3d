import type { Edit } from "#intent";

import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { ancestor, fieldOf, nodeAt, walk, type Node } from "../tree.ts";
import { usesOfLent } from "./lent.ts";

const moves = new Set(["E0525", "E0382", "E0505", "E0507", "E0508", "E0509", "E0515"]);

/**
 * What follows when a `Copy` type becomes one that is not: values that were copied by being named are cloned at the place
 * where the compiler says they move. Each place is cloned once.
 */
export function cloneRule(finding: Finding, engine: Engine): Patch[] {
  const mayMove =
    engine.retypes.length > 0 || engine.patches.some(({ rule }) => rule.startsWith("convert-to-"));
  if (!moves.has(finding.code) || finding.node === undefined || !mayMove) return [];
  const lent = unborrowed(finding, engine);
  if (lent.length > 0)
    return [
      patch(
        "retype-borrow",
        "What was copied out of a pattern is borrowed.",
        [...lent, ...usesOfLent(lent, engine)],
        engine,
      ),
    ];
  const suggested = finding.suggestions.find(
    (one) =>
      one.edits.length > 0 &&
      one.edits.every((edit) => /^(?:: \w+)?\.clone\(\)$|^$/.test(edit.text)) &&
      one.edits.some((edit) => edit.text !== "") &&
      !one.edits.some((edit) => isBound(edit, engine)),
  );
  const edits = suggested?.edits ?? movedAt(finding, engine);
  if (edits.length === 0 || edits.some((edit) => alreadyCloned(edit, engine))) return [];
  return [
    patch(
      "retype-clone",
      "This value was copied while it was a number; text is cloned.",
      edits,
      engine,
    ),
  ];
}

/** The `&` of patterns (`for &id in ids`) that copied a value which is no copy any more, as the compiler points at them. */
function unborrowed(finding: Finding, engine: Engine): readonly PatchEdit[] {
  const found = finding.suggestions.find(
    ({ edits }) =>
      edits.length > 0 &&
      edits.every(
        ({ file, start, end, text }) =>
          text === "" && engine.files.get(file)?.text.slice(start, end).trim() === "&",
      ),
  );
  return found?.edits ?? [];
}

/** `*id` of a `&str` that is wanted as owned text. */
export function ownedRule(finding: Finding, engine: Engine): Patch[] {
  const { node } = finding;
  if (finding.code !== "E0308" || !/expected `String`, found `str`/.test(finding.words)) return [];
  if (node?.type !== "unary_expression" || !node.text.startsWith("*")) return [];
  const { file } = node;
  const edits = [
    { file, start: node.start, end: node.start + 1, text: "" },
    { file, start: node.end, end: node.end, text: ".to_string()" },
  ];
  return [
    patch("retype-own-text", "The parameter is borrowed text now; here it is kept.", edits, engine),
  ];
}

/** `.copied()` needs `Copy`; `.cloned()` is its twin. */
export function clonedRule(finding: Finding, engine: Engine): Patch[] {
  if (
    !["E0271", "E0277", "E0599"].includes(finding.code) ||
    finding.node === undefined ||
    !/\bCopy\b|copied|yield/.test(finding.words)
  )
    return [];
  const statement =
    ancestor(
      finding.node,
      "let_declaration",
      "expression_statement",
      "block",
      "closure_expression",
    ) ?? finding.node;
  const name = [...walk(statement)].find(
    (node) =>
      node.type === "field_identifier" &&
      node.text === "copied" &&
      node.start <= finding.end &&
      node.end >= finding.start - 400,
  );
  if (name === undefined || (finding.start > name.end && finding.code !== "E0271")) return [];
  return [
    patch(
      "retype-cloned",
      "`copied` works for `Copy` types only.",
      [{ file: name.file, start: name.start, end: name.end, text: "cloned" }],
      engine,
    ),
  ];
}

/** A struct that now holds text cannot be `Copy` any more, and one that holds a fraction has no whole order. */
export function copyDeriveRule(finding: Finding, engine: Engine): Patch[] {
  const lost =
    finding.code === "E0204" ? "Copy" : /`f64: (?:\w+::)*(Eq|Ord|Hash)`/.exec(finding.message)?.[1];
  if (lost === undefined || finding.node === undefined) return [];
  const item = ancestor(finding.node, "struct_item", "enum_item", "attribute_item");
  const derived = item === undefined ? undefined : deriveOf(item, lost);
  if (derived === undefined) return [];
  const text = engine.files.get(finding.file)?.text ?? "";
  const before = /,\s*$/.exec(text.slice(0, derived.start))?.[0].length ?? 0;
  const behind = before > 0 ? 0 : (/^\s*,\s*/.exec(text.slice(derived.end))?.[0].length ?? 0);
  return [
    patch(
      "retype-drop-derive",
      `What it holds is not \`${lost}\` now.`,
      [{ file: derived.file, start: derived.start - before, end: derived.end + behind, text: "" }],
      engine,
    ),
  ];
}

/** A name among the derives of an item, or of the item behind an attribute. */
function deriveOf(item: Node, name: string): Node | undefined {
  const siblings = item.parent?.children ?? [];
  const at = siblings.indexOf(item);
  const owner =
    item.type === "attribute_item"
      ? siblings.findIndex(
          (one, index) => index > at && one.type.endsWith("_item") && one.type !== "attribute_item",
        )
      : at;
  for (let index = owner - 1; index >= 0; index--) {
    const attribute = siblings[index];
    if (attribute?.type !== "attribute_item") return undefined;
    const found = [...walk(attribute)].find(
      (node) => node.type === "identifier" && node.text === name,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A `&str` parameter falls back to `&String` where the code around needs the owned type behind the reference. */
export function borrowedStringRule(finding: Finding, engine: Engine): Patch[] {
  if (!/&String/.test(finding.words) || !/`&?str`/.test(finding.words)) return [];
  const patches = engine.patches.filter(
    (one) => one.rule === "retype-slot" && one.edits.some((edit) => edit.text === "str"),
  );
  for (const place of [finding, ...finding.related]) {
    const file = engine.files.get(place.file);
    const parameter =
      file === undefined
        ? undefined
        : ancestor(nodeAt(file.root, place.start, place.end), "parameter");
    const flipped =
      parameter === undefined
        ? undefined
        : patches.find((one) =>
            one.edits.some(
              (edit) =>
                edit.file === place.file &&
                edit.start >= parameter.start &&
                edit.end <= parameter.end,
            ),
          );
    if (flipped === undefined) continue;
    engine.patches = engine.patches.filter((one) => one !== flipped);
    return [
      {
        ...flipped,
        edits: flipped.edits.map((edit) => (edit.text === "str" ? owned(edit) : edit)),
      },
    ];
  }
  return [];
}

function owned(edit: PatchEdit): PatchEdit {
  return { ...edit, text: "String" };
}

/** Whether a suggestion would write behind a name that a pattern binds. */
function isBound(edit: Edit, engine: Engine): boolean {
  const file = engine.files.get(edit.file);
  return (
    file !== undefined &&
    edit.start > 0 &&
    isInPattern(nodeAt(file.root, edit.start - 1, edit.start))
  );
}

function clonedAt(node: Node): PatchEdit[] {
  const { file } = node;
  const held = matchedBy(node);
  if (held !== undefined) return [{ file, start: held.end, end: held.end, text: ".clone()" }];
  const shorthand = ancestor(node, "shorthand_field_initializer");
  // A shorthand is the field's name and the value in one.
  if (shorthand !== undefined && shorthand.end === node.end)
    return [{ file, start: node.end, end: node.end, text: `: ${shorthand.text}.clone()` }];
  if (node.type === "unary_expression" && node.text.startsWith("*")) {
    return [
      { file, start: node.start, end: node.start + 1, text: "" },
      { file, start: node.end, end: node.end, text: ".clone()" },
    ];
  }
  const inner =
    node.type === "field_expression" || node.type === "identifier" ? node : fieldOf(node, "value");
  return inner === undefined ? [] : [{ file, start: inner.end, end: inner.end, text: ".clone()" }];
}

/** What a pattern takes apart: a name in a pattern is bound, so the value behind it is cloned. */
function matchedBy(node: Node): Node | undefined {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (/^(?:let_condition|let_declaration)$/.test(parent.type))
      return at.field === "pattern" ? cloneable(fieldOf(parent, "value")) : undefined;
    if (parent.type === "match_arm")
      return at.field === "pattern"
        ? cloneable(fieldOf(parent.parent?.parent ?? parent, "value"))
        : undefined;
    if (/(?:_expression|_item|block|arguments)$/.test(parent.type)) return undefined;
  }
  return undefined;
}

const cloneable = (value: Node | undefined): Node | undefined =>
  value !== undefined &&
  /^(?:identifier|field_expression|call_expression|index_expression)$/.test(value.type)
    ? value
    : undefined;

const isInPattern = (node: Node): boolean => {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    if (at.field === "pattern" || at.type === "match_pattern") return true;
    if (/(?:_expression|_item|block|arguments)$/.test(at.parent.type)) return false;
  }
  return false;
};

/** Where a move happens that the compiler has no suggestion for: behind a reference, of a part, or out of a closure. */
function movedAt(finding: Finding, engine: Engine): PatchEdit[] {
  if (finding.code === "E0507" && finding.node !== undefined) return clonedAt(finding.node);
  const place = finding.related.find((one) =>
    /value (?:partially )?moved here|because it moves the variable/.test(one.message),
  );
  const file = place === undefined ? undefined : engine.files.get(place.file);
  if (place === undefined || file === undefined) return [];
  return clonedAt(nodeAt(file.root, place.start, place.end));
}

function alreadyCloned(
  edit: {
    readonly file: string;
    readonly start: number;
    readonly end: number;
    readonly text: string;
  },
  engine: Engine,
): boolean {
  const text = engine.files.get(edit.file)?.text ?? "";
  return (
    edit.text.endsWith(".clone()") &&
    (text.slice(0, edit.start).endsWith(".clone()") || text.startsWith(".clone()", edit.end))
  );
}

function patch(rule: string, because: string, edits: readonly PatchEdit[], engine: Engine): Patch {
  return {
    rule,
    change: engine.retypes.find((one) => !one.widening)?.change ?? engine.retypes[0]?.change ?? "",
    certainty: "certain",
    because,
    edits,
  };
}
