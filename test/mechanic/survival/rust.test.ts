import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, test } from "vitest";

import { leftOut } from "../../support/tools.ts";
import { check, gateOracle } from "./case.ts";

const target = process.env["FLYWHEEL_TEST_TARGET"] ?? mkdtempSync(join(tmpdir(), "flywheel-rust-"));
afterAll(() => {
  if (process.env["FLYWHEEL_TEST_TARGET"] === undefined) rmSync(target, { recursive: true });
});

test("panic sites of Rust, judged by cargo", async () => {
  if (leftOut("panic sites of Rust", "cargo")) return;
  await check("survival-rust", "sites", (request) =>
    gateOracle(request, "cargo check --all-targets --offline", target),
  );
}, 300_000);
