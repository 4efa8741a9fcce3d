import type { Rpc, Service } from "#intent";
import { asksCallers, scopesOf } from "../reach/auth.ts";
import { isTool } from "../reach/tools.ts";
import { failureSchema } from "./components.ts";
import type { JsonObject } from "../reach/schema-words.ts";

/** How callers show who they are, where a service asks any of them; its tools are called over MCP. */
export const schemesOf = (service: Service): JsonObject | undefined =>
  asksCallers({ rpcs: service.rpcs.filter((rpc) => !isTool(service, rpc)) })
    ? {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        "api-key": { type: "apiKey", in: "header", name: "x-api-key" },
      }
    : undefined;

/** What a caller of an rpc shows: either of both, with these scopes. */
export function securityOf(rpc: Rpc): JsonObject[] | undefined {
  const scopes = scopesOf(rpc);
  return scopes && [{ bearer: scopes }, { "api-key": scopes }];
}

/** How it is answered that nobody knows who calls. */
export const unknownSchema = (): JsonObject =>
  failureSchema("unauthenticated", { type: "object" }, "Nobody knows who calls.");

/** How it is answered that who calls may not. */
export const deniedSchema = (): JsonObject =>
  failureSchema(
    "permission-denied",
    {
      type: "object",
      required: ["missing"],
      properties: { missing: { type: "array", items: { type: "string" } } },
    },
    "Who calls has not all scopes that this needs.",
  );
