export { applyAll, createEdits, originalOffset, type EditList } from "./edits.ts";
export { createHoles, type HoleDraft, type HoleList } from "./holes.ts";
export { foldNested } from "./nest.ts";
