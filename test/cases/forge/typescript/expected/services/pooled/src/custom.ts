import { markHandlers, seatHandlers, userHandlers } from "./generated.ts";
import type { Pooled, Seat, User } from "./generated.ts";
import type { Store } from "./generated.stores.ts";

/** What this service is made of: each rpc and each listener is a method; the compiler names those that are missing. */
export const app = (seatStore: Store<Seat>, userStore: Store<User>): Pooled => ({
  ...markHandlers(),
  ...seatHandlers(seatStore),
  ...userHandlers(userStore),
});
