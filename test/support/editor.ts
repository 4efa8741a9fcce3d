import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
} from "vscode-languageserver-protocol/node";

const binary = join(import.meta.dirname, "../../dist/flywheel.js");

/** An editor that speaks to a server by the protocol's own client library. */
export interface Editor {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** URI of a path below the root, or of an absolute one. */
  readonly uri: (path: string) => string;
  /** Opens a document, or gives it another text. */
  readonly write: (path: string, text: string) => Promise<void>;
  /** What the server asked the editor to watch, a line each. */
  readonly watched: readonly string[];
  readonly shut: (path: string) => Promise<void>;
  /** What the server last said is wrong in a document; waits until it has said something since the last change. */
  readonly diagnostics: (path: string) => Promise<readonly Diagnostic[]>;
  /** What the server says next is wrong in a document. */
  readonly nextDiagnostics: (path: string) => Promise<readonly Diagnostic[]>;
  /** Says goodbye. */
  readonly goodbye: () => Promise<void>;
}

/** Folders that an editor opens, as URIs; `null` for a single file. The first is the root that older editors know. */
export type Folders = readonly string[] | null;

/**
 * Makes an editor's side of a conversation over a connection that nobody listens to yet. `watches` is what it says to a
 * server that asks it to watch files.
 */
export async function greet(
  connection: ProtocolConnection,
  root: string,
  folders: Folders = [pathToFileURL(root).href],
  watches: () => Promise<void> = () => Promise.resolve(),
): Promise<Editor> {
  const rootUri = pathToFileURL(root).href;
  const uri = (path: string): string =>
    path.startsWith("/") ? pathToFileURL(path).href : `${rootUri}/${path}`;
  const said = new Map<string, readonly Diagnostic[]>();
  const waiting = new Map<string, (told: readonly Diagnostic[]) => void>();
  const next = (path: string): Promise<readonly Diagnostic[]> =>
    new Promise((resolve) => {
      const before = waiting.get(uri(path));
      waiting.set(uri(path), (told) => {
        before?.(told);
        resolve(told);
      });
    });
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    said.set(uri, diagnostics);
    waiting.get(uri)?.(diagnostics);
    waiting.delete(uri);
  });
  const watched: string[] = [];
  connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
    for (const { method, registerOptions } of registrations)
      watched.push(`${method} ${JSON.stringify(registerOptions)}`);
    return watches();
  });
  connection.listen();
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: folders?.[0] ?? null,
    capabilities: {
      workspace: {
        workspaceFolders: true,
        didChangeWatchedFiles: { dynamicRegistration: true },
      },
    },
    workspaceFolders: folders?.map((folder) => ({ uri: folder, name: "universe" })) ?? null,
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const open = new Set<string>();
  let version = 0;
  return {
    connection,
    initialized,
    watched,
    uri,
    write: async (path, text) => {
      said.delete(uri(path));
      version += 1;
      if (open.has(path))
        return connection.sendNotification(DidChangeTextDocumentNotification.type, {
          textDocument: { uri: uri(path), version },
          contentChanges: [{ text }],
        });
      open.add(path);
      return connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uri(path), languageId: "intent", version, text },
      });
    },
    shut: async (path) => {
      said.delete(uri(path));
      open.delete(path);
      return connection.sendNotification(DidCloseTextDocumentNotification.type, {
        textDocument: { uri: uri(path) },
      });
    },
    diagnostics: async (path) => said.get(uri(path)) ?? next(path),
    nextDiagnostics: next,
    goodbye: async () => {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
    },
  };
}

/** Starts the built server over its standard streams; `close` says goodbye and gives its exit code. */
export async function openEditor(
  root: string,
  folders?: Folders,
): Promise<Editor & { readonly close: () => Promise<number | null> }> {
  const child = spawn(process.execPath, [binary, "lsp", "--stdio"], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const editor = await greet(connection, root, folders);
  return {
    ...editor,
    close: async () => {
      await editor.goodbye();
      const code = await exited;
      connection.dispose();
      return code;
    },
  };
}
