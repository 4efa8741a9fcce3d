export { guardEdits, type Guarded, type Refusal } from "./guard.ts";
export { deniedOnDisk, deniedPath } from "./paths.ts";
export { addedPlaceholders } from "./placeholders.ts";
