import { pathTo } from "../../delta/python/tree.ts";
import type { Site } from "../site.ts";
import { oneLine } from "../terms.ts";
import { isCaught, isChecked } from "./checked.ts";
import type { Fact } from "./facts.ts";
import type { Module } from "./index.ts";
import { fieldOf, mayReturnNone, parts, walk, type Node } from "./tree.ts";

/** A read of one entry by name or attribute: no slice, no type, nothing that is written or taken out. */
export function mayBeEntry(node: Node): boolean {
  if (node.type !== "subscript") return false;
  const [owner, key, ...more] = parts(node);
  if (owner === undefined || key === undefined || more.length > 0) return false;
  if (!["identifier", "attribute", "subscript"].includes(owner.type)) return false;
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
const mapping = /^(?:\w+\.)*(?:dict|Dict|Mapping|MutableMapping|OrderedDict)\[/;

/** The type of what is indexed: what pyright shows of a name, and of `table[a]` what `table` holds. */
async function typeOf(module: Module, owner: Node): Promise<string | undefined> {
  if (owner.type !== "subscript")
    return /:\s*((?:\w+\.)*\w+\[[\s\S]*\])/.exec(await module.hover(owner.end - 1))?.[1];
  const [table] = parts(owner);
  const type = table === undefined ? undefined : await typeOf(module, table);
  return type === undefined ? undefined : heldBy(type);
}

/** The last type between the brackets of another: of `dict[str, list[int]]` it is `list[int]`. */
function heldBy(type: string): string {
  const inside = type.slice(type.indexOf("[") + 1, type.lastIndexOf("]"));
  let depth = 0;
  let from = 0;
  for (const [at, sign] of [...inside].entries()) {
    if (sign === "[") depth++;
    if (sign === "]") depth--;
    if (sign === "," && depth === 0) from = at + 1;
  }
  return inside.slice(from).trim();
}

/** Whether somebody has seen the key, or the entry itself. */
function showsEntry({ says, holds }: Fact, owner: string, key: string): boolean {
  const keys = [owner, `${owner}.keys()`];
  if (keys.some((one) => says === `${key} in ${one}`)) return holds;
  if (keys.some((one) => says === `${key} not in ${one}`)) return !holds;
  const entry = says.replace(`${owner}.get(${key}, None)`, `${owner}.get(${key})`);
  const [asked, test] = [
    entry.slice(0, owner.length + key.length + 6),
    entry.slice(owner.length + key.length + 6),
  ];
  if (asked !== `${owner}.get(${key})`) return false;
  return / is None$| == None$/.test(test) ? !holds : holds;
}

/** `stock[sku]` where pyright knows a mapping and nobody has looked for the key. */
export async function entrySite(module: Module, node: Node): Promise<Site | undefined> {
  const { file, text, tree } = module;
  const [owner, key] = parts(node);
  if (owner === undefined || key === undefined) return undefined;
  const puts = [
    `${oneLine(owner.text)}[${oneLine(key.text)}] =`,
    `${oneLine(owner.text)}.setdefault(${oneLine(key.text)},`,
  ];
  if (isCaught(node, ["KeyError", "LookupError"])) return undefined;
  const shown = (fact: Fact): boolean => showsEntry(fact, oneLine(owner.text), oneLine(key.text));
  if (isChecked(node, { shown, puts, owner: oneLine(owner.text), key: oneLine(key.text) }))
    return undefined;
  if (isSpeltOut(module, owner, key)) return undefined;
  if (!mapping.test((await typeOf(module, owner)) ?? "")) return undefined;
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
