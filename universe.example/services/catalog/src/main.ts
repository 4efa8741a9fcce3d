import { newCatalog, shelf } from "./custom.ts";
import { loadConfig, router, serve } from "./generated.ts";

await serve(router(newCatalog(shelf)), loadConfig());
