import { test } from "vitest";

import { check } from "./case.ts";

test("panic sites of Python", () => check("survival-python", "sites"), 120_000);
