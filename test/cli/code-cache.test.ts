import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { random } from "../support/random.ts";
import { flywheel, installation, type Ran } from "../support/tools.ts";

const seed = Number(process.env["FLYWHEEL_SEED"] ?? Date.now() % 2 ** 31);
const folder = mkdtempSync(join(tmpdir(), "flywheel-code-cache-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kept = join(folder, "cache/flywheel/code");
const check = (): Ran =>
  flywheel(["check"], {
    cwd: join(installation, "universe.example"),
    env: { XDG_CACHE_HOME: join(folder, "cache") },
    state: join(folder, "state"),
  });

test("compiled code whose bytes changed on the disk is thrown away and made again", () => {
  const first = check();
  expect(first.exit).toBe(0);
  const [name = "", ...more] = readdirSync(kept).filter((one) => one.startsWith("quick-check"));
  expect(more).toEqual([]);
  const whole = readFileSync(join(kept, name));
  const next = random(seed);
  for (let turn = 0; turn < 8; turn++) {
    const damaged = Buffer.from(whole);
    const at = Math.floor(next() * damaged.length);
    damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << Math.floor(next() * 8)), at);
    writeFileSync(join(kept, name), damaged);
    const told = `byte ${at}; replay with FLYWHEEL_SEED=${seed}`;
    expect(check(), told).toEqual(first);
    expect(readdirSync(kept), told).not.toContain(name);
    expect(check(), told).toEqual(first);
    expect(readdirSync(kept), told).toContain(name);
  }
});
