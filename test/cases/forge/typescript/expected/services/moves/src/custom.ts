import type { Moves } from "./generated.ts";

/** What this service is made of: each rpc and each listener is a method; the compiler names those that are missing. */
export const app: Moves = {};
