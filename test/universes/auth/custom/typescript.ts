import { DeskRustClient } from "./generated.desk-rust.ts";
import { RemoteError, SoldOut, type DeskTypescript } from "./generated.ts";
import { callerOf, type Credential, type Ctx } from "./generated.wire.ts";

let placed = 0;

const saidOf = (ctx: Ctx): string => {
  const { kind, subject, scopes, claims } = callerOf(ctx);
  return `${kind} ${subject} [${scopes.join(" ")}] ${String(claims["tenant"] ?? "-")}`;
};

/** What is shown: a key, a token, or a token that is asked for before each call. */
const credentialOf = (kind: string, text: string): Credential => {
  if (kind === "api-key") return { apiKey: text };
  return { token: kind === "token" ? text : async () => text };
};

export const app: DeskTypescript = {
  ping: async () => "pong",
  whoAmI: async (_, ctx) => saidOf(ctx),
  async placeOrder({ item }, ctx) {
    if (item === "nothing") return new SoldOut({ item });
    placed += 1;
    return `${callerOf(ctx).subject} has order ${placed} of ${item}`;
  },
  findOrder: async ({ item }, ctx) => `${callerOf(ctx).subject} has ${item}`,
  greet: async (_, ctx) => saidOf(ctx),
  closeShop: async ({ shop }, ctx) => `${callerOf(ctx).subject} closed ${shop}`,
  async relay({ url, kind, credential, key }, ctx) {
    const options = kind === "none" ? {} : { credential: credentialOf(kind, credential) };
    const client = kind === "env" ? DeskRustClient.fromEnv() : new DeskRustClient(url, options);
    try {
      if (key === undefined) return await client.whoAmI({}, ctx);
      const answer = await client.placeOrder({ item: "relayed" }, ctx, key);
      return answer instanceof Object ? "sold out" : answer;
    } catch (error) {
      return error instanceof RemoteError ? `${error.status} ${error.code}` : String(error);
    }
  },
};
