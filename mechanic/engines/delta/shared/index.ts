export { applyAll, createEdits, originalOffset, type Applied, type EditList } from "./edits.ts";
export { createHoles, holeId, type HoleDraft, type HoleList } from "./holes.ts";
