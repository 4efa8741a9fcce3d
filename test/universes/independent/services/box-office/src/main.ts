import { BoxOfficeCounter } from "./custom/counter.ts";
import { Publisher, loadConfig, router, serve } from "./generated.ts";
import { ProgrammeClient } from "./generated.programme.ts";
import { SeatingClient } from "./generated.seating.ts";

const counter = new BoxOfficeCounter({
  programme: ProgrammeClient.fromEnv(),
  seating: SeatingClient.fromEnv(),
  events: Publisher.fromEnv(),
});

await serve(router(counter), loadConfig());
