import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, test } from "vitest";

import type { RepairRequest } from "#intent";

import { leftOut } from "../../support/tools.ts";
import { check, gateOracle, gateOver } from "./case.ts";

const target = process.env["FLYWHEEL_TEST_TARGET"] ?? mkdtempSync(join(tmpdir(), "flywheel-rust-"));
afterAll(() => {
  if (process.env["FLYWHEEL_TEST_TARGET"] === undefined) rmSync(target, { recursive: true });
});

const checked = (request: RepairRequest) =>
  gateOracle(request, "cargo check --all-targets --offline", target);

test("panic sites of Rust, judged by cargo", async () => {
  if (leftOut("panic sites of Rust", "cargo")) return;
  await check("survival-rust", "sites", checked);
}, 300_000);

test("lints of Rust, by clippy's own fixes", async () => {
  if (leftOut("lints of Rust", "cargo")) return;
  await check("survival-rust", "lints", checked, (request) =>
    gateOver(request, "cargo clippy --all-targets --offline -- -D warnings", target),
  );
}, 300_000);
