import { expect, test } from "vitest";
import { typeText } from "#intent";

test.each([
  [1, "1B"],
  [999, "999B"],
  [1_000, "1KB"],
  [1_024, "1KiB"],
  [1_500, "1500B"],
  [10_000_000, "10MB"],
  [2_500_000, "2500KB"],
  [512 * 1024, "512KiB"],
  [1024 ** 3, "1GiB"],
  [1_000_000_000, "1GB"],
])("a file of %i bytes at most is told as one of %s", (max, text) => {
  const span = { start: 0, end: 0 };
  expect(typeText({ kind: "file", max, span }, "desk")).toBe(`(file :max ${text})`);
});
