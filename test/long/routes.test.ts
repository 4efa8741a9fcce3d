import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, type Asked, type Told } from "../support/fleet/ask.ts";
import { folderForFile } from "../support/fleet/copy.ts";
import { languages, makeDesks, type Language } from "../support/fleet/desks.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { formOf, formType } from "../support/form.ts";
import { content, input } from "../support/form-cases.ts";
import { leftOut, sharedCache } from "../support/tools.ts";

const skipped = leftOut("routes in three languages", "cargo", "python");

let services: ReadonlyMap<string, Startable>;
let fleet: Fleet | undefined;

/** What all are to answer, and the field that a refusal names. */
interface Expected extends Partial<Told> {
  readonly names?: string;
}

/** Asks all three services the same, and expects one answer of all: its status, its `allow` where it is 405, and its body. */
async function check(asked: Asked, { names, ...expected }: Expected): Promise<void> {
  const told = await Promise.all(
    languages.map((one) => ask(fleet?.url(`desk-${one}`) ?? "", asked)),
  );
  const answers = languages.map((one, index) => [one, told[index]]);
  const all = languages.map((one) => [one, expect.objectContaining(expected)]);
  expect(answers, JSON.stringify(asked)).toEqual(all);
  if (names === undefined) return;
  for (const [index, language] of languages.entries())
    expect(told[index]?.body, `${language}: ${JSON.stringify(asked)}`).toMatchObject({
      error: { details: { issues: [{ path: expect.stringContaining(names) }] } },
    });
}

/** A refusal of what was sent, which names a field. */
const refused = (names: string): Expected => ({
  status: 400,
  body: { error: expect.objectContaining({ code: "invalid-argument" }) },
  names,
});
const failed = (status: number, code: string, details: object): Expected => ({
  status,
  body: { error: { code, message: expect.any(String), details } },
});
const absent = failed(404, "not-found", {});
const notAllowed = (allow: string): Partial<Told> => ({
  ...failed(405, "method-not-allowed", {}),
  allow,
});
const ok = (body: unknown): Partial<Told> => ({ status: 200, body });
const tea = (id: number): Partial<Told> => ok({ id, title: "tea", plan: "free" });
/** What `show` answers where nothing more was said. */
const shown = (fields: object): Partial<Told> =>
  ok({ word: "a", number: 1, words: [], size: 20, ...fields });
const show = (query: string): Asked => ({ target: `/shows/a/1?${query}` });

const paper = (body: Buffer | string, type = formType): Asked => ({
  target: "/orders/7/paper",
  method: "PUT",
  body: body.toString(),
  headers: { "content-type": type },
});

type Row = readonly [what: string, asked: Asked, expected: Expected];

const table: readonly Row[] = [
  ["a parameter in a path", { target: "/orders/7" }, tea(7)],
  ["what stands there before what varies", { target: "/orders/new" }, tea(1000)],
  ["a query that nobody reads", { target: "/orders/7?x=1&id=9" }, tea(7)],
  ["a declared error", { target: "/orders/404" }, failed(404, "order-not-found", { id: 404 })],
  ["a bound of a path", { target: "/orders/0" }, refused("id")],
  ["no number", { target: "/orders/seven" }, refused("id")],
  ["a number that is none of JSON", { target: "/orders/007" }, refused("id")],
  ["a number with a sign", { target: "/orders/+7" }, refused("id")],
  ["a number with a fraction", { target: "/orders/7.0" }, refused("id")],
  ["a number that is too great", { target: "/orders/99999999999" }, refused("id")],
  ["a number of many digits", { target: `/orders/${"9".repeat(5000)}` }, refused("id")],
  ["an escaped digit", { target: "/orders/%37" }, tea(7)],
  ["an escaped text that stands there", { target: "/%6frders/7" }, tea(7)],
  ["a slash at the end", { target: "/orders/7/" }, absent],
  ["two slashes", { target: "/orders//7" }, absent],
  ["an empty part", { target: "/orders/" }, absent],
  ["the root", { target: "/" }, absent],
  ["another method", { target: "/orders/new", method: "DELETE" }, notAllowed("GET, HEAD")],
  [
    "no method of any route",
    { target: "/orders/7", method: "POST" },
    notAllowed("DELETE, GET, HEAD, PUT"),
  ],
  ["options", { target: "/orders", method: "OPTIONS" }, notAllowed("POST")],
  ...["PURGE", "PROPFIND", "TRACE", "BREW"].map((method): Row => [
    `${method}, which no route knows`,
    { target: "/orders/7", method },
    notAllowed("DELETE, GET, HEAD, PUT"),
  ]),
  ["a method that nobody knows, nowhere", { target: "/no/such/path", method: "BREW" }, absent],
  ["head", { target: "/orders/7", method: "HEAD" }, { status: 200, body: undefined }],
  ["head of an error", { target: "/orders/404", method: "HEAD" }, { status: 404, body: undefined }],
  [
    "head of what is only sent to",
    { target: "/orders", method: "HEAD" },
    { status: 405, allow: "POST", body: undefined },
  ],
  ["an rpc by its name", { target: "/rpc/get-order", method: "POST", body: '{"id":7}' }, tea(7)],
  ["an rpc by its name and another method", { target: "/rpc/get-order" }, absent],
  ["an rpc that there is not", { target: "/rpc/get-orders", method: "POST", body: "{}" }, absent],
  ["a path below a word of its own", { target: "/rpc" }, absent],
  ["a word of its own, escaped", { target: "/%72pc" }, absent],
  ["health by another method", { target: "/health", method: "DELETE" }, absent],
  ["any one part", { target: "/caf%C3%A9%20%E2%98%95" }, ok("café ☕")],
  ["a plus in a path", { target: "/a+b" }, ok("a+b")],
  ["an escaped slash", { target: "/a%2Fb%3Fc" }, ok("a/b?c")],
  ["an escape of an escape", { target: "/a%252Fb" }, ok("a%2Fb")],
  ["an escape that is none", { target: "/a%zz" }, refused("page")],
  ["half an escape", { target: "/a%2" }, refused("page")],
  ["bytes that are no UTF-8", { target: "/a%ff" }, refused("page")],
  ["what throws", { target: "/fail" }, { status: 500 }],

  ["nothing but the path", show(""), shown({})],
  ["true", show("flag=true"), shown({ flag: true })],
  ["false", show("flag=false"), shown({ flag: false })],
  ["neither", show("flag=1"), refused("flag")],
  ["an empty truth", show("flag="), refused("flag")],
  ["a key alone", show("flag"), refused("flag")],
  ["a fraction", show("ratio=-1.5e2"), shown({ ratio: -150 })],
  ["a fraction that is none", show("ratio=1."), refused("ratio")],
  ["a number beyond all", show("ratio=1e400"), refused("ratio")],
  ["no number at all", show("ratio=NaN"), refused("ratio")],
  ["64 bits", show("big=-9223372036854775808"), shown({ big: "-9223372036854775808" })],
  ["more than 64 bits", show("big=9223372036854775808"), refused("big")],
  ["an enum", show("plan=pro"), shown({ plan: "pro" })],
  ["an enum that is not known", show("plan=gold%20plus"), shown({ plan: "gold plus" })],
  [
    "a uuid",
    show("id=AAAAAAAA-0000-4000-8000-000000000001"),
    shown({ id: "aaaaaaaa-0000-4000-8000-000000000001" }),
  ],
  ["no uuid", show("id=7"), refused("id")],
  ["a day", show("day=2026-02-28"), shown({ day: "2026-02-28" })],
  ["no day", show("day=2026-02-30"), refused("day")],
  ["a duration", show("wait=1.5s"), shown({ wait: "1.5s" })],
  ["a decimal", show("price=12.50"), shown({ price: "12.50" })],
  ["bytes", show("raw=_-8%3D"), shown({ raw: "/+8=" })],
  ["a plus that is a space", show("label=a+b%2Bc"), shown({ label: "a b+c" })],
  ["the newer name", show("label=a"), shown({ label: "a" })],
  ["the older name", show("tag=a"), shown({ label: "a" })],
  ["both names", show("tag=a&label=b"), shown({ label: "b" })],
  ["an empty text", show("label="), shown({ label: "" })],
  ["an escaped key", show("%6cabel=a%26b=c"), shown({ label: "a&b=c" })],
  ["a value with an equals sign", show("label=a=b"), shown({ label: "a=b" })],
  ["one twice", show("label=a&label=b"), refused("label")],
  ["the older name twice", show("tag=a&tag=b"), refused("tag")],
  ["a query whose escapes are none", show("label=%ff"), refused("label")],
  ["a key whose escapes are none", show("%ff=1&size=3"), shown({ size: 3 })],
  ["a list of one", show("words=a"), shown({ words: ["a"] })],
  ["a list", show("words=b&words=&words=a+b"), shown({ words: ["b", "", "a b"] })],
  ["a list of numbers", show("numbers=3&numbers=1"), shown({ numbers: [3, 1] })],
  ["a list with no number", show("numbers=3&numbers=x"), refused("numbers")],
  ["a list that is too long", show("numbers=1&numbers=2&numbers=3&numbers=4"), refused("numbers")],
  ["a bound of a query", show("size=101"), refused("size")],
  ["a default", show("size=7"), shown({ size: 7 })],
  ["a default that is empty", show("size="), refused("size")],
  ["ampersands alone", show("&&size=7&"), shown({ size: 7 })],
  ["a body that a get does not read", { ...show(""), body: '{"size":1}' }, shown({})],
  [
    "a text with a slash in the path",
    { target: "/shows/a%2Fb/2" },
    ok({ word: "a/b", number: 2, words: [], size: 20 }),
  ],

  [
    "a body",
    { target: "/orders", method: "POST", body: '{"title":"cup","plan":"pro"}' },
    ok({ id: 1, title: "cup", plan: "pro" }),
  ],
  [
    "one of two errors of a status",
    { target: "/orders", method: "POST", body: '{"title":"closed"}' },
    failed(409, "order-closed", { id: 1 }),
  ],
  [
    "the other",
    { target: "/orders", method: "POST", body: '{"title":"taken"}' },
    failed(409, "title-taken", { title: "taken" }),
  ],
  [
    "a query beside a body",
    { target: "/orders?title=a", method: "POST", body: "{}" },
    refused("title"),
  ],
  ["no body", { target: "/orders", method: "POST" }, refused("title")],
  ["a body that is no object", { target: "/orders", method: "POST", body: "[]" }, { status: 400 }],
  ["a body that is no JSON", { target: "/orders", method: "POST", body: "{" }, { status: 400 }],
  [
    "a body within its bounds",
    { target: "/orders", method: "POST", body: '{"title":"012345678901234567890"}' },
    refused("title"),
  ],
  [
    "a path and a body",
    { target: "/orders/5", method: "PUT", body: '{"title":"cup"}' },
    ok({ id: 5, title: "cup", plan: "free" }),
  ],
  [
    "a body that says what the path says",
    { target: "/orders/5", method: "PUT", body: '{"title":"cup","id":6}' },
    ok({ id: 5, title: "cup", plan: "free" }),
  ],
  ["a path beside no object", { target: "/orders/5", method: "PUT", body: "7" }, { status: 400 }],
  ["a path without its body", { target: "/orders/5", method: "PUT" }, refused("title")],
  [
    "a path that needs no body",
    { target: "/orders/5/settled", method: "POST" },
    ok({ id: 5, title: "settled", plan: "free" }),
  ],
  [
    "a path and a form with a file",
    paper(formOf([input({ note: "n", id: 9 }), { ...content("abc"), name: "paper" }])),
    ok("7 n a.txt text/plain 3"),
  ],
  ["a form without its file", paper(formOf([input({})])), refused("paper")],
  ["JSON where a file belongs", paper("{}", "application/json"), refused("paper")],
  [
    "a path beside a form, out of its bounds",
    { ...paper(formOf([{ ...content("abc"), name: "paper" }])), target: "/orders/0/paper" },
    refused("id"),
  ],
  [
    "JSON that is called a form where no file is taken",
    { ...paper('{"title":"cup"}'), target: "/orders/5" },
    ok({ id: 5, title: "cup", plan: "free" }),
  ],
  ["no answer", { target: "/orders/5", method: "DELETE" }, ok({})],
  [
    "a query of a deletion",
    { target: "/orders/5?because=missing", method: "DELETE" },
    failed(404, "order-not-found", { id: 5 }),
  ],
  [
    "an error of a deletion",
    { target: "/orders/409", method: "DELETE" },
    failed(409, "order-closed", { id: 409 }),
  ],
];

describe.skipIf(skipped)("routes in three languages", () => {
  const folder = folderForFile("flywheel-routes-");

  beforeAll(async () => {
    const root = join(folder, "universe");
    makeDesks(root, join(folder, "state"));
    services = new Map((await prepareServices(root)).map((one) => [one.name, one]));
    fleet = await Fleet.start([...services.values()]);
  }, 900_000);

  afterAll(async () => fleet?.stop());

  test(
    "what is stamped is laid out and linted as its people would have it",
    { timeout: 600_000 },
    () => {
      const at = (language: Language): string => services.get(`desk-${language}`)?.cwd ?? "";
      const said = (cwd: string, program: string, ...args: string[]): string => {
        const env = { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") };
        const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
        return status === 0 ? "" : `${program} ended with ${status}\n${stdout}${stderr}`;
      };
      const stamped = [
        "src/generated.routes.ts",
        "src/generated.ts",
        "src/generated.wire-files.ts",
      ];
      const python = at("python");
      expect([
        said(at("rust"), "rustfmt", "--edition", "2024", "--check", "src/generated.rs"),
        said(at("rust"), "cargo", "clippy", "--quiet", "--all-targets", "--", "-D", "warnings"),
        said(at("typescript"), "oxfmt", "--check", ...stamped),
        said(at("typescript"), "oxlint", "src"),
        said(at("typescript"), "tsc", "--noEmit"),
        said(python, ".venv/bin/ruff", "format", "--check", "."),
        said(python, ".venv/bin/ruff", "check", "."),
        said(python, "pyright", "--pythonpath", ".venv/bin/python"),
      ]).toEqual(Array.from({ length: 8 }, () => ""));
    },
  );

  test.each(table)("%s", (_, asked, expected) => check(asked, expected));

  test("a line of the log tells of the path, and of the rpc", async () => {
    const target = "/orders/4711";
    await check({ target }, tea(4711));
    for (const one of languages) {
      const lines = (fleet?.said(`desk-${one}`) ?? "").split("\n");
      const line = lines.find((each) => each.includes(target)) ?? "{}";
      const said: unknown = JSON.parse(line);
      expect(said).toMatchObject({ method: "GET", path: target, status: 200, rpc: "get-order" });
    }
  });
});
