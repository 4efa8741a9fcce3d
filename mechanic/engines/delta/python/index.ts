export { repairPython } from "./repair.ts";
