import {
  camelCase,
  derived,
  fileOf,
  otherKeys,
  fieldWireName,
  routeOf,
  rpcPath,
  type Field,
  type Model,
  type Rpc,
  type Service,
  type Json,
} from "#intent";
import { scopesOf } from "../reach/auth.ts";
import { byName } from "../reach/foreign.ts";
import { fileAnswer, fileParts } from "../reach/files.ts";
import { hasRoutes, routesOf } from "../reach/routes.ts";
import { isStream } from "../reach/streams.ts";
import { isTool } from "../reach/tools.ts";
import type { FilePlan } from "../stamp.ts";
import { Components, failureSchema } from "./components.ts";
import type { JsonObject } from "../reach/schema-words.ts";
import { jsonText } from "./json.ts";
import { fieldSchema, isLenient, objectSchema, typeSchema } from "./schema.ts";
import { deniedSchema, schemesOf, securityOf, unknownSchema } from "./security.ts";

/**
 * The OpenAPI 3.1 document of a service, as plain data: its routes, its rpcs by their names, and the schemas of all that
 * they reach. It says what readers take; what is written is a part of that. `/health` and `/ready` are for who runs the
 * service, and left out.
 */
export function openapiOf(model: Model, service: Service): JsonObject {
  const components = new Components(model, service.name);
  const paths: Record<string, Record<string, Json>> = {};
  for (const { rpc, method, path } of routesOf(model, service))
    (paths[path] ??= {})[method.toLowerCase()] = routeOperation(components, rpc);
  // Tools are called over MCP, which describes them itself.
  for (const rpc of byName(service.rpcs))
    if (!isTool(service, rpc)) paths[rpcPath(rpc)] = { post: rpcOperation(components, rpc) };
  return {
    openapi: "3.1.0",
    info: { title: service.name, description: service.doc, version: "1" },
    paths,
    components: { schemas: components.all(), securitySchemes: schemesOf(service) },
  };
}

/** The document as JSON, laid out; without a line break at the end. */
export const openapiText = (model: Model, service: Service): string =>
  jsonText(openapiOf(model, service));

/** The document as a stamped file in a folder; none where no rpc has a route. */
export function openapiPlans(model: Model, service: Service, folder: string): FilePlan[] {
  if (!hasRoutes(service)) return [];
  // The line with the brace is the header's, which says what the file is stamped from.
  const [, ...lines] = openapiText(model, service).split("\n");
  return [
    {
      path: `${folder}/generated.openapi.json`,
      kind: "stamped",
      pattern: "openapi",
      scope: { document: lines.join("\n") },
    },
  ];
}

/** The route of an rpc. */
function routeOperation(components: Components, rpc: Rpc): JsonObject {
  const route = routeOf(rpc);
  if (route === undefined) return {};
  const { inPath, inQuery, inBody } = route;
  const parameters = [
    ...inPath.map((field) => parameter(components, field, "path")),
    ...inQuery.flatMap((field) => queryParameters(components, rpc, field)),
  ];
  return {
    operationId: camelCase(rpc.name),
    description: rpc.doc,
    parameters: parameters.length === 0 ? undefined : parameters,
    requestBody:
      inBody.length === 0
        ? undefined
        : {
            required: inBody.some((field) => !isLenient(components, field)),
            content: contentOf(components, rpc, inBody),
          },
    responses: responsesOf(components, rpc),
    security: securityOf(rpc),
  };
}

/** The rpc by its name, as stamped clients call it. No name of an intent has the underscore. */
const rpcOperation = (components: Components, rpc: Rpc): JsonObject => ({
  operationId: `${camelCase(rpc.name)}_rpc`,
  description: rpc.doc,
  requestBody: {
    required: true,
    content: contentOf(components, rpc, rpc.input),
  },
  responses: responsesOf(components, rpc),
  security: securityOf(rpc),
});

/** The body that holds these parameters of an rpc. */
function contentOf(components: Components, rpc: Rpc, inBody: readonly Field[]): JsonObject {
  if (fileParts(rpc).length > 0) return formOf(components, inBody);
  const isWhole = inBody.length === rpc.input.length;
  const schema = isWhole ? inputOf(components, rpc) : objectSchema(components, inBody);
  return { "application/json": { schema } };
}

/** Files are parts of a form, and what is sent beside them is one more, in JSON. */
function formOf(components: Components, fields: readonly Field[]): JsonObject {
  const [files, others] = [
    fields.filter((field) => fileOf(field) !== undefined),
    fields.filter((field) => fileOf(field) === undefined),
  ];
  const isNeeded = (field: Field): boolean => !isLenient(components, field);
  const input = others.length === 0 ? {} : { input: objectSchema(components, others) };
  const needed = others.some(isNeeded) ? input : {};
  const form = objectSchema(components, files, undefined, needed, true);
  const schema = { ...form, properties: Object.assign({}, input, form["properties"]) };
  return {
    // Where nobody has to send a file, all else may come as of any rpc.
    ...(files.some(isNeeded)
      ? {}
      : { "application/json": { schema: objectSchema(components, others) } }),
    "multipart/form-data": {
      schema,
      encoding: others.length === 0 ? undefined : { input: { contentType: "application/json" } },
    },
  };
}

const inputOf = (components: Components, rpc: Rpc): JsonObject =>
  components.add(derived.input(rpc.name), () => objectSchema(components, rpc.input));

function parameter(
  components: Components,
  field: Field,
  place: "path" | "query",
  name = fieldWireName(field),
  required = place === "path",
): JsonObject {
  const { description, ...schema } = fieldSchema(components, field, true);
  return { name, in: place, description, required: required ? true : undefined, schema };
}

/** A parameter in a query; while a rename is on its way either name does. */
function queryParameters(components: Components, rpc: Rpc, field: Field): JsonObject[] {
  const other = otherKeys(rpc.input).get(field)?.other;
  const isList = components.resolve(field.type).kind === "list";
  const isRequired = !isLenient(components, field) && !isList && other === undefined;
  const key = fieldWireName(field);
  return [key, ...(other === undefined ? [] : [other])].map((name) =>
    parameter(components, field, "query", name, isRequired),
  );
}

/** The answer, and failures by their status: of several of one status the `code` tells which. */
function responsesOf(components: Components, rpc: Rpc): JsonObject {
  const output =
    rpc.output === undefined
      ? { type: "object" }
      : typeSchema(components, components.resolve(rpc.output));
  const byStatus = new Map<number, Map<string, JsonObject>>();
  const fail = (status: number, code: string, schema: JsonObject): void => {
    const found = byStatus.get(status) ?? new Map<string, JsonObject>();
    byStatus.set(status, found.has(code) ? found : found.set(code, schema));
  };
  for (const ref of rpc.errors) {
    const { declared, schema } = components.error(ref);
    fail(declared.status, declared.was ?? declared.name, schema);
  }
  if (fileParts(rpc).length > 0)
    fail(413, "content-too-large", components.add(builtIn("content-too-large"), tooLargeSchema));
  fail(400, "invalid-argument", components.add(builtIn("invalid-argument"), invalidSchema));
  if (scopesOf(rpc) !== undefined) {
    fail(401, "unauthenticated", components.add(builtIn("unauthenticated"), unknownSchema));
    fail(403, "permission-denied", components.add(builtIn("permission-denied"), deniedSchema));
  }
  fail(500, "internal", components.add(builtIn("internal"), internalSchema));
  const failures = [...byStatus].map(([status, schemas]): [string, Json] => {
    const [only, ...others] = schemas.values();
    const schema = others.length === 0 ? only : { oneOf: [...schemas.values()] };
    return [String(status), response([...schemas.keys()].join(", "), schema ?? {})];
  });
  // Keys that are whole numbers come in their order, whatever the order in which they are made.
  const answer = isStream(rpc)
    ? streamed(output)
    : response("The answer.", output, fileAnswer(rpc) === undefined ? json : bytes);
  return Object.fromEntries([["200", answer], ...failures]);
}

/** Events, whose data are values; OpenAPI 3.1 has no word yet for what each of them holds. */
const streamed = (item: Json): JsonObject => ({
  description:
    "The values as server-sent events; `end` follows the last, and `error` says why there are no more.",
  content: { "text/event-stream": { schema: { type: "string" }, "x-item-schema": item } },
});

const json = "application/json";
/** Stands for whatever media type the file says of itself. */
const bytes = "application/octet-stream";

const response = (description: string, schema: Json, type = json): JsonObject => ({
  description,
  content: { [type]: { schema } },
});

/** A name that no error and no type of an intent has. */
const builtIn = (code: string): string => `wire_${code}`;

/** What is wrong, and where. */
const issuesSchema: JsonObject = {
  type: "object",
  properties: {
    issues: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: { path: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

const invalidSchema = (): JsonObject =>
  failureSchema("invalid-argument", issuesSchema, "What was sent does not have the declared form.");

const tooLargeSchema = (): JsonObject =>
  failureSchema("content-too-large", issuesSchema, "A file has more bytes than it may have.");

const internalSchema = (): JsonObject =>
  failureSchema(
    "internal",
    {
      type: "object",
      required: ["requestId"],
      properties: { requestId: { type: "string" } },
    },
    "It failed inside; the log of the service says why under this id.",
  );
