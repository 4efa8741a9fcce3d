import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

import type { ListenerTypescript } from "./generated.ts";
import type { Listeners } from "./generated.deliveries.ts";

/** Where this service writes down what it hears. */
const record = process.env["RECORD"] ?? "record";
const write = (line: string): void => appendFileSync(record, `${line}\n`);

/** The listeners themselves, which `main` makes of the app. */
export const heard: { by?: Listeners } = {};

export const app: ListenerTypescript = {
  async deadLetters() {
    const letters = (await heard.by?.deadLetters()) ?? [];
    return letters.map(({ listener, tries, error }) => {
      const said = error.includes("not today") ? "not today" : error;
      return `${listener} ${tries} ${said}`;
    });
  },

  async replay() {
    let mended = 0;
    for (const letter of (await heard.by?.deadLetters()) ?? []) {
      try {
        if (await heard.by?.replay(letter)) mended += 1;
      } catch {
        // It stays a dead letter, and is counted as none that went through.
      }
    }
    return mended;
  },

  async count({ number }) {
    if (String(number) === process.env["HANG"] && !existsSync(`${record}.hung`)) {
      writeFileSync(`${record}.hung`, "");
      await delay(600_000);
    }
    write(`count ${number}`);
  },

  async refuse({ text }) {
    write(`refuse ${text}`);
    if (!existsSync(`${record}.mended`)) throw new Error("not today");
  },

  async wait({ number, milliseconds }) {
    write(`begin ${number}`);
    await delay(milliseconds);
    write(`end ${number}`);
  },

  async fail({ text }) {
    write(`fail ${text}`);
    throw new Error("never");
  },

  async hope({ text }) {
    write(`hope ${text}`);
    throw new Error("not yet");
  },
};
