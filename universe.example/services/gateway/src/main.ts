import { newGateway } from "./custom/gateway.ts";
import { Visits } from "./custom/visits.ts";
import { loadConfig, router, serve } from "./generated.ts";
import { BillingClient } from "./generated.billing.ts";
import { CatalogClient } from "./generated.catalog.ts";
import { OrdersClient } from "./generated.orders.ts";
import { UsersClient } from "./generated.users.ts";

const gateway = newGateway({
  users: UsersClient.fromEnv(),
  orders: OrdersClient.fromEnv(),
  billing: BillingClient.fromEnv(),
  catalog: CatalogClient.fromEnv(),
  visits: new Visits(),
  cache: { limit: 500, maxAgeMs: 2000 },
  now: Date.now,
});

await serve(router(gateway), loadConfig());
