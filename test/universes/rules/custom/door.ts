import { Locked, type DoorTypescript } from "./generated.ts";

let opened = 0;

export const app: DoorTypescript = {
  async knock({ who }) {
    return `${who} after ${opened}`;
  },
  async openUp() {
    opened += 1;
  },
  async byName({ who }) {
    return who === "" ? new Locked() : undefined;
  },
  async spelt({ said }) {
    return said.toUpperCase();
  },
  async byDay({ place }) {
    return place > 0;
  },
};
