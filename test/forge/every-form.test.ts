import { spawnSync } from "node:child_process";
import { globSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readTemplates, stamp } from "#forge";
import { buildModel, languages, unstampedOf } from "#intent";
import { createHost } from "../../cli/host/index.ts";
import { folderForFile } from "../support/fleet/copy.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { modelFrom, writeBelow } from "../support/stamp-python.ts";
import { complaintsOf } from "../support/stamp-rust.ts";
import { unformatted } from "../support/stamp-typescript.ts";
import { installation, leftOut } from "../support/tools.ts";
import { unitsOfTable, unitsSaid, type Unit } from "../support/whole/forms-said.ts";
import {
  intentsOf,
  kinds,
  nameOf,
  universeFile,
  writeCustom,
  type Kind,
} from "../support/whole/universe.ts";

// The universe with every form is compiled, started and called in `test/long/whole.test.ts`. Here it is held to the
// table of forms: what Forge learns to stamp is missing from it until it stands there in each language.

/** What the table has and the universe has not, with the reason. Each must still be missing. */
const exceptions: readonly (readonly [units: RegExp, reason: string])[] = [
  [/^language \w+$/, "a service is written in one language"],
  [/^(?:governance|tier) \S+$/, "a service has one, and nothing of it is stamped"],
  [/^(?:sandbox|delivery) \S+$/, "a universe has one, and nothing of it is stamped"],
  [/^conflict-rule :\w+ \w+$/, "a verdict that changes a judgement, and nothing that is stamped"],
  [
    /^(?:parameter|field of an error|field of an event|field of a case) :reads \w+$/,
    "one codec reads the other form wherever a field stands, and an entity has a field of each",
  ],
];

const missingIn = (wanted: ReadonlySet<Unit>, said: ReadonlySet<Unit>): Unit[] =>
  [...wanted].filter((unit) => !said.has(unit));
const isExcepted = (unit: Unit): boolean => exceptions.some(([units]) => units.test(unit));

const saidIn = (...files: readonly { readonly path: string; readonly text: string }[]): Set<Unit> =>
  new Set(files.flatMap(({ path, text }) => [...unitsSaid(path, text)]));

describe("the universe with every form", () => {
  test("is one that Forge stamps", () => {
    const [model, diagnostics] = buildModel([universeFile(), ...languages.flatMap(intentsOf)]);
    expect(diagnostics).toEqual([]);
    if (model === undefined) throw new Error("it has no meaning");
    const services = [...model.services.values()];
    expect(services).toHaveLength(9);
    expect(services.flatMap(unstampedOf)).toEqual([]);
  });

  test.each(languages)("says in %s all that the table of forms has for an intent", (language) => {
    const missing = missingIn(unitsOfTable("intent.lisp"), saidIn(...intentsOf(language)));
    expect(missing.filter((unit) => !isExcepted(unit))).toEqual([]);
  });

  test("says all that the table has for a universe", () => {
    // What is missing of a form that an intent has, too, stands in each intent.
    const wanted = unitsOfTable("universe.lisp");
    const said = saidIn(universeFile(), ...languages.flatMap(intentsOf));
    expect(missingIn(wanted, said).filter((unit) => !isExcepted(unit))).toEqual([]);
  });

  test("has no exception that is none any more", () => {
    const said = languages.map((language) => saidIn(universeFile(), ...intentsOf(language)));
    const wanted = [...unitsOfTable("intent.lisp"), ...unitsOfTable("universe.lisp")];
    const missing = wanted.filter((unit) => said.some((units) => !units.has(unit)));
    for (const [units, reason] of exceptions)
      expect(
        missing.filter((unit) => units.test(unit)),
        reason,
      ).not.toEqual([]);
  });
});

describe("the universe with every form, stamped, with what people write in it", () => {
  const folder = folderForFile("flywheel-every-form-");
  const at = (kind: Kind, language: (typeof languages)[number]): string =>
    join(folder, "services", nameOf(kind, language));

  beforeAll(async () => {
    const host = createHost();
    const model = modelFrom([universeFile(), ...languages.flatMap(intentsOf)]);
    const templates = await readTemplates(host.files, join(installation, "forge/templates"));
    const { diagnostics, services } = stamp(model, templates, { sha256: host.sha256 });
    expect(diagnostics).toEqual([]);
    mkdirSync(join(folder, "services"), { recursive: true });
    const files = services.flatMap((service) => service.files);
    await writeBelow(
      folder,
      files.map(({ path, text }) => [path, text] as const),
    );
    writeCustom(folder);
  }, 60_000);

  test("rustfmt changes nothing", () => {
    if (leftOut("rustfmt on every form", "rustfmt")) return;
    for (const kind of kinds) {
      const cwd = at(kind, "rust");
      const paths = globSync("{src,tests}/**/*.rs", { cwd });
      expect(paths).toContain("src/main.rs");
      expect(complaintsOf(cwd, "rustfmt", "--check", "--edition", "2024", ...paths)).toBe("");
    }
  });

  test("ruff changes nothing, and finds nothing", { timeout: 300_000 }, () => {
    if (leftOut("ruff on every form", "python")) return;
    const ruff = join(pythonEnvironment(), "bin/ruff");
    for (const kind of kinds)
      for (const args of [
        ["format", "--diff", "--no-cache", "."],
        ["check", "--no-cache", "."],
      ]) {
        const options = { cwd: at(kind, "python"), encoding: "utf8" } as const;
        const { status, stdout, stderr } = spawnSync(ruff, args, options);
        expect(status === 0 ? "" : stdout + stderr).toBe("");
      }
  });

  test("oxfmt changes nothing", () => {
    for (const kind of kinds)
      for (const part of kind === "whole" ? ["src", "test"] : ["src"])
        expect(unformatted(join(at(kind, "typescript"), part))).toBe("");
  });
});
