import { newDoor } from "./custom/door.ts";
import { loadConfig, router, serve } from "./generated.ts";
import { GreetingsClient } from "./generated.greetings.ts";

await serve(router(newDoor(GreetingsClient.fromEnv())), loadConfig());
