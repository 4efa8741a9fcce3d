import { Book, newGreetings } from "./custom/greeter.ts";
import { loadConfig, router, serve } from "./generated.ts";

await serve(router(newGreetings(new Book())), loadConfig());
