import { DocNode, group, nest, type Doc, type Import } from "./layout.ts";

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
  if (!(doc instanceof DocNode)) return doc.map((item) => resolve(item, found, layout));
  const { shape } = doc;
  if (shape.kind === "import") {
    found.push(shape.item);
    return "";
  }
  if (shape.kind === "group") return group(resolve(shape.doc, found, layout), shape.max);
  if (shape.kind === "nest") return nest(shape.by, resolve(shape.doc, found, layout));
  if (shape.kind === "choice")
    return new DocNode({
      kind: "choice",
      broken: resolve(shape.broken, found, layout),
      flat: resolve(shape.flat, found, layout),
    });
  if (shape.kind !== "scope") return doc;
  const own: Import[] = [];
  const body = resolve(shape.doc, own, layout);
  return place(body, layout(distinct(own)));
}

/** Replaces the `imports` mark of a scope. */
function place(doc: Doc, block: Doc): Doc {
  if (typeof doc === "string") return doc;
  if (!(doc instanceof DocNode)) return doc.map((item) => place(item, block));
  const { shape } = doc;
  if (shape.kind === "imports") return block;
  if (shape.kind === "nest") return nest(shape.by, place(shape.doc, block));
  return doc;
}
