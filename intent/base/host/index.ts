export * from "./model-tokens.ts";
export * from "./ports.ts";
