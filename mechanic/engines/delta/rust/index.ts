export { repairRust } from "./repair.ts";
