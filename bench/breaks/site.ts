import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { readTemplates, stamp, type Templates } from "../../forge/index.ts";
import {
  buildModel,
  type GateName,
  type GateReport,
  type Host,
  type Model,
  type RepairRequest,
  type Service,
  type Source,
} from "../../intent/index.ts";
import { gateCommands, runGates } from "../../mechanic/index.ts";
import {
  changesFor,
  compareModels,
  loadUniverse,
  readServiceSources,
  setUp,
  toolEnvironment,
  type LoadedUniverse,
} from "../../sentinel/index.ts";
import { createHost } from "../../cli/host/index.ts";
import type { Base, Case } from "./corpus.ts";

export const host: Host = createHost();

/** A case says what cannot be: its change finds no place or means nothing, or its gold does not apply. */
export class UnsoundCase extends Error {}

/**
 * Set-up dependencies and cargo's target folder outlive a run: cold, they cost minutes. They are those of the cascades that
 * tests run, so that a crate is compiled once for both.
 */
export const cacheFolder = join(tmpdir(), "flywheel-tests", "cache", "flywheel");
export const environment = toolEnvironment(host, cacheFolder);
const installation = join(import.meta.dirname, "../..");
let templates: Promise<Templates> | undefined;
const shipped = (): Promise<Templates> =>
  (templates ??= readTemplates(host.files, join(installation, "forge/templates")));

/** A universe of the corpus as a run tree with stamped services, in which one case after the other is tried. */
export interface Site {
  readonly base: Base;
  readonly root: string;
  readonly universe: LoadedUniverse & { readonly model: Model };
  remove(): void;
}

/** What a change makes of a site: the models and what stands in the repaired service before and after its new stamp. */
export interface Changed {
  readonly site: Site;
  readonly service: Service;
  readonly after: Model;
  readonly intents: ReadonlyMap<string, string>;
  readonly request: RepairRequest;
}

export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });

export function write(root: string, path: string, text: string | undefined): void {
  const absolute = join(root, path);
  if (text === undefined) return rmSync(absolute, { force: true });
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
}

const built = new Set([
  "node_modules",
  "target",
  ".venv",
  "__pycache__",
  "Cargo.lock",
  "package-lock.json",
]);

/** Copies a universe of the corpus to a folder of its own and stamps its services. */
export async function layOut(base: Base, folder?: string): Promise<Site> {
  const root = folder ?? mkdtempSync(join(tmpdir(), `breaks-${base.domain}-${base.language}-`));
  mkdirSync(root, { recursive: true });
  cpSync(join(base.folder, "universe.lisp"), join(root, "universe.lisp"));
  cpSync(join(base.folder, "services"), join(root, "services"), {
    recursive: true,
    filter: (path) => !built.has(basename(path)),
  });
  const universe = await loadUniverse(host, root);
  const { model } = universe;
  if (model === undefined || universe.diagnostics.some((one) => one.severity === "error"))
    throw new Error(
      `${base.folder}: ${universe.diagnostics.map((one) => `${one.file}: ${one.message}`).join("; ")}`,
    );
  const site = {
    base,
    root,
    universe: { ...universe, model },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  for (const name of model.services.keys()) {
    // A service of which only the intent stands is somebody's whose code nobody needs.
    const { sources } = await readServiceSources(host.files, root, serviceOf(model, name));
    if (sources.size === 0) continue;
    for (const [path, text] of await stamped(model, name)) write(root, path, text);
    await prepare(site, serviceOf(model, name));
  }
  return site;
}

export function serviceOf(model: Model, name: string): Service {
  const service = model.services.get(name);
  if (service === undefined)
    throw new Error(
      `there is no service ${name}; there are ${[...model.services.keys()].join(", ")}`,
    );
  return service;
}

async function prepare(site: Site, service: Service): Promise<void> {
  const ready = await setUp(host, {
    universe: site.universe.model.universe,
    service,
    root: site.root,
    setups: join(cacheFolder, "setup"),
    environment,
    signal: new AbortController().signal,
    emit: () => {},
  });
  if (!ready.ready) throw new Error(`${service.name} could not be set up: ${ready.reason}`);
}

async function stamped(model: Model, name: string): Promise<Map<string, string>> {
  const result = stamp(model, await shipped(), { sha256: host.sha256, services: [name] });
  const errors = result.diagnostics.filter((one) => one.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((one) => one.message).join("; "));
  const files = result.services.find((one) => one.name === name)?.files ?? [];
  return new Map(
    files.filter((file) => file.kind === "stamped").map((file) => [file.path, file.text]),
  );
}

/** The gates of a service in the tree as it lies there, up to one of them; `known` is what was learnt of them before. */
export const gatesOf = (
  site: Site,
  service: Service,
  upTo: GateName = "test",
  known: Pick<Parameters<typeof runGates>[1], "baseline" | "settled" | "likelyRed"> = {},
): Promise<GateReport> =>
  runGates(
    host,
    {
      root: site.root,
      service,
      commands: gateCommands(site.universe.model.universe, service),
      environment,
      signal: new AbortController().signal,
      emit: () => {},
      ...known,
    },
    upTo,
  );

/** The intents of a site after a case's change. Throws {@link UnsoundCase}. */
function edited(site: Site, one: Case): [Source[], Map<string, string>] {
  const texts = new Map(site.universe.sources.map((source) => [source.path, source.text]));
  const intents = new Map<string, string>();
  for (const { file, from, to } of one.change) {
    const text = texts.get(file);
    if (text === undefined) throw new UnsoundCase(`${one.name}: there is no intent ${file}`);
    if (text.split(from).length !== 2)
      throw new UnsoundCase(
        `${one.name}: \`${from}\` stands ${text.split(from).length - 1} times in ${file}`,
      );
    texts.set(
      file,
      text.replace(from, () => to),
    );
    intents.set(
      file,
      text.replace(from, () => to),
    );
  }
  return [[...texts].map(([path, text]) => ({ path, text })), intents];
}

/**
 * Computes a case's change and lays the new stamps into the tree. `restore` takes them away again. Throws
 * {@link UnsoundCase} where the change finds no place or means nothing.
 */
export async function change(site: Site, one: Case): Promise<Changed> {
  const before = site.universe.model;
  const [sources, intents] = edited(site, one);
  const [after, said] = buildModel(sources);
  const errors = said.filter((each) => each.severity === "error");
  if (after === undefined || errors.length > 0)
    throw new UnsoundCase(
      `${one.name}: ${errors.map((each) => `${each.file}: ${each.message}`).join("; ")}`,
    );
  const { delta } = compareModels({
    universe: site.universe,
    bases: [],
    beforeSources: site.universe.sources,
    before,
    after,
  });
  const service = serviceOf(after, one.service);
  const found = await readServiceSources(host.files, site.root, service);
  const stampedAfter = await stamped(after, one.service);
  for (const [path, text] of intents) write(site.root, path, text);
  layStamps(site, found.stamped, stampedAfter);
  const request: RepairRequest = {
    root: site.root,
    service,
    before,
    after,
    changes: changesFor(delta, one.service),
    stampedBefore: found.stamped,
    stampedAfter,
    sources: found.sources,
    tests: found.tests,
    environment,
    limits: { ...after.universe.limits, ...service.limits },
    signal: new AbortController().signal,
  };
  return { site, service, after, intents, request };
}

function layStamps(
  site: Site,
  away: ReadonlyMap<string, string>,
  here: ReadonlyMap<string, string>,
): void {
  for (const path of away.keys()) if (!here.has(path)) write(site.root, path, undefined);
  for (const [path, text] of here) write(site.root, path, text);
}

/** Lays hand-written texts into the tree; those that are not named stand as before the change. */
export function lay({ request, site }: Changed, texts: ReadonlyMap<string, string>): void {
  for (const [path, text] of request.sources) write(site.root, path, texts.get(path) ?? text);
  for (const [path, text] of texts) if (!request.sources.has(path)) write(site.root, path, text);
}

/** Puts the hand-written files back as they stood before the change; of `paths`, those that were not there go. */
export function unlay(changed: Changed, paths: Iterable<string>): void {
  lay(changed, new Map());
  for (const path of paths)
    if (!changed.request.sources.has(path)) write(changed.site.root, path, undefined);
}

/** Puts the tree back as it stood before the change. */
export function restore(changed: Changed): void {
  const { site, request, intents } = changed;
  for (const source of site.universe.sources)
    if (intents.has(source.path)) write(site.root, source.path, source.text);
  layStamps(site, request.stampedAfter, request.stampedBefore);
  lay(changed, new Map());
}

/**
 * The hand-written texts after a case's gold patch: those that it changes, makes, or (empty text) removes. Throws
 * {@link UnsoundCase} where the patch does not apply.
 */
export function goldTexts(changed: Changed, one: Case): Map<string, string> {
  const texts = new Map<string, string>();
  if (one.gold.trim() === "") return texts;
  const folder = mkdtempSync(join(tmpdir(), "breaks-gold-"));
  try {
    for (const [path, text] of changed.request.sources) write(folder, path, text);
    git(folder, "init", "-q");
    applyGold(folder, one);
    for (const path of touched(one.gold)) {
      const absolute = join(folder, path);
      texts.set(path, existsSync(absolute) ? readFileSync(absolute, "utf8") : "");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return texts;
}

function applyGold(folder: string, one: Case): void {
  try {
    git(folder, "apply", "--whitespace=nowarn", join(one.folder, "gold.patch"));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new UnsoundCase(`${one.name}: the gold does not apply: ${said}`, { cause: error });
  }
}

const touched = (patch: string): Set<string> =>
  new Set([...patch.matchAll(/^(?:\+\+\+ b|--- a)\/(.*)$/gm)].map(([, path = ""]) => path));

/** A case's behavioural tests, by path in the universe: they hold of every right repair. */
export async function behaviourOf(changed: Changed, one: Case): Promise<Map<string, string>> {
  const folder = join(one.folder, "behaviour");
  const texts = new Map<string, string>();
  const folders = [""];
  for (let index = 0; index < folders.length; index++) {
    for (const entry of await host.files.list(join(folder, folders[index] ?? ""))) {
      const path = join(folders[index] ?? "", entry.name);
      if (entry.kind === "directory") folders.push(path);
      else
        texts.set(`${changed.service.directory}/${path}`, readFileSync(join(folder, path), "utf8"));
    }
  }
  return texts;
}
