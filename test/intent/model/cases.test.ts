import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildModel, modelCodes, renderDiagnostic, type Source, unstampedOf } from "#intent";

/**
 * Each folder of test/cases/model is a universe that is wrong in some ways, and `expected.txt` is what a person reads.
 * A folder without a universe.lisp gets a plain one; `FLYWHEEL_UPDATE=1` writes the baselines again.
 */
const cases = join(import.meta.dirname, "../../cases/model");
const update = process.env["FLYWHEEL_UPDATE"] === "1";
const plainUniverse: Source = {
  path: "universe.lisp",
  text: '(lang intent 1.0)\n\n(universe test\n  (services "*"))\n',
};

function sourcesOf(folder: string): Source[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".lisp"),
  );
  const sources = paths
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  const own = paths.includes("universe.lisp") || existsSync(join(folder, "no-universe"));
  return own ? sources : [plainUniverse, ...sources];
}

/** What `forge check` would say, and `forge stamp` of what checks clean, and the codes in it. Asserts that every diagnostic lies in a text. */
function check(folder: string): { text: string; codes: string[] } {
  const sources = sourcesOf(folder);
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const [model, found] = buildModel(sources);
  // What checks clean may hold what no stamp is made of yet.
  const later =
    model === undefined || found.length > 0
      ? []
      : [...model.services.values()].flatMap((service) => unstampedOf(service));
  const diagnostics = [...found, ...later];
  const drawn = diagnostics.map((one) => {
    const text = texts.get(one.file) ?? "";
    expect(one.span.start).toBeLessThanOrEqual(one.span.end);
    expect(one.span.end).toBeLessThanOrEqual(text.length);
    // A path of HTTP holds braces of its own.
    if (one.code !== "bad-path" && one.code !== "path-spelt-twice")
      expect(one.message).not.toMatch(/\{[a-z]+\}|undefined/);
    expect(one.cure ?? "").not.toMatch(/\{[a-zA-Z]+\}|undefined/);
    return renderDiagnostic(one, text, { textOf: (file) => texts.get(file) });
  });
  return { text: `${drawn.join("\n\n")}\n`, codes: diagnostics.map((one) => one.code) };
}

const names = readdirSync(cases);

test.each(names)("%s", (name) => {
  const folder = join(cases, name);
  const { text } = check(folder);
  const baseline = join(folder, "expected.txt");
  if (update) writeFileSync(baseline, text);
  expect(text).toBe(readFileSync(baseline, "utf8"));
});

test("every code has a case that triggers it", () => {
  const seen = new Set(names.flatMap((name) => check(join(cases, name)).codes));
  expect(modelCodes.filter((code) => !seen.has(code))).toEqual([]);
});
