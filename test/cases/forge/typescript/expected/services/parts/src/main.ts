import { app } from "./custom.ts";
import { loadConfig, router, serve } from "./generated.ts";

await serve(router(app), loadConfig());
