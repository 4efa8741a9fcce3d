import { afterEach, expect, test, vi } from "vitest";
import { createBus } from "#jarvis";
import { createLiveList } from "../../cli/render/live.ts";
import { createHost } from "../../cli/host/index.ts";

afterEach(() => vi.restoreAllMocks());

/** Says whether stdout is a terminal, and collects what is written to stderr. */
function terminal(isTTY: boolean): () => string {
  let written = "";
  Object.defineProperty(process.stdout, "isTTY", { value: isTTY, configurable: true });
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
  return () => written;
}

test("each service has a line with its stage, from the first event on", async () => {
  const written = terminal(true);
  const list = await createLiveList(false);
  expect(list).toBeDefined();
  const bus = createBus(createHost().clock, { epoch: 1, run: "run", firstSeq: 1 });
  list?.follow(bus);
  bus.emit({ type: "run-started", root: "/all", services: ["users", "shop", "lamp"] });
  bus.emit({ type: "stage-started", service: "shop", stage: "check", cycle: 2 });
  await vi.waitFor(() => expect(written()).toMatch(/shop +check, round 2/), 5000);
  expect(written()).toMatch(/users +waiting/);
  bus.emit({ type: "service-finished", service: "shop", outcome: "repaired", ms: 5 });
  bus.emit({ type: "service-finished", service: "users", outcome: "held", ms: 5 });
  await list?.stop();
  const [last = ""] = written()
    .split(/(?=shop +repaired)/)
    .slice(-1);
  expect(written()).toMatch(/shop +repaired/);
  expect(written()).toMatch(/users +held/);
  expect(last).toMatch(/lamp +not done/);
});

test("where stdout is no terminal there is no list", async () => {
  terminal(false);
  expect(await createLiveList(false)).toBeUndefined();
});
