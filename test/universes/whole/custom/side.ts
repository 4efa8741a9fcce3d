import type { Database } from "./generated.sqlite.ts";
import { GuestNotFound, guestHandlers, guestStore, Publisher } from "./generated.ts";
import type { SideTypescript } from "./generated.ts";

export const app = (database: Database): SideTypescript => {
  const guests = guestHandlers(guestStore(database));
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
