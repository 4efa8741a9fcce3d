export { casesOf, type EvolveCase, type History } from "./cases.ts";
export { challenged, challengerOf, type Challenger, type NoChallenger } from "./challenger.ts";
export { clustersOf, type Cluster } from "./cluster.ts";
export { codemodOf, type Codemod, type Moved } from "./codemod.ts";
