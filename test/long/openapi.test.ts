import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "../support/fleet/ask.ts";
import { folderForFile } from "../support/fleet/copy.ts";
import { languages, makeDesks, type Language } from "../support/fleet/desks.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { complaintsOf, openapiPackages } from "../support/openapi/tools.ts";
import { changes, everything, exceptions } from "../support/openapi/values.ts";
import { leftOut } from "../support/tools.ts";

const skipped = leftOut("OpenAPI documents of three languages", "cargo", "python");
const given = join(import.meta.dirname, "../support/openapi");

let services: ReadonlyMap<string, Startable>;
let fleet: Fleet | undefined;

const pathOf = (language: Language): string => {
  const folder = language === "python" ? "desk_python" : "src";
  const cwd = services.get(`desk-${language}`)?.cwd ?? "";
  return join(cwd, folder, "generated.openapi.json");
};
const urlOf = (language: Language): string => fleet?.url(`desk-${language}`) ?? "";

/** Whether a value is one of the input of `weigh`, as the document says it. */
function schemaOf(language: Language): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false });
  const isDay = (text: string): boolean =>
    /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
  const isInstant = (text: string): boolean =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/.test(text) &&
    !Number.isNaN(Date.parse(text));
  ajv.addFormat("date", (text) => !Number.isNaN(Date.parse(text)) && isDay(text));
  ajv.addFormat("date-time", isInstant);
  for (const name of ["int32", "int64", "uint64", "double", "uuid"]) ajv.addFormat(name, true);
  const document: unknown = JSON.parse(readFileSync(pathOf(language), "utf8"));
  ajv.addSchema({ ...Object(document), $id: "https://desk.example/" });
  const validate = ajv.compile({ $ref: "https://desk.example/#/components/schemas/WeighIn" });
  return (value) => validate(value);
}

/** Which of the services take a value. */
async function takenBy(value: unknown): Promise<readonly Language[]> {
  const body = JSON.stringify({ one: value });
  const asked = { target: "/rpc/weigh", method: "POST", body };
  const told = await Promise.all(languages.map((one) => ask(urlOf(one), asked)));
  for (const { status } of told) expect([200, 400], body).toContain(status);
  return languages.filter((_, index) => told[index]?.status === 200);
}

describe.skipIf(skipped)("OpenAPI documents of three languages", () => {
  const folder = folderForFile("flywheel-openapi-");

  beforeAll(async () => {
    const root = join(folder, "universe");
    makeDesks(root, join(folder, "state"));
    services = new Map((await prepareServices(root)).map((one) => [one.name, one]));
    fleet = await Fleet.start([...services.values()]);
  }, 900_000);

  afterAll(async () => fleet?.stop());

  test("the document is the same in all three, is what is served, and is left as it is by oxfmt", async () => {
    const [first, ...others] = languages.map((language) =>
      readFileSync(pathOf(language), "utf8")
        .replace(/^ {2}"x-stamp": .*\n/m, "")
        .replaceAll(`desk-${language}`, "desk"),
    );
    for (const other of others) expect(other).toBe(first);
    for (const language of languages) {
      const served = await fetch(`${urlOf(language)}/openapi.json`);
      expect(served.headers.get("content-type")).toBe("application/json");
      expect(await served.text()).toBe(readFileSync(pathOf(language), "utf8"));
      const head = await ask(urlOf(language), { target: "/openapi.json", method: "HEAD" });
      expect(head).toMatchObject({ status: 200, body: undefined });
    }
    expect(complaintsOf(folder, "oxfmt", "--check", pathOf("typescript"))).toBe("");
  });

  test("a validator of OpenAPI finds nothing", () => {
    const cwd = mkdtempSync(join(folder, "validate-"));
    symlinkSync(join(openapiPackages(), "node_modules"), join(cwd, "node_modules"));
    cpSync(join(given, "validate.mjs"), join(cwd, "validate.mjs"));
    const paths = languages.map(pathOf);
    const { status, stdout, stderr } = spawnSync("node", ["validate.mjs", ...paths], {
      cwd,
      encoding: "utf8",
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  }, 300_000);

  test("a client that openapi-typescript makes of it compiles and calls the services", () => {
    const cwd = mkdtempSync(join(folder, "client-"));
    const packages = join(openapiPackages(), "node_modules");
    symlinkSync(packages, join(cwd, "node_modules"));
    writeFileSync(join(cwd, "package.json"), '{ "type": "module" }\n');
    cpSync(join(given, "client.ts.txt"), join(cwd, "client.ts"));
    const bin = join(packages, ".bin");
    const made = [pathOf("rust"), "-o", "desk.ts"];
    expect(complaintsOf(cwd, join(bin, "openapi-typescript"), ...made)).toBe("");
    const options =
      "--noEmit --strict --target es2022 --module nodenext --moduleResolution nodenext --lib es2024,dom " +
      "--allowImportingTsExtensions --skipLibCheck";
    expect(complaintsOf(cwd, join(bin, "tsc"), ...options.split(" "), "client.ts")).toBe("");
    for (const language of languages) {
      const ran = spawnSync(process.execPath, ["client.ts", urlOf(language)], {
        cwd,
        encoding: "utf8",
      });
      expect(ran.stderr, language).toBe("");
      const seen: unknown = JSON.parse(ran.stdout);
      expect(seen, language).toEqual([
        "tea",
        404,
        {
          word: "a b/c",
          number: 2,
          words: ["x y", "z+"],
          flag: true,
          big: "-7",
          plan: "pro",
          size: 20,
          label: "new",
        },
        { id: 1, title: "cup", plan: "pro", contact: { type: "by-mail", address: "a@b" } },
        [409, "order-closed"],
        5,
        9,
        "7 n a.txt text/plain 3",
        ["paper 7", "text/plain"],
      ]);
    }
  }, 300_000);

  test(
    "what the schemas take the codecs take, and nothing else",
    { timeout: 600_000 },
    async () => {
      const seed = Number(process.env["FLYWHEEL_SEED"] ?? 1);
      const takes = schemaOf("rust");
      expect(takes({ one: everything })).toBe(true);
      const one = fc.constantFrom(...changes);
      const sets = fc.oneof(
        one.map((change) => [change]),
        fc.tuple(one, one),
      );
      const all = [
        ...changes.map((change) => [change]),
        ...fc.sample(sets, { seed, numRuns: 200 }),
      ];
      const differences: string[] = [];
      const counts = { taken: 0, refused: 0 };
      for (const set of all) {
        const value = set.reduce((before, change) => change(before), everything);
        const taken = takes({ one: value });
        const codecs = await takenBy(value);
        if (codecs.length !== (taken ? languages.length : 0))
          differences.push(`${JSON.stringify(value)}: schema ${taken}, ${codecs.join(" ")}`);
        counts[taken ? "taken" : "refused"] += 1;
      }
      expect(differences, `seed ${seed}`).toEqual([]);
      expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(50);
    },
  );

  test.each(exceptions)("what a schema cannot say: $name", async ({ value, schema, codecs }) => {
    expect(schemaOf("rust")({ one: value })).toBe(schema);
    expect(await takenBy(value)).toEqual(codecs);
  });
});
