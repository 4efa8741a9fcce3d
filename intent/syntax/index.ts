export * from "./format.ts";
export * from "./reader.ts";
export { encodeString } from "./strings.ts";
export { type NodeId, type NodeKind, Tree } from "./tree.ts";
export { units } from "./numbers.ts";
