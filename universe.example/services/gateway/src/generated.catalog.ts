// Stamped by Flywheel from the intent of `gateway`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=gateway digest=47a79947c81fb15fe3289bbc3f302655da73048d034705fd9af57b49075ac149 templates=2fd43c853191395a

import * as wire from "./generated.wire.ts";

export interface Product {
  sku: string;
  title: string;
  priceCents: bigint;
  stock: number;
  tags: string[];
}

export const productWire: wire.Wire<Product> = wire.object({
  sku: wire.text,
  title: wire.text,
  priceCents: wire.int64,
  stock: wire.withDefault(wire.int32, 0),
  tags: wire.list(wire.text),
});

/** A value of Product for tests. */
export function aProduct(overrides: Partial<Product> = {}): Product {
  return {
    sku: "sku",
    title: "title",
    priceCents: 1n,
    stock: 0,
    tags: [],
    ...overrides,
  };
}

export interface SearchProductsIn {
  query: string;
  limit: number;
}

export const searchProductsRpc: wire.Procedure<SearchProductsIn, Product[], never> = {
  path: "/rpc/search-products",
  input: wire.object({
    query: wire.text,
    limit: wire.withDefault(wire.int32, 10),
  }),
  output: wire.list(productWire),
  errors: () => [],
};

/** What is used of catalog; a test passes its own. */
export interface CatalogApi {
  searchProducts(input: SearchProductsIn, ctx?: wire.Ctx): Promise<Product[]>;
}

/** Calls catalog over HTTP. Declared errors come back as values; anything else throws a RemoteError. */
export class CatalogClient implements CatalogApi {
  readonly #remote: wire.Remote;

  constructor(url: string, options: wire.ClientOptions = {}) {
    this.#remote = { ...options, service: "catalog", url };
  }

  static fromEnv(env: wire.Environment = wire.environment): CatalogClient {
    return new CatalogClient(wire.addressOf("catalog", "CATALOG_URL", env));
  }

  searchProducts(input: SearchProductsIn, ctx?: wire.Ctx): Promise<Product[]> {
    return wire.call(this.#remote, searchProductsRpc, input, ctx);
  }
}
