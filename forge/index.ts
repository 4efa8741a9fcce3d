export * from "./evolve/index.ts";
export {
  expectedMarker,
  isStampedPath,
  mainStampedPath,
  readMarker,
  templatesHash,
  type Marker,
  type Sha256,
} from "./marker.ts";
export { foreignOf, type Foreign } from "./reach/foreign.ts";
export { resolveType, type ResolvedType } from "./reach/resolve.ts";
export { stamp, type StampedFile, type StampResult } from "./stamp.ts";
export {
  readTemplates,
  templatesFromJson,
  templatesToJson,
  type Template,
  type Templates,
} from "./template/templates.ts";
