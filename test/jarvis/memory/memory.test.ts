import * as fc from "fast-check";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appendedLines, openMemory, readRecords } from "#jarvis";
import type { UnchainedRecord } from "#intent";
import { realDatabases } from "../../../cli/host/databases.ts";
import { sha256 } from "../../../cli/host/digests.ts";
import { temporaryFolder } from "../../support/repository.ts";

const record = (service: string, code: string, rule = "rename-member"): UnchainedRecord => ({
  v: 1,
  type: "repair",
  at: 1,
  epoch: 1,
  run: "shop-1",
  service,
  language: "typescript",
  changes: [{ symbol: `${service}/Order.total`, kind: "field-renamed", from: "sum", to: "total" }],
  intents: [],
  revisions: [],
  edits: [
    {
      file: "a.ts",
      change: `${service}/Order.total`,
      kind: "field-renamed",
      rule,
      before: "sum",
      after: "total",
    },
  ],
  declarations: [{ file: "a.ts", name: "row", before: code, after: code.replace("sum", "total") }],
  lines: { added: 1, removed: 1 },
  engine: "offline",
  cost: { cycles: 1, tokens: 0, usd: 0, ms: 5 },
  verdict: { check: "passed", lint: "passed", test: "passed", scenarios: "skipped" },
});

test("records are appended in turn and read back as they were", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { maxLength: 3 }), { maxLength: 5 }), (batches) => {
      let text = "";
      for (const batch of batches)
        text += appendedLines(
          text,
          batch.map((code) => record("a", code)),
          sha256,
        );
      const { records, broken } = readRecords(text, sha256);
      expect(broken).toBeUndefined();
      expect(records.map((one) => one.declarations[0]?.before)).toEqual(batches.flat());
      expect(records.map((one) => one.seq)).toEqual(batches.flat().map((_, index) => index + 1));
    }),
  );
});

test("a line that is changed, cut, put in twice or dropped between others shows, and nothing is appended behind it", () => {
  const text = appendedLines(
    "",
    ["x", "y", "z"].map((code) => record("a", code)),
    sha256,
  );
  const lines = text.split("\n");
  const [one = "", two = "", three = ""] = lines;
  const cases: Readonly<Record<string, readonly string[]>> = {
    altered: [one, two.replace('"y"', '"w"'), three],
    "out of order": [one, three],
    damaged: [one, two.slice(0, 40)],
  };
  for (const [reason, kept] of Object.entries(cases)) {
    const damaged = `${kept.join("\n")}\n`;
    const read = readRecords(damaged, sha256);
    expect(read.broken, reason).toEqual({ line: 2, reason });
    expect(read.records).toHaveLength(1);
    expect(appendedLines(damaged, [record("a", "v")], sha256)).toBe("");
  }
  expect(readRecords(`${one}\n${one}\n`, sha256).broken?.reason).toBe("out of order");
});

test("a search finds words of code, symbols and rules, and the index follows the records", () => {
  const path = join(temporaryFolder(), "memory.sqlite");
  const records = (count: number): ReturnType<typeof readRecords>["records"] => {
    const all = [
      record("billing", "const row = (invoice) => [invoice.sum];"),
      record("orders", "const key = (order) => order.sum;", "retype-slot"),
      record("users", "const label = (user) => `${user.sum}`;"),
    ].slice(0, count);
    return readRecords(appendedLines("", all, sha256), sha256).records;
  };
  const found = (count: number, words: string): string[] => {
    const memory = openMemory(realDatabases, path, records(count));
    try {
      return memory.search(words).map((hit) => hit.service);
    } finally {
      memory.close();
    }
  };
  expect(found(2, "invoice row")).toEqual(["billing"]);
  expect(found(2, "user")).toEqual([]);
  expect(found(3, "user")).toEqual(["users"]);
  expect(found(3, "retype")).toEqual(["orders"]);
  expect(found(3, "invo*")).toEqual(["billing"]);
  expect(found(3, '"broken ( NEAR OR *')).toEqual([]);
  expect(found(1, "order")).toEqual(["billing"]);
  expect(found(1, "key")).toEqual([]);
});
