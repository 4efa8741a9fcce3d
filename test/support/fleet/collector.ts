import { createServer, type Server } from "node:http";
import { z } from "zod";

const attribute = z.object({
  key: z.string(),
  value: z.union([z.object({ stringValue: z.string() }), z.object({ intValue: z.string() })]),
});
const span = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.int(),
  startTimeUnixNano: z.string().regex(/^\d{19}$/),
  endTimeUnixNano: z.string().regex(/^\d{19}$/),
  attributes: z.array(attribute),
  status: z.object({ code: z.int().optional() }),
});
const body = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

export type Span = z.infer<typeof span> & { readonly service: string };

/** A collector of OpenTelemetry that takes OTLP in JSON over HTTP and keeps the spans. */
export class Collector {
  readonly spans: Span[] = [];
  /** What was refused, with the reason. */
  readonly refused: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        const read = body.safeParse(JSON.parse(text));
        if (request.url === "/v1/traces" && read.success) this.#keep(read.data);
        else this.refused.push(`${request.url}: ${read.error?.message ?? text}`);
        response.writeHead(200, { "content-type": "application/json" }).end("{}");
      });
    });
  }

  /** Starts to listen; gives the address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("there is no port");
    return `http://127.0.0.1:${address.port}`;
  }

  /** The spans of a trace once there are so many; what there is after ten seconds. */
  async trace(traceId: string, count: number): Promise<Span[]> {
    const until = Date.now() + 10_000;
    const found = (): Span[] => this.spans.filter((one) => one.traceId === traceId);
    while (found().length < count && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return found();
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #keep({ resourceSpans }: z.infer<typeof body>): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const name = resource.attributes.find(({ key }) => key === "service.name")?.value;
      const service = name !== undefined && "stringValue" in name ? name.stringValue : "";
      for (const one of scopeSpans.flatMap(({ spans }) => spans))
        this.spans.push({ ...one, service });
    }
  }
}
