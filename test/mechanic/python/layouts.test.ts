import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { layoutsOf } from "../../../mechanic/engines/delta/python/retype/layouts.ts";
import { leftOut } from "../../support/tools.ts";

const laid = (text: string, digits = "7"): readonly string[] =>
  layoutsOf({ kind: "format" }, text).map((layout) => layout(digits));

test.each([
  ["{visit.animal_id:04d}", ["0007"]],
  ['"%04d of %s" % (id, name)', ["0007"]],
  ['"{:>4}-{:03d}".format(id, id)', ["   7", "007"]],
  ['format(id, "#06x")', ["0x0007"]],
  ["{id:{width}d}", []],
  ["{day:%Y-%m-%d}", []],
])("%s", (text, expected) => {
  expect(laid(text)).toEqual(expected);
});

test("no other use lays anything out", () => {
  expect(layoutsOf({ kind: "order" }, "{id:04d}")).toEqual([]);
});

test.skipIf(leftOut("Python's own layouts", "python"))("as Python itself does it", () => {
  const part = (...values: readonly string[]): fc.Arbitrary<string> =>
    fc.constantFrom("", ...values);
  const cases = fc.sample(
    fc.tuple(
      fc.bigInt({ min: 0n, max: 10n ** 12n }).map(String),
      fc
        .tuple(
          part("<", ">", "^", "*<", "0>", "="),
          part("+", " "),
          part("#"),
          part("0"),
          part("4", "11"),
          part("d", "x", "X", "b", "o", ",", ",d", "_x"),
        )
        .map((parts) => parts.join(""))
        .filter((spec) => spec !== "" && !/0\d*[,_]/.test(spec)),
    ),
    300,
  );
  const program =
    "import json,sys; print(json.dumps([format(int(n), s) for n, s in json.load(sys.stdin)]))";
  const run = spawnSync("python3", ["-c", program], {
    input: JSON.stringify(cases),
    encoding: "utf8",
  });
  const expected: unknown = JSON.parse(run.stdout);
  const found = cases.map(([digits, spec]) => laid(`{id:${spec}}`, digits)[0]);
  expect(found.map((text, index) => [cases[index], text])).toEqual(
    Array.isArray(expected) ? expected.map((text, index) => [cases[index], text]) : [],
  );
});
