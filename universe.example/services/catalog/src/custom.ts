import { UnknownProduct } from "./generated.ts";
import type { Catalog, Product } from "./generated.ts";

/** What the shop starts with. */
export const shelf: readonly Product[] = [
  {
    sku: "tea-green",
    title: "Green tea",
    priceCents: 450n,
    stock: 120,
    tags: ["tea", "hot", "organic"],
  },
  { sku: "tea-black", title: "Black tea", priceCents: 390n, stock: 80, tags: ["tea", "hot"] },
  {
    sku: "coffee-dark",
    title: "Dark roast",
    priceCents: 890n,
    stock: 0,
    tags: ["coffee", "hot", "organic"],
  },
  { sku: "mug-blue", title: "Blue mug", priceCents: 1200n, stock: 14, tags: ["dishes"] },
  { sku: "pot-clay", title: "Clay tea pot", priceCents: 3400n, stock: 3, tags: ["dishes", "tea"] },
];

/** Words in lower case; whatever is no letter or digit separates them. */
export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** A multimap from words to what they were seen in. */
export class Index<T> {
  readonly #entries = new Map<string, Set<T>>();

  add(text: string, item: T): void {
    for (const word of wordsOf(text)) {
      const items = this.#entries.get(word) ?? new Set<T>();
      this.#entries.set(word, items.add(item));
    }
  }

  /** Items that were added under some word that begins with `prefix`. */
  startingWith(prefix: string): Set<T> {
    const found = new Set<T>();
    for (const [word, items] of this.#entries) {
      if (word.startsWith(prefix)) for (const item of items) found.add(item);
    }
    return found;
  }
}

/** Products by their number on the shelf. `id` is that number and `displayName` what the label says. */
interface Label {
  readonly id: number;
  readonly displayName: string;
}

const labelOf = (product: Product, id: number): Label => ({
  id,
  displayName: `${product.title} (${product.sku})`,
});

/** Text of all labels, one a line, as the label printer wants it. */
export function labels(products: Iterable<Product>): string {
  const lines: string[] = [];
  for (const product of products) {
    const { id, displayName } = labelOf(product, lines.length + 1);
    lines.push(`${String(id).padStart(3, "0")} ${displayName}`);
  }
  return lines.join("\n");
}

/** The same labels for the new printer: JSON lines, whose first line names the columns. */
export function labelFile(products: Iterable<Product>): string {
  const columns = ["id", "displayName"];
  const rows = Array.from(products, (product, index) => labelOf(product, index + 1)).map((label) =>
    JSON.stringify({ id: label.id, displayName: label.displayName }),
  );
  return [JSON.stringify(columns), ...rows].join("\n");
}

/** How well a product fits: a word in the title counts twice as much as one among the tags. */
export function score(product: Product, words: readonly string[]): number {
  const title = wordsOf(product.title);
  const tags = product.tags.flatMap(wordsOf);
  const hits = (among: readonly string[]): number =>
    words.filter((word) => among.some((candidate) => candidate.startsWith(word))).length;
  return 2 * hits(title) + hits(tags);
}

/** Products that hold all words, the best first; what is in stock comes before what is not. */
function search(index: Index<Product>, query: string, limit: number): Product[] {
  const words = wordsOf(query);
  const [first, ...rest] = words.map((word) => index.startingWith(word));
  if (first === undefined) return [];
  const matches = rest.reduce((all, some) => all.intersection(some), first);
  return [...matches]
    .map((product) => ({ product, rank: score(product, words) }))
    .toSorted(
      (a, b) =>
        Number(b.product.stock > 0) - Number(a.product.stock > 0) ||
        b.rank - a.rank ||
        a.product.sku.localeCompare(b.product.sku, "en"),
    )
    .slice(0, Math.max(0, limit))
    .map(({ product }) => product);
}

/** The catalog over a fixed set of products. */
export function newCatalog(products: readonly Product[]): Catalog {
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const index = new Index<Product>();
  for (const product of products) index.add([product.title, ...product.tags].join(" "), product);
  return {
    getProduct: async ({ sku }) => bySku.get(sku) ?? new UnknownProduct({ sku }),
    searchProducts: async ({ query, limit }) => search(index, query, limit),
  };
}
