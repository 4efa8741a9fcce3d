import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

import type { HearerTypescript } from "./generated.ts";

/** Where this service writes down what it hears. */
const record = process.env["RECORD"] ?? "record";

async function write(teller: string, number: number): Promise<void> {
  // Once, it stops in the middle of its work, so that it can be killed there.
  if (process.env["HANG"] === `${teller} ${number}` && !existsSync(`${record}.hung`)) {
    writeFileSync(`${record}.hung`, "");
    await delay(600_000);
  }
  appendFileSync(record, `${teller} ${number}\n`);
}

export const app: HearerTypescript = {
  hearPython: ({ number }) => write("python", number),
  hearRust: ({ number }) => write("rust", number),
  hearTypescript: ({ number }) => write("typescript", number),

  async refuse({ text }) {
    appendFileSync(record, `refuse ${text}\n`);
    throw new Error("not today");
  },
};
