export * from "./at.ts";
export * from "./completion.ts";
export * from "./hover.ts";
export * from "./lens.ts";
export * from "./navigate.ts";
export * from "./occurrences.ts";
export * from "./tokens.ts";
export * from "./workspace.ts";
