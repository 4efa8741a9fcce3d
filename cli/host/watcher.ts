import { watch } from "node:fs";
import type { Watcher } from "#intent";

/** Recursive `fs.watch`: half a millisecond to an event, duplicates included; readers fold them. */
export const realWatcher: Watcher = {
  watch: (root, listener) => {
    const watching = watch(root, { recursive: true, persistent: true }, (_event, name) =>
      listener(name ?? undefined),
    );
    // A folder that vanishes while it is watched ends its events; the poll notices what they would have said.
    watching.on("error", () => listener(undefined));
    return { close: () => watching.close() };
  },
};
