import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

/** What an issuer does with whoever asks for its keys. */
export type Answering = RequestListener;

/** Answers with a set of keys. */
export const serves =
  (...keys: readonly object[]): Answering =>
  (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ keys }));
  };

/** Answers with a status and a text as they are. */
export const says =
  (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answering =>
  (_, response) => {
    response.writeHead(status, headers);
    response.end(text);
  };

/** An issuer of tokens that serves keys at an address, and is away until it listens. */
export class Issuer {
  /** How often it was asked. */
  asked = 0;
  answering: Answering = says(500, "");
  readonly #server: Server;
  readonly #scheme: string;
  #port = 0;

  /** With a certificate it is one of https. */
  constructor(secured?: { readonly cert: string; readonly key: string }) {
    const listener: RequestListener = (request, response) => {
      this.asked += 1;
      this.answering(request, response);
    };
    this.#scheme = secured === undefined ? "http" : "https";
    this.#server =
      secured === undefined ? createServer(listener) : createSecureServer(secured, listener);
  }

  get address(): string {
    return `${this.#scheme}://localhost:${this.#port}/keys`;
  }

  /** Listens, at the same port as before. */
  async comes(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(this.#port, "localhost", () => done()));
    const address = this.#server.address();
    if (address !== null && typeof address === "object") this.#port = portOf(address);
  }

  /** Listens no longer, and cuts whoever still waits. */
  async goes(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}

const portOf = ({ port }: AddressInfo): number => port;
