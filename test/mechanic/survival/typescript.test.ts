import { describe, test } from "vitest";

import { check } from "./case.ts";

describe("panic sites of TypeScript", () => {
  for (const name of ["assertions", "indexes", "promises"])
    test(name, () => check("survival-typescript", name), 60_000);
});
