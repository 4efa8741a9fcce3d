import {
  completionsAt,
  formatText,
  hoverOf,
  hoverOfForm,
  declarationOf,
  definedAt,
  hasErrors,
  hoverOfDefined,
  leftBy,
  lensesOf,
  occurrencesIn,
  renameEdits,
  renameProblem,
  spentNames,
  symbolAt,
  tokensOf,
  Workspace,
  type Diagnostic,
  type Edit,
  type Model,
  type Occurrence,
  type Source,
  type Tree,
} from "#intent";
import {
  DiagnosticSeverity,
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type Diagnostic as Told,
  type Hover,
  type Location,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { folderOf, globNames, joinPath } from "#sentinel";
import type { Addresses } from "./addresses.ts";
import { itemOf } from "./items.ts";
import { told } from "./messages.ts";
import { positionsOf, type Positions } from "./positions.ts";
import { packed } from "./tokens.ts";

/** A place in a document, as an editor says it. */
export interface Place {
  readonly uri: string;
  readonly position: Position;
}

/** The same in a file that is known. */
interface PlaceIn {
  readonly path: string;
  readonly tree: Tree;
  readonly offset: number;
  readonly file: "intent.lisp" | "universe.lisp";
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** Whether a path is one of an intent, wherever it stands. */
export const isIntent = (path: string): boolean => /(?:^|\/)(?:[^/]+\.)?intent\.lisp$/.test(path);

/** What a session is of. */
export interface SessionOptions {
  readonly sources: readonly Source[];
  /** The model that changes of a document are measured against; asked for when somebody asks for lenses. */
  readonly before?: (path?: string) => Promise<Model | undefined>;
  readonly today?: () => string;
  /** A document that is no part of a universe: the only one that is told of, and why it stands alone. */
  readonly alone?: { readonly path: string; readonly because: string };
}

/** The document of a universe itself. */
export const universePath = "universe.lisp";

/** One universe that an editor has open: answers in the editor's terms, from the workspace alone. */
export class Session {
  readonly workspace: Workspace;
  readonly #addresses: Addresses;
  readonly #options: SessionOptions;
  #base: Model | undefined;
  #globs: string;

  constructor(addresses: Addresses, options: SessionOptions) {
    this.#addresses = addresses;
    this.#options = options;
    const { sources, today } = options;
    this.workspace = new Workspace(sources, today === undefined ? {} : { today });
    this.#globs = this.#globsNow() ?? "";
  }

  /** The globs of `services`, parted by spaces; while the universe's file is broken, those that stood there before. */
  get globs(): string {
    return this.#globs;
  }

  #globsNow(): string | undefined {
    const broken = hasErrors(this.workspace.diagnostics(universePath));
    return broken ? undefined : this.workspace.model?.universe.services.join(" ");
  }

  /** The model that changes of a document are measured against. Once it is known, it is told which `:was` are spent. */
  async before(path?: string): Promise<Model | undefined> {
    this.#base = await this.#options.before?.(path);
    return this.#base;
  }

  /** The universe's folder, absolute. */
  get root(): string {
    return this.#addresses.root;
  }

  uri = (path: string): string => this.#addresses.uri(path);

  /** Path of a document below the root; `undefined` for one that is elsewhere. */
  path = (uri: string): string | undefined => this.#addresses.path(uri);

  /** Whether a document is the universe's own or an intent in a folder that a glob of `services` names. */
  holds(uri: string): boolean {
    const path = this.path(uri);
    if (path === undefined) return false;
    if (this.#options.alone !== undefined) return path === this.#options.alone.path;
    if (path === universePath) return true;
    const folder = folderOf(path);
    const own = joinPath(folder, "intent.lisp");
    // Beside an `intent.lisp` no other intent of its folder is read.
    if (!isIntent(path) || (path !== own && this.workspace.text(own) !== undefined)) return false;
    return this.#globs.split(" ").some((glob) => globNames(glob, folder));
  }

  /** Takes a text and gives what is wrong now in each document that has something new to hear, and in this one. */
  edit(uri: string, text: string | undefined): ReadonlyMap<string, readonly Told[]> {
    const path = this.path(uri);
    return path === undefined ? new Map() : this.editAll(new Map([[path, text]]));
  }

  /** Takes several texts by path at once. */
  editAll(texts: ReadonlyMap<string, string | undefined>): ReadonlyMap<string, readonly Told[]> {
    const other = [...texts].filter(([path, text]) => this.workspace.text(path) !== text);
    const { told } = this.workspace.edit(new Map(other));
    this.#globs = this.#globsNow() ?? this.#globs;
    const heard = new Set([...told, ...texts.keys()]);
    return new Map([...heard].filter((path) => this.#tells(path)).map((path) => this.#said(path)));
  }

  /** What is wrong in every document in which something is. */
  everything(): ReadonlyMap<string, readonly Told[]> {
    const all = this.workspace.paths.filter((path) => this.#tells(path));
    return new Map(all.map((path) => this.#said(path)).filter(([, found]) => found.length > 0));
  }

  /** What is wrong in every document that says a `:was` which is spent. */
  spent(): ReadonlyMap<string, readonly Told[]> {
    const all = this.workspace.paths.filter((path) => this.#spent(path).length > 0);
    return new Map(all.map((path) => this.#said(path)));
  }

  #tells = (path: string): boolean => (this.#options.alone?.path ?? path) === path;

  #said = (path: string): [string, readonly Told[]] => [this.uri(path), this.diagnostics(path)];

  diagnostics(path: string): readonly Told[] {
    const positions = this.#positions(path);
    if (positions === undefined) return [];
    return this.#found(path).map((one) => ({
      range: positions.range(one.span),
      severity: severities[one.severity],
      code: one.code,
      source: "flywheel",
      message: one.cure === undefined ? one.message : `${one.message}\n${one.cure}`,
      relatedInformation: (one.notes ?? []).flatMap((note) => {
        const location = note.span && this.#location(note.file ?? path, note.span);
        return location === undefined ? [] : [{ location, message: note.message }];
      }),
    }));
  }

  /** What is wrong in a document; where it stands alone, without what it says of services that nobody sees. */
  #found(path: string): readonly Diagnostic[] {
    const found = this.workspace.diagnostics(path);
    const { alone } = this.#options;
    if (alone === undefined) return [...found, ...this.#spent(path)];
    const span = { start: 0, end: Math.min(1, this.workspace.text(path)?.length ?? 0) };
    return [
      told("checked-alone", path, span, { because: alone.because }),
      ...found.filter(({ code }) => code !== "unknown-service"),
    ];
  }

  /** The base has to be known for that. */
  #spent(path: string): readonly Diagnostic[] {
    const { model } = this.workspace;
    const service = this.workspace.service(path);
    const tree = this.workspace.tree(path);
    return model === undefined || service === undefined || tree === undefined || !this.#base
      ? []
      : spentNames(this.#base, model, service, tree);
  }

  complete({ uri, position }: Place): CompletionItem[] {
    const at = this.#at(uri, position);
    const { model } = this.workspace;
    if (at === undefined || model === undefined) return [];
    const service = this.workspace.service(at.path);
    const found = completionsAt(model, at.tree, at.offset, {
      file: at.file,
      defined: this.workspace.definedForms(at.path),
      ...(service === undefined ? {} : { service }),
    });
    return found.map(itemOf);
  }

  hover({ uri, position }: Place): Hover | null {
    const at = this.#at(uri, position);
    const { model } = this.workspace;
    if (at === undefined || model === undefined) return null;
    const symbol = symbolAt(this.workspace, at.path, at.offset);
    const call = this.#call(at);
    const told =
      (symbol && hoverOf(model, symbol, this.workspace.usersOf(symbol.symbol))) ??
      (call && hoverOfDefined(call)) ??
      hoverOfForm(at.tree, at.offset, at.file);
    if (told === undefined) return null;
    const range = this.#positions(at.path)?.range(told.span);
    return {
      contents: { kind: "markdown", value: told.markdown },
      ...(range === undefined ? {} : { range }),
    };
  }

  definition(place: Place): Location | null {
    const symbol = this.#symbol(place);
    const found = symbol && declarationOf(this.workspace, symbol.symbol);
    if (found !== undefined) return this.#location(found.file, found.span) ?? null;
    const at = this.#at(place.uri, place.position);
    const { form } = (at && this.#call(at)) ?? {};
    return (form && this.#location(form.file, form.nameSpan)) ?? null;
  }

  references(place: Place, withDeclaration: boolean): Location[] {
    const symbol = this.#symbol(place);
    if (symbol === undefined) return [];
    return occurrencesIn(this.workspace, symbol.symbol)
      .filter(({ role }) => withDeclaration || role === "reference")
      .flatMap(({ file, span }) => this.#location(file, span) ?? []);
  }

  /** The name that a rename would change; `null` where none stands. */
  renamed(place: Place): { range: Range; placeholder: string } | null {
    const symbol = this.#symbol(place);
    const path = this.path(place.uri);
    if (symbol === undefined || path === undefined) return null;
    const range = this.#positions(path)?.range(symbol.span);
    const text = this.workspace.text(path)?.slice(symbol.span.start, symbol.span.end);
    return range === undefined || text === undefined ? null : { range, placeholder: text };
  }

  /** The edits of a rename; a sentence where it cannot be done; `null` where nothing stands there. */
  rename(place: Place, name: string): WorkspaceEdit | string | null {
    const symbol = this.#symbol(place);
    const problem = symbol && renameProblem(this.workspace, symbol.symbol, name);
    if (problem !== undefined) return problem;
    const edits = symbol && renameEdits(this.workspace, symbol.symbol, name);
    if (edits === undefined) return null;
    const left = leftBy(this.workspace, edits);
    return left === undefined ? { changes: this.#changes(edits) } : `this would leave: ${left}`;
  }

  format(uri: string): TextEdit[] {
    const path = this.path(uri);
    const text = path === undefined ? undefined : this.workspace.text(path);
    if (path === undefined || text === undefined) return [];
    const [formatted] = formatText(path, text);
    const range = this.#positions(path)?.range({ start: 0, end: text.length });
    return formatted === text || range === undefined ? [] : [{ range, newText: formatted }];
  }

  tokens(uri: string): number[] {
    const path = this.path(uri);
    const tree = path === undefined ? undefined : this.workspace.tree(path);
    const positions = path === undefined ? undefined : this.#positions(path);
    if (path === undefined || tree === undefined || positions === undefined) return [];
    return packed(tokensOf(tree, this.#fileKind(path)), positions);
  }

  actions(uri: string, range: Range): CodeAction[] {
    const path = this.path(uri);
    const positions = path === undefined ? undefined : this.#positions(path);
    if (path === undefined || positions === undefined) return [];
    const [from, to] = [positions.offset(range.start), positions.offset(range.end)];
    const touches = ({ span }: Diagnostic): boolean => span.start <= to && from <= span.end;
    return this.#found(path).flatMap((one) =>
      one.fix === undefined || !touches(one)
        ? []
        : [
            {
              title: one.fix.title,
              kind: "quickfix",
              edit: { changes: this.#changes(one.fix.edits) },
            },
          ],
    );
  }

  async lenses(uri: string): Promise<CodeLens[]> {
    const path = this.path(uri);
    const before = await this.before(path);
    const { model } = this.workspace;
    const service = path === undefined ? undefined : this.workspace.service(path);
    const positions = path === undefined ? undefined : this.#positions(path);
    if (model === undefined || service === undefined || positions === undefined) return [];
    return lensesOf(before, model, service, (symbol) => this.workspace.usersOf(symbol)).map(
      ({ span, title }) => ({
        range: positions.range(span),
        command: { title, command: "" },
      }),
    );
  }

  #fileKind = (path: string): "intent.lisp" | "universe.lisp" =>
    path === universePath ? "universe.lisp" : "intent.lisp";

  #at(uri: string, position: Position): PlaceIn | undefined {
    const path = this.path(uri);
    const tree = path === undefined ? undefined : this.workspace.tree(path);
    const positions = path === undefined ? undefined : this.#positions(path);
    if (path === undefined || tree === undefined || positions === undefined) return undefined;
    return { path, tree, offset: positions.offset(position), file: this.#fileKind(path) };
  }

  /** The call of a defined form at a place. */
  #call({ path, tree, offset, file }: PlaceIn) {
    return definedAt(tree, offset, file, this.workspace.definedForms(path));
  }

  #symbol({ uri, position }: Place): Occurrence | undefined {
    const at = this.#at(uri, position);
    return at && symbolAt(this.workspace, at.path, at.offset);
  }

  #positions(path: string): Positions | undefined {
    const tree = this.workspace.tree(path);
    return tree && positionsOf(tree, tree.text);
  }

  #location(path: string, span: { start: number; end: number }): Location | undefined {
    const range = this.#positions(path)?.range(span);
    return range && { uri: this.uri(path), range };
  }

  #changes(edits: readonly Edit[]): Record<string, TextEdit[]> {
    const changes: Record<string, TextEdit[]> = {};
    for (const { file, start, end, text } of edits) {
      const range = this.#positions(file)?.range({ start, end });
      if (range !== undefined) (changes[this.uri(file)] ??= []).push({ range, newText: text });
    }
    return changes;
  }
}
