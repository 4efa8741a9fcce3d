import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createHost } from "../../cli/host/index.ts";
import {
  Halt,
  openScheduler,
  Retryable,
  type Handler,
  type NodeSpec,
  type RunState,
} from "../../sentinel/scheduler/index.ts";
import { temporaryFolder } from "../support/repository.ts";

const host = createHost();

const node = (
  id: string,
  dependsOn: readonly string[] = [],
  more: Partial<NodeSpec> = {},
): NodeSpec => ({
  id,
  kind: "prepare",
  dependsOn,
  payload: { id },
  maxAttempts: 3,
  timeoutMs: 60_000,
  labels: [],
  ...more,
});
const diamond = [node("a"), node("b", ["a"]), node("c", ["a"]), node("d", ["b", "c"])];
const result = { changed: true, outputDigest: "digest", artifactRef: "ref" };

interface Ran {
  readonly state: RunState;
  readonly started: readonly string[];
  readonly events: readonly string[];
}

/** Runs nodes with a handler in a fresh board. */
async function run(nodes: readonly NodeSpec[], handler: Handler, slots = 2): Promise<Ran> {
  const scheduler = openScheduler(host, { kind: "embedded", dir: temporaryFolder() });
  const started: string[] = [];
  const handle = scheduler.submit({ runId: "r", key: "k", epoch: 1, nodes });
  const serving = scheduler.serve({
    host: "local",
    slots,
    labels: [],
    handler: (job, context) => {
      started.push(job.id);
      return handler(job, context);
    },
  });
  const ended = await handle.result();
  await serving.drain();
  const events = handle.events().map((event) => event.type);
  scheduler.close();
  return { state: ended.state, started, events };
}

test("nodes run after what they depend on, and see its results", async () => {
  const seen: string[] = [];
  const ran = await run(diamond, async (job, context) => {
    seen.push(`${job.id}:${[...context.parents().keys()].sort().join("")}`);
    return result;
  });
  expect(ran.state).toBe("done");
  expect(seen[0]).toBe("a:");
  expect(seen.at(-1)).toBe("d:bc");
  expect([...ran.started].sort()).toEqual(["a", "b", "c", "d"]);
});

test("a halted node lets the others end and keeps what follows blocked", async () => {
  const ran = await run([node("a"), node("b"), node("d", ["a", "b"])], async (job) => {
    if (job.id === "a") throw new Halt("a person must decide");
    return result;
  });
  expect(ran).toMatchObject({ state: "halted", started: ["a", "b"] });
});

test("retries are bounded", async () => {
  const ran = await run([node("a", [], { maxAttempts: 3 })], async () => {
    throw new Retryable("again");
  });
  expect(ran).toMatchObject({ state: "failed", started: ["a", "a", "a"] });
});

test("a node that outlives its time is aborted", async () => {
  const ran = await run([node("a", [], { timeoutMs: 50 })], async (_job, context) => {
    await host.clock.sleep(5000, context.signal);
    throw new Halt(`ended by ${String(context.signal.reason)}`);
  });
  expect(ran.state).toBe("halted");
});

test("a higher epoch preempts, a lower one is born preempted, and a fenced worker is not heard", async () => {
  const scheduler = openScheduler(host, { kind: "embedded", dir: temporaryFolder() });
  const old = scheduler.submit({ runId: "old", key: "k", epoch: 1, nodes: [node("a")] });
  let fenced: unknown;
  const serving = scheduler.serve({
    host: "local",
    slots: 1,
    labels: [],
    handler: async (_job, context) => {
      if (context.epoch === 1) {
        scheduler.submit({ runId: "new", key: "k", epoch: 2, nodes: [node("a")] });
        expect(context.current()).toBe(false);
        try {
          context.tx(() => undefined);
        } catch (error) {
          fenced = error;
        }
      }
      return result;
    },
  });
  expect((await old.result()).state).toBe("preempted");
  expect((await scheduler.find("new")?.result())?.state).toBe("done");
  expect(fenced).toHaveProperty("name", "Fenced");
  expect(old.status().nodes[0]?.state).toBe("running");
  const late = scheduler.submit({ runId: "late", key: "k", epoch: 1, nodes: [node("a")] });
  expect(late.status().state).toBe("preempted");
  await serving.drain();
  scheduler.close();
});

test("submitting a run twice changes nothing; a cancelled run can be reopened", async () => {
  const scheduler = openScheduler(host, { kind: "embedded", dir: temporaryFolder() });
  const submission = { runId: "r", key: "k", epoch: 1, nodes: diamond };
  const first = scheduler.submit(submission);
  scheduler.submit({ ...submission, nodes: [] });
  expect(first.status().nodes).toHaveLength(4);
  first.cancel("interrupted");
  expect(first.status()).toMatchObject({ state: "cancelled", reason: "interrupted" });
  expect(scheduler.reopen("r")?.status().state).toBe("running");
  scheduler.close();
});

test("kill -9 of the worker: every node that was done stays done, the rest runs once more", async () => {
  const dir = temporaryFolder();
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "../support/scheduler-child.ts"), dir],
    { stdio: "ignore" },
  );
  const effects = join(dir, "effects");
  while (!existsSync(effects) || readFileSync(effects, "utf8").split("\n").length < 4)
    await host.clock.sleep(5);
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  const scheduler = openScheduler(host, { kind: "embedded", dir });
  const before =
    scheduler
      .find("r")
      ?.status()
      .nodes.filter((one) => one.state === "done")
      .map((one) => one.id) ?? [];
  const started: string[] = [];
  const serving = scheduler.serve({
    host: "local",
    slots: 2,
    labels: [],
    handler: async (job) => {
      started.push(job.id);
      return result;
    },
  });
  const ended = await scheduler.find("r")?.result();
  await serving.drain();
  scheduler.close();
  expect(ended?.state).toBe("done");
  expect(started.filter((id) => before.includes(id))).toEqual([]);
  expect(new Set([...before, ...started]).size).toBe(20);
});

test("nodes that share nothing with a running one start first, and none is kept waiting for it", async () => {
  const shared = (id: string, contends: string): NodeSpec => node(id, [], { contends });
  const nodes = [shared("r1", "rust"), shared("r2", "rust"), shared("t1", "ts"), node("free")];
  let running: string[] = [];
  const together: string[] = [];
  const handler: Handler = async (job) => {
    running.push(job.id);
    together.push(running.join("+"));
    await host.clock.sleep(job.id === "r1" ? 300 : 20);
    running = running.filter((one) => one !== job.id);
    return result;
  };
  const { started } = await run(nodes, handler);
  expect(started).toEqual(["r1", "t1", "free", "r2"]);
  expect(together).toEqual(["r1", "r1+t1", "r1+free", "r1+r2"]);
});
