import type { PlainTypescript } from "./generated.ts";

export const app: PlainTypescript = { greet: async ({ name }) => `Hello, ${name}!` };
