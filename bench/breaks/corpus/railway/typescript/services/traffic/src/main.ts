import { Archive } from "./custom/archive.ts";
import { Network } from "./custom/network.ts";
import { newTraffic, State } from "./custom/traffic.ts";
import { loadConfig, Publisher, router, serve } from "./generated.ts";
import { InfrastructureClient } from "./generated.infrastructure.ts";
import { SalesClient } from "./generated.sales.ts";

const now = (): Date => new Date();

const traffic = newTraffic({
  state: new State(),
  network: new Network(InfrastructureClient.fromEnv(), { maxAgeMs: 600_000, attempts: 3 }, now),
  sales: SalesClient.fromEnv(),
  events: Publisher.fromEnv(),
  archive: new Archive((line) => console.log(line)),
  now,
});

await serve(router(traffic), loadConfig());
