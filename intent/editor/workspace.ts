import type { Diagnostic } from "../base/diagnostic.ts";
import type { Source } from "../base/source.ts";
import {
  byNameThenFile,
  loadService,
  readUniverseFile,
  universeFileDefault,
  type LoadedService,
  type UniverseFile,
} from "../model/build.ts";
import { overrideDiagnostics } from "../delta/overrides.ts";
import { checkConsumers } from "../model/check-consumers.ts";
import { checkEntities } from "../model/check-entities.ts";
import { checkService } from "../model/check-model.ts";
import { checkServices } from "../model/check-services.ts";
import { namedServices } from "../model/named-services.ts";
import type { Model, Service } from "../model/types.ts";
import { readTree } from "../syntax/reader.ts";
import type { Tree } from "../syntax/tree.ts";

/** One intent while it is edited: what it says by itself, and what is wrong with it beside the others. */
interface OpenFile {
  readonly source: Source;
  /** What is written, with calls of defined forms as they stand. */
  readonly tree: Tree;
  readonly loaded: LoadedService | undefined;
  readonly read: readonly Diagnostic[];
  readonly names: ReadonlySet<string>;
  checked: Diagnostic[];
}

/** What leads nowhere is told with what there is elsewhere, so that it is told anew after every edit. */
const namesAll: ReadonlySet<string> = new Set(["unknown-service", "unknown-name"]);

const nowhere: ReadonlySet<string> = new Set();

/**
 * A universe of intents that somebody edits. A text that changes is read anew, and only those services are checked again
 * that name its service, directly or through others: an answer comes without a second look at the rest.
 */
export class Workspace {
  readonly #universeFile: string;
  readonly #files = new Map<string, OpenFile>();
  #universe:
    | { readonly source: Source; readonly tree: Tree; readonly file: UniverseFile }
    | undefined;
  /** What is wrong among all services: names, folders, entities without end. */
  #among = new Map<string, Diagnostic[]>();
  #services: ReadonlyMap<string, Service> = new Map();
  /** One object until the next edit, since what is known of a model is kept by it. */
  #model: Model | undefined;

  constructor(sources: readonly Source[], universeFile: string = universeFileDefault) {
    this.#universeFile = universeFile;
    const universe = sources.find(({ path }) => path === universeFile);
    if (universe !== undefined) this.#readUniverse(universe);
    for (const source of sources) if (source !== universe) this.#read(source);
    this.#check(undefined);
  }

  /** All services by name; `undefined` where no universe can be read. */
  get model(): Model | undefined {
    return this.#model;
  }

  /** Paths of all intents, the universe's first. */
  get paths(): readonly string[] {
    const own = [...this.#files.keys()];
    return this.#universe === undefined ? own : [this.#universe.source.path, ...own];
  }

  text(path: string): string | undefined {
    return this.#entry(path)?.source.text;
  }

  /** A file as it is written. */
  tree(path: string): Tree | undefined {
    return this.#entry(path)?.tree;
  }

  /** The service that a file declares. */
  service(path: string): Service | undefined {
    return this.#files.get(path)?.loaded?.service;
  }

  /** Everything that is wrong in a file, by place. */
  diagnostics(path: string): readonly Diagnostic[] {
    const file = this.#files.get(path);
    const own =
      file === undefined ? this.#universe?.file.diagnostics : [...file.read, ...file.checked];
    const isUniverse = file === undefined && this.#universe?.source.path !== path;
    if (isUniverse) return [];
    return [...(own ?? []), ...(this.#among.get(path) ?? [])].sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compare(a.code, b.code),
    );
  }

  /** Takes a new text (or none, where the file is gone). Gives the paths whose diagnostics may be others now. */
  edit(path: string, text: string | undefined): ReadonlySet<string> {
    const before = this.#files.get(path);
    if (path === this.#universeFile) {
      const forms = this.#universe?.file.forms;
      if (text === undefined) this.#universe = undefined;
      else this.#readUniverse({ path, text });
      // Forms of the universe are part of what every file means.
      if (forms?.size !== 0 || this.#universe?.file.forms.size !== 0)
        for (const { source } of this.#files.values()) this.#read(source);
      this.#check(undefined);
      return new Set(this.paths);
    }
    if (text === undefined) this.#files.delete(path);
    else this.#read({ path, text });
    const was = before?.loaded?.service.name;
    const is = this.#files.get(path)?.loaded?.service.name;
    return this.#check(new Set([was, is].filter((name) => name !== undefined)), path);
  }

  #entry(path: string): { readonly source: Source; readonly tree: Tree } | undefined {
    return path === this.#universe?.source.path ? this.#universe : this.#files.get(path);
  }

  #readUniverse(source: Source): void {
    const [tree] = readTree(source);
    this.#universe = { source, tree, file: readUniverseFile(source) };
  }

  #read(source: Source): void {
    const read: Diagnostic[] = [];
    const loaded = loadService(source, read, this.#universe?.file.forms);
    const [tree] = readTree(source);
    const names = loaded === undefined ? nowhere : namedServices(loaded.service);
    this.#files.set(source.path, { source, tree, loaded, read, names, checked: [] });
  }

  /** Checks the services of some names and whoever names them; all where none is given. */
  #check(changed: ReadonlySet<string> | undefined, path?: string): ReadonlySet<string> {
    const files = [...this.#files.values()];
    const loaded = files.flatMap((file) => file.loaded ?? []);
    loaded.sort((a, b) => byNameThenFile(a.service, b.service));
    const touched = new Set(path === undefined ? [] : [path]);
    for (const told of this.#among.keys()) touched.add(told);
    this.#checkAmong(loaded);
    for (const told of this.#among.keys()) touched.add(told);
    const again = changed === undefined ? undefined : this.#namers(changed);
    const all = { services: this.#services };
    for (const file of files) {
      if (file.loaded === undefined) continue;
      const stays = again !== undefined && !again.has(file.loaded.service.name);
      if (stays && !file.checked.some(({ code }) => namesAll.has(code))) continue;
      file.checked = [];
      file.loaded.context.reportTo(file.checked);
      checkService(all, file.loaded, this.#universe?.file.universe);
      touched.add(file.source.path);
    }
    return touched;
  }

  #checkAmong(loaded: readonly LoadedService[]): void {
    const found: Diagnostic[] = [];
    for (const { context } of loaded) context.reportTo(found);
    this.#services = checkServices(loaded);
    const universe = this.#universe?.file.universe;
    if (universe !== undefined)
      found.push(...checkConsumers(universe, this.#services), ...overrideDiagnostics(universe));
    this.#model = universe === undefined ? undefined : { universe, services: this.#services };
    checkEntities({ services: this.#services }, loaded);
    this.#among = Map.groupBy(found, ({ file }) => file);
  }

  /** Services of these names, and all that name one of them, directly or through others. */
  #namers(names: ReadonlySet<string>): ReadonlySet<string> {
    const namedBy = new Map<string, string[]>();
    for (const { loaded, names: named } of this.#files.values())
      for (const name of loaded === undefined ? [] : named) {
        const list = namedBy.get(name);
        if (list === undefined) namedBy.set(name, [loaded?.service.name ?? ""]);
        else list.push(loaded?.service.name ?? "");
      }
    const found = new Set(names);
    for (const name of found) for (const namer of namedBy.get(name) ?? []) found.add(namer);
    return found;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
