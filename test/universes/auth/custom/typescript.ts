import { DeskRustClient } from "./generated.desk-rust.ts";
import { RemoteError, SoldOut, stoolHandlers, type DeskTypescript } from "./generated.ts";
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

/** What a call came to. */
const outcomeOf = async (called: Promise<unknown>): Promise<string> => {
  try {
    await called;
    return "done";
  } catch (error) {
    return error instanceof RemoteError ? `${error.status} ${error.code}` : String(error);
  }
};

export const app: DeskTypescript = {
  ...stoolHandlers(),
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
  async furnish({ url, kind, credential }, ctx) {
    const options = kind === "none" ? {} : { credential: credentialOf(kind, credential) };
    const client = new DeskRustClient(url, options);
    const id = `stool of ${ctx.requestId}`;
    return [
      await outcomeOf(client.listStools({ limit: 1 }, ctx)),
      await outcomeOf(client.createStool({ id, name: "A stool." }, ctx)),
      await outcomeOf(client.getStool({ id }, ctx)),
      await outcomeOf(client.updateStool({ id, change: { name: "A low one." } }, ctx)),
      await outcomeOf(client.deleteStool({ id }, ctx)),
    ];
  },
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
