import { DeskClient } from "./generated.desk.ts";
import { noteHandlers, Publisher } from "./generated.ts";
import type { JointTypescript } from "./generated.ts";

const publisher = Publisher.fromEnv();

export const app: JointTypescript = {
  ...noteHandlers(),

  relay: ({ item }, ctx) => DeskClient.fromEnv().place({ item }, ctx),

  async tell({ number }, ctx) {
    await publisher.told({ number }, ctx);
    return number;
  },

  async inStock() {
    // There is always enough.
  },

  async doubled() {
    return undefined;
  },

  async awake({ times }) {
    return times > 0;
  },

  async hear() {
    // Whether it is heard is tried elsewhere.
  },

  async look() {
    // Nothing is looked for.
  },
};
