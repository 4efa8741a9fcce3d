import { existsSync } from "node:fs";
import process from "node:process";
import { app } from "./custom.ts";
import { ChainRustClient } from "./generated.chain-rust.ts";
import { loadConfig, Publisher, router, serve } from "./generated.ts";

const flag = process.env["UNREADY_FILE"] ?? "";
await serve(router(app(ChainRustClient.fromEnv(), Publisher.fromEnv())), loadConfig(), {
  ready: async () => !existsSync(flag),
});
