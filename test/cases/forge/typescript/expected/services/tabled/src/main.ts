import { app } from "./custom.ts";
import { loadConfig, openDatabase, router, serve } from "./generated.ts";

const config = loadConfig();
const database = await openDatabase(config);
const service = app(database);
await serve(router(service), database, config);
