import { tokenKinds, type Model, type Source } from "#intent";
import {
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  type Connection,
  type InitializeResult,
} from "vscode-languageserver";
import { Addresses, pathOf } from "./addresses.ts";
import { Session } from "./session.ts";

/** What the server asks of the world: a universe's texts, what its changes are measured against, one file. */
export interface LanguageWorld {
  /** The universe that holds a folder; `undefined` where none does. */
  readonly open: (folder: string) => Promise<
    | {
        readonly root: string;
        /** The folder that was asked for, symbolic links resolved. */
        readonly folder: string;
        readonly sources: readonly Source[];
        readonly before: Model | undefined;
      }
    | undefined
  >;
  readonly readText: (path: string) => Promise<string | undefined>;
}

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
};

/** Answers an editor until it hangs up; resolves with the exit code of the protocol (1 where it left without goodbye). */
export function serve(connection: Connection, world: LanguageWorld): Promise<0 | 1> {
  let session: Session | undefined;
  let goodbye = false;
  connection.onInitialize(async ({ workspaceFolders, rootUri }) => {
    const folder = workspaceFolders?.[0]?.uri ?? rootUri ?? undefined;
    const path = folder === undefined ? undefined : pathOf(folder);
    const found = path === undefined ? undefined : await world.open(path);
    if (folder !== undefined && found !== undefined) {
      const addresses = new Addresses(found.root, { uri: folder, real: found.folder });
      session = new Session(addresses, found.sources, found.before);
    }
    return { capabilities, serverInfo: { name: "flywheel" } };
  });
  connection.onInitialized(() => {
    for (const path of session?.workspace.paths ?? [])
      void connection.sendDiagnostics({
        uri: session?.uri(path) ?? "",
        diagnostics: [...(session?.diagnostics(path) ?? [])],
      });
  });
  followTexts(connection, world, (uri, text) => session?.edit(uri, text));
  answerRequests(connection, () => session);
  return new Promise((resolve) => {
    connection.onShutdown(() => {
      goodbye = true;
    });
    connection.onExit(() => resolve(goodbye ? 0 : 1));
    connection.listen();
  });
}

/** Follows what documents say, as they are typed and as they stand on the disk, and tells what is wrong. */
function followTexts(
  connection: Connection,
  world: LanguageWorld,
  edit: (uri: string, text: string | undefined) => ReturnType<Session["edit"]> | undefined,
): void {
  const tell = (uri: string, text: string | undefined): void => {
    for (const [document, diagnostics] of edit(uri, text) ?? [])
      void connection.sendDiagnostics({ uri: document, diagnostics: [...diagnostics] });
  };
  // What an editor has open is what it says; the disk has no word in it.
  const open = new Set<string>();
  const fromDisk = async (uri: string): Promise<void> => {
    const path = pathOf(uri);
    const text = path === undefined ? undefined : await world.readText(path);
    if (!open.has(uri)) tell(uri, text);
  };
  connection.onDidOpenTextDocument(({ textDocument }) => {
    open.add(textDocument.uri);
    tell(textDocument.uri, textDocument.text);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    const text = contentChanges.at(-1)?.text;
    if (text !== undefined) tell(textDocument.uri, text);
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri } of changes) await fromDisk(uri);
  });
  // What is closed without a save is again what stands on the disk.
  connection.onDidCloseTextDocument(async ({ textDocument: { uri } }) => {
    open.delete(uri);
    await fromDisk(uri);
  });
}

interface Asked {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

/** Answers what an editor asks of a place or a document; nothing, where no universe is open. */
function answerRequests(connection: Connection, open: () => Session | undefined): void {
  const at = ({ textDocument, position }: Asked) => ({ uri: textDocument.uri, position });
  connection.onCompletion((given) => open()?.complete(at(given)) ?? []);
  connection.onHover((given) => open()?.hover(at(given)) ?? null);
  connection.onDefinition((given) => open()?.definition(at(given)) ?? null);
  connection.onReferences(
    (given) => open()?.references(at(given), given.context.includeDeclaration) ?? [],
  );
  connection.onPrepareRename((given) => open()?.renamed(at(given)) ?? null);
  connection.onRenameRequest((given) => {
    const renamed = open()?.rename(at(given), given.newName) ?? null;
    return typeof renamed === "string"
      ? new ResponseError(LSPErrorCodes.RequestFailed, renamed)
      : renamed;
  });
  connection.onDocumentFormatting(({ textDocument }) => open()?.format(textDocument.uri) ?? []);
  connection.onCodeAction(
    ({ textDocument, range }) => open()?.actions(textDocument.uri, range) ?? [],
  );
  connection.onCodeLens(({ textDocument }) => open()?.lenses(textDocument.uri) ?? []);
  connection.languages.semanticTokens.on(({ textDocument }) => ({
    data: open()?.tokens(textDocument.uri) ?? [],
  }));
}
