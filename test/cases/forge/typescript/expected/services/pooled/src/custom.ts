import { markHandlers, seatHandlers, userHandlers, seatStore, userStore } from "./generated.ts";
import type { Pooled } from "./generated.ts";
import type { Database } from "./generated.postgresql.ts";

/** What this service is made of: each rpc and each listener is a method; the compiler names those that are missing. */
export const app = (database: Database): Pooled => ({
  ...markHandlers(),
  ...seatHandlers(seatStore(database)),
  ...userHandlers(userStore(database)),
});
