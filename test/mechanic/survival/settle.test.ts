import { assert, asyncProperty, nat, uniqueArray } from "fast-check";
import { join } from "node:path";
import { expect, test } from "vitest";

import type { CodeDiagnostic, GateResult, Oracle, RepairRequest } from "#intent";

import { gateJudge, settleSites } from "../../../mechanic/engines/survival/settle.ts";
import type { Site } from "../../../mechanic/engines/survival/site.ts";
import { requestOf } from "../typescript/case.ts";

const base = requestOf(join(import.meta.dirname, "../../cases/scenario-a/typescript.txt"), "shop");
const file = "services/shop/src/custom.ts";

/** A text of dots, and a site on each that would make it an `x`. */
const dots = (count: number): RepairRequest => ({
  ...base,
  sources: new Map([[file, ".".repeat(count)]]),
});
const siteAt = (start: number): Site => ({
  file,
  span: { start, end: start + 1 },
  inside: "",
  fix: { rule: "test", edits: [{ start, end: start + 1, text: "x" }], because: "A test asks." },
});

test("exactly the fixes at fault are refused, and it costs no more than halving does", async () => {
  await assert(
    asyncProperty(nat(40), uniqueArray(nat(40), { maxLength: 5 }), async (count, faults) => {
      let asked = 0;
      const kept = await settleSites(
        dots(count),
        Array.from({ length: count }, (_, at) => siteAt(at)),
        (texts) => {
          asked++;
          const text = texts.get(file) ?? "";
          return Promise.resolve(!faults.some((at) => text[at] === "x"));
        },
      );
      const bad = faults.filter((at) => at < count);
      expect(kept.map((site) => site.span.start)).toEqual(
        Array.from({ length: count }, (_, at) => at).filter((at) => !bad.includes(at)),
      );
      expect(asked).toBeLessThanOrEqual(1 + 2 * bad.length * Math.ceil(Math.log2(count + 1)));
    }),
  );
});

test("two fixes that only fail together are not both kept", async () => {
  const kept = await settleSites(dots(8), [siteAt(1), siteAt(6)], (texts) => {
    const text = texts.get(file) ?? "";
    return Promise.resolve(!(text[1] === "x" && text[6] === "x"));
  });
  expect(kept.map((site) => site.span.start)).toEqual([1]);
});

const error = (line: number, message: string): CodeDiagnostic => {
  const place = { file, line, column: 1, endLine: line, endColumn: 2 };
  return { tool: "tsc", code: "TS1", severity: "error", message, ...place };
};
const red = (...diagnostics: readonly CodeDiagnostic[]): GateResult => ({
  gate: "check",
  status: "failed",
  diagnostics,
  files: 1,
  ms: 0,
});

/** A gate that says one thing of the sources as they are, and another of what is laid over them. */
const gate = (standing: GateResult, laid: GateResult): Oracle => ({
  check: (texts) => Promise.resolve(texts.size === 0 ? standing : laid),
  rounds: 0,
});
const over = new Map([[file, "x"]]);

test("a red service is judged by what comes to it: moved errors are the old ones, new ones are not", async () => {
  const standing = red(error(3, "stands"), error(4, "stands"));
  const judge = async (laid: GateResult): Promise<boolean> =>
    (await gateJudge(gate(standing, laid)))(over);
  expect(await judge(red(error(9, "stands")))).toBe(true);
  expect(await judge(red(error(3, "stands"), error(4, "stands"), error(5, "stands")))).toBe(false);
  expect(await judge(red(error(3, "new")))).toBe(false);
  expect(await judge({ ...red(), reason: "`tsc` is not installed" })).toBe(false);
  expect(await judge({ ...red(), status: "passed" })).toBe(true);
});
