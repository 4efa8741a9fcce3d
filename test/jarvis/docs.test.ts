import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { driftRules } from "../../jarvis/index.ts";
import { installation } from "../support/tools.ts";
import { faults } from "./faults.ts";

test("the page about audits names every code with its severity, as the rules say it", () => {
  const page = readFileSync(join(installation, "docs/audit.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\w+) \| (.*) \|$/gm)].map(
    ([, code, severity, what]) => ({ code, severity, what }),
  );
  expect(rows).toEqual(driftRules.map(({ code, severity, what }) => ({ code, severity, what })));
});

test("every code is planted at least once", () => {
  const codes = Object.values(faults).flatMap((list) =>
    list.flatMap(({ expected }) => expected.map((one) => one.split(" ")[0])),
  );
  const planted = new Set(codes);
  const missing = driftRules.filter(({ code }) => !planted.has(code));
  expect(missing.map(({ code }) => code)).toEqual([]);
});
