import { app, heard } from "./custom.ts";
import { listeners, loadConfig, router, serve } from "./generated.ts";

heard.by = listeners(app);
await serve(router(app, heard.by), loadConfig());
