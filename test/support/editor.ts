import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
} from "vscode-languageserver-protocol/node";

const binary = join(import.meta.dirname, "../../dist/flywheel.js");

/** An editor that speaks to the built server over its standard streams, by the protocol's own client library. */
export interface Editor {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly uri: (path: string) => string;
  /** Opens a document, or gives it another text. */
  readonly write: (path: string, text: string) => Promise<void>;
  /** What the server last said is wrong in a document; waits until it has said something since the last change. */
  readonly diagnostics: (path: string) => Promise<readonly Diagnostic[]>;
  /** Says goodbye; gives the server's exit code. */
  readonly close: () => Promise<number | null>;
}

/** Starts the built server for a universe's folder. */
export async function openEditor(root: string): Promise<Editor> {
  const child = spawn(process.execPath, [binary, "lsp", "--stdio"], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const said = new Map<string, readonly Diagnostic[]>();
  const waiting = new Map<string, (told: readonly Diagnostic[]) => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    said.set(uri, diagnostics);
    waiting.get(uri)?.(diagnostics);
    waiting.delete(uri);
  });
  connection.listen();
  const rootUri = pathToFileURL(root).href;
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri,
    capabilities: {},
    workspaceFolders: [{ uri: rootUri, name: "universe" }],
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const uri = (path: string): string => `${rootUri}/${path}`;
  const open = new Set<string>();
  let version = 0;
  return {
    connection,
    initialized,
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
    diagnostics: (path) =>
      new Promise((resolve) => {
        const known = said.get(uri(path));
        if (known === undefined) waiting.set(uri(path), resolve);
        else resolve(known);
      }),
    close: async () => {
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      const code = await exited;
      connection.dispose();
      return code;
    },
  };
}
