import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { postTo, streamType, type Answer } from "./http.ts";

/** One request that went through a tap, and its answer. */
export interface Hop {
  /** The service that was asked. */
  readonly to: string;
  readonly path: string;
  readonly requestId: string | undefined;
  readonly body: string;
  readonly answer: Answer;
}

/**
 * Stands in front of one service: passes each request on as it is and notes it. Services learn the addresses of taps,
 * which listen before any service starts, so that addresses are known in advance and what one service says to another is
 * seen.
 */
export class Tap {
  readonly service: string;
  /** Every request so far, in the order of their ends. */
  readonly hops: Hop[] = [];
  /** Where requests go; while there is none, connections are closed as a service that is down would. */
  target: string | undefined;
  /** How long each request waits at the tap, in milliseconds. */
  delayMs = 0;
  readonly #server: Server;

  constructor(service: string) {
    this.service = service;
    this.#server = createServer((request, response) => {
      void this.#pass(request).then(
        ({ status, text, body, requestId }) => {
          const id = requestId === null ? {} : { "x-request-id": requestId };
          const type = text !== "" && body === undefined ? streamType : "application/json";
          response.writeHead(status, { "content-type": type, ...id }).end(text);
        },
        () => request.socket.destroy(),
      );
    });
  }

  /** Starts listening; gives the address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this.url;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string")
      throw new Error(`the tap of ${this.service} does not listen`);
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage): Promise<Answer> {
    // Not chunk by chunk: a character may stand across two.
    const body = await text(request);
    const requestId = request.headers["x-request-id"]?.toString();
    const path = request.url ?? "";
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (this.target === undefined) throw new Error(`${this.service} is down`);
    const { authorization, traceparent, "x-api-key": apiKey } = request.headers;
    const key = request.headers["idempotency-key"];
    const headers = {
      "content-type": request.headers["content-type"] ?? "",
      ...(requestId === undefined ? {} : { "x-request-id": requestId }),
      ...(typeof traceparent === "string" ? { traceparent } : {}),
      ...(typeof authorization === "string" ? { authorization } : {}),
      ...(typeof apiKey === "string" ? { "x-api-key": apiKey } : {}),
      ...(typeof key === "string" ? { "idempotency-key": key } : {}),
    };
    const answer = await postTo(`${this.target}${path}`, body, headers);
    this.hops.push({ to: this.service, path, requestId, body, answer });
    return answer;
  }
}
