import { HostError, type Edit, type Host } from "#intent";

import { bundled } from "../../../../gates/tools/program.ts";
import { connect, hasEnded, type Connection } from "./connection.ts";
import { createDocuments, type Documents } from "./documents.ts";
import { findingsOf, type Finding } from "./findings.ts";
import { listAt, recordAt, textAt } from "./json.ts";
import { createPlaces, pathOf, uriOf, type Place, type Places } from "./places.ts";

export type { Finding } from "./findings.ts";
export type { Place } from "./places.ts";

/** Questions to pyright about one consistent set of texts. Offsets are UTF-16. */
export interface Session {
  /** All edits that renaming the symbol at a place takes, in whatever file; none where nothing can be renamed there. */
  rename(file: string, offset: number, name: string): Promise<readonly Edit[]>;
  /** Where the symbol at a place is declared. */
  definition(file: string, offset: number): Promise<readonly Place[]>;
  /** What an editor shows for the symbol at a place: its kind, name and type. Empty where there is nothing. */
  hover(file: string, offset: number): Promise<string>;
  /**
   * What pyright says of the opened files, or of `only` some, with other texts laid over some of them, at offsets of those
   * texts. The next question of another kind is about the original texts again.
   */
  diagnose(
    texts: ReadonlyMap<string, string>,
    only?: ReadonlySet<string>,
  ): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Absolute root that the paths of `texts` are relative to. */
  readonly root: string;
  /** Folder of the service, relative to the root: its configuration of pyright is used. */
  readonly directory: string;
  /** Texts by path; they lie over what stands on the disk. */
  readonly texts: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Time for one answer, and for the whole session: a server that hangs must not hang a cascade. */
const sessionMs = 180_000;

/** A running server over one service, which may be asked about one set of texts after another. */
export interface Server {
  /** Makes these texts what the questions are about; a session that was open before ends with it. */
  open(texts: ReadonlyMap<string, string>): Promise<Omit<Session, "close">>;
  close(): Promise<void>;
}

/** Opens a session over a set of texts: {@link openSession}, or one of a server that runs already. */
export type OpenSession = (host: Host, options: SessionOptions) => Promise<Session>;

/** Starts pyright's language server over a service and opens every text in it. */
export async function openSession(host: Host, options: SessionOptions): Promise<Session> {
  const server = await startServer(host, options);
  return { ...(await server.open(options.texts)), close: server.close };
}

type ServiceFolder = Pick<SessionOptions, "root" | "directory">;

const folderOf = ({ root, directory }: ServiceFolder): string =>
  directory === "" || directory === "." ? root : `${root}/${directory}`;

/** Starts pyright's language server over a service; it has no texts yet, and is killed after `timeoutMs`. */
export async function startServer(
  host: Host,
  options: Omit<SessionOptions, "texts">,
  timeoutMs: number = sessionMs,
): Promise<Server> {
  const process = await startProcess(host, options, timeoutMs);
  const { open } = await process.enter(options);
  return { open, close: process.close };
}

/** A running language server, which may be asked about one service after another. */
export interface ServerProcess {
  /** Makes a service what the questions are about; closing it leaves the process running. */
  enter(service: ServiceFolder): Promise<Server>;
  /** Ends the process; one that has ended already is what was wanted. */
  close(): Promise<void>;
}

/** Starts pyright's language server in the folder of a first service; it is killed after `timeoutMs`. */
export async function startProcess(
  host: Host,
  { environment, signal, ...first }: Omit<SessionOptions, "texts">,
  timeoutMs: number = sessionMs,
): Promise<ServerProcess> {
  const interpreters = createInterpreters(host, folderOf(first));
  const learn = async (service: ServiceFolder): Promise<string> => {
    const folder = folderOf(service);
    await interpreters.learn(folder);
    return uriOf(folder);
  };
  const own = await learn(first);
  const running = host.processes.start([host.platform.node, await serverOf(host), "--stdio"], {
    cwd: folderOf(first),
    env: environment,
    timeoutMs,
    signal,
    outputLimit: 1024 * 1024 * 1024,
  });
  const connection = connect(running, (method, params) =>
    method === "workspace/configuration"
      ? listAt(params, "items").map((item) =>
          textAt(item, "section") === "python"
            ? { pythonPath: interpreters.of(textAt(item, "scopeUri")) }
            : {},
        )
      : null,
  );
  const end = async (): Promise<void> => {
    running.kill();
    await running.finished;
  };
  try {
    await greet(connection, host.platform.pid, own);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    enter: entering(connection, learn, own),
    close: async () => {
      try {
        await untilEnded(async () => {
          await connection.request("shutdown", null);
          await connection.notify("exit", null);
        });
      } finally {
        await end();
      }
    },
  };
}

/** Enters and leaves services; the server has entered the folder `own` already. */
function entering(
  connection: Connection,
  learn: (service: ServiceFolder) => Promise<string>,
  own: string,
): ServerProcess["enter"] {
  const entered = new Set([own]);
  const tell = (change: "added" | "removed", uri: string): Promise<void> =>
    connection.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [], [change]: [{ uri, name: "service" }] },
    });
  return async (service) => {
    const uri = await learn(service);
    if (!entered.has(uri)) await tell("added", uri);
    entered.add(uri);
    const documents = createDocuments(connection, service.root);
    return {
      open: async (texts) => {
        await documents.open(texts);
        return questions(connection, createPlaces(service.root, texts), documents);
      },
      close: async () => {
        await untilEnded(async () => {
          await documents.open(new Map());
          await tell("removed", uri);
        });
        entered.delete(uri);
      },
    };
  };
}

/** Says goodbye. To a server that has ended nothing has to be said, and who asked it something was told of its end. */
async function untilEnded(goodbye: () => Promise<void>): Promise<void> {
  try {
    await goodbye();
  } catch (error) {
    if (!hasEnded(error)) throw error;
  }
}

async function greet(connection: Connection, processId: number, folder: string): Promise<void> {
  await connection.request("initialize", {
    processId,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: "service" }],
    capabilities: {
      workspace: {
        configuration: true,
        workspaceFolders: true,
        workspaceEdit: { documentChanges: true },
      },
      // With pulled diagnostics an answer belongs to a question; pushed ones come whenever the server likes.
      textDocument: {
        hover: { contentFormat: ["plaintext"] },
        diagnostic: { dynamicRegistration: true },
      },
    },
  });
  await connection.notify("initialized", {});
}

const asOpened: ReadonlyMap<string, string> = new Map();

function questions(
  connection: Connection,
  places: Places,
  documents: Documents,
): Omit<Session, "close"> {
  return {
    rename: async (file, offset, newName) => {
      await documents.lay(asOpened);
      const result = await connection.request("textDocument/rename", {
        ...places.at(file, offset),
        newName,
      });
      return changesOf(result).flatMap(({ uri, edits }) =>
        edits.flatMap((edit) => places.edit(uri, edit)),
      );
    },
    definition: async (file, offset) => {
      await documents.lay(asOpened);
      const result = await connection.request("textDocument/definition", places.at(file, offset));
      const found = Array.isArray(result) ? result : [result];
      return found.flatMap((each) => places.place(each));
    },
    hover: async (file, offset) => {
      await documents.lay(asOpened);
      const result = await connection.request("textDocument/hover", places.at(file, offset));
      return textAt(recordAt(result, "contents"), "value");
    },
    diagnose: async (texts, only) => {
      const findings: Finding[] = [];
      for (const [file, text] of await documents.lay(texts)) {
        if (only?.has(file) === false) continue;
        const report = await connection.request("textDocument/diagnostic", {
          textDocument: { uri: documents.uriOf(file) },
        });
        findings.push(...findingsOf(file, text, report));
      }
      return findings;
    },
  };
}

/** A workspace edit in either of the protocol's two spellings. */
function changesOf(
  result: unknown,
): readonly { readonly uri: string; readonly edits: readonly unknown[] }[] {
  const documents = listAt(result, "documentChanges");
  if (documents.length > 0)
    return documents.map((each) => ({
      uri: textAt(recordAt(each, "textDocument"), "uri"),
      edits: listAt(each, "edits"),
    }));
  const changes = recordAt(result, "changes");
  return Object.keys(changes).map((uri) => ({ uri, edits: listAt(changes, uri) }));
}

async function serverOf(host: Host): Promise<string> {
  const server = await bundled(host, "pyright/langserver.index.js");
  if (server !== undefined) return server;
  throw new HostError("tool-missing", "pyright's language server is missing.", {
    cure: "Run `npm ci` in Flywheel's folder.",
  });
}

interface Interpreters {
  /** Looks up the interpreter of a folder. */
  learn(folder: string): Promise<void>;
  /** The interpreter of a folder by its address; of the first one where the address is empty. */
  of(uri: string): string | undefined;
}

function createInterpreters(host: Host, first: string): Interpreters {
  // By path: the server encodes an address in its own way.
  const known = new Map<string, string>();
  return {
    learn: async (folder) => {
      known.set(folder, await interpreterOf(host, folder));
    },
    // What is asked of no folder in particular is asked of the first.
    of: (uri) => known.get(uri === "" ? first : pathOf(uri)),
  };
}

/** The interpreter of the service's own environment; the system's where it has none. */
async function interpreterOf(host: Host, folder: string): Promise<string> {
  const own = `${folder}/.venv/bin/python`;
  return (await host.files.stat(own)) === undefined ? "python3" : own;
}
