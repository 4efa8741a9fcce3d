import { newApp } from "../src/custom.ts";
import type { Subject } from "./generated.test.ts";

/** What the stamped tests of `generated.test.ts` are asked of. */
export const subject: Subject = { app: newApp };
