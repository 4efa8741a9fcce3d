import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isStampedPath, readMarker, stamp, type StampedFile } from "#forge";
import { languages } from "#intent";
import { flywheelHere } from "../support/in-process.ts";
import { modelOf } from "../support/model-of.ts";
import { shippedTemplates } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";

const templates = await shippedTemplates();

/** The files of a service of these forms, in a language. */
function filesOf(forms: string, language = "typescript"): readonly StampedFile[] {
  const text = `(service desk (language ${language}) ${forms})`;
  const { services, diagnostics } = stamp(modelOf(text), templates, { sha256 });
  expect(diagnostics).toEqual([]);
  return services.flatMap(({ files }) => files);
}

const textOf = (files: readonly StampedFile[], end: string): string =>
  files.find(({ path }) => path.endsWith(end))?.text ?? "";

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Readonly<Record<string, unknown>>[];
  readonly responses: Readonly<Record<string, unknown>>;
}
const documentOf = (forms: string): Document =>
  JSON.parse(textOf(filesOf(forms), "generated.openapi.json"));

const routed = '(rpc get (http get "/orders/{id}") (in (id i32)) (out string))';

test("a service without routes gets nothing for them", () => {
  for (const language of languages) {
    const files = filesOf("(rpc get (in (id i32)) (out string))", language);
    expect(files.filter(({ path }) => /routes|openapi/.test(path))).toEqual([]);
    const main = files.find(({ path }) => /generated\.(?:rs|ts|py)$/.test(path));
    expect(main?.text).not.toMatch(/_routes|routes::|routes\.serve|generated\.openapi/);
  }
});

test("a document carries the marker of its service, and is known as stamped", () => {
  for (const language of languages) {
    const files = filesOf(routed, language);
    const document = files.find(({ path }) => path.endsWith("generated.openapi.json"));
    const main = files.find(({ path }) => /generated\.(?:rs|ts|py)$/.test(path));
    expect(isStampedPath(document?.path ?? "")).toBe(true);
    expect(readMarker(document?.text ?? "")).toEqual(readMarker(main?.text ?? ""));
    expect(readMarker(document?.text ?? "")?.service).toBe("desk");
  }
});

test("what stands there is tried before what varies, in any order of forms", () => {
  const routes = [
    '(rpc a (http get "/{x}/{y}") (in (x string) (y string)))',
    '(rpc b (http get "/{x}/new") (in (x string)))',
    '(rpc c (http get "/orders/{id}") (in (id i32)))',
    '(rpc d (http get "/orders/new"))',
  ];
  const pathsOf = (forms: string): readonly string[] =>
    [...textOf(filesOf(forms), "src/generated.ts").matchAll(/^ {6}path: "(.*)",$/gm)].map(
      ([, path = ""]) => path,
    );
  const wanted = ["/orders/new", "/orders/{id}", "/{x}/new", "/{x}/{y}"];
  expect(pathsOf(routes.join(" "))).toEqual(wanted);
  expect(pathsOf(routes.toReversed().join(" "))).toEqual(wanted);
  expect(filesOf(routes.toReversed().join(" "))).toEqual(filesOf(routes.join(" ")));
});

test("parameters stand where the route puts them, failures under their status", () => {
  const { paths, components } = documentOf(
    `(error gone :status 404 (id i32)) (error closed :status 409) (error taken :status 409)
     (rpc find (http get "/orders/{order-id}")
       (in (order-id i32 :min 1) (tags (list string)) (limit u32 :default 20) (mood (optional string)))
       (out string) (errors gone closed taken))`,
  );
  const operation = paths["/orders/{orderId}"]?.["get"];
  expect(operation?.operationId).toBe("find");
  expect(
    operation?.parameters?.map(({ name, in: place, required }) => [name, place, required]),
  ).toEqual([
    ["orderId", "path", true],
    ["tags", "query", undefined],
    ["limit", "query", undefined],
    ["mood", "query", undefined],
  ]);
  expect(operation?.parameters?.[0]?.["schema"]).toMatchObject({
    minimum: 1,
    maximum: 2 ** 31 - 1,
  });
  expect(operation?.parameters?.[2]?.["schema"]).toMatchObject({ default: 20 });
  expect(Object.keys(operation?.responses ?? {})).toEqual(["200", "400", "404", "409", "500"]);
  const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  expect(operation?.responses["409"]).toMatchObject({
    description: "closed, taken",
    content: {
      "application/json": { schema: { oneOf: [reference("closed"), reference("taken")] } },
    },
  });
  expect(paths["/rpc/find"]?.["post"]?.operationId).toBe("find_rpc");
  expect(Object.keys(components.schemas)).toEqual([
    "FindIn",
    "closed",
    "gone",
    "taken",
    "wire_internal",
    "wire_invalid-argument",
  ]);
});

test("types that hold themselves, enums, unions and renamed fields", () => {
  const { components } = documentOf(
    `(enum Plan "Prices." free (pro "For all."))
     (union Contact (by-mail (address string)) (by-phone (number string)))
     (entity Tree (plan Plan :default free) (contact (optional Contact)) (parts (list Tree))
       (label string :was tag) (pin string :secret))
     (rpc plant (http post "/trees") (in (tree Tree)) (out Tree))`,
  );
  expect(components.schemas).toMatchObject({
    Plan: {
      description: "Prices.\n\n- `pro`: For all.",
      anyOf: [{ enum: ["free", "pro"] }, { type: "string" }],
    },
    Contact: {
      oneOf: [
        { $ref: "#/components/schemas/ContactByMail" },
        { $ref: "#/components/schemas/ContactByPhone" },
        { properties: { type: { not: { enum: ["by-mail", "by-phone"] } } } },
      ],
    },
    Tree: {
      required: ["parts", "pin"],
      properties: {
        plan: { $ref: "#/components/schemas/Plan", default: "free" },
        contact: { anyOf: [{ $ref: "#/components/schemas/Contact" }, { type: "null" }] },
        parts: { items: { $ref: "#/components/schemas/Tree" } },
        pin: { type: "string", format: "password" },
      },
      allOf: [{ anyOf: [{ required: ["tag"] }, { required: ["label"] }] }],
    },
  });
});

test("the module of routes and a service of its name do not meet", () => {
  const text = `(service routes (language typescript) ${routed})`;
  const { diagnostics } = stamp(modelOf(text), templates, { sha256 });
  expect(diagnostics.map(({ code }) => code)).toEqual(["name-taken"]);
});

test("pages and patches", () => {
  const { components } = documentOf(
    `(entity User (id i32 :key) (name string :length 5) (note (optional string)) (size u32 :default 1))
     (rpc change (http patch "/users/{id}") (in (id i32) (user (patch User))) (out (page User)))`,
  );
  expect(components.schemas["UserPatch"]).toEqual({
    type: "object",
    properties: {
      name: { type: "string", maxLength: 5 },
      note: { type: ["string", "null"] },
      size: { type: "integer", minimum: 0, maximum: 4_294_967_295 },
    },
  });
});

test("forge openapi prints the document of a service, with routes or without", async () => {
  const root = mkdtempSync(join(tmpdir(), "flywheel-openapi-"));
  try {
    const put = (path: string, forms: string): void => {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), `(lang intent 1.0)\n\n${forms}\n`);
    };
    put("universe.lisp", '(universe u (services "services/*"))');
    put("services/desk/intent.lisp", `(service desk (language rust) ${routed})`);
    put("services/till/intent.lisp", "(service till (language rust) (rpc pay (in (sum i64))))");
    put("services/still/intent.lisp", "(service still (language rust))");
    const run = (name: string) =>
      flywheelHere(["forge", "openapi", name, "--root", root], join(root, ".state"), {});
    const documents = await Promise.all(["desk", "till"].map(run));
    expect(documents.map(({ exit }) => exit)).toEqual([0, 0]);
    expect(documents.map(({ stdout }) => Object.keys(JSON.parse(stdout).openapi.paths))).toEqual([
      ["/orders/{id}", "/rpc/get"],
      ["/rpc/pay"],
    ]);
    const wrong = await Promise.all(["dsk", "still"].map(run));
    expect(wrong.map(({ exit }) => exit)).toEqual([2, 2]);
    expect(wrong[0]?.stdout).toContain("did you mean desk?");
    expect(wrong[1]?.stdout).toContain("still has no rpc");
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test("an audit tells of a document that is missing or edited, and of no other", async () => {
  const root = mkdtempSync(join(tmpdir(), "flywheel-openapi-"));
  try {
    mkdirSync(join(root, "services/desk"), { recursive: true });
    const intent = (forms: string): string => `(lang intent 1.0)\n\n${forms}\n`;
    writeFileSync(join(root, "universe.lisp"), intent('(universe u (services "services/*"))'));
    writeFileSync(
      join(root, "services/desk/intent.lisp"),
      intent(`(service desk (language python) ${routed})`),
    );
    const run = (...words: string[]) =>
      flywheelHere([...words, "--root", root], join(root, ".state"), {});
    const document = join(root, "services/desk/desk/generated.openapi.json");
    const told = async (): Promise<readonly string[]> => {
      const { findings } = JSON.parse((await run("jarvis", "audit", "--format", "json")).stdout);
      return findings
        .filter((one: { readonly message: string; readonly code: unknown }) =>
          JSON.stringify(one).includes("openapi.json"),
        )
        .map(({ rule, code }: { readonly rule?: string; readonly code: unknown }) => rule ?? code);
    };
    expect((await run("forge", "stamp")).exit).toBe(0);
    expect(await told()).toEqual([]);
    const text = readFileSync(document, "utf8");
    writeFileSync(document, text.replace('"title": "desk"', '"title": "till"'));
    expect(await told()).toEqual(["edited-stamp"]);
    rmSync(document);
    expect(await told()).toEqual(["missing-stamp"]);
    expect((await run("forge", "stamp")).exit).toBe(0);
    expect(await told()).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
