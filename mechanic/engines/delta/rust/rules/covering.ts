import { fieldOf, type Node } from "../tree.ts";

/**
 * Whether a pattern takes in what another one names where that stands: `(state, _)` beside `(E::A, E::B)`,
 * `Some(Test { on, .. })` beside `Some(Test { kind: E::A, .. })`. `names` tells a pattern that names it. Only the places
 * where the other one names it count: what stands beside them may be told apart as it likes.
 */
export function covers(pattern: Node, other: Node, names: (node: Node) => boolean): boolean {
  const [one, two] = [bare(pattern), bare(other)];
  if (one === undefined || two === undefined || !naming(two, names)) return false;
  if (two.type === "or_pattern")
    return elementsOf(two).some((each) => naming(each, names) && covers(one, each, names));
  if (one.type === "or_pattern") return elementsOf(one).some((each) => covers(each, two, names));
  if (takesAll(one)) return true;
  if (one.type !== two.type || fieldOf(one, "type")?.text !== fieldOf(two, "type")?.text)
    return false;
  if (one.type === "struct_pattern") return coversFields(one, two, names);
  if (!/^tuple(?:_struct)?_pattern$/.test(one.type)) return false;
  const cells = elementsOf(one);
  return elementsOf(two).some((each, index) => {
    const cell = cells[index];
    return cell !== undefined && covers(cell, each, names);
  });
}

const naming = (node: Node, names: (node: Node) => boolean): boolean =>
  names(node) || node.children.some((child) => naming(child, names));

/** `_`, a name, `..`. What begins with a capital is a constant or a variant. */
const takesAll = ({ type, text }: Node): boolean =>
  type === "_" ||
  type === "remaining_field_pattern" ||
  (/^(?:shorthand_field_)?identifier$/.test(type) && /^[a-z_]/.test(text));

/** A pattern without its condition, its `&`, `ref` or `mut`, and the name that it binds beside. */
function bare(node: Node): Node | undefined {
  if (node.type === "match_pattern") {
    const [inner] = node.children;
    return inner === undefined ? undefined : bare(inner);
  }
  if (!/^(?:reference|ref|mut|captured)_pattern$/.test(node.type)) return node;
  const inner = node.children.findLast(({ named, type }) => named || type === "_");
  return inner === undefined ? undefined : bare(inner);
}

/** What stands between brackets, commas or bars; `_` has no name in the grammar. */
const elementsOf = (node: Node): Node[] =>
  node.children.filter(
    (child) => (child.named || child.type === "_") && child.field !== "type" && !isComment(child),
  );

const isComment = ({ type }: Node): boolean => type.endsWith("_comment");

function coversFields(one: Node, two: Node, names: (node: Node) => boolean): boolean {
  const fields = elementsOf(one);
  return elementsOf(two).some((field) => {
    const inner = fieldOf(field, "pattern");
    if (inner === undefined || !naming(inner, names)) return false;
    const name = fieldOf(field, "name")?.text;
    const same = fields.find((each) => (fieldOf(each, "name") ?? each).text === name);
    // A field that is not told (`..`) is whatever it is.
    return same === undefined || covers(fieldOf(same, "pattern") ?? same, inner, names);
  });
}
