import { pathTo } from "../../delta/python/tree.ts";
import type { Site } from "../site.ts";
import { oneLine } from "../terms.ts";
import { isCaught, isChecked } from "./checked.ts";
import type { Module } from "./index.ts";
import { fieldOf, mayReturnNone, parts, walk, type Node } from "./tree.ts";

/** A read of one entry by name or attribute: no slice, no type, nothing that is written or taken out. */
export function mayBeEntry(node: Node): boolean {
  if (node.type !== "subscript") return false;
  const [owner, key, ...more] = parts(node);
  if (owner === undefined || key === undefined || more.length > 0) return false;
  if (owner.type !== "identifier" && owner.type !== "attribute") return false;
  if (key.type === "slice" || key.type === "integer") return false;
  const { parent } = node;
  const written =
    (parent?.type === "assignment" && fieldOf(parent, "left") === node) ||
    parent?.type === "delete_statement" ||
    parent?.type === "pattern_list";
  return !written && !isType(node);
}

function isType(node: Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (at.type === "type" || at.type === "type_alias_statement") return true;
    if (at.type.endsWith("_statement") || at.type === "block") return false;
  }
  return false;
}

// A `defaultdict` and a `Counter` make what is missing; a TypedDict names its keys.
const mapping = /:\s*(?:\w+\.)*(?:dict|Dict|Mapping|MutableMapping|OrderedDict)\[/;

/** `stock[sku]` where pyright knows a mapping and nobody has looked for the key. */
export async function entrySite(module: Module, node: Node): Promise<Site | undefined> {
  const { file, text, tree } = module;
  const [owner, key] = parts(node);
  if (owner === undefined || key === undefined) return undefined;
  const terms = [
    `${oneLine(key.text)} in ${oneLine(owner.text)}`,
    `${oneLine(key.text)} not in ${oneLine(owner.text)}`,
  ];
  const puts = [
    `${oneLine(owner.text)}[${oneLine(key.text)}] =`,
    `${oneLine(owner.text)}.setdefault(${oneLine(key.text)},`,
  ];
  if (isCaught(node, ["KeyError", "LookupError"])) return undefined;
  if (isChecked(node, { terms, puts, owner: oneLine(owner.text), key: oneLine(key.text) }))
    return undefined;
  if (isSpeltOut(module, owner, key)) return undefined;
  if (!mapping.test(await module.hover(owner.end - 1))) return undefined;
  const place = {
    file,
    span: { start: node.start, end: node.end },
    inside: pathTo(text, tree, node.start),
    question: `\`${owner.text}\` need not hold \`${key.text}\`, and then this raises KeyError: what happens instead?`,
  };
  if (!mayReturnNone(node)) return place;
  const because = `The function gives back None where there is nothing, and \`${owner.text}\` need not hold the key.`;
  const edits = [
    { start: owner.end, end: key.start, text: ".get(" },
    { start: key.end, end: node.end, text: ")" },
  ];
  return { ...place, fix: { rule: "get-instead-of-index", edits, because } };
}

/** A key that the table's own literal spells. */
function isSpeltOut({ root }: Module, owner: Node, key: Node): boolean {
  if (key.type !== "string" && key.type !== "attribute") return false;
  return [...walk(root)].some((node) => {
    const table = node.type === "assignment" ? fieldOf(node, "right") : undefined;
    if (table?.type !== "dictionary" || fieldOf(node, "left")?.text !== owner.text) return false;
    return parts(table).some((pair) => fieldOf(pair, "key")?.text === key.text);
  });
}
