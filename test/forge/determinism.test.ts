import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stamp } from "#forge";
import type { Source } from "#intent";
import { node22 } from "../support/node22.ts";
import { randomUniverse } from "../support/random-universe.ts";
import { temporaryFolder } from "../support/repository.ts";
import { intentsOf, modelFrom, shippedTemplates } from "../support/stamp-python.ts";
import { sha256 } from "../support/stamp-rust.ts";
import { builtCommand, installation } from "../support/tools.ts";

const example = intentsOf(join(installation, "universe.example"));
const templates = await shippedTemplates();
const run = promisify(execFile);
/** The Node 24 that the installation brings, whatever Node runs the tests. */
const node24 = join(installation, "node_modules/.bin/node");

/** Everything that Forge makes of sources, as one text. */
function stampedText(sources: readonly Source[]): string {
  const { services, diagnostics } = stamp(modelFrom(sources), templates, { sha256 });
  expect(diagnostics).toEqual([]);
  return services
    .flatMap(({ files }) => files.map(({ path, text }) => `${path}\n${text}`))
    .join("\n");
}

/** The order in which 20 runs take things; each run another one. */
const shuffled = <T>(items: readonly T[], seed: number): T[] =>
  fc.sample(fc.shuffledSubarray([...items], { minLength: items.length }), {
    seed,
    numRuns: 1,
  })[0] ?? [];

/** A service's intent with its forms in another order; the examples indent each of them by two spaces. */
function reordered({ path, text }: Source, seed: number): Source {
  const [head = "", ...forms] = text
    .trimEnd()
    .replace(/\)$/, "")
    .split(/\n+(?= {2}\()/);
  return { path, text: `${[head, ...shuffled(forms, seed)].join("\n")})\n` };
}

interface Surroundings {
  readonly node: string;
  readonly zone: string;
  readonly locale: string;
  readonly umask: string;
}

/** What a run's folder holds afterwards: path → content, byte by byte. */
function filesBelow(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).toSorted();
  return new Map(
    paths
      .filter((path) => statSync(join(root, path)).isFile())
      .map((path) => [path, readFileSync(join(root, path), "latin1")]),
  );
}

/** Writes the intents in a shuffled order below a root of its own, and stamps them with the built command line. */
async function stampOnce(
  seed: number,
  folder: string,
  around: Surroundings,
): Promise<Map<string, string>> {
  const root = join(folder, seed % 2 === 0 ? `run ${seed} ü` : "r", "x".repeat(seed));
  for (const { path, text } of shuffled(example, seed)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const names = shuffled(
    ["billing", "catalog", "gateway", "notifications", "orders", "users"],
    seed + 1,
  );
  const command = [around.node, builtCommand("forge"), "stamp", ...names, "--json", "--root", root];
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    XDG_STATE_HOME: join(folder, "state"),
    XDG_CACHE_HOME: join(folder, "cache"),
    TZ: around.zone,
    LC_ALL: around.locale,
    LANG: around.locale,
  };
  await run("sh", ["-c", `umask ${around.umask}; exec "$@"`, "sh", ...command], {
    env,
    cwd: seed % 3 === 0 ? root : folder,
  });
  const files = filesBelow(root);
  rmSync(root, { recursive: true });
  return files;
}

test(
  "twenty runs stamp the same bytes whatever the order, root, zone, locale, umask and Node",
  { timeout: 300_000 },
  async () => {
    const folder = temporaryFolder();
    const old = node22("the same bytes from Node 22 and 24");
    const nodes = old === undefined ? [node24] : [node24, old];
    const zones = ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati"];
    const locales = ["C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "sv_SE"];
    const masks = ["000", "022", "077"];
    const pick = <T>(items: readonly T[], index: number, otherwise: T): T =>
      items[index % items.length] ?? otherwise;
    const first = await stampOnce(0, folder, {
      node: node24,
      zone: "UTC",
      locale: "C",
      umask: "022",
    });
    // Stamped files and scaffolds of three languages, and the intents themselves.
    expect(first.size).toBeGreaterThan(7 + 6 * 3);
    for (let seed = 1; seed < 20; seed++) {
      const around = {
        node: pick(nodes, seed, node24),
        zone: pick(zones, seed, "UTC"),
        locale: pick(locales, seed, "C"),
        umask: pick(masks, seed, "022"),
      };
      expect(await stampOnce(seed, folder, around), JSON.stringify(around)).toEqual(first);
    }
  },
);

test("the order of services and of their forms does not enter what is stamped", () => {
  const expected = stampedText(example);
  for (let seed = 1; seed <= 20; seed++) {
    const others = shuffled(example, seed).map((source) =>
      source.path === "universe.lisp" ? source : reordered(source, seed),
    );
    expect(others.map(({ text }) => text).toSorted()).not.toEqual(
      example.map(({ text }) => text).toSorted(),
    );
    expect(stampedText(others)).toBe(expected);
  }
});

test("random universes in three languages: the order of services does not enter, nor does a second stamp change a byte", () => {
  fc.assert(
    fc.property(
      randomUniverse({ machines: true, partial: true, utils: true }),
      fc.integer(),
      ({ sources }, seed) => {
        const expected = stampedText(sources);
        expect(stampedText(sources)).toBe(expected);
        expect(stampedText(shuffled(sources, seed))).toBe(expected);
      },
    ),
    { numRuns: 40 },
  );
});
