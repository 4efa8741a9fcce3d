import {
  applyEdits,
  completionsAt,
  formatText,
  hoverOf,
  hoverOfForm,
  declarationOf,
  lensesOf,
  occurrencesIn,
  renameEdits,
  renameProblem,
  symbolAt,
  tokenKinds,
  tokensOf,
  usersOf,
  Workspace,
  type Completion,
  type Diagnostic,
  type Edit,
  type Model,
  type Occurrence,
  type Source,
} from "#intent";
import {
  CompletionItemKind,
  DiagnosticSeverity,
  InsertTextFormat,
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
import type { Addresses } from "./addresses.ts";
import { positionsOf, type Positions } from "./positions.ts";

/** A place in a document, as an editor says it. */
export interface Place {
  readonly uri: string;
  readonly position: Position;
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

const itemKinds: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  form: CompletionItemKind.Keyword,
  option: CompletionItemKind.Property,
  type: CompletionItemKind.Class,
  name: CompletionItemKind.Reference,
  word: CompletionItemKind.EnumMember,
};

/** One universe that an editor has open: answers in the editor's terms, from the workspace alone. */
export class Session {
  readonly workspace: Workspace;
  readonly #addresses: Addresses;
  /** The model that changes are measured against; absent where no commit holds one. */
  readonly #before: Model | undefined;

  constructor(addresses: Addresses, sources: readonly Source[], before?: Model) {
    this.#addresses = addresses;
    this.#before = before;
    this.workspace = new Workspace(sources);
  }

  uri = (path: string): string => this.#addresses.uri(path);

  /** Path of a document below the root; `undefined` for one that is elsewhere. */
  path = (uri: string): string | undefined => this.#addresses.path(uri);

  /** Takes a text and gives what is wrong now in each document that it may concern. */
  edit(uri: string, text: string | undefined): ReadonlyMap<string, readonly Told[]> {
    const path = this.path(uri);
    if (path === undefined || this.workspace.text(path) === text) return new Map();
    // A document that is no intent is nobody's service.
    if (!/(?:^|\/)(?:[^/]+\.)?intent\.lisp$|^universe\.lisp$/.test(path)) return new Map();
    const touched = this.workspace.edit(path, text);
    return new Map([...touched].map((one) => [this.uri(one), this.diagnostics(one)]));
  }

  diagnostics(path: string): readonly Told[] {
    const positions = this.#positions(path);
    if (positions === undefined) return [];
    return this.workspace.diagnostics(path).map((one) => ({
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

  complete({ uri, position }: Place): CompletionItem[] {
    const at = this.#at(uri, position);
    const { model } = this.workspace;
    if (at === undefined || model === undefined) return [];
    const service = this.workspace.service(at.path);
    const found = completionsAt(model, at.tree, at.offset, {
      file: at.file,
      ...(service === undefined ? {} : { service }),
    });
    return found.map((one, index) => ({
      label: one.label,
      kind: itemKinds[one.kind],
      detail: one.detail,
      sortText: String(index).padStart(5, "0"),
      ...(one.insert === undefined
        ? {}
        : { insertText: one.insert, insertTextFormat: InsertTextFormat.Snippet }),
    }));
  }

  hover({ uri, position }: Place): Hover | null {
    const at = this.#at(uri, position);
    const { model } = this.workspace;
    if (at === undefined || model === undefined) return null;
    const symbol = symbolAt(this.workspace, at.path, at.offset);
    const told =
      (symbol && hoverOf(model, symbol, usersOf(model, symbol.symbol))) ??
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
    return (found && this.#location(found.file, found.span)) ?? null;
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
    const left = this.#leftBy(edits);
    return left === undefined ? { changes: this.#changes(edits) } : `this would leave: ${left}`;
  }

  /** What would be wrong with some edits and is not now: they are made, looked at, and taken back. */
  #leftBy(edits: readonly Edit[]): string | undefined {
    const before = new Map<string, string>();
    const errors = (): Map<string, Diagnostic> => {
      const found = this.workspace.paths.flatMap((path) => this.workspace.diagnostics(path));
      const wrong = found.filter(({ severity }) => severity === "error");
      return new Map(wrong.map((one) => [`${one.file} ${one.code} ${one.message}`, one]));
    };
    const known = errors();
    for (const [path, own] of Map.groupBy(edits, ({ file }) => file)) {
      const text = this.workspace.text(path) ?? "";
      before.set(path, text);
      this.workspace.edit(path, applyEdits(text, own) ?? text);
    }
    const left = [...errors()].find(([key]) => !known.has(key))?.[1];
    for (const [path, text] of before) this.workspace.edit(path, text);
    return left && `${left.file}: ${left.message}`;
  }

  format(uri: string): TextEdit[] {
    const path = this.path(uri);
    const text = path === undefined ? undefined : this.workspace.text(path);
    if (path === undefined || text === undefined) return [];
    const [formatted] = formatText(path, text);
    const range = this.#positions(path)?.range({ start: 0, end: text.length });
    return formatted === text || range === undefined ? [] : [{ range, newText: formatted }];
  }

  /** Tokens as LSP packs them: line and column relative to the one before, length, kind, nothing. */
  tokens(uri: string): number[] {
    const path = this.path(uri);
    const tree = path === undefined ? undefined : this.workspace.tree(path);
    const positions = path === undefined ? undefined : this.#positions(path);
    if (path === undefined || tree === undefined || positions === undefined) return [];
    const data: number[] = [];
    let before = { line: 0, character: 0 };
    for (const { start, end, kind } of tokensOf(tree, this.#fileKind(path))) {
      const range = positions.range({ start, end });
      // A token of several lines is told by its first; editors colour the rest by their own grammar.
      if (range.start.line !== range.end.line) continue;
      const { line, character } = range.start;
      const column = line === before.line ? character - before.character : character;
      data.push(line - before.line, column, end - start, tokenKinds.indexOf(kind), 0);
      before = { line, character };
    }
    return data;
  }

  actions(uri: string, range: Range): CodeAction[] {
    const path = this.path(uri);
    const positions = path === undefined ? undefined : this.#positions(path);
    if (path === undefined || positions === undefined) return [];
    const [from, to] = [positions.offset(range.start), positions.offset(range.end)];
    const touches = ({ span }: Diagnostic): boolean => span.start <= to && from <= span.end;
    return this.workspace.diagnostics(path).flatMap((one) =>
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

  lenses(uri: string): CodeLens[] {
    const path = this.path(uri);
    const { model } = this.workspace;
    const service = path === undefined ? undefined : this.workspace.service(path);
    const positions = path === undefined ? undefined : this.#positions(path);
    if (model === undefined || service === undefined || positions === undefined) return [];
    return lensesOf(this.#before, model, service).map(({ span, title }) => ({
      range: positions.range(span),
      command: { title, command: "" },
    }));
  }

  #fileKind = (path: string): "intent.lisp" | "universe.lisp" =>
    path === "universe.lisp" ? "universe.lisp" : "intent.lisp";

  #at(uri: string, position: Position) {
    const path = this.path(uri);
    const tree = path === undefined ? undefined : this.workspace.tree(path);
    const positions = path === undefined ? undefined : this.#positions(path);
    if (path === undefined || tree === undefined || positions === undefined) return undefined;
    return { path, tree, offset: positions.offset(position), file: this.#fileKind(path) };
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
