import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { vi } from "vitest";
import { freePort } from "./free-port.ts";

/** A NATS server of a test's own, which keeps what it is told in a folder. */
export class NatsServer {
  readonly url: string;
  readonly #kept: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  private constructor(kept: string, port: number) {
    this.#kept = kept;
    this.#port = port;
    this.url = `nats://127.0.0.1:${port}`;
  }

  /** Starts one that keeps below a folder, and waits until it answers. */
  static async start(folder: string): Promise<NatsServer> {
    const server = new NatsServer(join(folder, "jetstream"), await freePort());
    await server.resume();
    return server;
  }

  /** Starts it again over what it kept. */
  async resume(): Promise<void> {
    const args = ["-js", "-sd", this.#kept, "-a", "127.0.0.1", "-p", String(this.#port)];
    this.#child = spawn("nats-server", args, { stdio: "ignore" });
    const isUp = (): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = createConnection(this.#port, "127.0.0.1", () => resolve(true));
        socket.once("error", () => resolve(false));
        socket.once("connect", () => socket.destroy());
      });
    await vi.waitUntil(isUp, { timeout: 20_000, interval: 100 });
  }

  /** How many durable consumers there are: a listener hears what is told once it has one. */
  consumers(): number {
    const streams = join(this.#kept, "jetstream/$G/streams");
    if (!existsSync(streams)) return 0;
    return readdirSync(streams)
      .map((stream) => join(streams, stream, "obs"))
      .filter((consumers) => existsSync(consumers))
      .flatMap((consumers) => readdirSync(consumers)).length;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill(signal);
    await ended;
    this.#child = undefined;
  }
}
