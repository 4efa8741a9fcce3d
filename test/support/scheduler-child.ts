// Works through a chain of nodes, slowly, until it is killed: started by the scheduler tests.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { createHost } from "../../cli/host/index.ts";
import { openScheduler } from "../../sentinel/scheduler/index.ts";

const [dir = ""] = process.argv.slice(2);
const host = createHost();
const scheduler = openScheduler(host, { kind: "embedded", dir });
const nodes = Array.from({ length: 20 }, (_, index) => ({
  id: `n${index}`,
  kind: "prepare" as const,
  dependsOn: index === 0 ? [] : [`n${index - 1}`],
  payload: {},
  maxAttempts: 1,
  timeoutMs: 60_000,
  labels: [],
}));
const handle = scheduler.submit({ runId: "r", key: "k", epoch: 1, nodes });
scheduler.serve({
  host: "local",
  slots: 1,
  labels: [],
  handler: async (job) => {
    appendFileSync(join(dir, "effects"), `${job.id}\n`);
    await host.clock.sleep(20);
    return { changed: true, outputDigest: "", artifactRef: "" };
  },
});
await handle.result();
