export {
  answerableIn,
  askingOf,
  offersOf,
  readAnswers,
  strayAnswers,
  type Answered,
  type Offer,
} from "./cascade/answers.ts";
export { isEditedByHand } from "./cascade/scene.ts";
export {
  readArtifact,
  type ChangedFile,
  type ServiceArtifact,
  type ServiceOutcome,
} from "./cascade/artifact.ts";
export {
  breakLines,
  cascadeTitle,
  changesFor,
  changeTitle,
  declaredWords,
} from "./cascade/changes.ts";
export {
  runCascade,
  runEnvironment,
  type Controls,
  type RunEnvironment,
} from "./cascade/controller.ts";
export { lineChanges, type CascadeDocument, type CascadeOutcome } from "./cascade/document.ts";
export type { Filling } from "./cascade/fill.ts";
export {
  decidedMoves,
  listRuns,
  recoverRuns,
  resumableRun,
  type Recovered,
  type RunSummary,
} from "./cascade/recover.ts";
export {
  adoptRun,
  draftRef,
  modelsOf,
  runPlaces,
  stateFolderOf,
  type DeliverMode,
  type RunPlaces,
  type RunRecord,
} from "./cascade/run.ts";
export { mergedRecords } from "./cascade/merged.ts";
export { recordsPath } from "./cascade/records.ts";
export { readServiceSources, type ServiceSources } from "./cascade/sources.ts";
export {
  exceptedOwners,
  obstacles,
  startRun,
  type CascadeOptions,
  type Obstacle,
} from "./cascade/start.ts";
export { planDocument, type PlanDocument } from "./plan/document.ts";
export { twoForms } from "./plan/two-forms.ts";
export { toolEnvironment } from "./runtree/environment.ts";
export { setUp, type SetupOutcome } from "./runtree/setup.ts";
export { snapshotInto } from "./runtree/snapshot.ts";
export { parseJson } from "./journal/json.ts";
export * from "./scheduler/index.ts";
export { draftRules, rulePath } from "./rules/draft.ts";
export { loadRules, type UniverseRules } from "./rules/load.ts";
export { findBases, type Base, type Bases } from "./sense/base.ts";
export {
  areTexts,
  isLanguage,
  isObject,
  isSettled,
  isUsers,
  plainStamp,
  stampOf,
  type Users,
} from "./sense/known.ts";
export { isAlwaysConcerned, keepSensed, soundUntil } from "./sense/learn.ts";
export { partOf, type EditedIntent, type KnownIntent, type KnownNames } from "./sense/part.ts";
export { senseKnown } from "./sense/quick.ts";
export { withProviders } from "./sense/providers.ts";
export { listedOnce } from "./sense/same-folders.ts";
export {
  baselessRepositories,
  compareModels,
  sense,
  type Compared,
  type Sensed,
} from "./sense/sense.ts";
export { usersIn } from "./sense/users.ts";
export { draftOf, type Drafted } from "./trials/draft.ts";
export { clusterMin, evolveFrom, type Evolved, type Finding } from "./trials/evolve.ts";
export { confined } from "./universe/confined.ts";
export {
  discoverServices,
  expandGlob,
  intentsIn,
  type Repository,
  type ServiceFolder,
} from "./universe/discover.ts";
export { globNames } from "./universe/glob.ts";
export { linkDiagnostics } from "./universe/links.ts";
export { isSound, loadUniverse, pathInRepository, type LoadedUniverse } from "./universe/load.ts";
export { locateUniverse, type Located } from "./universe/locate.ts";
export { baseName, folderOf, holds, joinPath, relativeTo } from "./universe/paths.ts";
export { standingIn } from "./universe/standing.ts";
export { universeRoot } from "./universe/root.ts";
export { readSources } from "./universe/sources.ts";
export { watchUniverse, type WatchOptions, type WatchReport } from "./watch/watch.ts";
