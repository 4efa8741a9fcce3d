import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stamp } from "#forge";
import type { Model } from "#intent";
import { randomModel } from "../support/random-universe.ts";
import { intentsOf, modelFrom, shippedTemplates, writeBelow } from "../support/stamp-python.ts";
import {
  complaints,
  linkPackages,
  stampTypeScript,
  unformatted,
} from "../support/stamp-typescript.ts";
import { matchExpected } from "../support/expected-stamps.ts";
import { sha256 } from "../support/stamp-rust.ts";
import { installation } from "../support/tools.ts";

const caseFolder = join(import.meta.dirname, "../cases/forge/typescript");
const universe = {
  path: "universe.lisp",
  text: '(lang intent 1.0)\n\n(universe u (services "services/*"))',
};

/** The model of one service's forms. */
const modelOfForms = (forms: string): Model =>
  modelFrom([
    universe,
    {
      path: "services/s/intent.lisp",
      text: `(lang intent 1.0)\n\n(service s (language typescript) ${forms})`,
    },
  ]);

/** What stamped tests ask, where nobody has said anything yet. */
const anySubject = `import type { Subject } from "./generated.test.ts";

export declare const subject: Subject;
`;

/** What oxfmt, tsc and oxlint say of what is stamped; empty strings where they are content. */
async function judge(models: readonly Model[]): Promise<readonly string[]> {
  const templates = await shippedTemplates();
  const root = mkdtempSync(join(tmpdir(), "flywheel-typescript-"));
  try {
    const files = models.flatMap((model, index) =>
      stampTypeScript(model, templates)
        .filter(({ kind }) => kind === "stamped")
        .flatMap(({ path, text }) => [
          [`u${index}/${path}`, text] as const,
          ...(path.endsWith(".test.ts")
            ? [[`u${index}/${path.replace("generated.test", "subject")}`, anySubject] as const]
            : []),
        ]),
    );
    const options = stampTypeScript(modelOfForms("(entity A)"), templates).find(({ path }) =>
      path.endsWith("tsconfig.json"),
    );
    const tsconfig = (options?.text ?? "").replace('"src", "test"', '"**/*.ts"');
    await writeBelow(root, [
      ...files,
      ["tsconfig.json", tsconfig],
      ["package.json", '{\n  "type": "module"\n}\n'],
    ]);
    linkPackages(root);
    return [unformatted(root), complaints(root, "tsc", "--noEmit"), complaints(root, "oxlint")];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test("the case's services are stamped as expected, twice", async () => {
  const model = modelFrom(intentsOf(caseFolder));
  const templates = await shippedTemplates();
  const files = stampTypeScript(model, templates);
  expect(stampTypeScript(model, templates)).toEqual(files);
  await matchExpected(files, join(caseFolder, "expected"));
});

/** A service that names only types of another one, which have other names there. */
const aliasesAlone = modelFrom([
  universe,
  {
    path: "services/s/intent.lisp",
    text: "(lang intent 1.0)\n\n(service s (language typescript) (uses t (alias Label) (alias Labels)))",
  },
  {
    path: "services/t/intent.lisp",
    text: "(lang intent 1.0)\n\n(service t (language typescript) (alias Label string) (alias Labels (list string)))",
  },
]);

/** Types that fit in no line, wherever a type can stand. */
const longTypes = modelOfForms(`
  (enum InterpretationOfLight clear-sky overcast-sky)
  (alias Deep (map InterpretationOfLight (map InterpretationOfLight (map InterpretationOfLight i64))))
  (alias Several (list (optional (map InterpretationOfLight (map InterpretationOfLight (list bytes))))))
  (entity Reading
    (deep (optional (map InterpretationOfLight (map InterpretationOfLight (map string (map string i64))))))
    (several (list (list (optional (map InterpretationOfLight (map InterpretationOfLight bytes)))))))
  (error unread (several (list (optional (map InterpretationOfLight (map InterpretationOfLight bytes))))))
  (util fold (in (by (optional (map InterpretationOfLight (map InterpretationOfLight Deep)))))
    (out (optional (list (map InterpretationOfLight (map InterpretationOfLight Reading))))))
  (rpc read
    (out (optional (map InterpretationOfLight (map InterpretationOfLight (map string Reading)))))
    (errors unread))`);

/** Rules whose names are those of something else, and rules that are asked twice around one call. */
const ruledNames = modelFrom([
  universe,
  {
    path: "services/t/intent.lisp",
    text: "(lang intent 1.0)\n\n(service t (language typescript))",
  },
  ...["from-dome", "from-r", "s"].map((name) => ({
    path: `services/${name}/intent.lisp`,
    text: `(lang intent 1.0)

(service ${name} (language typescript)
  ${name === "s" ? "(uses from-r (error shut))" : ""}
  (entity Thing (id i32 :key) (tags (list string)))
  (error shut (why string))
  (error closed)
  (rpc place (in (count i32) (thing Thing)) (out i32) (errors closed ${name === "s" ? "from-r/shut" : ""}))
  (rpc leave (in (thing Thing)) (errors closed))
  (rpc name-what-is-in-the-third-place-of-all (out string))
  (rpc name-what-is-in-the-second-place-of-all (out string))
  (rpc to-string (in (n i32)) (out string))
  (rule value-of (before (rpc place)))
  (rule has-own-property (after (rpc place)) (in (count i32)) (out i32))
  (rule dome (before (rpc place)) (out i32))
  (rule r (before (rpc place) (rpc leave)) (after (rpc place) (rpc leave)) (in (thing Thing)) (errors closed))
  (rule both (before (rpc place)) (after (rpc place)) (out i32) (errors closed))
  (rule named (before (rpc name-what-is-in-the-third-place-of-all) (rpc name-what-is-in-the-second-place-of-all))))`,
  })),
]);

test("oxfmt, tsc and oxlint are content with the case, with aliases alone, with long types, and with such rules", async () => {
  const models = [modelFrom(intentsOf(caseFolder)), aliasesAlone, longTypes, ruledNames];
  expect(await judge(models)).toEqual(["", "", ""]);
});

test("oxfmt, tsc and oxlint are content with random universes", async () => {
  const seed = Number(process.env["FLYWHEEL_SEED"] ?? Date.now() % 2 ** 31);
  const universes = randomModel({
    servicesMin: 2,
    servicesMax: 4,
    languages: ["typescript"],
    machines: true,
    utils: true,
    partial: true,
  });
  const models = fc.sample(universes, { numRuns: 10, seed });
  expect(await judge(models), `replay with FLYWHEEL_SEED=${seed}`).toEqual(["", "", ""]);
});

test("the example's services hold what their intents stamp", async () => {
  const root = join(installation, "universe.example");
  const files = stampTypeScript(modelFrom(intentsOf(root)), await shippedTemplates());
  for (const { path, text, kind } of files) {
    if (kind !== "stamped") continue;
    await expect(text).toMatchFileSnapshot(join(root, path));
  }
});

test("documentation of an intent stays in its owner's files", async () => {
  const files = stampTypeScript(modelFrom(intentsOf(caseFolder)), await shippedTemplates());
  const foreign =
    files.find(({ path }) => path.endsWith("relay/src/generated.samples.ts"))?.text ?? "";
  expect(foreign).toContain("export interface Sample {");
  expect(foreign).not.toContain("One of each.");
});

test.each(["RemoteError", "Omit", "Exclude", "SEvents"])(
  "a type cannot be named %s",
  async (name) => {
    const templates = await shippedTemplates();
    expect(() => stampTypeScript(modelOfForms(`(entity ${name} (id string))`), templates)).toThrow(
      `would both be \`${name}\` in TypeScript`,
    );
  },
);

test.each([
  [
    "(entity A (id i64)) (entity Wire (id i64))",
    ["entity Wire and entity A would both be `aWire` in TypeScript"],
  ],
  ["(rpc a) (entity Rpc (id i64))", ["entity Rpc and rpc a would both be `aRpc` in TypeScript"]],
  ["(entity A (id i64)) (entity Wired (id i64))", []],
])("names of stamped values: %s", async (forms, expected) => {
  const { diagnostics } = stamp(modelOfForms(forms), await shippedTemplates(), { sha256 });
  expect(diagnostics.map(({ message }) => message)).toEqual(expected);
});
