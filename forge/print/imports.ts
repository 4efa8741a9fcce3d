import { DocNode, group, nestLike, type Doc, type Import } from "./layout.ts";

/** Lays out the sorted, distinct imports of one scope as the language's formatter would; empty for none. */
export type ImportLayout = (imports: readonly Import[]) => Doc;

const key = (item: Import): string => `${item.from}\n${item.name}`;

/** Distinct imports; a name that is imported both as a type and as a value is a value. */
function distinct(found: readonly Import[]): Import[] {
  const byKey = new Map<string, Import>();
  for (const item of found) {
    const known = byKey.get(key(item));
    if (known === undefined || (known.typeOnly && !item.typeOnly)) byKey.set(key(item), item);
  }
  return [...byKey.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * Puts the imports of each scope at its `imports` place and takes the marks out. An inner scope keeps its own imports
 * to itself. Imports outside any scope are our own bug and throw.
 */
export function resolveImports(doc: Doc, layout: ImportLayout): Doc {
  const outside: Import[] = [];
  const resolved = resolve(doc, outside, layout);
  const lost = outside[0];
  if (lost !== undefined) throw new Error(`import of ${lost.name} outside any scope`);
  return resolved;
}

function resolve(doc: Doc, found: Import[], layout: ImportLayout): Doc {
  if (typeof doc === "string") return doc;
  if (!(doc instanceof DocNode)) return mapped(doc, (item) => resolve(item, found, layout));
  const { shape } = doc;
  if (shape.kind === "import") {
    found.push(shape.item);
    return "";
  }
  if (shape.kind === "group" || shape.kind === "nest") {
    const inner = resolve(shape.doc, found, layout);
    if (inner === shape.doc) return doc;
    return shape.kind === "group" ? group(inner, shape.max) : nestLike(doc, shape.by, inner);
  }
  if (shape.kind === "choice") {
    const broken = resolve(shape.broken, found, layout);
    const flat = resolve(shape.flat, found, layout);
    const same = broken === shape.broken && flat === shape.flat;
    return same ? doc : new DocNode({ kind: "choice", broken, flat });
  }
  if (shape.kind !== "scope") return doc;
  const own: Import[] = [];
  const body = resolve(shape.doc, own, layout);
  return place(body, layout(distinct(own)));
}

/** Replaces the `imports` mark of a scope. */
function place(doc: Doc, block: Doc): Doc {
  if (typeof doc === "string") return doc;
  if (!(doc instanceof DocNode)) return mapped(doc, (item) => place(item, block));
  const { shape } = doc;
  if (shape.kind === "imports") return block;
  if (shape.kind !== "nest") return doc;
  const inner = place(shape.doc, block);
  return inner === shape.doc ? doc : nestLike(doc, shape.by, inner);
}

/** `docs` with each put through `change`; itself where nothing changed, as in most of a file. */
function mapped(docs: readonly Doc[], change: (doc: Doc) => Doc): readonly Doc[] {
  let made: Doc[] | undefined;
  for (const [index, doc] of docs.entries()) {
    const changed = change(doc);
    if (made === undefined && changed !== doc) made = docs.slice(0, index);
    made?.push(changed);
  }
  return made ?? docs;
}
