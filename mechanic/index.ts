export * from "./gates/index.ts";
