import { NoSuchAccount } from "../generated.ts";
import type { Ctx, Dashboard, Gateway } from "../generated.ts";
import type { BillingApi, Invoice } from "../generated.billing.ts";
import type { CatalogApi } from "../generated.catalog.ts";
import { OutOfStock } from "../generated.orders.ts";
import type { OrdersApi } from "../generated.orders.ts";
import { EmailTaken, UserNotFound } from "../generated.users.ts";
import type { UserProfile, UsersApi } from "../generated.users.ts";
import { Cache } from "./cache.ts";
import type { CacheLimits } from "./cache.ts";
import { greet } from "./greeting.ts";
import type { Visits } from "./visits.ts";

/** What the gateway works with; tests pass fakes. */
export interface Backends {
  readonly users: UsersApi;
  readonly orders: OrdersApi;
  readonly billing: BillingApi;
  readonly catalog: CatalogApi;
  readonly visits: Visits;
  readonly cache: CacheLimits;
  readonly now: () => number;
}

/** What a page shows of a person, apart from the visits, which are counted anew each time. */
type Page = Omit<Dashboard, "visits">;

const openCents = (invoices: readonly Invoice[]): bigint =>
  invoices
    .filter((invoice) => invoice.status === "open")
    .reduce((sum, invoice) => sum + invoice.cents, 0n);

/** Asks orders and billing at the same time. */
async function loadPage(backends: Backends, profile: UserProfile, ctx: Ctx): Promise<Page> {
  const userId: number = profile.id;
  const [orders, invoices] = await Promise.all([
    backends.orders.listOrders({ userId }, ctx),
    backends.billing.listInvoices({ userId }, ctx),
  ]);
  return {
    userId,
    greeting: greet(profile),
    orders: orders.length,
    openCents: openCents(invoices),
  };
}

/** The door of the shop. Pages are cached by person until something is bought. */
export function newGateway(backends: Backends): Gateway {
  const pages = new Cache<number, Page>(backends.cache, backends.now);

  const pageOf = async (userId: number, ctx: Ctx): Promise<Page | undefined> => {
    const cached = pages.get(userId);
    if (cached !== undefined) return cached;
    const profile = await backends.users.getUser({ id: userId }, ctx);
    if (profile instanceof UserNotFound) return undefined;
    const page = await loadPage(backends, profile, ctx);
    pages.set(userId, page);
    return page;
  };

  const withVisit = (page: Page, path: string): Dashboard => ({
    ...page,
    visits: backends.visits.note(page.userId, path),
  });

  return {
    signUp: async ({ email, name }, ctx) => {
      const plan = email.endsWith(".edu") ? "pro" : "free";
      const profile = await backends.users.registerUser({ email, displayName: name, plan }, ctx);
      if (profile instanceof EmailTaken) return profile;
      return withVisit(await loadPage(backends, profile, ctx), "/welcome");
    },
    getDashboard: async ({ userId }, ctx) => {
      const page = await pageOf(userId, ctx);
      return page === undefined ? new NoSuchAccount({ userId }) : withVisit(page, "/account");
    },
    buy: async ({ userId, query, quantity }, ctx) => {
      const [product] = await backends.catalog.searchProducts({ query, limit: 1 }, ctx);
      if (product === undefined || product.stock < quantity) {
        return new OutOfStock({ sku: product?.sku ?? query });
      }
      pages.delete(userId);
      return backends.orders.placeOrder({ userId, items: [{ sku: product.sku, quantity }] }, ctx);
    },
  };
}
