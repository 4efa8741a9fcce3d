import type { ModelRequest } from "./ports.ts";

/** About as many bytes as a token has at the least, in code. */
const bytesPerToken = 3;

/** How many tokens a text of so many bytes (UTF-8) has, about, where nobody has counted them: rather too many. */
export const tokensOfBytes = (bytes: number): number => Math.ceil(bytes / bytesPerToken);

/** The same for all that a request sends. */
export const tokensOfRequest = ({ system, messages, tools }: ModelRequest): number =>
  tokensOfBytes(Buffer.byteLength(JSON.stringify([system, messages, tools])));
