import { defineConfig } from "vitest/config";

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
    pool: "forks",
    // A worker keeps what it has loaded: compilers and parsers are read once, and not once for each file.
    isolate: false,
    maxWorkers: 2,
  },
});
