import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A thousand services of 8 fields and 5 rpcs, said in four languages: intents, protobuf, OpenAPI and TypeSpec. Each
 * function writes them below a folder; no two services are equal.
 */
export const thousand = 1000;

export const installed = fileURLToPath(new URL("node_modules", import.meta.url));

const verbs = ["get", "list", "create", "rename", "remove"] as const;
const numbers = Array.from({ length: thousand }, (_, index) => index);
const pascal = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The services that one uses: up to four before it, spread so that an edit in the middle reaches many. */
const usedBy = (index: number): number[] =>
  [1, 7, 31, 113].map((step) => index - step).filter((other) => other >= 0);

/** Seven fields behind a key, as every made service has them. */
export const thingFields = `(id i64 :key)
    (name string)
    (email string)
    (age i32)
    (plan Plan :default free)
    (tags (list string))
    (joined timestamp)
    (score f64)`;

const intentOf = (index: number, uses: readonly number[] = []): string => `(lang intent 1.0)

(service service-${index} "The service with number ${index}."
  (language typescript)
  (entity Thing${index} "Something that is kept."
    ${thingFields})
  (enum Plan free pro enterprise)
  (error not-found :status 404 (id i64))
${uses.map((other) => `  (uses service-${other} (entity Thing${other}))\n`).join("")}${verbs.map((verb) => `  (rpc ${verb}-thing "What ${verb} does." (in (id i64) (query string :default "")) (out (list Thing${index})) (errors not-found))`).join("\n")})
`;

export function writeIntents(root: string): void {
  writeUniverse(root, () => []);
}

/** The same services, each using some of the others. */
export function writeUsers(root: string): void {
  writeUniverse(root, usedBy);
}

/** npm packages of the same shape for tools that go by packages: each says what it uses as a dependency. */
export function writeWorkspace(root: string): void {
  write(
    join(root, "package.json"),
    JSON.stringify({
      name: "thousand",
      private: true,
      workspaces: ["services/*"],
      packageManager: "npm@11.6.0",
    }),
  );
  write(
    join(root, "package-lock.json"),
    JSON.stringify({ name: "thousand", lockfileVersion: 3, packages: {} }),
  );
  write(join(root, "nx.json"), JSON.stringify({ defaultBase: "main", analytics: false }));
  write(join(root, "turbo.json"), JSON.stringify({ tasks: { build: {} } }));
  write(join(root, ".gitignore"), "node_modules\n.nx\n.turbo\n");
  symlinkSync(installed, join(root, "node_modules"));
  for (const index of numbers) {
    const dependencies = Object.fromEntries(
      usedBy(index).map((other) => [`service-${other}`, "*"]),
    );
    const manifest = {
      name: `service-${index}`,
      version: "1.0.0",
      dependencies,
      scripts: { build: "tsc" },
    };
    write(join(root, `services/service-${index}/package.json`), JSON.stringify(manifest));
    write(
      join(root, `services/service-${index}/src/index.ts`),
      `export interface Thing${index} { id: bigint; score: number }\n`,
    );
  }
}

function writeUniverse(root: string, usesOf: (index: number) => readonly number[]): void {
  const universe =
    '(lang intent 1.0)\n\n(universe thousand "A thousand services."\n  (services "services/*")\n  (sandbox none)\n  (delivery draft-branch))\n';
  write(join(root, "universe.lisp"), universe);
  for (const index of numbers)
    write(join(root, `services/service-${index}/intent.lisp`), intentOf(index, usesOf(index)));
}

const protoOf = (index: number): string => `syntax = "proto3";

package service_${index}.v1;

import "google/protobuf/timestamp.proto";

// Something that is kept.
message Thing${index} {
  int64 id = 1;
  string name = 2;
  string email = 3;
  int32 age = 4;
  Plan plan = 5;
  repeated string tags = 6;
  google.protobuf.Timestamp joined = 7;
  double score = 8;
}

enum Plan {
  PLAN_UNSPECIFIED = 0;
  PLAN_FREE = 1;
  PLAN_PRO = 2;
  PLAN_ENTERPRISE = 3;
}

${verbs
  .map(
    (verb) => `message ${pascal(verb)}ThingRequest {
  int64 id = 1;
  string query = 2;
}

message ${pascal(verb)}ThingResponse {
  repeated Thing${index} things = 1;
}
`,
  )
  .join("\n")}
service Service${index} {
${verbs.map((verb) => `  // What ${verb} does.\n  rpc ${pascal(verb)}Thing(${pascal(verb)}ThingRequest) returns (${pascal(verb)}ThingResponse);`).join("\n")}
}
`;

/** Protobuf, and how buf is to stamp it. With buf's default strategy it would start a plugin for each folder. */
export function writeProtos(root: string): void {
  const plugin = join(installed, "@bufbuild/protoc-gen-es/bin/protoc-gen-es");
  const template = {
    version: "v2",
    plugins: [
      {
        local: [process.execPath, plugin],
        out: "gen",
        opt: ["target=ts"],
        strategy: "all",
      },
    ],
  };
  write(join(root, "buf.gen.yaml"), JSON.stringify(template));
  write(join(root, "buf.yaml"), JSON.stringify({ version: "v2", modules: [{ path: "proto" }] }));
  for (const index of numbers)
    write(join(root, `proto/service_${index}/v1/service_${index}.proto`), protoOf(index));
}

function openApiOf(index: number): object {
  const thing = { $ref: `#/components/schemas/Thing${index}` };
  const string = { type: "string" };
  const integer = { type: "integer", format: "int64" };
  const properties = {
    id: integer,
    name: string,
    email: string,
    age: { type: "integer", format: "int32" },
    plan: { type: "string", enum: ["free", "pro", "enterprise"] },
    tags: { type: "array", items: string },
    joined: { type: "string", format: "date-time" },
    score: { type: "number" },
  };
  const operation = (verb: string): object => ({
    post: {
      operationId: `${verb}Thing`,
      description: `What ${verb} does.`,
      requestBody: {
        content: {
          "application/json": {
            schema: { type: "object", properties: { id: integer, query: string } },
          },
        },
      },
      responses: {
        "200": {
          description: "done",
          content: { "application/json": { schema: { type: "array", items: thing } } },
        },
        "404": {
          description: "not found",
          content: {
            "application/json": { schema: { type: "object", properties: { id: integer } } },
          },
        },
      },
    },
  });
  return {
    openapi: "3.1.0",
    info: { title: `Service ${index}`, version: "1" },
    paths: Object.fromEntries(verbs.map((verb) => [`/rpc/${verb}-thing`, operation(verb)])),
    components: {
      schemas: {
        [`Thing${index}`]: { type: "object", properties, required: Object.keys(properties) },
      },
    },
  };
}

/** OpenAPI documents, and the program that stamps all of them in one process. */
export function writeOpenApi(root: string): void {
  for (const index of numbers)
    write(join(root, `api/service-${index}.json`), JSON.stringify(openApiOf(index)));
  write(
    join(root, "stamp.mjs"),
    `import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from ${JSON.stringify(join(installed, "openapi-typescript/dist/index.mjs"))};
mkdirSync(new URL("gen/", import.meta.url), { recursive: true });
for (const name of readdirSync(new URL("api/", import.meta.url))) {
  const text = readFileSync(new URL("api/" + name, import.meta.url), "utf8");
  writeFileSync(new URL("gen/" + name + ".ts", import.meta.url), astToString(await openapiTS(text, { silent: true })));
}
`,
  );
}

const typeSpecOf = (index: number): string => `import "@typespec/http";
using TypeSpec.Http;

@service(#{ title: "Service ${index}" })
namespace Service${index} {
  model Thing { id: int64; name: string; email: string; age: int32; plan: Plan; tags: string[]; joined: utcDateTime; score: float64; }
  enum Plan { free, pro, enterprise }
  @error model NotFound { @statusCode status: 404; id: int64; }
${verbs.map((verb) => `  /** What ${verb} does. */\n  @route("/rpc/${verb}-thing") @post op ${verb}Thing(id: int64, query?: string): Thing[] | NotFound;`).join("\n")}
}
`;

/** TypeSpec, which looks for its libraries beside what it compiles. */
export function writeTypeSpec(root: string): void {
  for (const index of numbers) write(join(root, `spec/service-${index}.tsp`), typeSpecOf(index));
  const imports = numbers.map((index) => `import "./spec/service-${index}.tsp";`);
  write(join(root, "main.tsp"), `${imports.join("\n")}\n`);
  write(join(root, "package.json"), '{ "private": true }');
  symlinkSync(installed, join(root, "node_modules"));
}
