import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Short files that take minutes: files go from large to small, and at the end one of these would run alone. */
const minutes = /\/test\/(?:breaks\/|e2e\/demo|mechanic\/rust-repair)/;

class MinutesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const takesMinutes = ({ moduleId }: TestSpecification): boolean => minutes.test(moduleId);
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
