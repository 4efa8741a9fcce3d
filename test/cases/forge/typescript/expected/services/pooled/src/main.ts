import { app } from "./custom.ts";
import { loadConfig, seatStore, userStore, openDatabase, router, serve } from "./generated.ts";

const config = loadConfig();
const database = await openDatabase(config);
const service = app(seatStore(database), userStore(database));
await serve(router(service), database, config);
