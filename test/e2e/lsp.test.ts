import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  HoverRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRequest,
  type Position,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { openEditor } from "../support/editor.ts";
import { git, keptFolder, repositoryWith, writeFiles } from "../support/repository.ts";
import { builtCommand } from "../support/tools.ts";

const files = {
  "universe.lisp": '(lang intent 1.0)\n\n(universe shop\n  (services "services/*"))\n',
  "services/users/intent.lisp": `(lang intent 1.0)

(service users
  "Accounts."
  (language rust)
  (entity User
    "A person."
    (id i32 :key)
    (plan Plan :default free))
  (enum Plan free pro)
  (rpc get-user
    (in (id User.id))
    (out User))
  (event user-created
    (user User)))
`,
  "services/billing/intent.lisp": `(lang intent 1.0)

(service billing
  (language typescript)
  (uses users (rpc get-user) (entity User))
  (entity Invoice
    (id i64 :key)
    (user users/User.id)
    (plan users/Plan))
  (on users/user-created :do open-account))
`,
} as const;
type Path = keyof typeof files;
const users: Path = "services/users/intent.lisp";
const billing: Path = "services/billing/intent.lisp";

const root = realpathSync(keptFolder("flywheel-lsp-"));
let editor: Awaited<ReturnType<typeof openEditor>>;

beforeAll(async () => {
  repositoryWith(root, files);
  editor = await openEditor(root);
});
afterAll(async () => {
  expect(await editor.close()).toBe(0);
});

/** The position `by` characters behind the start of some text that stands once. */
function at(path: Path, text: string, by = 0, source: string = files[path]): Position {
  const offset = source.indexOf(text);
  expect(offset, text).toBeGreaterThan(-1);
  expect(source.indexOf(text, offset + 1), text).toBe(-1);
  const before = source.slice(0, offset + by).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
const place = (path: Path, text: string, by = 0, source: string = files[path]) => ({
  textDocument: { uri: editor.uri(path) },
  position: at(path, text, by, source),
});
const document = (path: Path) => ({ textDocument: { uri: editor.uri(path) } });

/** A text with edits, as an editor applies them. */
function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split("\n");
  const offset = ({ line, character }: Position): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return edits
    .toSorted((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) =>
        now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}

/** What stands at a location. */
function spelt(uri: string, range: { start: Position; end: Position }): string {
  const path = Object.keys(files).find((one) => editor.uri(one) === uri);
  const lines = readFileSync(join(root, path ?? ""), "utf8").split("\n");
  return `${path}:${range.start.line + 1} ${lines[range.start.line]?.slice(range.start.character, range.end.character)}`;
}

test("a mistake is told as it is typed, in the file and in those that it reaches, and goes again", async () => {
  const renamed = files[users].replace("rpc get-user", "rpc find-user");
  await editor.write(billing, files[billing]);
  await editor.diagnostics(billing);
  await editor.write(users, renamed);
  expect(await editor.diagnostics(users)).toEqual([]);
  await expect
    .poll(async () => (await editor.diagnostics(billing)).map(({ code }) => code))
    .toEqual(["unknown-name"]);
  await editor.write(users, files[users]);
  await expect.poll(async () => editor.diagnostics(billing)).toEqual([]);
});

const labels = async (path: Path, text: string, by = 0, source: string = files[path]) => {
  const found = await editor.connection.sendRequest(
    CompletionRequest.type,
    place(path, text, by, source),
  );
  return (Array.isArray(found) ? found : (found?.items ?? [])).map(({ label }) => label);
};

test("completion knows the place: forms, options, types, words, names of others", async () => {
  expect(await labels(users, "(entity User", 1)).toEqual(
    expect.arrayContaining(["entity", "rpc", "machine", "uses"]),
  );
  expect(await labels(users, "(entity User", 1)).not.toContain("language");
  expect(await labels(users, ":key", 1)).toEqual(
    expect.arrayContaining([":default", ":min", ":was"]),
  );
  expect(await labels(users, "(plan Plan", 6)).toEqual(
    expect.arrayContaining(["Plan", "User", "string", "list"]),
  );
  expect(await labels(users, "(language rust", 10)).toEqual(["rust", "typescript", "python"]);
  expect(await labels(users, ":default free", 9)).toEqual(["free", "pro"]);
  expect(await labels(billing, "(rpc get-user", 5)).toEqual(["get-user"]);
  expect(await labels(billing, "(uses users", 6)).toEqual(["users"]);
  expect(await labels(billing, "(on users/", 4)).toEqual(["users/user-created"]);
});

test("hover tells what a symbol is, who uses it, and what a form is for", async () => {
  const told = async (path: Path, text: string, by: number): Promise<string> => {
    const hover = await editor.connection.sendRequest(HoverRequest.type, place(path, text, by));
    return JSON.stringify(hover?.contents ?? null);
  };
  expect(await told(billing, "(rpc get-user", 6)).toContain(
    "(rpc get-user (in (id User.id)) (out User))",
  );
  expect(await told(users, "entity User", 8)).toContain("A person.");
  expect(await told(users, "entity User", 8)).toContain("Used by `billing`");
  expect(await told(users, "(entity User", 2)).toContain("A record with fields.");
  expect(await told(users, ":key", 2)).toContain("identifies the entity");
});

test("definition and references cross services", async () => {
  const found = await editor.connection.sendRequest(
    DefinitionRequest.type,
    place(billing, "users/User.id", 12),
  );
  const [definition] = Array.isArray(found) ? found : [found];
  if (definition === null || definition === undefined || !("uri" in definition))
    throw new Error("no definition");
  expect(spelt(definition.uri, definition.range)).toBe("services/users/intent.lisp:8 id");
  const places = await editor.connection.sendRequest(ReferencesRequest.type, {
    ...place(users, "entity User", 8),
    context: { includeDeclaration: true },
  });
  expect((places ?? []).map(({ uri, range }) => spelt(uri, range)).toSorted()).toEqual([
    "services/billing/intent.lisp:5 User",
    "services/billing/intent.lisp:8 User",
    "services/users/intent.lisp:12 User",
    "services/users/intent.lisp:13 User",
    "services/users/intent.lisp:15 User",
    "services/users/intent.lisp:6 User",
  ]);
});

test("a rename goes through all services and says :was, and the universe checks clean with it", async () => {
  const where = place(users, "entity User", 8);
  expect(await editor.connection.sendRequest(PrepareRenameRequest.type, where)).toMatchObject({
    placeholder: "User",
  });
  const rename = async (path: Path, text: string, by: number, newName: string) => {
    const edit = await editor.connection.sendRequest(RenameRequest.type, {
      ...place(path, text, by),
      newName,
    });
    const texts = new Map<string, string>();
    for (const [path_, text_] of Object.entries(files))
      texts.set(path_, applied(text_, edit?.changes?.[editor.uri(path_)] ?? []));
    return texts;
  };
  const whole = await rename(users, "entity User", 8, "Person");
  expect(whole.get(users)).toContain('(entity Person\n    "A person." :was User');
  expect(whole.get(users)).toContain("(in (id Person.id))");
  expect(whole.get(billing)).toContain("(uses users (rpc get-user) (entity Person))");
  expect(whole.get(billing)).toContain("(user users/Person.id)");
  const field = await rename(billing, "users/User.id", 12, "number");
  expect(field.get(users)).toContain("(number i32 :was id :key)");
  expect(field.get(users)).toContain("(in (id User.number))");
  const variant = await rename(users, "free pro", 5, "paid");
  expect(variant.get(users)).toContain("(enum Plan free (paid :was pro))");
  const named = await rename(users, ":default free", 9, "basic");
  expect(named.get(users)).toContain("(plan Plan :default basic)");
  expect(named.get(users)).toContain("(enum Plan (basic :was free) pro)");
  const rpc = await rename(billing, "(rpc get-user", 6, "find-user");
  expect(rpc.get(users)).toContain("(rpc find-user :was get-user");
  for (const texts of [whole, field, variant, named, rpc]) {
    for (const path of [users, billing]) await editor.write(path, texts.get(path) ?? "");
    for (const path of [users, billing])
      await expect
        .poll(async () => (await editor.diagnostics(path)).filter(({ severity }) => severity === 1))
        .toEqual([]);
  }
  for (const path of [users, billing]) await editor.write(path, files[path]);
});

test("a rename to what is no name, or stands there already, is refused with the reason", async () => {
  const refused = async (
    path: Path,
    text: string,
    by: number,
    newName: string,
  ): Promise<string> => {
    const asked = editor.connection.sendRequest(RenameRequest.type, {
      ...place(path, text, by),
      newName,
    });
    return asked.then(
      () => "renamed",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  };
  expect(await refused(users, "entity User", 8, "Plan")).toContain("stands here already");
  expect(await refused(users, "entity User", 8, "a person")).toContain("is not a name");
  expect(await refused(users, "entity User", 8, "person")).toContain("PascalCase: Person");
  expect(await refused(users, "(id i32", 2, "userId")).toContain("kebab-case: user-id");
  expect(await refused(users, "service users", 9, "people")).toContain("by hand");
});

test("formatting, tokens, and fixes", async () => {
  const crooked = files[users].replace("  (enum Plan free pro)", "     (enum Plan free pro)");
  await editor.write(users, crooked);
  const edits = await editor.connection.sendRequest(DocumentFormattingRequest.type, {
    ...document(users),
    options: { tabSize: 2, insertSpaces: true },
  });
  expect(applied(crooked, edits ?? [])).toBe(files[users]);
  const tokens = await editor.connection.sendRequest(SemanticTokensRequest.type, document(users));
  expect(tokens?.data.length).toBeGreaterThan(100);
  expect((tokens?.data.length ?? 0) % 5).toBe(0);
  const headless = files[users].replace("(lang intent 1.0)\n\n", "");
  await editor.write(users, headless);
  const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
    ...document(users),
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    context: { diagnostics: [] },
  });
  const [action] = actions ?? [];
  if (action === undefined || !("edit" in action)) throw new Error("no fix is offered");
  expect(applied(headless, action.edit?.changes?.[editor.uri(users)] ?? [])).toBe(files[users]);
  await editor.write(users, files[users]);
});

test("a lens says whom a changed declaration reaches, and who uses the others", async () => {
  const titles = async (): Promise<readonly string[]> => {
    const lenses = await editor.connection.sendRequest(CodeLensRequest.type, document(users));
    return (lenses ?? []).map(
      ({ range, command }) => `${range.start.line + 1} ${command?.title ?? ""}`,
    );
  };
  expect(await titles()).toContain("6 used by 1 service");
  await editor.write(users, files[users].replace("(id i32 :key)", "(id uuid :key)"));
  expect(await titles()).toContain("6 reaches 2 services, 2 break");
  await editor.write(users, files[users]);
});

test("a lens measures against the last commit, and where an intent was broken when all was opened", async () => {
  const other = realpathSync(keptFolder("flywheel-lsp-base-"));
  repositoryWith(other, files);
  writeFiles(other, { [billing]: `${files[billing]}(` });
  const late = await openEditor(other);
  onTestFinished(() => late.goodbye());
  const asked = { textDocument: { uri: late.uri(users) } };
  const titles = async (): Promise<readonly unknown[]> =>
    ((await late.connection.sendRequest(CodeLensRequest.type, asked)) ?? []).map(
      ({ command }) => command?.title,
    );
  const retyped = files[users].replace("(id i32 :key)", "(id uuid :key)");
  await late.write(billing, files[billing]);
  await late.write(users, retyped);
  expect(await titles()).toContain("reaches 2 services, 2 break");
  writeFiles(other, { [users]: retyped, [billing]: files[billing] });
  git(other, "commit", "-q", "-a", "-m", "retyped");
  expect(await titles()).not.toContain("reaches 2 services, 2 break");
  await late.write(users, files[users]);
  expect(await titles()).toContain("reaches 2 services, 2 break");
});

test("a server ends with its input, also when nobody said goodbye", async () => {
  const child = spawn(process.execPath, [builtCommand(), "lsp"], { cwd: root });
  const asked = JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    // A process that lives on: the server must not wait for its end.
    params: { processId: process.pid, rootUri: null, capabilities: {} },
  });
  child.stdin.write(`Content-Length: ${asked.length}\r\n\r\n${asked}`);
  await once(child.stdout, "data");
  onTestFinished(() => void child.kill());
  child.stdin.end();
  expect(await Promise.race([once(child, "exit"), sleep(10_000, "still there")])).toEqual([
    1,
    null,
  ]);
});

test("a single file brings its universe along, and other globs bring folders that stand on the disk", async () => {
  const other = realpathSync(keptFolder("flywheel-lsp-globs-"));
  const service = (name: string, body: string): string =>
    `(lang intent 1.0)\n(service ${name} (language rust) ${body})\n`;
  repositoryWith(other, {
    "universe.lisp": files["universe.lisp"],
    "services/shop/intent.lisp": service("shop", "(uses carts (entity Cart))"),
    "drafts/carts/intent.lisp": service("carts", "(entity Cart (id i32 :key))"),
  });
  const lone = await openEditor(other, null);
  const codes = async (path: string) => (await lone.diagnostics(path)).map(({ code }) => code);
  await lone.write("services/shop/intent.lisp", service("shop", "(uses carts (entity Cart)) "));
  expect(await codes("services/shop/intent.lisp")).toEqual(["unknown-service"]);
  await lone.write("drafts/carts/intent.lisp", service("carts", "(entity Cart (id i32 :key)) "));
  expect(await codes("drafts/carts/intent.lisp")).toEqual(["checked-alone"]);
  await lone.shut("drafts/carts/intent.lisp");
  expect(await codes("drafts/carts/intent.lisp")).toEqual([]);
  const both = files["universe.lisp"].replace('"services/*"', '"services/*" "drafts/*"');
  await lone.write("universe.lisp", both);
  await expect.poll(() => codes("services/shop/intent.lisp")).toEqual([]);
  expect(await lone.close()).toBe(0);
});
