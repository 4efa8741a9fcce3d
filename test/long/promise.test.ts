import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { scoreOf, scoreText, type Score } from "../support/exercise/score.ts";
import type { Compiler } from "../support/exercise/compile.ts";
import { shippedTemplates } from "../support/stamp-python.ts";
import { leftOut, type toolchains } from "../support/tools.ts";

// The promise of the semantic diff, held to compilers: random universes, a random change of each, code that does with all
// that its intent declares and uses what can be done with it. Stamp both sides, compile what stood, compare.
// FLYWHEEL_SEED replays a run; a line of the report names the seed of its pair. Each time a part of the pairs is tried,
// FLYWHEEL_PROMISE=whole tries them all (docs/changes.md has the figures).

const templates = await shippedTemplates();
const seed = Number(process.env["FLYWHEEL_SEED"] ?? 1);
const share = process.env["FLYWHEEL_PROMISE"] === "whole" ? 1 : 0.25;
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function measured(compiler: Compiler, count: number): Score {
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), "flywheel-promise-"));
    folders.push(made);
    return made;
  };
  const score = scoreOf(compiler, templates, { seed, count: Math.ceil(count * share), folder });
  process.stdout.write(scoreText(compiler, score));
  return score;
}

/** Recall 100% and precision of at least 95%, both over what was foretold as `breaks`. */
function check({ broken, foretold, judged }: Score): void {
  expect({ unknown: broken.unknown, none: broken.none }).toEqual({ unknown: 0, none: 0 });
  expect(broken.breaks / foretold).toBeGreaterThanOrEqual(0.95);
  // A run in which nothing breaks, or everything does, shows nothing.
  expect(broken.breaks).toBeGreaterThan(judged.length / 10);
  expect(broken.breaks).toBeLessThan(judged.length);
}

interface Run {
  readonly compiler: Compiler;
  readonly count: number;
  readonly tools: readonly (keyof typeof toolchains)[];
}

const runs: readonly Run[] = [
  { compiler: "typescript", count: 300, tools: [] },
  { compiler: "rust", count: 40, tools: ["cargo"] },
  { compiler: "python without annotations", count: 40, tools: ["python"] },
];

test.each(runs)(
  "what is foretold of $compiler is what its compiler says",
  { timeout: 1_800_000 },
  ({ compiler, count, tools }) => {
    if (leftOut(`the promise in ${compiler}`, ...tools)) return;
    check(measured(compiler, count));
  },
);

test(
  "annotated Python breaks where `unknown` is said, and nowhere where `compatible` is",
  { timeout: 1_800_000 },
  () => {
    if (leftOut("the promise in annotated Python", "python")) return;
    const { broken, foretold } = measured("python", 40);
    expect(broken.none).toBe(0);
    expect(broken.breaks / foretold).toBeGreaterThanOrEqual(0.95);
  },
);
