import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files go from large to small, but twenty breaks are a short file that takes minutes: at the end it would run alone. */
class MinutesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const takesMinutes = (file: TestSpecification): boolean =>
      file.moduleId.includes("/test/breaks/");
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => Number(takesMinutes(b)) - Number(takesMinutes(a)));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [
      "**/node_modules/**",
      "test/cases/**",
      "test/universes/**",
      // What takes minutes runs by `npm run test:long`, and each time in CI.
      ...(process.env["FLYWHEEL_LONG"] === undefined ? ["test/long/**"] : []),
    ],
    testTimeout: 300_000,
    hookTimeout: 900_000,
    sequence: { sequencer: MinutesFirst },
    pool: "forks",
    // A worker keeps what it has loaded: compilers and parsers are read once, and not once for each file.
    isolate: false,
    maxWorkers: 2,
  },
});
