export * from "./bus/bus.ts";
export * from "./bus/run-log.ts";
