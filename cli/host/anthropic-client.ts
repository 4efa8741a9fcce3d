import type Anthropic from "@anthropic-ai/sdk";

/** Where the API is, and the key to it. */
export interface Access {
  readonly apiKey: string;
  readonly baseURL: string;
}

const silent = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

/**
 * The SDK's client with nothing of the environment but the key and the address that it is given: no headers, no log on
 * our output, no other credentials. The SDK is imported late, for no command but a cascade with holes needs it.
 */
export async function openClient({ apiKey, baseURL }: Access): Promise<Anthropic> {
  const sdk = await import("@anthropic-ai/sdk");
  return withoutVariables(
    () =>
      new sdk.Anthropic({
        apiKey,
        baseURL,
        authToken: null,
        webhookKey: null,
        logger: silent,
        logLevel: "off",
        // Repeating is the caller's business: it knows what may still be spent.
        maxRetries: 0,
        // An answer comes from the address that the user named, or there is none.
        fetchOptions: { redirect: "manual" },
      }),
  );
}

/**
 * Runs something that ends at once while no variable of the SDK is set. It reads them when a client is made
 * (`ANTHROPIC_CUSTOM_HEADERS`, `ANTHROPIC_LOG` and their kin), and offers no option that leaves all of them unread.
 */
function withoutVariables<T>(body: () => T): T {
  const { env } = process;
  const hidden = Object.entries(env).filter(([name]) => name.startsWith("ANTHROPIC_"));
  for (const [name] of hidden) delete env[name];
  try {
    return body();
  } finally {
    for (const [name, value] of hidden) env[name] = value;
  }
}
