export * from "./embedded.ts";
export * from "./types.ts";
