import { Publisher } from "./generated.ts";
import type { TellerTypescript } from "./generated.ts";

const publisher = Publisher.fromEnv();

export const app: TellerTypescript = {
  async tell({ from, to }, ctx) {
    for (let number = from; number <= to; number += 1) await publisher.told({ number }, ctx);
  },

  async refuse({ text }, ctx) {
    await publisher.refused({ text }, ctx);
  },
};
