import {
  expectedMarker,
  stamp as stampModel,
  type StampedFile,
  type StampResult,
  type Templates,
} from "#forge";
import { hasErrors, type Service } from "#intent";
import { joinPath, readServiceSources } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { checkText, plural } from "../render/diagnostics.ts";
import { exits, type CommandResult } from "../result.ts";
import { noService, openSoundUniverse, templatesFor, type SoundUniverse } from "../universe.ts";
import {
  readStampRecord,
  recordedServicesMin,
  recordOf,
  standingFiles,
  writeStampRecord,
} from "./stamp-record.ts";

type Status = "written" | "unchanged" | "stale" | "created";

/** What becomes of one file: stamped files are overwritten, scaffolds only made in a service without any code yet. */
async function settle(
  context: CommandContext,
  root: string,
  file: StampedFile,
  checkOnly: boolean,
  bare: () => Promise<boolean>,
): Promise<Status | undefined> {
  const path = joinPath(root, file.path);
  const before = await context.host.files.readText(path);
  if (before === file.text) return "unchanged";
  if (file.kind === "scaffold") {
    if (before !== undefined || !(await bare())) return undefined;
    if (!checkOnly) await context.host.files.writeText(path, file.text);
    return checkOnly ? undefined : "created";
  }
  if (checkOnly) return "stale";
  await context.host.files.writeText(path, file.text);
  return before === undefined ? "created" : "written";
}

/** Whether a service has no code yet. */
const isBare = async (
  context: CommandContext,
  root: string,
  service: Service | undefined,
): Promise<boolean> =>
  service !== undefined &&
  (await readServiceSources(context.host.files, root, service)).sources.size === 0;

interface StampedService {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly status: Status }[];
}

async function settleService(
  context: CommandContext,
  universe: SoundUniverse,
  service: StampResult["services"][number],
  checkOnly: boolean,
): Promise<StampedService> {
  const files: { path: string; status: Status }[] = [];
  const owner = universe.model.services.get(service.name);
  // Asked only where a scaffold is missing: the whole folder must be looked through to know.
  let known: Promise<boolean> | undefined;
  const bare = (): Promise<boolean> => (known ??= isBare(context, universe.root, owner));
  for (const file of service.files) {
    const status = await settle(context, universe.root, file, checkOnly, bare);
    if (status !== undefined) files.push({ path: file.path, status });
  }
  return { name: service.name, files };
}

/**
 * What earlier stamps of a large universe found: the services that need no stamp, each with its files, and the way to
 * remember those that are found unchanged this time.
 */
async function lookBefore(
  { host }: CommandContext,
  { root, model }: SoundUniverse,
  templates: Templates,
  chosen: readonly string[],
): Promise<{
  readonly standing: ReadonlyMap<string, readonly string[]>;
  remember(made: StampResult["services"], settled: readonly StampedService[]): Promise<void>;
}> {
  const standing = new Map<string, readonly string[]>();
  if (model.services.size < recordedServicesMin) return { standing, remember: async () => {} };
  const digestOf = (name: string): string =>
    expectedMarker(model, name, templates, host.sha256).digest;
  const record = new Map(await readStampRecord(host, root));
  for (const name of chosen) {
    const files = await standingFiles(host, root, record.get(name), digestOf(name));
    if (files !== undefined) standing.set(name, files);
  }
  const remember = async (
    made: StampResult["services"],
    settled: readonly StampedService[],
  ): Promise<void> => {
    const unchanged = new Set(
      settled
        .filter(({ files }) => files.every(({ status }) => status === "unchanged"))
        .map(({ name }) => name),
    );
    const found = made.filter(({ name }) => unchanged.has(name));
    for (const { name, files } of found) record.set(name, recordOf(host, digestOf(name), files));
    if (found.length > 0) await writeStampRecord(host, root, record);
  };
  return { standing, remember };
}

/** `forge stamp`: writes the machine-owned files of the services named, or of all; with `checkOnly` finds the stale ones. */
export async function stamp(
  context: CommandContext,
  names: readonly string[],
  checkOnly: boolean,
): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const known = [...universe.model.services.keys()];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return noService(`there is no service ${unknown}`, unknown, known);
  }
  const templates = await templatesFor(context, universe.root);
  const chosen = known.filter((name) => names.length === 0 || names.includes(name)).sort();
  const before = await lookBefore(context, universe, templates, chosen);
  const stamped = stampModel(universe.model, templates, {
    sha256: context.host.sha256,
    services: chosen.filter((name) => !before.standing.has(name)),
  });
  if (hasErrors(stamped.diagnostics)) {
    const texts = new Map(universe.sources.map((source) => [source.path, source.text]));
    return {
      exit: exits.findings,
      document: { schema: "flywheel.stamp/1", services: [] },
      text: checkText(stamped.diagnostics, texts, context.color),
    };
  }
  const made = new Map(stamped.services.map((one) => [one.name, one]));
  const services: StampedService[] = [];
  for (const name of chosen) {
    const standing = before.standing.get(name);
    const one = made.get(name);
    if (standing !== undefined)
      services.push({ name, files: standing.map((path) => ({ path, status: "unchanged" })) });
    else if (one !== undefined)
      services.push(await settleService(context, universe, one, checkOnly));
  }
  if (!checkOnly) await before.remember(stamped.services, services);
  const all = services.flatMap(({ files }) => files);
  const lines = all.flatMap(({ path, status }) =>
    status === "unchanged" ? [] : [`${status} ${path}`],
  );
  const stale = all.filter(({ status }) => status === "stale").length;
  if (lines.length === 0) lines.push(`${plural(services.length, "service")} stamped already`);
  if (stale > 0)
    lines.push(
      `${plural(stale, "file")} stale: run \`forge stamp\`, or change the intent and run \`sentinel cascade\``,
    );
  return {
    exit: stale > 0 ? exits.findings : exits.done,
    document: { schema: "flywheel.stamp/1", services },
    text: lines.join("\n"),
  };
}
