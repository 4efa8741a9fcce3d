import { expectedMarker, stamp as stampModel, type Templates } from "#forge";
import { hasErrors, unstampedOf, type Consulted, type Diagnostic } from "#intent";
import { confined, joinPath, loadUniverse, standingIn } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { checkText, diagnosticRows } from "../render/diagnostics.ts";
import { exits, type CommandResult } from "../result.ts";
import { type KnownLooks, type KnownScaffold } from "../stamps/known.ts";
import { readBytes, readLooks, readScaffolds } from "../stamps/record.ts";
import { groupsOf, knownServicesMin, learn, lookingFiles } from "../stamps/learn.ts";
import { look, type Looked } from "../stamps/look.ts";
import { templatesMark } from "../stamps/mark.ts";
import { stampPart } from "../stamps/part.ts";
import {
  settleService,
  standingService,
  type SettledFile,
  type SettledService,
  type Settling,
} from "../stamps/settle.ts";
import { standingServices, told, type ToldService } from "../stamps/told.ts";
import { lookAgain, verify, type Verified } from "../stamps/verify.ts";
import {
  findUniverse,
  noService,
  outdatedIn,
  soundOr,
  templatesFor,
  type SoundUniverse,
} from "../universe.ts";

/** What `forge stamp` is asked for. */
export interface StampOptions {
  /** Services; none means all. */
  readonly names: readonly string[];
  /** Writes nothing, and says what is stale. */
  readonly checkOnly: boolean;
  /** From how many services on what is known is kept. */
  readonly knownMin?: number;
  /** How the disk looked, where that was asked already. */
  readonly looked?: Looked;
}

/** `forge stamp`: writes the machine-owned files of the services named, or of all; with `checkOnly` finds the stale ones. */
export async function stamp(given: CommandContext, options: StampOptions): Promise<CommandResult> {
  const located = await findUniverse(given);
  if ("stopped" in located) return located.stopped;
  const { root } = located;
  const files = confined(given.host.files, root);
  const context = { ...given, host: { ...given.host, files } };
  const mark = await templatesMark(context, root);
  const quick = mark === undefined ? undefined : await stampKnown(context, root, mark, options);
  const result = quick ?? (await stampWhole(context, root, mark, options));
  const outdated = await outdatedIn(context, root);
  return outdated.diagnostics.length === 0 ? result : warned(context, result, outdated);
}

/** A result with what is to be said of the universe's own templates. */
function warned(
  { color }: CommandContext,
  result: CommandResult,
  { diagnostics, texts }: Awaited<ReturnType<typeof outdatedIn>>,
): CommandResult {
  const rows = diagnosticRows(diagnostics, texts);
  return {
    ...result,
    document: { ...result.document, diagnostics: rows },
    text: `${result.text}\n\n${checkText(diagnostics, texts, color)}`,
  };
}

/** Stamps what is not as it is known; `undefined` where all must be read. */
async function stampKnown(
  context: CommandContext,
  root: string,
  mark: string,
  { names, checkOnly, looked: before }: StampOptions,
): Promise<CommandResult | undefined> {
  const { host } = context;
  const looked = before ?? (await look(host, root, mark, { names }));
  const verified = looked && (await verify(host, looked));
  // Taken before anything is kept anew; only a document tells of scaffolds.
  const scaffolds = verified && context.json ? readScaffolds(host, verified.known) : [];
  if (verified === undefined || scaffolds === undefined) return undefined;
  const telling = { known: verified.known, scaffolds };
  if (stands(verified)) {
    lookAgain(host, verified);
    return told(chosenOf(await toldServices(context, telling), names));
  }
  if (checkOnly || names.length > 0) return undefined;
  const part = await stampPart(host, verified, () => templatesFor(context, root));
  if (part === undefined) return undefined;
  const made = new Map(part.map((service) => [service.name, service]));
  const services = await toldServices(context, telling);
  return told(services.map((service): ToldService => made.get(service.name) ?? service));
}

/** The services that stand as they are known; for a document with the scaffolds that people have left as they were. */
async function toldServices(
  { host, json }: CommandContext,
  {
    known,
    scaffolds,
  }: {
    readonly known: KnownLooks;
    readonly scaffolds: readonly (readonly KnownScaffold[])[];
  },
): Promise<readonly ToldService[]> {
  const services = standingServices(known);
  if (!json) return services;
  return Promise.all(
    services.map(async ({ name, files }, index): Promise<ToldService> => {
      const left: SettledFile[] = [...files];
      for (const [path, digest] of scaffolds[index] ?? []) {
        const text = await host.files.readText(joinPath(known.root, path));
        if (text !== undefined && host.sha256(text) === digest)
          left.push({ path, status: "unchanged" });
      }
      return { name, files: left };
    }),
  );
}

/** Whether everything that was asked for is as it is known. */
const stands = ({ changed, upset }: Verified): boolean =>
  upset.length === 0 && changed.length === 0;

const chosenOf = (
  services: readonly ToldService[],
  names: readonly string[],
): readonly ToldService[] =>
  names.length === 0 ? services : services.filter(({ name }) => names.includes(name));

/** Reads all intents and stamps the services that are asked for. */
async function stampWhole(
  context: CommandContext,
  root: string,
  mark: string | undefined,
  { names, checkOnly, knownMin = knownServicesMin }: StampOptions,
): Promise<CommandResult> {
  const at = context.host.clock.now();
  const { files, before } = lookingFiles(context.host.files);
  const host = { ...context.host, files };
  const consulted = new Map<string, Consulted>();
  const universe = soundOr(context, await loadUniverse(host, root, consulted));
  if ("stopped" in universe) return universe.stopped;
  const all = [...universe.model.services.keys()];
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) return noService(`there is no service ${unknown}`, unknown, all);
  const templates = await templatesFor(context, root);
  const chosen = all.filter((name) => names.length === 0 || names.includes(name)).sort();
  const settling: Settling = { host: context.host, universe, checkOnly, at };
  const digests = new Map(
    chosen.map((name) => [
      name,
      expectedMarker(universe.model, name, templates, host.sha256).digest,
    ]),
  );
  const standing = await standingOf(settling, mark, digests);
  const settled = await settleOthers(settling, templates, chosen, standing);
  if ("diagnostics" in settled) return refused(context, universe, settled.diagnostics);
  const isKept = mark !== undefined && all.length >= knownMin;
  if (isKept && !checkOnly && chosen.length === all.length) {
    const made = settled.services.map((service) => ({
      ...service,
      digest: digests.get(service.name) ?? "",
    }));
    learn(host, { universe, mark, at, before, consulted, made });
  }
  return told(settled.services);
}

function refused(
  context: CommandContext,
  { sources }: SoundUniverse,
  diagnostics: readonly Diagnostic[],
): CommandResult {
  const texts = new Map(sources.map((source) => [source.path, source.text]));
  return {
    exit: exits.findings,
    document: { schema: "flywheel.stamp/1", services: [] },
    text: checkText(diagnostics, texts, context.color),
  };
}

/**
 * The services of which an earlier stamp tells that nothing but their marker's digest decides over their files, and whose files
 * stand as it left them, every byte compared by its digest: they need no printing.
 */
async function standingOf(
  settling: Settling,
  mark: string | undefined,
  digests: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, SettledService>> {
  const { host, universe } = settling;
  const known = mark === undefined ? undefined : readLooks(host, universe.root, mark);
  const bytes = known && readBytes(host, known);
  const standing = new Map<string, SettledService>();
  if (known === undefined || bytes === undefined) return standing;
  for (const group of groupsOf(host, known, bytes)?.groups ?? []) {
    if (digests.get(group.name) !== group.digest) continue;
    const service = universe.model.services.get(group.name);
    // What no stamp is made of yet does not enter the digest.
    if (service === undefined || unstampedOf(service).length > 0) continue;
    const settled = await standingService(settling, group.name, group.entries);
    if (settled !== undefined) standing.set(group.name, settled);
  }
  return standing;
}

/** Prints and settles the services that do not stand, one after the other. */
async function settleOthers(
  settling: Settling,
  templates: Templates,
  chosen: readonly string[],
  standing: ReadonlyMap<string, SettledService>,
): Promise<
  { readonly services: readonly SettledService[] } | { readonly diagnostics: readonly Diagnostic[] }
> {
  const { host, universe } = settling;
  const stamped = stampModel(universe.model, templates, {
    sha256: host.sha256,
    services: chosen.filter((name) => !standing.has(name)),
    standing: standingIn(host.files, universe.root),
  });
  if (hasErrors(stamped.diagnostics)) return { diagnostics: stamped.diagnostics };
  const made = new Map(stamped.services.map((one) => [one.name, one]));
  const services: SettledService[] = [];
  for (const name of chosen) {
    const one = made.get(name);
    const settled = standing.get(name) ?? (one && (await settleService(settling, one)));
    if (settled !== undefined) services.push(settled);
  }
  return { services };
}
