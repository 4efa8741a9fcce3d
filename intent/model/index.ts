export * from "./names.ts";
export * from "./types.ts";
export * from "./code-types.ts";
