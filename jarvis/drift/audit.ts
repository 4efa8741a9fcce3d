import type { Host, Model } from "#intent";
import type { FactsCache } from "../mirror/cache.ts";
import type { Facts, MirroredFile, MirroredService } from "../mirror/facts.ts";
import { mirrorOutside, mirrorService, type MirrorOptions } from "../mirror/mirror.ts";
import { mirrorText, type ReadMarker } from "../mirror/read-file.ts";
import { driftRules } from "./rules.ts";
import { driftSeverities, type ExpectedFile, type FilePlace, type Finding } from "./types.ts";
import { universeOf } from "./universe.ts";
import { viewService, type ServiceView } from "./view.ts";

export interface AuditOptions {
  readonly host: Host;
  /** Absolute folder of the universe. */
  readonly root: string;
  readonly model: Model;
  /** What Forge would stamp for each service. */
  readonly expected: ReadonlyMap<string, readonly ExpectedFile[]>;
  /** Folders that the universe names and that hold no intent, relative to the root. */
  readonly orphans: readonly string[];
  readonly cache: FactsCache;
  readonly readMarker: ReadMarker;
}

/** A file of which nothing can be said for certain: neither that it drifts, nor that it does not. */
export interface UnknownFile {
  readonly service: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** A question that an intent leaves open. It is no drift: it is shown, so that nobody forgets it. */
export interface OpenQuestion {
  readonly service: string;
  readonly text: string;
  readonly place: FilePlace;
}

export interface Audit {
  /** By service, then the gravest first, then by file and place. */
  readonly findings: readonly Finding[];
  readonly unknown: readonly UnknownFile[];
  readonly questions: readonly OpenQuestion[];
  readonly services: readonly string[];
  /** Code files looked at, tests left out. */
  readonly files: number;
}

/**
 * Compares what the intents mean with what the code is, service by service. Reads only files that the cache does not
 * know; the caller saves the cache.
 */
export async function audit(options: AuditOptions): Promise<Audit> {
  const { model } = options;
  const findings: Finding[] = [];
  const unknown: UnknownFile[] = [];
  let files = 0;
  const outside = await mirrorOutside(mirrorOptions(options, ""), options.orphans);
  for (const name of [...model.services.keys()].sort()) {
    const view = await viewOf(options, name, outside);
    if (view === undefined) continue;
    files += view.mirrored.files.length;
    findings.push(...findingsIn(view));
    for (const { path, unknown: why } of view.mirrored.files)
      if (why !== undefined) unknown.push({ service: name, file: path, ...why });
  }
  const services = [...model.services.keys()].sort();
  return { findings, unknown, questions: questionsIn(model), services, files };
}

const questionsIn = (model: Model): OpenQuestion[] =>
  [...model.services.values()].flatMap(({ name, file, gaps }) =>
    gaps.map(({ text, span }) => ({ service: name, text, place: { file, span } })),
  );

const mirrorOptions = (
  { host, root, model, expected, cache, readMarker }: AuditOptions,
  name: string,
): MirrorOptions => ({
  host,
  root,
  stamped: new Map((expected.get(name) ?? []).map(({ path, sha256 }) => [path, sha256])),
  folders: universeOf(model).folders,
  cache,
  readMarker,
});

/** The facts of one service of a universe; `undefined` where there is none of that name. */
export async function mirrorOf(
  options: AuditOptions,
  name: string,
): Promise<MirroredService | undefined> {
  const service = options.model.services.get(name);
  return service && mirrorService(mirrorOptions(options, name), service);
}

async function viewOf(
  options: AuditOptions,
  name: string,
  strangers: readonly MirroredFile[],
): Promise<ServiceView | undefined> {
  const { host, model } = options;
  const service = model.services.get(name);
  const mirrored = await mirrorOf(options, name);
  if (service === undefined || mirrored === undefined) return undefined;
  const stamps = options.expected.get(name) ?? [];
  const factsOf = async (text: string): Promise<Facts> =>
    (await mirrorText(host, service.language, text)).facts;
  // What carries a marker is the service's that it names; for the rest its contract tells.
  const outside = strangers.filter((file) => (file.marker?.service ?? name) === name);
  return viewService({ model, service, mirrored, expected: stamps, outside, factsOf });
}

function findingsIn(view: ServiceView): Finding[] {
  const found = driftRules.flatMap((rule) =>
    rule.find(view).map((drift): Finding => ({ ...drift, rule, service: view.service.name })),
  );
  const rank = ({ rule }: Finding): number => driftSeverities.indexOf(rule.severity);
  return found.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.code.file < b.code.file ? -1 : a.code.file > b.code.file ? 1 : 0) ||
      a.code.span.start - b.code.span.start,
  );
}
