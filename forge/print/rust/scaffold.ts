import { snakeCase } from "#intent";
import { primitivesOf } from "../../reach/needs.ts";
import type { FilePlan, StampContext } from "../../stamp.ts";
import type { Value, ValueRecord } from "../../template/value.ts";

/** Crates of every stamped service, pinned so that a new service builds as the last one did. */
const always = [
  'anyhow = "=1.0.104"',
  'axum = { version = "=0.8.9", default-features = false, features = ["http1", "tokio"] }',
  'serde = { version = "=1.0.229", features = ["derive"] }',
  'tokio = { version = "=1.54.1", features = ["macros", "net", "rt-multi-thread", "signal", "time"] }',
];
const json = 'serde_json = "=1.0.154"';
/** Without the feature a floating-point number may be read as its neighbour. */
const exactJson = 'serde_json = { version = "=1.0.154", features = ["float_roundtrip"] }';
const client =
  'hyper-util = { version = "=0.1.21", default-features = false, features = ["client-legacy", "http1", "tokio"] }';
const uuid =
  'uuid = { version = "=1.29.1", default-features = false, features = ["serde", "std"] }';
const chrono =
  'chrono = { version = "=0.4.45", default-features = false, features = ["serde", "std"] }';
const decimal =
  'rust_decimal = { version = "=1.43.0", default-features = false, features = ["serde-str", "std"] }';

/** The lines of `[dependencies]` that what is stamped needs, sorted. */
function dependencyLines({ model, service }: StampContext, calls: boolean): string[] {
  const found = primitivesOf(model, service);
  return [
    ...always,
    found.has("f64") || found.has("json") ? exactJson : json,
    ...(calls ? [client] : []),
    ...(found.has("uuid") ? [uuid] : []),
    ...(found.has("timestamp") || found.has("date") ? [chrono] : []),
    ...(found.has("decimal") ? [decimal] : []),
  ].sort();
}

/**
 * The first files of a new service. Nothing in them pretends: `custom.rs` holds an `App` without handlers, and the
 * compiler names the traits that it lacks.
 */
export function scaffolds(
  context: StampContext,
  scope: { readonly service: ValueRecord; readonly wire: { readonly [key: string]: Value } },
): FilePlan[] {
  const manifest = {
    package: context.service.name,
    crates: dependencyLines(context, scope.wire["calls"] === true),
  };
  const main = { crate: snakeCase(context.service.name) };
  const plan = (path: string, pattern: string, view: ValueRecord): FilePlan => ({
    path,
    kind: "scaffold",
    pattern,
    scope: view,
  });
  return [
    plan("Cargo.toml", "manifest", { manifest }),
    plan("src/lib.rs", "lib", {}),
    plan("src/main.rs", "main", { main }),
    plan("src/custom.rs", "custom", {}),
  ];
}
