import { request } from "node:http";

/** A request as it goes over the wire: nothing of its target is put right on the way. */
export interface Asked {
  /** The path with its query. */
  readonly target: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Told {
  readonly status: number;
  readonly allow: string | undefined;
  /** The JSON that came back; nothing where the body is empty. */
  readonly body: unknown;
}

/** Sends a request to a service and gives its answer. */
export function ask(
  url: string,
  { target, method = "GET", body, headers: more }: Asked,
): Promise<Told> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const headers = { ...more, ...length };
    // A connection of its own: one that is kept may be closed by the service while it is taken up again.
    const options = { agent: false, hostname, port, path: target, method, headers };
    const sent = request(options, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => {
        const { statusCode: status = 0, headers: given } = response;
        try {
          // A stream of one event holds what is said as its data.
          const said = /^data: (.*)$/m.exec(text)?.[1] ?? text;
          resolve({ status, allow: given.allow, body: said === "" ? undefined : JSON.parse(said) });
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
