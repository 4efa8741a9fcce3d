// Stamped by Flywheel from the intent of `billing`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=billing digest=2f3f9d5889eee53d657d6987ff727b3a0a7dd49454401741a9c1245cc651a71a templates=2fd43c853191395a

import { log } from "./generated.wire.ts";
import type { Span } from "./generated.wire.ts";

/** Sends spans to a collector of OpenTelemetry, many at a time. */
export interface Collector {
  record: (span: Span) => void;
  /** Sends what is left; resolves when that is done, or when the collector does not answer. */
  flush: () => Promise<void>;
}

const kinds = { server: 2, client: 3, producer: 4 } as const;
const batchMax = 512;
/** What waits while the collector is slow; spans beyond it are dropped. */
const waitingMax = 4_096;
const waitMs = 1_000;
const answerMs = 5_000;

const attribute = ([key, value]: [string, string | number]): unknown => ({
  key,
  value: typeof value === "string" ? { stringValue: value } : { intValue: String(value) },
});

const nanoseconds = (ms: number): string => String(BigInt(Math.round(ms * 1_000)) * 1_000n);

/** A span in the JSON form of OTLP. */
const spanJson = (span: Span): unknown => ({
  traceId: span.trace.traceId,
  spanId: span.trace.spanId,
  parentSpanId: span.parent?.spanId,
  name: span.name,
  kind: kinds[span.kind],
  startTimeUnixNano: nanoseconds(span.startMs),
  endTimeUnixNano: nanoseconds(span.endMs),
  attributes: Object.entries(span.attributes).map(attribute),
  status: span.failed ? { code: 2 } : {},
});

/** The collector at this address (without `/v1/traces`), which is told what this service does. */
export const collectorAt = (endpoint: string, service: string): Collector => {
  const url = `${endpoint.replace(/\/+$/, "")}/v1/traces`;
  const waiting: Span[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let away = false;

  const send = async (spans: readonly Span[]): Promise<void> => {
    const resource = { attributes: [attribute(["service.name", service])] };
    const scopeSpans = [{ scope: { name: "flywheel" }, spans: spans.map(spanJson) }];
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] }),
        signal: AbortSignal.timeout(answerMs),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`answered ${response.status}`);
      away = false;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!away) log("error", { error: `spans are dropped, ${url} does not take them: ${why}` });
      away = true;
    }
  };

  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) await send(waiting.splice(0, batchMax));
    sending = undefined;
  };

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending ??= sendAll();
    return sending;
  };

  const record = (span: Span): void => {
    if (!span.trace.sampled || waiting.length >= waitingMax) return;
    waiting.push(span);
    if (waiting.length >= batchMax) void flush();
    // The process does not wait for it: `flush` is called at its end.
    else timer ??= setTimeout(() => void flush(), waitMs).unref();
  };

  return { record, flush };
};
