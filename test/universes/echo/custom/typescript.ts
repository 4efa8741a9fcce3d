import { Refused } from "./generated.ts";
import type { EchoTypescript } from "./generated.ts";

/** Gives back what it was given. */
export const app: EchoTypescript = {
  echo: async ({ value }) => value,
  refuse: async ({ value }) => new Refused({ value }),
};
