import { baseName, folderOf } from "#sentinel";
import type { Diagnostic as Told } from "vscode-languageserver";
import { Addresses, pathOf } from "./addresses.ts";
import { isIntent, Session, universePath } from "./session.ts";
import type { LanguageWorld } from "./world.ts";

/** Tells the editor what is wrong in a document. */
export type Tell = (uri: string, diagnostics: readonly Told[]) => void;

const loneUniverse = '(lang intent 1.0)\n(universe alone (services "*"))\n';
/** Whether one of these is a folder above an intent: where one goes or moves, editors say nothing of the files in it. */
function holdsFolder(session: Session, uris: readonly string[]): boolean {
  const folders = new Set<string>();
  for (const path of session.workspace.paths)
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  return uris.some((uri) => folders.has(session.path(uri.replace(/\/+$/, "")) ?? ""));
}

const folderUri = (uri: string): string => uri.slice(0, Math.max(0, uri.lastIndexOf("/")));

/**
 * All universes that an editor has something open of, and the documents that belong to none. What an editor has open is
 * what it says; the disk has no word in it. A universe is read when its first folder or document is opened, and after that
 * only what the editor says has changed.
 */
export class Universes {
  readonly #world: LanguageWorld;
  readonly #tell: Tell;
  readonly #byRoot = new Map<string, Session>();
  /** Roots that a folder of the workspace leads to; a folder in no universe leads to none. */
  readonly #folders = new Map<string, string>();
  readonly #alone = new Map<string, Session>();
  /** Texts of the documents that are open. */
  readonly #texts = new Map<string, string>();
  /** Documents whose place is being looked for. */
  readonly #settling = new Map<string, Promise<void>>();

  constructor(world: LanguageWorld, tell: Tell) {
    this.#world = world;
    this.#tell = tell;
  }

  /** The session that answers for a document; the innermost universe where one lies in another. */
  of(uri: string): Session | undefined {
    const holding = [...this.#byRoot.values()].filter((session) => session.holds(uri));
    return this.#alone.get(uri) ?? holding.toSorted((a, b) => b.root.length - a.root.length)[0];
  }

  /** The same, once the document has found its place. */
  async settled(uri: string): Promise<Session | undefined> {
    await this.#settling.get(uri);
    return this.of(uri);
  }

  /** Opens the universe that a folder of the workspace stands in. */
  async openFolder(uri: string): Promise<void> {
    const root = await this.#openAround(uri);
    if (root !== undefined) this.#folders.set(uri, root);
  }

  /** Opens the universe that a folder stands in, once; gives its root. */
  async #openAround(uri: string): Promise<string | undefined> {
    const path = pathOf(uri);
    const located = path === undefined ? undefined : await this.#world.locate(path);
    if (located === undefined || this.#byRoot.has(located.root)) return located?.root;
    const { root, folder } = located;
    const { sources, before } = await this.#world.open(root);
    // Somebody else may have opened it meanwhile.
    if (this.#byRoot.has(root)) return root;
    const addresses = new Addresses(root, { uri, real: folder });
    const session = new Session(addresses, { sources, before, today: this.#world.today });
    this.#byRoot.set(root, session);
    for (const [open, text] of this.#texts) if (session.holds(open)) session.edit(open, text);
    return root;
  }

  /** Forgets the universe of a folder that the workspace has no more, unless another folder of it stays. */
  closeFolder(uri: string): void {
    const root = this.#folders.get(uri);
    this.#folders.delete(uri);
    if (root === undefined || [...this.#folders.values()].includes(root)) return;
    const session = this.#byRoot.get(root);
    this.#byRoot.delete(root);
    for (const document of session?.everything().keys() ?? []) this.#tell(document, []);
  }

  /** Tells of everything that is wrong anywhere. */
  tellAll(): void {
    for (const session of this.#byRoot.values()) this.#tellOf(session.everything());
  }

  /** Learns what changes are measured against, so that the first who asks for lenses need not wait, and tells what follows. */
  async learnBases(): Promise<void> {
    for (const session of this.#byRoot.values())
      if ((await session.before()) !== undefined) this.#tellOf(session.spent());
  }

  /** A document is opened or says something else. */
  async write(uri: string, text: string): Promise<void> {
    this.#texts.set(uri, text);
    const session = this.of(uri);
    if (session !== undefined) await this.#edit(session, uri, text);
    else await this.#settle(uri);
  }

  /** A document is closed: without a save it is again what stands on the disk. */
  async close(uri: string): Promise<void> {
    this.#texts.delete(uri);
    if (this.#alone.delete(uri)) this.#tell(uri, []);
    else await this.changed([uri]);
  }

  /** These changed on the disk, documents and folders. */
  async changed(uris: readonly string[]): Promise<void> {
    const others: string[] = [];
    for (const uri of uris) if (!(await this.#documentChanged(uri))) others.push(uri);
    if (others.length === 0) return;
    for (const session of this.#byRoot.values())
      if (holdsFolder(session, others)) await this.#discover(session);
  }

  /** Follows a document that changed; whether it is one, and none that nobody holds. */
  async #documentChanged(uri: string): Promise<boolean> {
    const path = pathOf(uri);
    if (this.#texts.has(uri) || path === undefined) return true;
    const session = this.of(uri);
    if (session !== undefined) {
      const text = await this.#world.readText(path);
      if (!this.#texts.has(uri)) await this.#edit(session, uri, text);
      return true;
    }
    if (baseName(path) !== universePath) return false;
    await this.#appeared(uri);
    return true;
  }

  async #edit(session: Session, uri: string, text: string | undefined): Promise<void> {
    const { globs } = session;
    this.#tellOf(session.edit(uri, text));
    if (session.path(uri) !== universePath) return;
    for (const alone of this.#alone.values())
      if (alone.root === session.root) this.#tellOf(alone.edit(uri, text));
    if (globs !== session.globs) await this.#discover(session);
  }

  /** Other folders belong to a universe now: those that came are read, and those that went are nobody's or stand no more. */
  async #discover(session: Session): Promise<void> {
    const { globs } = session;
    const found = await this.#world.intents(session.root, globs.split(" "));
    // While they were read somebody wrote other globs: that edit looks again.
    if (globs !== session.globs) return;
    const texts = new Map<string, string | undefined>();
    for (const path of session.workspace.paths) {
      const uri = session.uri(path);
      const isOpen = session.holds(uri) && this.#texts.has(uri);
      if (path !== universePath && !isOpen) texts.set(path, undefined);
    }
    for (const { path, text } of found) texts.set(path, this.#texts.get(session.uri(path)) ?? text);
    this.#tellOf(session.editAll(texts));
    await this.#settleAgain();
  }

  /** A universe stands where none stood. */
  async #appeared(uri: string): Promise<void> {
    await this.#openAround(folderUri(uri));
    await this.#settleAgain();
    this.tellAll();
  }

  /** Documents that are open find their place anew. */
  async #settleAgain(): Promise<void> {
    for (const uri of this.#alone.keys())
      if ([...this.#byRoot.values()].some((one) => one.holds(uri))) this.#alone.delete(uri);
    for (const uri of this.#texts.keys()) if (!this.#alone.has(uri)) await this.#settle(uri);
  }

  /** Finds the place of a document that no open universe holds: another universe, or none. */
  async #settle(uri: string): Promise<void> {
    const path = pathOf(uri);
    if (path === undefined || !(isIntent(path) || baseName(path) === universePath)) return;
    const looking = this.#settling.get(uri) ?? this.#look(uri, path);
    this.#settling.set(uri, looking);
    await looking;
    this.#settling.delete(uri);
  }

  async #look(uri: string, path: string): Promise<void> {
    const roots = new Set(this.#byRoot.keys());
    const root = this.of(uri) === undefined ? await this.#openAround(folderUri(uri)) : undefined;
    const opened = root === undefined || roots.has(root) ? undefined : this.#byRoot.get(root);
    if (opened !== undefined) this.#tellOf(opened.everything());
    // It may have been closed, or have got another text.
    const text = this.#texts.get(uri);
    if (text === undefined) return;
    const session = this.of(uri) ?? (isIntent(path) ? this.#standAlone(uri, path) : undefined);
    if (session !== undefined) this.#tellOf(session.edit(uri, text));
  }

  #standAlone(uri: string, path: string): Session {
    const around = [...this.#byRoot.values()].find((one) => one.path(uri) !== undefined);
    const root = around?.root ?? folderOf(path);
    const inside = around?.path(uri) ?? baseName(path);
    const because =
      around === undefined
        ? "no universe.lisp stands in its folder or above"
        : `no glob of \`services\` in ${universePath} names its folder`;
    const universe = around?.workspace.text(universePath) ?? loneUniverse;
    const session = new Session(new Addresses(root), {
      sources: [{ path: universePath, text: universe }],
      alone: { path: inside, because },
      today: this.#world.today,
    });
    this.#alone.set(uri, session);
    return session;
  }

  #tellOf(all: ReadonlyMap<string, readonly Told[]>): void {
    for (const [uri, found] of all) this.#tell(uri, found);
  }
}
