export * from "./base/index.ts";
export * from "./code/index.ts";
export * from "./delta/index.ts";
export * from "./editor/index.ts";
export * from "./graph/index.ts";
export * from "./model/index.ts";
export * from "./syntax/index.ts";
