// Stamped by Flywheel from the intent of `catalog`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=catalog digest=f1a626db9d6dd2e89272b0bf71c6ba0ce04fa9f4b1efabf657a419cdbe47d030 templates=2fd43c853191395a

import type { Hono } from "hono";

import * as wire from "./generated.wire.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

/** Something to buy. */
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

export class UnknownProduct {
  readonly code = "unknown-product";
  readonly sku: string;

  constructor(fields: Omit<UnknownProduct, "code">) {
    this.sku = fields.sku;
  }
}

export const unknownProductError = wire.declared(
  UnknownProduct,
  "unknown-product",
  404,
  wire.object({
    sku: wire.text,
  }),
);

export interface GetProductIn {
  sku: string;
}

export const getProductRpc: wire.Procedure<GetProductIn, Product, UnknownProduct> = {
  path: "/rpc/get-product",
  input: wire.object({
    sku: wire.text,
  }),
  output: productWire,
  errors: () => [unknownProductError],
};

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

/** What the shop sells. */
export interface Catalog {
  getProduct(input: GetProductIn, ctx: wire.Ctx): Promise<Product | UnknownProduct>;
  /** Products whose title or tags hold all words of the query. */
  searchProducts(input: SearchProductsIn, ctx: wire.Ctx): Promise<Product[]>;
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(catalog: Catalog): Hono {
  const app = wire.newApp("catalog");
  wire.handle(app, getProductRpc, catalog, "getProduct");
  wire.handle(app, searchProductsRpc, catalog, "searchProducts");
  return app;
}

/** The settings of catalog. */
export interface Config {
  readonly port: number;
}

const configWire: wire.Wire<Config> = wire.renamed(
  {
    port: "PORT",
  },
  wire.object({
    port: wire.withDefault(wire.port, "8080"),
  }),
);

/** Reads the settings from the environment; throws one error that lists all that is wrong. */
export function loadConfig(env: wire.Environment = wire.environment): Config {
  return wire.loadSettings(configWire, env);
}
