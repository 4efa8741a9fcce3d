import type { Diagnostic } from "../base/diagnostic.ts";
import type { Source } from "../base/source.ts";
import {
  byNameThenFile,
  serviceOf,
  universeFileDefault,
  type LoadedService,
} from "../model/build.ts";
import { expiredBreaks } from "../delta/allowed.ts";
import { overrideDiagnostics } from "../delta/overrides.ts";
import { occurrencesOf, occurrencesOfUniverse, type Occurrence } from "./occurrences.ts";
import { meaningChanged, readUniverse, type UniverseRead } from "./universe-read.ts";
import { UserIndex } from "./users.ts";
import { checkUniverseAllowed } from "../model/check-allowed.ts";
import { checkConsumers } from "../model/check-consumers.ts";
import { checkEntities } from "../model/check-entities.ts";
import { checkServices } from "../model/check-services.ts";
import { definedForms, type DefinedForms } from "../model/define-form.ts";
import { FileContext } from "../model/file-context.ts";
import type { Model, Service } from "../model/types.ts";
import { readTree } from "../syntax/reader.ts";
import type { Tree } from "../syntax/tree.ts";
import { checkOne, type Checked } from "./check-one.ts";
import { concerns, servicesChanged } from "./consulted.ts";

/** One intent as it is read: what it says by itself. It never changes; another text is another. */
interface ReadFile {
  readonly source: Source;
  /** What is written, with calls of defined forms as they stand. */
  readonly tree: Tree;
  readonly loaded: LoadedService | undefined;
  readonly read: readonly Diagnostic[];
}

export interface WorkspaceOptions {
  /** Path of the universe's file; default `universe.lisp`. */
  readonly universeFile?: string;
  /** The day (`2026-12-31`) by which accepted breaks have expired or not; where nobody says it, none has. */
  readonly today?: () => string;
}

/** What an edit cost and what it changed, as paths. */
export interface Edited {
  /** Texts that were read. */
  readonly read: ReadonlySet<string>;
  /** Intents that were checked against the others. */
  readonly checked: ReadonlySet<string>;
  /** Files of which something else is said now, and those that were edited. */
  readonly told: ReadonlySet<string>;
}

const none: readonly Diagnostic[] = [];

/**
 * A universe of intents that somebody edits. Only a text that changes is read anew, and only those intents are checked
 * again that looked at a service which is another now: an answer comes without a second look at the rest.
 */
export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #universeFile: string;
  #files = new Map<string, ReadFile>();
  #checked = new Map<string, Checked>();
  #universe: UniverseRead | undefined;
  /** What is wrong with names and folders of services. */
  #named: readonly Diagnostic[] = [];
  /** The same, and what is wrong with consumers, own rules and accepted breaks. */
  #among: ReadonlyMap<string, readonly Diagnostic[]> = new Map();
  /** Entities that hold themselves. */
  #endless: ReadonlyMap<string, readonly Diagnostic[]> = new Map();
  #services: ReadonlyMap<string, Service> = new Map();
  /** One object until the next edit, since what is known of a model is kept by it. */
  #model: Model | undefined;
  #users = new UserIndex();
  readonly #occurrences = new WeakMap<Checked, readonly Occurrence[]>();

  constructor(sources: readonly Source[], options: WorkspaceOptions = {}) {
    this.#options = options;
    this.#universeFile = options.universeFile ?? universeFileDefault;
    this.edit(new Map(sources.map(({ path, text }) => [path, text])));
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

  /** Forms that may be called in a file: the universe's, and its own. */
  definedForms(path: string): DefinedForms {
    const shared = this.#universe?.file.forms ?? new Map();
    const tree = path === this.#universeFile ? undefined : this.tree(path);
    return tree === undefined ? shared : definedForms(new FileContext(tree, []), shared);
  }

  /** Paths of the files that may name something of a service: whose check looked at it, its own, and the universe's. */
  naming(name: string): readonly string[] {
    const own = [...this.#services.values()].filter(
      (one) => one.name === name || this.#checked.get(one.file)?.consulted.names.has(name) === true,
    );
    const universe = this.#universe === undefined ? [] : [this.#universe.source.path];
    return [...own.map(({ file }) => file), ...universe];
  }

  /** Every place of a file at which a symbol stands. What a check says again, this says again: they look at the same. */
  occurrences(path: string): readonly Occurrence[] {
    if (path === this.#universe?.source.path)
      return this.#model === undefined ? [] : occurrencesOfUniverse(this.#model);
    const checked = this.#checked.get(path);
    const service = this.service(path);
    const tree = this.tree(path);
    if (checked === undefined || service === undefined || tree === undefined) return [];
    const known = this.#occurrences.get(checked);
    if (known !== undefined) return known;
    const found = occurrencesOf({ services: this.#services }, service, tree);
    this.#occurrences.set(checked, found);
    return found;
  }

  /** Names of the services that touch a symbol, directly or through the types of what they use; sorted. */
  usersOf(symbol: string): string[] {
    this.#users.update(this.#services);
    return this.#users.usersOf(symbol);
  }

  /** Everything that is wrong in a file, by place. */
  diagnostics(path: string): readonly Diagnostic[] {
    return this.#parts(path)
      .flat()
      .sort(
        (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compare(a.code, b.code),
      );
  }

  /**
   * Takes new texts by path (`undefined` where a file is gone), all at once. Forms that the universe's file defines are part
   * of what their callers mean: these are read again where one of the forms is another now.
   */
  edit(texts: ReadonlyMap<string, string | undefined>): Edited {
    const before = this.#universe;
    if (texts.has(this.#universeFile))
      this.#universe = readUniverse(this.#universeFile, texts.get(this.#universeFile));
    const { calls, rules } = meaningChanged(before, this.#universe);
    const read = new Set(texts.has(this.#universeFile) ? [this.#universeFile] : []);
    const others = [...texts].filter(([path]) => path !== this.#universeFile);
    const headers = new Map(others.map(([path]) => [path, headerOf(this.service(path))]));
    for (const [path, text] of others) {
      if (text === undefined) this.#forget(path);
      else {
        this.#read({ path, text });
        read.add(path);
      }
    }
    for (const { source, read: found } of this.#files.values()) {
      const { path, text } = source;
      // A file that calls no form means what it did; one with errors may be told of another form that it meant.
      const isConcerned = found.length > 0 || calls.some((name) => text.includes(name));
      if (texts.has(path) || calls.length === 0 || !isConcerned) continue;
      headers.set(path, headerOf(this.service(path)));
      this.#read(source);
      read.add(path);
    }
    const told = new Set([...texts.keys(), ...read]);
    const isStale = (path: string): boolean => rules === "others" || read.has(path);
    const checked = this.#check(headers, isStale, told);
    return { read, checked, told };
  }

  /** Another workspace that says the same; edits of one are no edits of the other. */
  fork(): Workspace {
    const other = new Workspace([], this.#options);
    other.#files = new Map(this.#files);
    other.#checked = new Map(this.#checked);
    other.#universe = this.#universe;
    other.#named = this.#named;
    other.#among = this.#among;
    other.#endless = this.#endless;
    other.#services = this.#services;
    other.#model = this.#model;
    return other;
  }

  #entry(path: string): { readonly source: Source; readonly tree: Tree } | undefined {
    return path === this.#universe?.source.path ? this.#universe : this.#files.get(path);
  }

  /** What is known of a file, part by part. */
  #parts(path: string): (readonly Diagnostic[])[] {
    const file = this.#files.get(path);
    const isUniverse = this.#universe?.source.path === path;
    if (file === undefined && !isUniverse) return [];
    return [
      isUniverse ? (this.#universe?.file.diagnostics ?? none) : (file?.read ?? none),
      this.#checked.get(path)?.found ?? none,
      this.#among.get(path) ?? none,
      this.#endless.get(path) ?? none,
    ];
  }

  #forget(path: string): void {
    this.#files.delete(path);
    this.#checked.delete(path);
  }

  #read(source: Source): void {
    const read: Diagnostic[] = [];
    const [tree, diagnostics] = readTree(source);
    const loaded = serviceOf(tree, diagnostics, read, this.#universe?.file.forms ?? new Map());
    this.#files.set(source.path, { source, tree, loaded, read });
  }

  /**
   * Checks what is stale (it was read, or the universe's rules are others), and whoever looked at a service that is another
   * now; gives their paths and adds those of which something else is said to `told`. `headers` are what the services of
   * edited files were called before.
   */
  #check(
    headers: ReadonlyMap<string, string>,
    isStale: (path: string) => boolean,
    told: Set<string>,
  ): ReadonlySet<string> {
    const before = this.#services;
    this.#checkAmong(headers, told);
    const changed = servicesChanged(before, this.#services);
    const checked = new Set<string>();
    let heldAnew = changed.cameOrWent;
    for (const [path, file] of this.#files) {
      const known = this.#checked.get(path);
      if (file.loaded === undefined) {
        this.#checked.delete(path);
        continue;
      }
      if (known !== undefined && !isStale(path) && !concerns(known.consulted, changed)) continue;
      const now = checkOne(file.loaded, this.#services, this.#universe?.file.universe);
      this.#checked.set(path, now);
      checked.add(path);
      if (known === undefined || known.found.length + now.found.length > 0) told.add(path);
      heldAnew ||= known?.heldText !== now.heldText;
    }
    if (heldAnew || this.#endless.size > 0) this.#checkEndless(told);
    return checked;
  }

  /** All intents that declare a service, in the order in which the first of two with one name stands. */
  #loaded(): LoadedService[] {
    const loaded = [...this.#files.values()].flatMap((file) => file.loaded ?? []);
    return loaded.sort((a, b) => byNameThenFile(a.service, b.service));
  }

  #checkAmong(headers: ReadonlyMap<string, string>, told: Set<string>): void {
    for (const path of this.#among.keys()) told.add(path);
    this.#nameServices(headers);
    const found = [...this.#named];
    const universe = this.#universe?.file.universe;
    if (universe !== undefined)
      found.push(
        ...checkConsumers(universe, this.#services),
        ...checkUniverseAllowed(universe, this.#services),
        ...overrideDiagnostics(universe),
      );
    this.#model = universe === undefined ? undefined : { universe, services: this.#services };
    const today = this.#options.today?.();
    if (this.#model !== undefined && today !== undefined)
      found.push(...expiredBreaks(this.#model, today));
    this.#among = Map.groupBy(found, ({ file }) => file);
    for (const path of this.#among.keys()) told.add(path);
  }

  /** Names and folders are looked at again only where an edit changed one, or where something was wrong with them. */
  #nameServices(headers: ReadonlyMap<string, string>): void {
    const isSame = [...headers].every(([path, header]) => header === headerOf(this.service(path)));
    if (isSame && this.#named.length === 0) {
      const services = new Map(this.#services);
      for (const path of headers.keys()) {
        const service = this.service(path);
        if (service !== undefined) services.set(service.name, service);
      }
      this.#services = services;
      return;
    }
    const loaded = this.#loaded();
    const found: Diagnostic[] = [];
    for (const { context } of loaded) context.reportTo(found);
    this.#services = checkServices(loaded);
    this.#named = found;
  }

  /** Looks for circles of entities: what every field holds is known from the checks. */
  #checkEndless(told: Set<string>): void {
    for (const path of this.#endless.keys()) told.add(path);
    const loaded = this.#loaded();
    const found: Diagnostic[] = [];
    for (const { context } of loaded) context.reportTo(found);
    const held = new Map(
      [...this.#services].map(([name, { file }]) => [name, this.#checked.get(file)?.held]),
    );
    checkEntities({ services: this.#services }, loaded, (field, service) =>
      held.get(service)?.get(field),
    );
    this.#endless = Map.groupBy(found, ({ file }) => file);
    for (const path of this.#endless.keys()) told.add(path);
  }
}

/** What names and folders of services are checked by; empty where a file declares none. */
const headerOf = (service: Service | undefined): string =>
  service === undefined ? "" : `${service.name} ${service.language} ${service.directory}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
