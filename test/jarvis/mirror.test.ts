import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { languages, readTree, type Language } from "#intent";
import { mirror } from "../../cli/commands/mirror.ts";
import { stamp } from "../../cli/commands/stamp.ts";
import { mirrorText } from "../../jarvis/mirror/read-file.ts";
import { createHost } from "../../cli/host/index.ts";
import { contextIn, copyUniverse, hostWithState } from "../support/audit.ts";
import { writeBelow } from "../support/stamp-python.ts";
import { installation } from "../support/tools.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "flywheel-mirror-"));
  folders.push(folder);
  return folder;
};

/** The mirror of a service, which must be S-expressions that the reader of intents takes without an error. */
async function mirrorOf(root: string, state: string, service: string): Promise<string> {
  const result = await mirror(contextIn(root, hostWithState(state)), service);
  expect(result.exit, result.text).toBe(0);
  const [, diagnostics] = readTree({ path: "mirror.lisp", text: result.text });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return result.text;
}

const intent = (language: Language): string => `(lang intent 1.0)
(service desk
  (language ${language})
  (uses pantry (rpc take) (entity Jar))
  (enum Mood calm cross)
  (entity Note
    (id uuid :key) (at timestamp) (on date) (took duration :max 3s) (cost decimal :min 0.5) (data json) (raw bytes :length 9 :secret)
    (ok bool) (a i32 :min 0 :max 3) (b i64 :max 9) (c u32) (d u64) (e f64) (text string :length 8 :pattern "^(a, b\\\\()[')\\"]")
    (tags (list string) :length 2) (by (map string (list i64))) (maybe (optional Mood)) (short (optional string) :length 2) (mood Mood :default calm)
    (jars (list pantry/Jar)) (old-name string :was older) (odd string :wire "ODD"))
  (error gone :status 404 (id Note.id))
  (rpc find-note (in (id Note.id) (limit i32 :default 3 :max 9)) (out Note) (errors gone))
  (rpc drop-note (in (id Note.id)))
  (event note-made (note Note))
  (on pantry/jar-emptied :do refill)
  (bootstrap (config (greeting string :default "hi"))))
`;
const pantry = `(lang intent 1.0)
(service pantry (language rust)
  (entity Jar (size u32))
  (rpc take (in (count u64)) (out (optional Jar)))
  (event jar-emptied (jar Jar)))
`;

/** What a mirror says whatever the language: declared types, routes, listeners and clients, without places. */
function neutral(text: string): string[] {
  const lines = text.split("\n").map((line) =>
    line
      .trim()
      .replaceAll(/ :at "[^"]*"| :line \d+| :in \w+/g, "")
      .replace(/\)$/, ""),
  );
  const shared =
    /^\((?:record (?:Note|Jar|Gone|\w+In|NoteMade|JarEmptied|Config)|enum Mood|route|listen|client)\b/;
  return lines
    .filter((line) => shared.test(line) && !/"\/(?:health|ready)"/.test(line))
    .map((line) => line.replace(/ \(method .*$/, "").replace(/^(\(route \w+ "[^"]*").*$/, "$1"))
    .toSorted();
}

test("stamped code of one intent mirrors alike in three languages", async () => {
  const said = new Map<Language, string[]>();
  for (const language of languages) {
    const folder = temporary();
    const root = join(folder, "universe");
    await writeBelow(root, [
      ["universe.lisp", '(lang intent 1.0)\n(universe house (services "services/*"))\n'],
      ["services/desk/intent.lisp", intent(language)],
      ["services/pantry/intent.lisp", pantry],
    ]);
    const state = join(folder, "state");
    const stamped = await stamp(contextIn(root, hostWithState(state)), {
      names: [],
      checkOnly: false,
    });
    expect(stamped.exit, stamped.text).toBe(0);
    said.set(language, neutral(await mirrorOf(root, state, "desk")));
  }
  expect(said.get("rust")).toEqual(said.get("python"));
  expect(said.get("typescript")).toEqual(said.get("python"));
  expect(said.get("python")).toContainEqual(
    '(record Note (id uuid) (at timestamp) (on date) (took duration) (cost decimal) (data json) (raw bytes) (ok bool) (a i32) (b i64) (c u32) (d u64) (e f64) (text string) (tags (list string)) (by (map string (list i64))) (maybe (optional Mood)) (short (optional string)) (mood Mood) (jars (list Jar)) (old-name string :wire "older") (odd string :wire "ODD")',
  );
  expect(said.get("rust")).toContain('(route post "/rpc/drop-note"');
  expect(said.get("rust")).toContain("(listen pantry/jar-emptied");
  expect(said.get("rust")).toContain("(client pantry");
});

const lines = (text: string, ...starts: string[]): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => starts.some((start) => line.startsWith(start)))
    .map((line) => line.replace(/\)\)$/, ")"));

test.each([
  [
    "orders",
    [
      '(call users/rpc:get-user :at "src/custom.rs:50")',
      '(call catalog/rpc:get-product :at "src/custom.rs:64")',
      '(publish event:order-placed :at "src/custom.rs:86")',
    ],
    '(handler mark-paid :of MarkPaid (in Ctx MarkPaidIn) (out (Result Order MarkPaidError)) :at "src/custom.rs:107")',
  ],
  [
    "billing",
    [
      '(call orders/rpc:mark-paid :at "src/custom/billing.ts:19")',
      '(publish event:invoice-paid :at "src/custom/billing.ts:25")',
    ],
    '(handler pay-invoice :of Billing (in PayInvoiceIn Ctx) (out (either Invoice InvoiceNotFound AlreadyPaid)) :at "src/custom/billing.ts:42")',
  ],
  [
    "notifications",
    ['(call users/rpc:get-user :at "notifications/custom.py:186")'],
    '(handler welcome :of Notifications (in UserRegistered Ctx) (out nothing) :at "notifications/custom.py:160")',
  ],
])("what %s calls, publishes and handles has its place", async (service, calls, handler) => {
  const folder = temporary();
  const root = join(folder, "universe");
  copyUniverse(join(installation, "universe.example"), root);
  const text = await mirrorOf(root, join(folder, "state"), service);
  expect(lines(text, "(call ", "(publish ")).toEqual(calls);
  expect(lines(text, "(handler ")).toContain(handler);
});

test("a name that is no service is refused with the nearest one", async () => {
  const folder = temporary();
  const result = await mirror(
    contextIn(join(installation, "universe.example"), hostWithState(folder)),
    "order",
  );
  expect([result.exit, result.text]).toEqual([2, expect.stringContaining("did you mean orders?")]);
});

test.each<[Language, string, string]>([
  ["rust", "fn a() { self.users.get_user(ctx, x); }\nfn broken( {\n", "get_user"],
  ["typescript", "users.getUser({});\nfunction broken( {\n", "getUser"],
  ["python", "users.get_user(x)\ndef broken(:\n", "get_user"],
])(
  "%s that does not parse is unknown from its line on, and what was read of it is kept",
  async (language, text, call) => {
    const { facts, unknown } = await mirrorText(createHost(), language, text);
    expect(unknown).toMatchObject({ reason: "it does not parse" });
    expect(unknown?.line).toBeGreaterThan(0);
    expect(facts.calls.map(({ name }) => name)).toContain(call);
  },
);
