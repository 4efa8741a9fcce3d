import type { TextsTypescript } from "./generated.ts";

/** Works on texts; the functions are pure, and the rpc uses one of them. */
export const app: TextsTypescript = {
  async headline(input) {
    return this.cased(input);
  },
  slugify({ text, separator, longest }) {
    const words = text.toLowerCase().split(/[^a-z0-9]/);
    const slug = words.filter((word) => word !== "").join(separator);
    return slug.slice(0, longest);
  },
  cased({ text, casing }) {
    return casing === "upper" ? text.toUpperCase() : text.toLowerCase();
  },
  casingOf({ text }) {
    if (text === text.toUpperCase()) return "upper";
    return text === text.toLowerCase() ? "lower" : undefined;
  },
  isBlank({ text }) {
    return text.trim() === "";
  },
  net({ gross, rate }) {
    return String(Math.round((Number(gross) / (1 + Number(rate))) * 100) / 100);
  },
  deadline({ from, days, wait }) {
    return new Date(from.getTime() + days * 86_400_000 + wait);
  },
  letters({ text }) {
    return BigInt(text.match(/[a-z]/gi)?.length ?? 0);
  },
  words({ text }) {
    return text.split(/\s+/).filter((word) => word !== "");
  },
};
