export { answerRule, guardEdits, type Guarded, type GuardOptions } from "./guard.ts";
export { proveNewTests, type NewTestsProof } from "./new-tests.ts";
export { addedCapabilities } from "./capability/index.ts";
export { deniedNewPath, deniedOnDisk, deniedPath } from "./paths.ts";
export { guardNames, type EditedBy, type GuardName, type Refusal } from "./refusal.ts";
export { changedSignatures, type ChangedSignature } from "./signatures/index.ts";
export { addedSuppressions, suppressionsOf, type Suppression } from "./suppressions/index.ts";
