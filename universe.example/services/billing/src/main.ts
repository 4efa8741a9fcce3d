import { newBilling } from "./custom/billing.ts";
import { Ledger } from "./custom/ledger.ts";
import { loadConfig, Publisher, router, serve } from "./generated.ts";
import { OrdersClient } from "./generated.orders.ts";

const billing = newBilling({
  ledger: new Ledger(),
  orders: OrdersClient.fromEnv(),
  events: Publisher.fromEnv(),
  retry: { limit: 3, pauseMs: 50 },
});

await serve(router(billing), loadConfig());
