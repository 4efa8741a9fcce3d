import { spawn, type ChildProcess } from "node:child_process";
import { answerOf, postTo, type Answer } from "./http.ts";
import type { Startable } from "./prepare.ts";
import { Tap, type Hop } from "./tap.ts";

const startTimeoutMs = 30_000;

/** Where a service's environment names the address of another. */
const variableOf = (service: string): string => `${service.toUpperCase().replaceAll("-", "_")}_URL`;

export interface Ended {
  readonly exit: number | null;
  readonly signal: string | null;
}

/** One service that runs. */
interface Member {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it has said on both streams so far. */
  readonly said: () => string;
  readonly ended: Promise<Ended>;
}

/** Services of a universe as real processes that know each other's addresses, each behind a tap. */
export class Fleet {
  readonly #members = new Map<string, Member>();
  readonly #taps: ReadonlyMap<string, Tap>;

  private constructor(taps: ReadonlyMap<string, Tap>) {
    this.#taps = taps;
  }

  /**
   * Starts them all at once; events go to every service in `listeners`, and `more` joins everybody's environment. Throws
   * with what a service said that did not start.
   */
  static async start(
    services: readonly Startable[],
    listeners: readonly string[] = [],
    more: Readonly<Record<string, string>> = {},
  ): Promise<Fleet> {
    const taps = new Map(services.map(({ name }) => [name, new Tap(name)]));
    const fleet = new Fleet(taps);
    await Promise.all([...taps.values()].map((tap) => tap.listen()));
    const addresses = Object.fromEntries(
      services.map(({ name }) => [variableOf(name), fleet.tap(name).url]),
    );
    const environment = {
      ...addresses,
      EVENTS_URL: listeners.map((name) => fleet.tap(name).url).join(","),
      ...more,
    };
    const started = await Promise.allSettled(
      services.map((service) => fleet.#launch(service, environment)),
    );
    for (const result of started) {
      if (result.status === "fulfilled") continue;
      await fleet.stop();
      throw result.reason;
    }
    return fleet;
  }

  tap(service: string): Tap {
    const tap = this.#taps.get(service);
    if (tap === undefined) throw new Error(`there is no service ${service} in this fleet`);
    return tap;
  }

  /** What a service has said so far. */
  said(service: string): string {
    return this.#member(service).said();
  }

  /** The lines of a service's log that are about a request, once there is one. */
  async logged(service: string, requestId: string): Promise<Record<string, unknown>[]> {
    for (let tries = 0; tries < 100; tries += 1) {
      const lines = this.said(service).split("\n");
      const found = lines.filter(
        (line) =>
          line.includes(`"requestId":"${requestId}"`) ||
          line.includes(`"requestId": "${requestId}"`),
      );
      if (found.length > 0) return found.map((line): Record<string, unknown> => JSON.parse(line));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return [];
  }

  /** The service's own address, behind its tap. */
  url(service: string): string {
    return this.#member(service).url;
  }

  /** The number of the service's process. */
  process(service: string): number {
    const { pid } = this.#member(service).child;
    if (pid === undefined) throw new Error(`${service} does not run`);
    return pid;
  }

  async health(service: string): Promise<Answer> {
    return answerOf(await fetch(`${this.url(service)}/health`));
  }

  /** Calls an rpc as somebody from outside would; text is sent as it stands. */
  rpc(
    service: string,
    name: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return postTo(`${this.url(service)}/rpc/${name}`, body, headers);
  }

  /** What services said to each other since the last time this was asked. */
  hops(): Hop[] {
    return [...this.#taps.values()].flatMap((tap) => tap.hops.splice(0));
  }

  /** Asks a service to stop, and waits for its end. */
  async end(service: string, signal: NodeJS.Signals = "SIGTERM"): Promise<Ended> {
    this.tap(service).target = undefined;
    return this.tell(service, signal);
  }

  /** Sends a service a signal while others can reach it; resolves at its end. */
  tell(service: string, signal: NodeJS.Signals): Promise<Ended> {
    const { child, ended } = this.#member(service);
    child.kill(signal);
    return ended;
  }

  /** Ends what still runs. */
  async stop(): Promise<void> {
    for (const { child } of this.#members.values()) child.kill("SIGKILL");
    await Promise.all([...this.#members.values()].map(({ ended }) => ended));
    await Promise.all([...this.#taps.values()].map((tap) => tap.close()));
  }

  #member(service: string): Member {
    const member = this.#members.get(service);
    if (member === undefined) throw new Error(`${service} does not run`);
    return member;
  }

  async #launch(
    { name, argv, cwd, environment }: Startable,
    addresses: Readonly<Record<string, string>>,
  ): Promise<void> {
    const [program, ...args] = argv;
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      PORT: "0",
      ...addresses,
      ...environment,
    };
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const ended = new Promise<Ended>((resolve) =>
      child.once("close", (exit, signal) => resolve({ exit, signal })),
    );
    const port = new Promise<string>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${name} did not start in time: ${said}`)),
        startTimeoutMs,
      );
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        const found = /^listening on (\d+)$/m.exec(said)?.[1];
        if (found === undefined) return;
        clearTimeout(late);
        resolve(found);
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", reject);
      void ended.then(({ exit }) =>
        reject(new Error(`${name} ended with ${String(exit)}: ${said}`)),
      );
    });
    // Registered before it is known to run: a service that hangs at its start is stopped too.
    this.#members.set(name, { child, url: "", said: () => said, ended });
    const url = `http://127.0.0.1:${await port}`;
    this.#members.set(name, { child, url, said: () => said, ended });
    this.tap(name).target = url;
  }
}
