import { describe, expect, test } from "vitest";
import type { ProcessResult } from "#intent";
import { realProcesses } from "../../cli/host/processes.ts";

/** Runs a shell, and tells what it came to and how many milliseconds we waited. */
async function shell(script: string, timeoutMs = 20_000): Promise<[ProcessResult, number]> {
  const started = performance.now();
  const env = { PATH: process.env["PATH"] ?? "" };
  const ran = await realProcesses.run(["sh", "-c", script], { cwd: "/", env, timeoutMs });
  return [ran, performance.now() - started];
}

/** Leaves the process group before its parent ends, and holds the pipes for longer than a test waits. */
const escaped = "setsid sleep 20 & sleep 0.3; ";

describe("a child that ended is waited for no longer", () => {
  test.for([
    ["one of its group holds the pipes", "sleep 21 & echo done; exit 3"],
    ["one that left the group holds the pipes", `${escaped}echo done; exit 3`],
    ["both do", `sleep 21 & ${escaped}echo done; exit 3`],
  ])("%s", async ([, script = ""]) => {
    const [ran, ms] = await shell(script);
    expect(ran).toMatchObject({ ended: "exited", exit: 3, stdout: "done\n" });
    expect(ms).toBeLessThan(8000);
  });

  test("time is up, whoever holds the pipes", async () => {
    const [ran, ms] = await shell(`sleep 21 & ${escaped}sleep 22`, 600);
    expect(ran).toMatchObject({ ended: "timeout", exit: null });
    expect(ms).toBeLessThan(8000);
  });

  test("whoever goes on writing is not listened to for ever", async () => {
    const [ran, ms] = await shell(
      "setsid sh -c 'while sleep 0.01; do echo more || exit; done' & sleep 0.3; exit 0",
    );
    expect(ran).toMatchObject({ ended: "exited", exit: 0 });
    expect(ms).toBeLessThan(15_000);
  });
});

test("all that a child wrote is there, however much it is", async () => {
  const script =
    "head -c 3000000 /dev/zero | tr '\\0' x; head -c 100000 /dev/zero | tr '\\0' y >&2";
  const [ran] = await shell(script);
  expect([ran.stdout.length, ran.stderr.length, ran.ended]).toEqual([3_000_000, 100_000, "exited"]);
});

test("how a child ended is told", async () => {
  const [killed] = await shell("kill -9 $$");
  expect(killed).toMatchObject({ ended: "signalled", exit: null });
  const missing = await realProcesses.run(["no-such-tool-anywhere"], { cwd: "/", env: {} });
  expect(missing).toMatchObject({ ended: "missing", exit: null });
});
