export { openapiText } from "./openapi/document.ts";
export { diagramOf } from "./diagram/svg.ts";
export * from "./evolve/index.ts";
export {
  expectedMarker,
  isStampedPath,
  isSubjectPath,
  mainStampedPath,
  readMarker,
  stampedTests,
  subjectOf,
  templatesHash,
  type Marker,
  type Sha256,
} from "./marker.ts";
export { foreignOf, type Foreign } from "./reach/foreign.ts";
export { resolveType, type ResolvedType } from "./reach/resolve.ts";
export { plainCron } from "./reach/times.ts";
export { traceService, type TracedFile, type TracedPiece } from "./trace/trace.ts";
export type { Origin } from "./reach/origins.ts";
export { stamp, type StampedFile, type Standing, type StampResult } from "./stamp.ts";
export { takenNames } from "./taken-names.ts";
export {
  ejectedFrom,
  ejectedText,
  outdatedTemplates,
  templateVersion,
} from "./template/ejected.ts";
export {
  readOwnTemplates,
  readTemplates,
  templatesFromJson,
  templatesToJson,
  type Template,
  type Templates,
} from "./template/templates.ts";
