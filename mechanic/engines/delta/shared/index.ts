export { applyAll, createEdits, originalOffset, type EditList } from "./edits.ts";
export { withFormerNames } from "./former-names.ts";
export { createHoles, type HoleDraft, type HoleList } from "./holes.ts";
export { foldNested } from "./nest.ts";
export { bound, choicesOf, indentAt, mark, slotOf, startsLine, type SlotDraft } from "./slots.ts";
