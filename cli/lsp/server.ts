import { tokenKinds } from "#intent";
import {
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  DidChangeWatchedFilesNotification,
  WatchKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  type Position,
} from "vscode-languageserver";
import { Universes } from "./universes.ts";
import type { LanguageWorld } from "./world.ts";

const capabilities: InitializeResult["capabilities"] = {
  textDocumentSync: TextDocumentSyncKind.Full,
  completionProvider: { triggerCharacters: ["(", ":", " ", "/"] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentFormattingProvider: true,
  codeActionProvider: { codeActionKinds: ["quickfix"] },
  codeLensProvider: {},
  semanticTokensProvider: {
    legend: { tokenTypes: [...tokenKinds], tokenModifiers: [] },
    full: true,
  },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** Folders that an editor opens: all of its workspace, or the one that older editors know; none for a single file. */
const foldersOf = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] =>
  workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);

/** Intents that change outside of the editor, and folders that go: those say nothing of the files in them. */
const watchers = [
  { globPattern: "**/*.lisp" },
  { globPattern: "**/*", kind: WatchKind.Delete },
] as const;

/** Answers an editor until it hangs up; resolves with the exit code of the protocol (1 where it left without goodbye). */
export function serve(connection: Connection, world: LanguageWorld): Promise<0 | 1> {
  const universes = new Universes(
    world,
    (uri, diagnostics) => void connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] }),
  );
  let goodbye = false;
  let hasFolders = false;
  let watches = false;
  connection.onInitialize(async (asked) => {
    const { workspace } = asked.capabilities;
    hasFolders = workspace?.workspaceFolders === true;
    watches = workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    for (const folder of foldersOf(asked)) await universes.openFolder(folder);
    return { capabilities, serverInfo: { name: "flywheel" } };
  });
  connection.onInitialized(async () => {
    if (hasFolders) followFolders(connection, universes);
    universes.tellAll();
    if (watches) void askToWatch(connection);
    await universes.learnBases();
  });
  followTexts(connection, universes);
  answerRequests(connection, universes);
  return new Promise((resolve) => {
    connection.onShutdown(() => {
      goodbye = true;
    });
    connection.onExit(() => resolve(goodbye ? 0 : 1));
    connection.listen();
  });
}

/** Nothing waits for the answer: an editor that cannot watch, or says nothing, is answered as well as any other. */
async function askToWatch(connection: Connection): Promise<void> {
  try {
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [...watchers],
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    connection.console.warn(`What changes outside of the editor is not heard of: ${reason}`);
  }
}

/** Folders come to the workspace and go while the server runs. */
function followFolders(connection: Connection, universes: Universes): void {
  connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
    for (const { uri } of removed) universes.closeFolder(uri);
    for (const { uri } of added) await universes.openFolder(uri);
    universes.tellAll();
    await universes.learnBases();
  });
}

/** Follows what documents say, as they are typed and as they stand on the disk. */
function followTexts(connection: Connection, universes: Universes): void {
  connection.onDidOpenTextDocument(({ textDocument: { uri, text } }) => universes.write(uri, text));
  connection.onDidChangeTextDocument(async ({ textDocument: { uri }, contentChanges }) => {
    const text = contentChanges.at(-1)?.text;
    if (text !== undefined) await universes.write(uri, text);
  });
  connection.onDidChangeWatchedFiles(({ changes }) =>
    universes.changed(changes.map(({ uri }) => uri)),
  );
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => universes.close(uri));
}

interface AskedPlace {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** Answers what an editor asks of a place or a document; nothing, where it belongs to no universe and is no intent. */
function answerRequests(connection: Connection, universes: Universes): void {
  const at = ({ textDocument, position }: AskedPlace) => ({ uri: textDocument.uri, position });
  const session = ({ textDocument }: Pick<AskedPlace, "textDocument">) =>
    universes.settled(textDocument.uri);
  connection.onCompletion(async (asked) => (await session(asked))?.complete(at(asked)) ?? []);
  connection.onHover(async (asked) => (await session(asked))?.hover(at(asked)) ?? null);
  connection.onDefinition(async (asked) => (await session(asked))?.definition(at(asked)) ?? null);
  connection.onReferences(
    async (asked) =>
      (await session(asked))?.references(at(asked), asked.context.includeDeclaration) ?? [],
  );
  connection.onPrepareRename(async (asked) => (await session(asked))?.renamed(at(asked)) ?? null);
  connection.onRenameRequest(async (asked) => {
    const renamed = (await session(asked))?.rename(at(asked), asked.newName) ?? null;
    return typeof renamed === "string"
      ? new ResponseError(LSPErrorCodes.RequestFailed, renamed)
      : renamed;
  });
  connection.onDocumentFormatting(
    async (asked) => (await session(asked))?.format(asked.textDocument.uri) ?? [],
  );
  connection.onCodeAction(
    async (asked) => (await session(asked))?.actions(asked.textDocument.uri, asked.range) ?? [],
  );
  connection.onCodeLens(
    async (asked) => (await session(asked))?.lenses(asked.textDocument.uri) ?? [],
  );
  connection.languages.semanticTokens.on(async (asked) => ({
    data: (await session(asked))?.tokens(asked.textDocument.uri) ?? [],
  }));
}
