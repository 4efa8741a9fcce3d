import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

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

/** What a server of `localhost` is known by, and the file of the authority that says so: made by openssl, for two days. */
export function certificates(folder: string): {
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
} {
  const file = (name: string): string => join(folder, name);
  const make = (name: string, subject: string, ...more: readonly string[]): void => {
    const files = ["-keyout", file(`${name}.key`), "-out", file(`${name}.pem`)];
    const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...files];
    const made = spawnSync("openssl", [...args, "-subj", `/CN=${subject}`, ...more], {
      encoding: "utf8",
    });
    if (made.status !== 0) throw new Error(made.stderr);
  };
  make("authority", "an authority", "-addext", "keyUsage=critical,keyCertSign,cRLSign");
  const signed = ["-CA", file("authority.pem"), "-CAkey", file("authority.key")];
  const extensions = ["basicConstraints=critical,CA:FALSE", "subjectAltName=DNS:localhost"];
  const said = extensions.flatMap((extension) => ["-addext", extension]);
  make("server", "localhost", ...signed, ...said);
  return {
    authority: file("authority.pem"),
    cert: readFileSync(file("server.pem"), "utf8"),
    key: readFileSync(file("server.key"), "utf8"),
  };
}
