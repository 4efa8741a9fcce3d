import { messageTable } from "#intent";

/** What an editor is told of a document besides what is wrong in it. */
export const told = messageTable({
  "checked-alone": {
    severity: "info",
    message: "this intent is checked alone, and what it says of other services is not: {because}",
    cure: "write a glob that names its folder into `services` of universe.lisp, or leave it alone",
  },
});
