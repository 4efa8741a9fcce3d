import { PassThrough } from "node:stream";
import { afterEach, expect, test } from "vitest";
import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  createProtocolConnection,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  type FileEvent,
  HoverRequest,
  ReferencesRequest,
  RenameRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { buildModel, type Source } from "#intent";
import { globNames } from "#sentinel";
import { serve } from "../../cli/lsp/server.ts";
import type { LanguageWorld } from "../../cli/lsp/world.ts";
import { greet, type Editor, type Folders } from "../support/editor.ts";
import { intentPath, linkedIntent } from "../../bench/linked.ts";

/** Counts of what a server asked of its world. */
type Asked = Record<keyof LanguageWorld, number>;

/** A disk in memory with one or several universes: texts by absolute path. */
function worldOf(disk: Map<string, string>): {
  readonly world: LanguageWorld;
  readonly asked: Asked;
} {
  const asked: Asked = { locate: 0, open: 0, intents: 0, readText: 0, today: 0 };
  const below = (root: string, globs: readonly string[]): Source[] =>
    [...disk].flatMap(([path, text]) => {
      const inside = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : "";
      const folder = inside.slice(0, Math.max(0, inside.lastIndexOf("/")));
      const isOne = inside.endsWith("intent.lisp") && globs.some((glob) => globNames(glob, folder));
      return isOne ? [{ path: inside, text }] : [];
    });
  const world: LanguageWorld = {
    locate: async (folder) => {
      asked.locate += 1;
      for (let root = folder; root !== ""; root = root.slice(0, root.lastIndexOf("/")))
        if (disk.has(`${root}/universe.lisp`)) return { root, folder };
      return undefined;
    },
    open: async (root) => {
      asked.open += 1;
      const universe = { path: "universe.lisp", text: disk.get(`${root}/universe.lisp`) ?? "" };
      const globs = buildModel([universe])[0]?.universe.services ?? [];
      const sources = [universe, ...below(root, globs)];
      return { sources, before: async () => buildModel(sources)[0] };
    },
    intents: async (root, globs) => {
      asked.intents += 1;
      return below(root, globs);
    },
    readText: async (path) => {
      asked.readText += 1;
      return disk.get(path);
    },
    today: () => {
      asked.today += 1;
      return "2026-11-22";
    },
  };
  return { world, asked };
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** An editor that speaks to a server in this process. */
async function edit(
  world: LanguageWorld,
  root: string,
  folders?: Folders,
  watches?: () => Promise<void>,
): Promise<Editor> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const served = serve(
    createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(up),
      new StreamMessageWriter(down),
    ),
    world,
  );
  const connection = createProtocolConnection(
    new StreamMessageReader(down),
    new StreamMessageWriter(up),
  );
  const editor = await greet(connection, root, folders, watches);
  closing.push(async () => {
    await editor.goodbye();
    expect(await served).toBe(0);
    connection.dispose();
  });
  return editor;
}

const codes = async (editor: Editor, path: string): Promise<readonly unknown[]> =>
  (await editor.diagnostics(path)).map(({ code }) => code);

const universe = (name: string, globs = '"services/*"'): string =>
  `(lang intent 1.0)\n(universe ${name} (services ${globs}))\n`;
const service = (name: string, body = ""): string =>
  `(lang intent 1.0)\n(service ${name} (language rust) ${body})\n`;

test("after the start nothing is read from the disk, whatever is edited and asked", async () => {
  const count = 200;
  const disk = new Map([["/linked/universe.lisp", universe("linked")]]);
  for (let index = 0; index < count; index++)
    disk.set(`/linked/${intentPath(index)}`, linkedIntent(index));
  const { world, asked } = worldOf(disk);
  const editor = await edit(world, "/linked");
  const { today: _, ...read } = asked;
  expect(read).toEqual({ locate: 1, open: 1, intents: 0, readText: 0 });
  for (const index of [0, 7, 199]) {
    const path = intentPath(index);
    const text = linkedIntent(index).replace("(score f64)", "(score strng)");
    await editor.write(path, text);
    expect(await codes(editor, path)).toEqual(["unknown-name"]);
    const before = text.slice(0, text.indexOf(`entity Thing${index}\n`) + 8).split("\n");
    const at = {
      textDocument: { uri: editor.uri(path) },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    };
    const { connection } = editor;
    expect(await connection.sendRequest(HoverRequest.type, at)).not.toBeNull();
    expect(await connection.sendRequest(CompletionRequest.type, at)).not.toBeNull();
    expect(await connection.sendRequest(CodeLensRequest.type, at)).not.toEqual([]);
    const context = { includeDeclaration: true };
    const places = await connection.sendRequest(ReferencesRequest.type, { ...at, context });
    expect(places?.length).toBeGreaterThan(3);
    const named = { ...at, newName: "Other" };
    expect(await connection.sendRequest(RenameRequest.type, named)).not.toBeNull();
  }
  const { today: __, ...after } = asked;
  expect(after).toEqual(read);
});

test("an intent in a folder that no glob names is checked alone, and belongs when a glob names it", async () => {
  const disk = new Map([
    ["/shop/universe.lisp", universe("shop")],
    ["/shop/services/users/intent.lisp", service("users", "(entity User (id i32))")],
  ]);
  const { world } = worldOf(disk);
  const editor = await edit(world, "/shop");
  const draft = "drafts/carts/intent.lisp";
  await editor.write(draft, service("users", "(uses billing (rpc pay)) (entity Cart (of strng))"));
  expect(await codes(editor, draft)).toEqual(["checked-alone", "unknown-name"]);
  // It is no second service of that name, and nobody else hears of it.
  await editor.write("universe.lisp", universe("shop"));
  expect(await codes(editor, "universe.lisp")).toEqual([]);
  await editor.write("universe.lisp", universe("shop", '"services/*" "drafts/*"'));
  await expect.poll(() => codes(editor, draft)).toEqual(["unknown-service", "unknown-name"]);
  // Of two services with one name the first by path stands.
  await expect
    .poll(() => codes(editor, "services/users/intent.lisp"))
    .toEqual(["duplicate-service"]);
  await editor.write("universe.lisp", universe("shop"));
  await expect.poll(() => codes(editor, draft)).toEqual(["checked-alone", "unknown-name"]);
  await expect.poll(() => codes(editor, "services/users/intent.lisp")).toEqual([]);
});

test("while the universe's file is broken, its folders stay what they were", async () => {
  const disk = new Map([
    ["/shop/universe.lisp", universe("shop")],
    ["/shop/services/users/intent.lisp", service("users")],
  ]);
  const { world, asked } = worldOf(disk);
  const editor = await edit(world, "/shop");
  await editor.write("universe.lisp", "(lang intent 1.0)\n(universe shop (serv");
  expect(await codes(editor, "universe.lisp")).not.toEqual([]);
  await editor.write("services/users/intent.lisp", service("users", "(entity"));
  expect(await codes(editor, "services/users/intent.lisp")).not.toContain("checked-alone");
  expect(asked.intents).toBe(0);
});

test("what a lone document is told follows the forms of the universe around it", async () => {
  const forms = "(define-form (kept n) `(entity ,n (id i32)))\n(universe";
  const disk = new Map([["/shop/universe.lisp", universe("shop")]]);
  const editor = await edit(worldOf(disk).world, "/shop");
  await editor.write("drafts/a/intent.lisp", service("a", "(kept Cart)"));
  expect(await codes(editor, "drafts/a/intent.lisp")).toEqual(["checked-alone", "unknown-form"]);
  await editor.write("universe.lisp", universe("shop").replace("(universe", forms));
  await expect.poll(() => codes(editor, "drafts/a/intent.lisp")).toEqual(["checked-alone"]);
});

test("a single file has its universe, or none", async () => {
  const disk = new Map([
    ["/shop/universe.lisp", universe("shop")],
    ["/shop/services/users/intent.lisp", service("users", "(entity User (id i32))")],
    ["/shop/services/billing/intent.lisp", service("billing", "(uses users (entity User))")],
  ]);
  const { world, asked } = worldOf(disk);
  const editor = await edit(world, "/shop", null);
  expect(asked.open).toBe(0);
  await editor.write("services/users/intent.lisp", service("users", "(entity Person (id i32))"));
  expect(await codes(editor, "services/users/intent.lisp")).toEqual([]);
  await expect.poll(() => codes(editor, "services/billing/intent.lisp")).toEqual(["unknown-name"]);
  await editor.write("/elsewhere/intent.lisp", service("alone", "(uses users (entity User))"));
  expect(await codes(editor, "/elsewhere/intent.lisp")).toEqual(["checked-alone"]);
  const hover = await editor.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: editor.uri("/elsewhere/intent.lisp") },
    position: { line: 1, character: 3 },
  });
  expect(JSON.stringify(hover?.contents)).toContain("service");
  // Once it is closed nothing is said of it any more.
  await editor.shut("/elsewhere/intent.lisp");
  expect(await codes(editor, "/elsewhere/intent.lisp")).toEqual([]);
});

test("a universe that appears takes in the documents that stood alone", async () => {
  const disk = new Map<string, string>();
  const editor = await edit(worldOf(disk).world, "/new", null);
  await editor.write("services/a/intent.lisp", service("a"));
  expect(await codes(editor, "services/a/intent.lisp")).toEqual(["checked-alone"]);
  disk.set("/new/universe.lisp", universe("new"));
  await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: editor.uri("universe.lisp"), type: 1 }],
  });
  await expect.poll(() => codes(editor, "services/a/intent.lisp")).toEqual([]);
});

test("a folder that goes takes its intents along, and one that moved is read where it stands", async () => {
  const disk = new Map([
    ["/shop/universe.lisp", universe("shop")],
    ["/shop/services/users/intent.lisp", service("users", "(entity User (id i32))")],
    ["/shop/services/billing/intent.lisp", service("billing", "(uses users (entity User))")],
  ]);
  const { world, asked } = worldOf(disk);
  const editor = await edit(world, "/shop");
  const gone = (...paths: readonly string[]): Promise<void> =>
    editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: paths.map((path): FileEvent => ({
        uri: editor.uri(path),
        type: FileChangeType.Deleted,
      })),
    });
  await expect
    .poll(() => editor.watched)
    .toEqual([expect.stringContaining('"globPattern":"**/*","kind":4')]);
  const users = disk.get("/shop/services/users/intent.lisp") ?? "";
  disk.delete("/shop/services/users/intent.lisp");
  await gone("services/users");
  await expect
    .poll(() => codes(editor, "services/billing/intent.lisp"))
    .toEqual(["unknown-service"]);
  // What no universe holds says nothing, and nothing is read for it.
  await gone("services/billing/target");
  await gone("services/bill");
  disk.set("/shop/services/people/intent.lisp", users);
  await gone("services/");
  await expect.poll(() => codes(editor, "services/billing/intent.lisp")).toEqual([]);
  expect(asked.intents).toBe(2);
  // Many at once are looked at once.
  disk.delete("/shop/services/people/intent.lisp");
  await gone("services/people", "services/billing", "services", "services/people/target");
  await expect
    .poll(() => codes(editor, "services/billing/intent.lisp"))
    .toEqual(["unknown-service"]);
  expect(asked.intents).toBe(3);
});

test.each([
  ["refuses to watch files", () => Promise.reject(new Error("files are not watched here"))],
  ["never says whether it watches files", () => new Promise<void>(() => {})],
])("an editor that %s hears all the same what is wrong", async (_, watches) => {
  const disk = new Map([
    ["/shop/universe.lisp", universe("shop")],
    ["/shop/services/billing/intent.lisp", service("billing", "(uses users (entity User))")],
  ]);
  const editor = await edit(worldOf(disk).world, "/shop", undefined, watches);
  expect(await codes(editor, "services/billing/intent.lisp")).toEqual(["unknown-service"]);
  await editor.write("services/users/intent.lisp", service("users", "(entity User (id i32))"));
  await expect.poll(() => codes(editor, "services/billing/intent.lisp")).toEqual([]);
});

test("two universes in one window know nothing of each other", async () => {
  const disk = new Map([
    ["/one/universe.lisp", universe("one")],
    ["/one/services/users/intent.lisp", service("users", "(entity User (id i32))")],
    ["/two/universe.lisp", universe("two")],
    ["/two/services/users/intent.lisp", service("users", "(entity Person (id i32))")],
    ["/two/services/shop/intent.lisp", service("shop", "(uses users (entity User))")],
  ]);
  const { world, asked } = worldOf(disk);
  const editor = await edit(world, "/one", ["file:///one", "file:///two", "file:///two/services"]);
  expect(asked.open).toBe(2);
  expect(await codes(editor, "/two/services/shop/intent.lisp")).toEqual(["unknown-name"]);
  await editor.write("/two/services/users/intent.lisp", service("users", "(entity User (id i32))"));
  await expect.poll(() => codes(editor, "/two/services/shop/intent.lisp")).toEqual([]);
  await editor.write(
    "/one/services/users/intent.lisp",
    service("users", "(entity Other (id i32))"),
  );
  expect(await codes(editor, "/one/services/users/intent.lisp")).toEqual([]);
  expect(await codes(editor, "/two/services/shop/intent.lisp")).toEqual([]);
  const folders = (added: readonly string[], removed: readonly string[]) => ({
    event: {
      added: added.map((uri) => ({ uri, name: uri })),
      removed: removed.map((uri) => ({ uri, name: uri })),
    },
  });
  await editor.write("/two/services/users/intent.lisp", service("users", "(entity Else (id i32))"));
  await expect
    .poll(() => codes(editor, "/two/services/shop/intent.lisp"))
    .toEqual(["unknown-name"]);
  const left = editor.nextDiagnostics("/two/services/shop/intent.lisp");
  await editor.connection.sendNotification(
    DidChangeWorkspaceFoldersNotification.type,
    folders([], ["file:///two", "file:///two/services"]),
  );
  expect(await left).toEqual([]);
});

test("forms that a universe or a file defines are completed, explained and found", async () => {
  const forms = `(define-form (kept name . fields) \`(entity ,name ,@fields (stamps)))
(define-form (stamps) \`(created-at timestamp))
(define-form (money name) \`(,name i64 :min 0))
(universe`;
  const text = `(lang intent 1.0)
(define-form (kept-twice name) \`(kept ,name (id uuid :key)))
(service users (language rust)
  (kept-twice User)
  (entity Plan
    (money price)))
`;
  const disk = new Map([
    ["/shop/universe.lisp", universe("shop").replace("(universe", forms)],
    ["/shop/services/users/intent.lisp", text],
  ]);
  const editor = await edit(worldOf(disk).world, "/shop");
  const { connection } = editor;
  const at = (line: number, character: number) => ({
    textDocument: { uri: editor.uri("services/users/intent.lisp") },
    position: { line, character },
  });
  const labels = async (line: number, character: number): Promise<readonly string[]> => {
    const found = await connection.sendRequest(CompletionRequest.type, at(line, character));
    return (Array.isArray(found) ? found : (found?.items ?? [])).map(({ label }) => label);
  };
  const inService = await labels(3, 4);
  expect(inService).toEqual(expect.arrayContaining(["entity", "kept", "kept-twice"]));
  expect(inService).not.toContain("money");
  expect(await labels(5, 7)).toEqual(["stamps", "money"]);
  const hover = await connection.sendRequest(HoverRequest.type, at(5, 7));
  expect(JSON.stringify(hover?.contents)).toContain("(define-form (money name)");
  expect(await connection.sendRequest(DefinitionRequest.type, at(3, 6))).toMatchObject({
    uri: editor.uri("services/users/intent.lisp"),
    range: { start: { line: 1, character: 14 } },
  });
  expect(await connection.sendRequest(DefinitionRequest.type, at(5, 7))).toMatchObject({
    uri: editor.uri("universe.lisp"),
  });
});

test("a rename that a template does not follow is refused with the place that it would leave wrong", async () => {
  const text = `(lang intent 1.0)
(service users (language rust)
  (enum Plan free pro)
  (planned User))
`;
  const forms = "(define-form (planned n) `(entity ,n (plan Plan :default free)))\n(universe";
  const disk = new Map([
    ["/shop/universe.lisp", universe("shop").replace("(universe", forms)],
    ["/shop/services/users/intent.lisp", text],
  ]);
  const editor = await edit(worldOf(disk).world, "/shop");
  const rename = (newName: string, character: number): Promise<unknown> =>
    editor.connection.sendRequest(RenameRequest.type, {
      textDocument: { uri: editor.uri("services/users/intent.lisp") },
      position: { line: 2, character },
      newName,
    });
  await expect(rename("basic", 14)).rejects.toThrow(
    "this would leave: services/users/intent.lisp:4: `free` is no",
  );
  expect(await rename("paid", 18)).toMatchObject({ changes: {} });
});

test("an accepted break whose day is past is told", async () => {
  const broken = (until: string): string =>
    service("users", `(entity User (id i32)) (allow-break User.id :until "${until}")`);
  const disk = new Map([
    ["/shop/universe.lisp", universe("shop")],
    ["/shop/services/users/intent.lisp", broken("2026-11-21")],
  ]);
  const editor = await edit(worldOf(disk).world, "/shop");
  expect(await codes(editor, "services/users/intent.lisp")).toEqual(["break-expired"]);
  await editor.write("services/users/intent.lisp", broken("2026-11-22"));
  expect(await codes(editor, "services/users/intent.lisp")).toEqual([]);
});

test("a name whose :was is spent is told once the base is known, with the edit that keeps the wire", async () => {
  const path = "services/users/intent.lisp";
  const text = service("users", "(entity User (display-name string :was name))");
  const disk = new Map([
    ["/shop/universe.lisp", universe("shop")],
    [`/shop/${path}`, text],
  ]);
  const editor = await edit(worldOf(disk).world, "/shop");
  expect(await codes(editor, path)).toEqual(["was-spent"]);
  const character = text.split("\n")[1]?.indexOf(":was") ?? 0;
  const place = { line: 1, character };
  const [action] =
    (await editor.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: editor.uri(path) },
      range: { start: place, end: place },
      context: { diagnostics: [] },
    })) ?? [];
  expect(action?.title).toBe('write :wire "name" in its place');
  await editor.write(path, text.replace(":was name", ':wire "name"'));
  expect(await codes(editor, path)).toEqual([]);
});

test("what a glob names by its path", () => {
  const check = (glob: string, folders: Readonly<Record<string, boolean>>): void => {
    for (const [folder, named] of Object.entries(folders))
      expect(globNames(glob, folder), `${glob} ${folder}`).toBe(named);
  };
  check("services/*", { "services/a": true, services: false, "services/a/b": false, "": false });
  check("teams/**", { teams: true, "teams/a": true, "teams/a/b": true, other: false });
  check("**", { a: true, "a/node_modules": false, "a/target/b": false, "": false });
  check("./a?/b", { "ab/b": true, "a/b": false, "abc/b": false });
  check("*", { node_modules: false, a: true });
});
