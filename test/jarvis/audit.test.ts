import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, expect, test } from "vitest";
import { type Host, HostError } from "#intent";
import { stamp } from "../../cli/commands/stamp.ts";
import { audit } from "../../cli/commands/audit.ts";
import { auditOf, contextIn, copyUniverse, hostWithState } from "../support/audit.ts";
import { git } from "../support/repository.ts";
import { textsBelow } from "../support/example.ts";
import { installation } from "../support/tools.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A copy of a universe of the checkout, with a world whose state is its own. Files count as written long ago. */
function copyOf(universe: string): { readonly root: string; readonly host: Host } {
  const folder = mkdtempSync(join(tmpdir(), "flywheel-audit-"));
  folders.push(folder);
  const root = join(folder, "universe");
  copyUniverse(join(installation, universe), root);
  for (const path of textsBelow(root).keys()) utimesSync(path, 1_700_000_000, 1_700_000_000);
  // Setting a time is itself a change, and one that is read within a tick of the disk's clock is not trusted.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40);
  return { root, host: hostWithState(join(folder, "state")) };
}

/** The host, and the paths of all files that are read through it. */
function counting(host: Host): { readonly host: Host; readonly read: string[] } {
  const read: string[] = [];
  const { files } = host;
  return {
    read,
    host: {
      ...host,
      files: {
        ...files,
        readText: (path) => (read.push(path), files.readText(path)),
        readBytes: (path) => (read.push(path), files.readBytes(path)),
      },
    },
  };
}

const edit = (path: string, change: (text: string) => string): void =>
  writeFileSync(path, change(readFileSync(path, "utf8")));

test.each(["universe.example", "test/universes/independent"])(
  "%s as it stands has no drift",
  async (universe) => {
    const { root, host } = copyOf(universe);
    const { document, result } = await auditOf(root, host);
    expect(document.findings).toEqual([]);
    expect(document.unknown).toEqual([]);
    expect(document.summary["files"]).toBeGreaterThan(20);
    expect(result.exit).toBe(0);
  },
);

test.each([1, 2, 3])(
  "a change of a universe that others wrote is drift until it is stamped and repaired, and none after (%i)",
  async (number) => {
    const { root, host } = copyOf("test/universes/independent");
    const change: { edits: { file: string; from: string; to: string }[] } = JSON.parse(
      readFileSync(join(root, `changes/${number}.json`), "utf8"),
    );
    for (const { file, from, to } of change.edits)
      edit(join(root, file), (text) => text.replace(from, to));
    const before = await auditOf(root, host);
    expect(before.document.findings.length).toBeGreaterThan(0);
    // The first rename of a service needs a stamped module that it did not have.
    const others = before.document.findings.filter(({ code }) => code !== "missing-stamp");
    expect(new Set(others.map(({ category }) => category))).toEqual(new Set(["structural-gap"]));
    git(root, "init", "-q");
    git(root, "apply", `changes/${number}.gold.patch`);
    await stamp(contextIn(root, host), { names: [], checkOnly: false });
    const after = await auditOf(root, host);
    expect(after.document.findings).toEqual([]);
    expect(after.document.unknown).toEqual([]);
  },
);

test("a new universe has no drift once it is stamped, and before it lacks its stamps", async () => {
  const { root, host } = copyOf("universe.new");
  const before = await auditOf(root, host);
  expect(new Set(before.document.findings.map(({ code }) => code))).toEqual(
    new Set(["missing-stamp"]),
  );
  await stamp(contextIn(root, host), { names: [], checkOnly: false });
  const after = await auditOf(root, host);
  expect(after.document.findings).toEqual([]);
});

test("an unchanged second audit reads no code at all, and a changed file alone is read again", async () => {
  const { root, host } = copyOf("universe.example");
  const isCode = (path: string): boolean => /\.(?:rs|ts|py)$/.test(path) && path.startsWith(root);
  const first = counting(host);
  await auditOf(root, first.host);
  expect(first.read.filter(isCode).length).toBeGreaterThan(40);
  const second = counting(host);
  const { document } = await auditOf(root, second.host);
  expect(second.read.filter(isCode)).toEqual([]);
  expect(document.findings).toEqual([]);
  const path = join(root, "services/catalog/src/custom.ts");
  edit(path, (text) => `${text}\n`);
  const third = counting(host);
  await auditOf(root, third.host);
  expect(third.read.filter(isCode)).toEqual([path]);
});

test("a change of an intent is compared with facts that are kept, without reading code but for excerpts", async () => {
  const { root, host } = copyOf("universe.example");
  await auditOf(root, host);
  edit(join(root, "services/catalog/intent.lisp"), (text) =>
    text.replace("(stock i32 :default 0)", "(stock i64 :default 0)"),
  );
  const { host: watched, read } = counting(host);
  const { document } = await auditOf(root, watched);
  const files = document.findings.map(({ file }) => join(root, file));
  expect(document.findings.map(({ code, symbol }) => `${code} ${symbol}`)).toContain(
    "field-type catalog/Product.stock",
  );
  expect(read.filter((path) => /\.(?:rs|ts|py)$/.test(path)).toSorted()).toEqual(
    [...new Set(files)].toSorted(),
  );
});

test("a damaged cache only costs time", async () => {
  const { root, host } = copyOf("universe.example");
  await auditOf(root, host);
  const [cache] = [...textsBelow(host.platform.stateDirectory).keys()];
  edit(cache ?? "", (text) => text.slice(0, text.length / 2));
  const { document } = await auditOf(root, host);
  expect(document.findings).toEqual([]);
});

test("a file that does not parse is unknown, and nothing of its service is said to be missing", async () => {
  const { root, host } = copyOf("universe.example");
  const path = "services/notifications/notifications/custom.py";
  edit(join(root, path), (text) =>
    text.replace("    async def list_letters(self", "    async def list_letters(((self"),
  );
  const { document, result } = await auditOf(root, host);
  expect(document.findings).toEqual([]);
  expect(document.unknown).toMatchObject([{ file: path, reason: "it does not parse" }]);
  expect(document.unknown[0]?.line).toBeGreaterThan(100);
  expect(result.exit).toBe(1);
  expect(result.text).toContain("unknown: it does not parse");
  expect((await auditOf(root, host, { failOn: "error" })).result.exit).toBe(0);
});

test("what is no UTF-8, and what is too large to have been written by a person, is unknown", async () => {
  const { root, host } = copyOf("universe.example");
  writeFileSync(join(root, "services/catalog/src/custom.ts"), Buffer.from([0x61, 0xff, 0xfe]));
  const rows = "export const row = [1, 2, 3];\n".repeat(100_000);
  writeFileSync(join(root, "services/billing/src/custom/rows.ts"), rows);
  const { host: watched, read } = counting(host);
  const { document } = await auditOf(root, watched);
  expect(document.unknown.map(({ file, reason }) => [file, reason])).toEqual([
    ["services/billing/src/custom/rows.ts", expect.stringContaining("bytes")],
    ["services/catalog/src/custom.ts", "it is not UTF-8"],
  ]);
  expect(read.some((path) => path.endsWith("rows.ts"))).toBe(false);
  expect(document.findings).toEqual([]);
});

test("what may not be opened, and what is only a link, is unknown", async () => {
  const { root, host } = copyOf("universe.example");
  const locked = join(root, "services/catalog/src/custom.ts");
  symlinkSync(locked, join(root, "services/catalog/src/again.ts"));
  const refusing: Host = {
    ...host,
    files: {
      ...host.files,
      readBytes: (path) =>
        path === locked
          ? Promise.reject(new HostError("EACCES", "permission denied"))
          : host.files.readBytes(path),
    },
  };
  const { document } = await auditOf(root, refusing);
  expect(document.unknown.map(({ file, reason }) => [file, reason])).toEqual([
    ["services/catalog/src/again.ts", expect.stringContaining("link")],
    ["services/catalog/src/custom.ts", "it cannot be read: permission denied"],
  ]);
  expect(document.findings).toEqual([]);
  // What could not be read once is not remembered as unreadable.
  rmSync(join(root, "services/catalog/src/again.ts"));
  expect((await auditOf(root, host)).document.unknown).toEqual([]);
});

/** A host for which a folder or file, and all below it, may not be opened; errors name absolute paths, as the disk's do. */
function locking(host: Host, locked: string): Host {
  const refused = <T>(path: string, body: (path: string) => Promise<T>): Promise<T> =>
    path === locked || path.startsWith(`${locked}/`)
      ? Promise.reject(new HostError("EACCES", `permission denied: ${path}`))
      : body(path);
  const { files } = host;
  return {
    ...host,
    files: {
      ...files,
      list: (path) => refused(path, files.list),
      stat: (path) => (path === locked ? files.stat(path) : refused(path, files.stat)),
      readText: (path) => refused(path, files.readText),
      readBytes: (path) => refused(path, files.readBytes),
    },
  };
}

test.each([
  ["services/billing/src/custom", "services/billing/src/custom"],
  ["services/billing/src", "services/billing/src"],
  ["services/users/src/custom/rules.rs", "services/users/src/custom/rules.rs"],
  ["services/notifications/notifications", "services/notifications/notifications"],
])(
  "a part of a service that may not be opened (%s) is unknown by its relative path, and the audit goes on",
  async (locked, file) => {
    const { root, host } = copyOf("universe.example");
    edit(join(root, "services/catalog/src/custom.ts"), (text) =>
      text.replace("getProduct: async", "fetchProduct: async"),
    );
    const { document, result } = await auditOf(root, locking(host, join(root, locked)));
    expect(document.unknown).toEqual([
      {
        service: expect.any(String),
        file,
        line: 1,
        reason: `it cannot be read: permission denied: ${file}`,
      },
    ]);
    expect(result.text).not.toContain(root);
    const codes = document.findings.map(({ code, service }) => `${code} ${service}`);
    expect(codes.toSorted()).toEqual(["missing-handler catalog", "undeclared-handler catalog"]);
  },
);

test("files of a folder that may be listed and not entered are unknown", async () => {
  const { root, host } = copyOf("universe.example");
  const folder = join(root, "services/billing/src/custom");
  const entered = locking(host, folder);
  const half: Host = { ...entered, files: { ...entered.files, list: host.files.list } };
  const { document } = await auditOf(root, half);
  expect(document.unknown.map(({ file }) => file)).toEqual([
    "services/billing/src/custom/billing.ts",
    "services/billing/src/custom/ledger.ts",
    "services/billing/src/custom/money.ts",
    "services/billing/src/custom/report.ts",
    "services/billing/src/custom/retry.ts",
  ]);
  expect(document.findings).toEqual([]);
});

test.each(["custom.ts", "main.ts", "generated.ts"])(
  "a folder where %s belongs is unknown, and ends no audit",
  async (name) => {
    const { root, host } = copyOf("universe.example");
    const path = join(root, "services/catalog/src", name);
    rmSync(path);
    mkdirSync(path);
    const { document } = await auditOf(root, host);
    expect(document.unknown).toMatchObject([
      { file: `services/catalog/src/${name}`, reason: "it is a folder, where a file belongs" },
    ]);
    expect(document.findings).toEqual([]);
  },
);

test("an edit of the same size whose time was set back is seen", async () => {
  const { root, host } = copyOf("universe.example");
  await auditOf(root, host);
  const path = join(root, "services/catalog/src/custom.ts");
  edit(path, (text) => text.replace("getProduct: async", "gotProduct: async"));
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  const { document } = await auditOf(root, host);
  expect(document.findings.map(({ code }) => code)).toContain("missing-handler");
});

test("a large file that may be read is read, however deep it goes", async () => {
  const { root, host } = copyOf("universe.example");
  const deep = `export const deep = ${"[".repeat(3000)}${"]".repeat(3000)};\n`;
  const wide = "export const call = (): string => JSON.stringify({ a: 1 });\n";
  const many = Array.from({ length: 8000 }, (_, index) => wide.replace("call", `call${index}`));
  writeFileSync(join(root, "services/billing/src/custom/deep.ts"), deep + many.join(""));
  const { document } = await auditOf(root, host);
  expect(document.findings).toEqual([]);
});

test("an edited stamp that does not parse is told and unknown", async () => {
  const { root, host } = copyOf("universe.example");
  const path = "services/users/src/generated.rs";
  edit(join(root, path), (text) => `${text}\nfn {{{\n`);
  const { document } = await auditOf(root, host);
  expect(document.unknown.map(({ file }) => file)).toEqual([path]);
  expect(document.findings.map(({ code, file }) => [code, file])).toEqual([["edited-stamp", path]]);
});

/** Two faults: a handler that is gone (critical), and a type written again (a warning). */
function faulty(): { readonly root: string; readonly host: Host } {
  const copy = copyOf("universe.example");
  edit(join(copy.root, "services/billing/src/custom/billing.ts"), (text) =>
    text.replace("  listInvoices: async ({ userId }) => [...tools.ledger.ofUser(userId)],\n", ""),
  );
  edit(
    join(copy.root, "services/notifications/notifications/custom.py"),
    (text) => `${text}\n\nclass Channel:\n    email: str\n`,
  );
  return copy;
}

test("findings show both sides and what resolves them; the exit follows --fail-on", async () => {
  const { root, host } = faulty();
  const { result, document } = await auditOf(root, host);
  expect(document.summary).toMatchObject({ critical: 1, error: 0, warning: 1, unknown: 0 });
  expect(document.findings[0]).toMatchObject({
    code: "missing-handler",
    category: "implementation-gap",
    severity: "critical",
    service: "billing",
    symbol: "billing/rpc:list-invoices",
    file: "services/billing/src/custom/billing.ts",
    evidence: { intent: { file: "services/billing/intent.lisp", line: 21 } },
  });
  expect(document.findings[0]?.evidence.intent?.excerpt).toContain("list-invoices");
  expect(result.text).toContain("^");
  expect(result.text).toContain("note: the intent");
  expect(result.text).toMatch(/6 services, \d+ files: 1 critical, 1 warning$/);
  const exits = await Promise.all(
    (["critical", "error", "warning"] as const).map(
      async (failOn) => (await auditOf(root, host, { failOn })).result.exit,
    ),
  );
  expect(exits).toEqual([1, 1, 1]);
  edit(join(root, "services/billing/src/custom/billing.ts"), (text) =>
    text.replace(
      "  payInvoice: payInvoice(tools),",
      "  listInvoices: async () => [],\n  payInvoice: payInvoice(tools),",
    ),
  );
  const mild = async (failOn: "critical" | "error" | "warning"): Promise<number> =>
    (await auditOf(root, host, { failOn })).result.exit;
  expect([await mild("critical"), await mild("error"), await mild("warning")]).toEqual([0, 0, 1]);
});

test("a baseline lets known findings pass, fails on new ones, and only shrinks", async () => {
  const { root, host } = faulty();
  const baseline = "drift.json";
  const missing = await audit(contextIn(root, host), { baseline });
  expect([missing.exit, missing.text]).toEqual([2, expect.stringContaining("--write-baseline")]);
  const first = await auditOf(root, host, { baseline, writeBaseline: true });
  expect(first.result.exit).toBe(0);
  expect(JSON.parse(readFileSync(join(root, baseline), "utf8")).findings).toHaveLength(2);
  // What moved with its file is known; one of the same kind more is new.
  const letters = join(root, "services/notifications/notifications/custom.py");
  edit(letters, (text) => text.replace('"""Letters', '"""\nLetters'));
  expect((await auditOf(root, host, { baseline })).result.exit).toBe(0);
  edit(letters, (text) => `${text}\n\nclass Letter:\n    body: str\n`);
  const second = await auditOf(root, host, { baseline });
  expect(second.result.exit).toBe(1);
  expect(second.document.findings.map(({ symbol, known }) => [symbol, known])).toEqual([
    ["billing/rpc:list-invoices", true],
    ["notifications/Channel", true],
    ["notifications/Letter", false],
  ]);
  expect(second.result.text).not.toContain("list-invoices");
  // Writing does not take in what is new, and takes out what is gone.
  edit(join(root, "services/billing/src/custom/billing.ts"), (text) =>
    text.replace(
      "  payInvoice: payInvoice(tools),",
      "  listInvoices: async () => [],\n  payInvoice: payInvoice(tools),",
    ),
  );
  const third = await auditOf(root, host, { baseline });
  expect(third.document.baseline?.gone.map(({ code }) => code)).toEqual(["missing-handler"]);
  expect(third.result.text).toContain("found no more");
  const fourth = await auditOf(root, host, { baseline, writeBaseline: true });
  expect(fourth.result.exit).toBe(1);
  const kept = JSON.parse(readFileSync(join(root, baseline), "utf8"));
  expect(kept.findings).toMatchObject([{ symbol: "notifications/Channel", count: 1 }]);
  writeFileSync(join(root, baseline), "{}");
  expect((await audit(contextIn(root, host), { baseline })).exit).toBe(2);
});

/** The schema of SARIF 2.1.0, written for an older draft whose differences do not show in it. */
function sarifProblems(document: object): unknown {
  const path = createRequire(import.meta.url).resolve(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  );
  const { $schema, id, ...schema } = JSON.parse(readFileSync(path, "utf8"));
  expect([$schema, id].every((name) => typeof name === "string")).toBe(true);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  ajv.addFormat("uri", (text: string) => URL.canParse(text));
  ajv.addFormat("uri-reference", (text: string) => URL.canParse(text, "https://example.org/"));
  ajv.addFormat("date-time", (text: string) => !Number.isNaN(Date.parse(text)));
  const validate = ajv.compile(schema);
  return validate(document) ? [] : validate.errors;
}

test("SARIF of findings, edits, a baseline and unknown files validates against its schema", async () => {
  const { root, host } = faulty();
  edit(join(root, "services/orders/intent.lisp"), (text) => text.replace("(rpc get-product) ", ""));
  writeFileSync(join(root, "services/catalog/src/custom.ts"), "export const = ;\n");
  const baseline = "drift.json";
  await auditOf(root, host, { baseline, writeBaseline: true });
  const { document } = await audit(contextIn(root, host), { format: "sarif", baseline });
  expect(sarifProblems(document)).toEqual([]);
  expect(document).toMatchObject({
    version: "2.1.0",
    runs: [
      {
        invocations: [{ toolExecutionNotifications: [{ level: "warning" }] }],
        results: expect.arrayContaining([
          expect.objectContaining({
            ruleId: "undeclared-call",
            level: "error",
            baselineState: "unchanged",
            fixes: [expect.anything()],
          }),
        ]),
      },
    ],
  });
  expect(
    sarifProblems({ version: "2.1.0", runs: [{ results: [{ level: "grave" }] }] }),
  ).not.toEqual([]);
  const clean = copyOf("universe.example");
  const empty = await audit(contextIn(clean.root, clean.host), { format: "sarif" });
  expect(sarifProblems(empty.document)).toEqual([]);
});

test("an intent that moved without its code finds the code in the old folder, and says nothing is missing", async () => {
  const { root, host } = copyOf("universe.example");
  mkdirSync(join(root, "services/accounts"));
  renameSync(join(root, "services/users/intent.lisp"), join(root, "services/accounts/intent.lisp"));
  const { document } = await auditOf(root, host);
  expect(document.findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
    "foreign-handler services/users/src/custom.rs",
    "foreign-handler services/users/src/custom.rs",
    "foreign-handler services/users/src/custom.rs",
    "stray-stamp services/users/src/generated.rs",
  ]);
});

test("an edit that declares a use makes the finding go", async () => {
  const { root, host } = copyOf("universe.example");
  edit(join(root, "services/orders/intent.lisp"), (text) =>
    text.replace("(uses catalog (rpc get-product) (entity Product))", ""),
  );
  const calls = async (): Promise<AuditFinding[]> =>
    (await auditOf(root, host)).document.findings.filter(({ code }) => code === "undeclared-call");
  const [finding] = await calls();
  for (const { file, start, end, text } of finding?.fix.edits ?? [])
    edit(join(root, file), (before) => before.slice(0, start) + text + before.slice(end));
  expect(finding?.symbol).toBe("catalog/rpc:get-product");
  expect(await calls()).toEqual([]);
});

type AuditFinding = Awaited<ReturnType<typeof auditOf>>["document"]["findings"][number];

test("an intent with errors is told, not audited", async () => {
  const { root, host } = copyOf("universe.example");
  edit(join(root, "services/users/intent.lisp"), (text) =>
    text.replace("(out UserProfile)", "(out UserProfle)"),
  );
  const result = await audit(contextIn(root, host), {});
  expect([result.exit, result.text]).toEqual([1, expect.stringContaining("UserProfle")]);
});
