export { composeEdits } from "./compose.ts";
export { finish, treeRefusal } from "./finish.ts";
export { judgeTexts, type Allowed, type Judged, type Refused, type Texts } from "./judge.ts";
export {
  offlineTexts,
  type Filled,
  type FillTools,
  type GateRun,
  type Offline,
  type Spent,
} from "./types.ts";
export { spanInOffline } from "./spans.ts";
