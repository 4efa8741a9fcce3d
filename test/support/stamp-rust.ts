import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stamp, type StampedFile, type Templates } from "#forge";
import type { Model } from "#intent";
import { sharedCache } from "./tools.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What Forge makes of the Rust services of a model; services with names that collide are left out. */
export function stampRust(model: Model, templates: Templates): readonly StampedFile[] {
  const services = [...model.services.values()].filter(({ language }) => language === "rust");
  return services.flatMap(({ name, file }) => {
    const result = stamp(model, templates, { sha256, services: [name] });
    const broken = result.diagnostics.filter(({ code }) => code !== "name-taken");
    if (broken.length > 0)
      throw new Error(`${file}: ${broken.map(({ message }) => message).join("\n")}`);
    return result.diagnostics.length > 0 ? [] : result.services.flatMap(({ files }) => files);
  });
}

/** The text of the stamped file among a service's files. */
export const generatedOf = (files: readonly StampedFile[]): readonly string[] =>
  files.filter(({ path }) => path.endsWith("/src/generated.rs")).map(({ text }) => text);

/** The texts of the tests that intents give. */
export const givenTestsOf = (files: readonly StampedFile[]): readonly string[] =>
  files.filter(({ path }) => path.endsWith("/tests/generated.rs")).map(({ text }) => text);

/** The manifest of a crate of this name that stamped code compiles in. */
export const cargoManifest = (name: string): string => `[package]
name = "${name}"
version = "0.1.0"
edition = "2024"

[dependencies]
anyhow = "=1.0.104"
axum = { version = "=0.8.9", default-features = false, features = ["http1", "tokio"] }
chrono = { version = "=0.4.45", default-features = false, features = ["serde", "std"] }
hyper-util = { version = "=0.1.21", default-features = false, features = ["client-legacy", "http1", "tokio"] }
regex = { version = "=1.13.2", default-features = false, features = ["perf", "std"] }
rust_decimal = { version = "=1.43.0", default-features = false, features = ["serde-str", "std"] }
serde = { version = "=1.0.229", features = ["derive"] }
serde_json = "=1.0.154"
serde_path_to_error = "=0.1.20"
tokio = { version = "=1.54.1", features = ["macros", "net", "rt-multi-thread", "signal", "time"] }
uuid = { version = "=1.29.1", default-features = false, features = ["serde", "std"] }
`;
const profile = "\n[profile.dev]\ndebug = false\n";

/** One crate in `folder` whose modules are stamped files, and further files of its own. */
export function writeCrate(
  folder: string,
  modules: readonly string[],
  others: Readonly<Record<string, string>> = {},
): readonly string[] {
  const names = modules.map((_, index) => `stamped_${index}`);
  const paths = names.map((name) => join(folder, "src", `${name}.rs`));
  mkdirSync(join(folder, "src"), { recursive: true });
  mkdirSync(join(folder, "tests"), { recursive: true });
  for (const [index, path] of paths.entries()) writeFileSync(path, modules[index] ?? "");
  writeFileSync(join(folder, "Cargo.toml"), `${cargoManifest("stamped-universes")}${profile}`);
  writeFileSync(join(folder, "src/lib.rs"), names.map((name) => `pub mod ${name};\n`).join(""));
  for (const [path, text] of Object.entries(others)) writeFileSync(join(folder, path), text);
  return paths;
}

/** Runs a tool in `folder` and gives what it says; the empty string where it is content. */
export function complaintsOf(folder: string, program: string, ...args: string[]): string {
  const env = {
    ...process.env,
    CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust"),
    RUST_BACKTRACE: "0",
  };
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    env,
  });
  return status === 0
    ? ""
    : `${program} ${args[0] ?? ""} ended with ${status}\n${stdout}\n${stderr}`;
}
