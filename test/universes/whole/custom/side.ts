import { GuestNotFound, guestHandlers, Publisher } from "./generated.ts";
import type { Guest, SideTypescript } from "./generated.ts";
import type { Store } from "./generated.stores.ts";

export const app = (guestStore: Store<Guest>): SideTypescript => {
  const guests = guestHandlers(guestStore);
  const publisher = Publisher.fromEnv();
  return {
    ...guests,

    ring: ({ name }, ctx) => publisher.rung({ name }, ctx),

    async hear({ name }, ctx) {
      const found = await guests.getGuest({ name }, ctx);
      if (found instanceof GuestNotFound) await guests.createGuest({ name, rung: 1 }, ctx);
      else await guests.updateGuest({ name, change: { rung: found.rung + 1 } }, ctx);
    },
  };
};
