export * from "./diagnostic.ts";
export * from "./edit.ts";
export * from "./events.ts";
export * from "./host/index.ts";
export * from "./limits.ts";
export * from "./source.ts";
export * from "./span.ts";
