import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BlackHole } from "../support/fleet/black-hole.ts";
import { chain, makeChain } from "../support/fleet/chain.ts";
import { Collector, type Span } from "../support/fleet/collector.ts";
import { folderForFile } from "../support/fleet/copy.ts";
import { Fleet } from "../support/fleet/fleet.ts";
import { answerOf, postTo, type Answer } from "../support/fleet/http.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { leftOut } from "../support/tools.ts";

const skipped = leftOut("what services of three languages say of themselves", "cargo", "python");

const collector = new Collector();
let services: readonly Startable[] = [];
let fleet: Fleet;
let flag = "";
let address = "";

const ready = async (service: string): Promise<Answer> =>
  answerOf(await fetch(`${fleet.url(service)}/ready`));

describe.skipIf(skipped)("services of three languages", () => {
  beforeAll(async () => {
    const folder = folderForFile("flywheel-chain-");
    const root = join(folder, "chain");
    flag = join(folder, "unready");
    makeChain(root, join(folder, "state"));
    services = await prepareServices(root);
    address = await collector.listen();
    fleet = await Fleet.start(services, chain, {
      DRAIN_MS: "1500",
      OTEL_EXPORTER_OTLP_ENDPOINT: address,
      UNREADY_FILE: flag,
    });
  });

  afterAll(async () => {
    await fleet?.stop();
    collector.close();
  });

  test.each(chain)("%s is ready, and unready while its own check says so", async (service) => {
    expect(await ready(service)).toMatchObject({
      status: 200,
      body: { status: "ready", service },
      requestId: expect.any(String),
    });
    writeFileSync(flag, "");
    expect(await ready(service)).toMatchObject({
      status: 503,
      body: { status: "unready", service },
    });
    expect((await fleet.health(service)).status).toBe(200);
    for (const path of ["health", "ready"]) {
      const asked = await fetch(`${fleet.url(service)}/${path}`, { method: "HEAD" });
      const said = await asked.text();
      expect([asked.status, said], path).toEqual([path === "health" ? 200 : 503, ""]);
    }
    rmSync(flag);
    expect(await ready(service)).toMatchObject({ status: 200 });
  });

  test.each(chain)(
    "%s logs a line for a request, and another form for a failure",
    async (service) => {
      await fleet.rpc(service, "wait", { ms: 0 }, { "x-request-id": `wait-${service}` });
      const [line, ...more] = await fleet.logged(service, `wait-${service}`);
      expect(more).toEqual([]);
      expect(line).toEqual({
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        level: "info",
        service,
        method: "POST",
        path: "/rpc/wait",
        status: 200,
        milliseconds: expect.any(Number),
        requestId: `wait-${service}`,
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        rpc: "wait",
      });
      const failed = await fleet.rpc(
        service,
        "fail",
        { word: "x" },
        { "x-request-id": `fail-${service}` },
      );
      expect(failed.status).toBe(500);
      expect(failed.text).not.toContain("cannot work");
      const [failure] = await fleet.logged(service, `fail-${service}`);
      expect(failure).toMatchObject({ level: "error", status: 500, rpc: "fail" });
      expect(failure?.["error"]).toContain("this cannot work");
      expect(failure?.["error"]).toContain("the disk is full");
    },
  );

  /** A span with its kind, its service and the same of all above it. */
  const lineage = (spans: readonly Span[], { kind, service, parentSpanId }: Span): string => {
    const parent = spans.find(({ spanId }) => spanId === parentSpanId);
    const above = parent === undefined ? (parentSpanId ?? "nothing") : lineage(spans, parent);
    return `${service.replace("chain-", "")} ${kind} < ${above}`;
  };

  test.each([
    ["typescript", "rust", "python"],
    ["rust", "python", "typescript"],
    ["python", "typescript", "rust"],
  ])("a request through %s, %s and %s is one trace", async (first, second, third) => {
    const traceId = `0af7651916cd43dd8448eb211c8031a${chain.indexOf(`chain-${first}`)}`;
    const root = "b7ad6b7169203331";
    const answer = await fleet.rpc(
      `chain-${first}`,
      "pass",
      { hops: 2 },
      { traceparent: `00-${traceId}-${root}-01` },
    );
    expect(answer.body, answer.text).toEqual([first, second, third]);
    // At each stop a server, and an event to three addresses, all of which answer; a client between two stops.
    const spans = await collector.trace(traceId, 3 * (1 + 3 + 3) + 2);
    expect(collector.refused).toEqual([]);
    const at = `${first} 2 < ${root}`;
    const then = `${second} 2 < ${first} 3 < ${at}`;
    const last = `${third} 2 < ${second} 3 < ${then}`;
    const calls = spans.map((one) => lineage(spans, one));
    for (const stop of [at, then, last]) {
      expect(calls.filter((one) => one === stop)).toHaveLength(1);
      const [name = ""] = stop.split(" ");
      expect(calls.filter((one) => one === `${name} 4 < ${stop}`)).toHaveLength(3);
      expect(
        calls.filter((one) => one.endsWith(` 2 < ${name} 4 < ${stop}`)).length,
      ).toBeGreaterThan(0);
    }
    const served = spans.find((one) => lineage(spans, one) === at);
    expect(served).toMatchObject({ name: "POST /rpc/pass", status: {} });
    expect(served?.attributes).toContainEqual({
      key: "http.response.status_code",
      value: { intValue: "200" },
    });
  });

  const fresh = "4bf92f3577b34da6a3ce929d0e0e4736";
  test.each([
    ["upper case", `00-${fresh.toUpperCase()}-00f067aa0ba902b7-01`],
    ["a trace of zeros", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`],
    ["a span of zeros", `00-${fresh}-${"0".repeat(16)}-01`],
    ["version ff", `ff-${fresh}-00f067aa0ba902b7-01`],
    ["more than version 00 has", `00-${fresh}-00f067aa0ba902b7-01-more`],
    ["less", `00-${fresh}-00f067aa0ba902b7`],
    ["other text", "nonsense"],
  ])("a trace of %s is replaced by a new one", async (_, traceparent) => {
    for (const service of chain) {
      const requestId = `malformed-${service}-${Math.abs(traceparent.length * 31 + traceparent.charCodeAt(3))}-${traceparent.slice(0, 2)}`;
      await fleet.rpc(service, "wait", { ms: 0 }, { traceparent, "x-request-id": requestId });
      const [line] = await fleet.logged(service, requestId);
      expect(line?.["traceId"], service).toMatch(/^[0-9a-f]{32}$/);
      expect(line?.["traceId"], service).not.toBe(fresh);
      expect(line?.["traceId"], service).not.toMatch(/^0+$/);
    }
  });

  test.each(chain)(
    "%s keeps the trace of a later version, and tells no collector of one that is not kept",
    async (service) => {
      const kept = fresh.replace("4b", "5b").slice(0, 31) + String(chain.indexOf(service));
      await fleet.rpc(
        service,
        "wait",
        { ms: 0 },
        { traceparent: `01-${kept}-00f067aa0ba902b7-01-more` },
      );
      expect(await collector.trace(kept, 1)).toMatchObject([{ parentSpanId: "00f067aa0ba902b7" }]);
      const dropped = fresh.slice(0, 31) + String(chain.indexOf(service));
      await fleet.rpc(
        service,
        "wait",
        { ms: 0 },
        { traceparent: `00-${dropped}-00f067aa0ba902b7-00`, "x-request-id": `dropped-${service}` },
      );
      expect(await fleet.logged(service, `dropped-${service}`)).toMatchObject([
        { traceId: dropped },
      ]);
      expect(collector.spans.filter(({ traceId }) => traceId === dropped)).toEqual([]);
    },
  );

  test.each(chain)("%s says at its start all that is wrong with its settings", async (service) => {
    const wrong = { LOG: "verbose", DRAIN_MS: "soon", OTEL_EXPORTER_OTLP_ENDPOINT: "nowhere" };
    const only = services.filter(({ name }) => name === service);
    const others = Object.fromEntries(
      chain.map((name) => [`${name.toUpperCase().replace("-", "_")}_URL`, "http://127.0.0.1:1"]),
    );
    const started = Fleet.start(only, [], { ...others, ...wrong });
    const said = await started.then(
      () => "it runs",
      (error: Error) => error.message,
    );
    for (const name of Object.keys(wrong)) expect(said).toContain(name);
  });

  test.each(chain)(
    "%s says once that its collector is away, and logs nothing else where only errors are asked for",
    async (service) => {
      const only = services.filter(({ name }) => name === service);
      const others = Object.fromEntries(
        chain.map((name) => [`${name.toUpperCase().replace("-", "_")}_URL`, "http://127.0.0.1:1"]),
      );
      const lonely = await Fleet.start(only, [], {
        ...others,
        LOG: "error",
        OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
      });
      try {
        for (let round = 0; round < 2; round += 1) {
          expect((await lonely.rpc(service, "wait", { ms: 0 })).status).toBe(200);
          await new Promise((resolve) => setTimeout(resolve, 2_500));
        }
        await lonely.end(service);
        const lines = lonely
          .said(service)
          .split("\n")
          .filter((line) => line.startsWith("{"));
        expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
          {
            time: expect.any(String),
            level: "error",
            service,
            error: expect.stringContaining("spans are dropped"),
          },
        ]);
      } finally {
        await lonely.stop();
      }
    },
  );

  test("services give up a collector that takes no connection", { timeout: 60_000 }, async () => {
    const hole = await BlackHole.open();
    const held = await Fleet.start(services, [], {
      OTEL_EXPORTER_OTLP_ENDPOINT: hole.url,
      LOG: "error",
    });
    try {
      for (const service of chain)
        expect((await held.rpc(service, "wait", { ms: 0 })).status, service).toBe(200);
      for (const service of chain)
        await expect
          .poll(() => held.said(service), { timeout: 20_000, interval: 100 })
          .toContain("spans are dropped");
    } finally {
      await held.stop();
      hole.close();
    }
  });

  test.each(chain)(
    "%s is unready from the signal on, goes on for a while, and ends what it began",
    async (service) => {
      const url = fleet.url(service);
      const traceId = `0af7651916cd43dd8448eb211c8031c${chain.indexOf(service)}`;
      const begun = postTo(
        `${url}/rpc/wait`,
        { ms: 2_500 },
        { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
      );
      await new Promise((resolve) => setTimeout(resolve, 300));
      const ended = fleet.tell(service, "SIGTERM");
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await ready(service)).toMatchObject({
        status: 503,
        body: { status: "unready", service },
      });
      expect(await fleet.rpc(service, "wait", { ms: 1 })).toMatchObject({
        status: 200,
        body: "done",
      });
      expect(await begun).toMatchObject({ status: 200, body: "done" });
      expect(await ended).toEqual({ exit: 0, signal: null });
      // The span of the last request was sent before the process ended.
      expect(collector.spans.filter((one) => one.traceId === traceId)).toHaveLength(1);
    },
  );
});
