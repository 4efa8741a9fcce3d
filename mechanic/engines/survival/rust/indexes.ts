import { itemPath } from "../../delta/rust/holes.ts";
import { parts, type Node } from "../../delta/rust/tree.ts";
import type { Fix, Site } from "../site.ts";
import { callableAround, errorPaths, returnsOf } from "./around.ts";
import { isCheckedIndex } from "./checked.ts";

/**
 * `rows[at]` and `map[&key]`. A map's entry becomes `.get(&key)` where this very function says what a missing one means: it
 * gives back an `Option`, or has an error for the same entry. What is indexed within its own length is left alone, and so
 * is `value["key"]`, which in JSON is null where it is missing.
 */
export function indexSite(node: Node): Site | undefined {
  if (node.type !== "index_expression") return undefined;
  const [owner, key] = parts(node);
  if (owner === undefined || key === undefined || neverPanics(owner, key)) return undefined;
  if (isCheckedIndex(node, owner, key)) return undefined;
  const fix = key.type === "reference_expression" ? mapFix(node, owner, key) : undefined;
  return {
    file: node.file,
    span: { start: node.start, end: node.end },
    inside: itemPath(node),
    question: `\`${node.text.replaceAll(/\s+/g, " ")}\` panics where there is no such entry: what happens instead?`,
    candidates: earlyOf(node, owner, key).map((early) => `*${getOf(owner, key)}${early}`),
    ...(fix === undefined ? {} : { fix }),
  };
}

const getOf = (owner: Node, key: Node): string => `${owner.text}.get(${key.text})`;

/** How the function around could end early, the likeliest first. */
function earlyOf(node: Node, owner: Node, key: Node): string[] {
  const callable = callableAround(node);
  const returns = returnsOf(callable);
  if (returns === "option") return ["?"];
  if (returns !== "result" || callable === undefined) return [];
  const paths = errorPaths(callable);
  const own = paths.filter((path) => path.on === getOf(owner, key));
  return [...new Set([...own, ...paths].map((path) => path.call))].slice(0, 3);
}

const neverPanics = (owner: Node, key: Node): boolean =>
  key.text === ".." ||
  key.type === "string_literal" ||
  (key.type === "integer_literal" && /^(?:\w+::)*[A-Z][A-Z0-9_]*$/.test(owner.text));

function mapFix(node: Node, owner: Node, key: Node): Fix | undefined {
  const callable = callableAround(node);
  const get = getOf(owner, key);
  const said = errorPaths(callable ?? node).find((path) => path.on === get);
  const early = returnsOf(callable) === "option" ? "?" : said?.call;
  if (early === undefined) return undefined;
  return {
    rule: "get-instead-of-index",
    edits: [
      ...wanted(node),
      { start: owner.end, end: key.start, text: ".get(" },
      { start: key.end, end: node.end, text: `)${early}` },
    ],
    because: `\`${owner.text}\` need not hold the key, and this function has a way to say so.`,
  };
}

/** `get` gives a reference: `&map[key]` loses its `&`, and where the entry itself is wanted it is followed. */
function wanted(node: Node): Fix["edits"] {
  const { parent, start } = node;
  if (parent?.type === "reference_expression" && !/^&\s*mut\b/.test(parent.text))
    return [{ start: parent.start, end: start, text: "" }];
  const derefs = parent?.type === "field_expression" || parent?.type === "index_expression";
  return derefs ? [] : [{ start, end: start, text: "*" }];
}
