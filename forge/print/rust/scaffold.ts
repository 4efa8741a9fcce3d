import { snakeCase, type Service } from "#intent";
import { hasBroker, hasDeliveries } from "../../reach/deliveries.ts";
import { hasProperties } from "../../reach/given.ts";
import { primitivesOf } from "../../reach/needs.ts";
import { hasStreams } from "../../reach/streams.ts";
import { databaseOf, type Database } from "../../reach/tables.ts";
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
/** Finds the place of what is wrong in JSON that others wrote. */
const places = 'serde_path_to_error = "=0.1.20"';
/** Without the feature a floating-point number may be read as its neighbour. */
const exactJson = 'serde_json = { version = "=1.0.154", features = ["float_roundtrip"] }';
const client =
  'hyper-util = { version = "=0.1.21", default-features = false, features = ["client-legacy", "http1", "tokio"] }';
const uuid =
  'uuid = { version = "=1.29.1", default-features = false, features = ["serde", "std"] }';
const chrono =
  'chrono = { version = "=0.4.45", default-features = false, features = ["serde", "std"] }';
/** Zones and the next time of a cron, where something runs at fixed times. */
const times = [
  'chrono-tz = { version = "=0.10.4", default-features = false, features = ["std"] }',
  'croner = "=4.0.3"',
];
/** An MCP server, and the calls of its tools from inside, where there are tools. */
const tools = [
  'rmcp = { version = "=3.11.0", default-features = false, features = ["server", "transport-io", "transport-streamable-http-server"] }',
  'tower = { version = "=0.5.3", default-features = false, features = ["util"] }',
];
const decimal =
  'rust_decimal = { version = "=1.43.0", default-features = false, features = ["serde-str", "std"] }';

/** Digests of inputs, where answers are remembered by the keys of calls. */
const sha2 = 'sha2 = { version = "=0.11.1", default-features = false }';
/** Tokens, the keys that their issuer serves, and API keys compared in constant time, where a service asks who calls. */
const auth = [
  'hyper-rustls = { version = "=0.27.10", default-features = false, features = ["http1", "native-tokio", "ring", "tls12"] }',
  'rustls = { version = "=0.23.46", default-features = false, features = ["ring", "std", "tls12"] }',
  'jsonwebtoken = { version = "=11.1.0", default-features = false, features = ["rust_crypto"] }',
  'subtle = { version = "=2.6.1", default-features = false }',
];
const regex =
  'regex = { version = "=1.13.2", default-features = false, features = ["perf", "std"] }';

/** What gives values one after the other, where an rpc answers with a stream. */
const futures =
  'futures-util = { version = "=0.3.34", default-features = false, features = ["std"] }';
/** A client of NATS without what later servers add. */
const nats =
  'async-nats = { version = "=0.51.0", default-features = false, features = ["jetstream", "nkeys", "ring"] }';

/** A pool of connections to one kind of database. */
const sqlx = (database: Database): string =>
  database === "sqlite"
    ? 'sqlx = { version = "=0.9.0", default-features = false, features = ["runtime-tokio", "sqlite"] }'
    : 'sqlx = { version = "=0.9.0", default-features = false, features = ["postgres", "runtime-tokio", "tls-rustls-ring-native-roots"] }';

/**
 * Listeners that say how they deal with events count how many they deal with at once, streams wait for their reader, and
 * whoever needs a key of an issuer waits for who asks it.
 */
const withSync = (line: string): string =>
  line.startsWith("tokio ") ? line.replace('"signal", ', '"signal", "sync", ') : line;

/** Calls routes without a network, in tests of scenarios. */
const tower = 'tower = { version = "=0.5.3", default-features = false, features = ["util"] }';

/** Values of inputs, in tests of engines. */
const proptest = 'proptest = { version = "=1.12.0", default-features = false, features = ["std"] }';

/** The lines of `[dev-dependencies]`: what stamped tests need. */
const testLines = (service: Service): string[] => [
  ...(hasProperties(service) ? [proptest] : []),
  ...(service.patterns.scenarios.length > 0 ? [tower] : []),
];

/** The lines of `[dependencies]` that what is stamped needs, sorted. */
function dependencyLines({ model, service }: StampContext, wire: ValueRecord): string[] {
  const found = primitivesOf(model, service);
  const database = databaseOf(service);
  const scheduled = service.patterns.everies.length > 0;
  const streams = hasStreams(model, service);
  const onNats = hasBroker(service) && service.broker === "nats";
  const authed = wire["authed"] === true;
  const waits = hasDeliveries(service) || hasBroker(service) || streams || authed;
  return [
    ...(waits ? always.map(withSync) : always),
    ...(onNats ? [nats] : []),
    ...(onNats || streams ? [futures] : []),
    ...(database === undefined ? [] : [sqlx(database)]),
    found.has("f64") || found.has("json") ? exactJson : json,
    ...(wire["parses"] === true ? [places] : []),
    ...(wire["calls"] === true || authed ? [client] : []),
    ...(found.has("uuid") ? [uuid] : []),
    ...(scheduled || found.has("timestamp") || found.has("date") ? [chrono] : []),
    ...(scheduled ? times : []),
    ...(service.patterns.tools.length > 0 ? tools : []),
    ...(found.has("decimal") ? [decimal] : []),
    ...(wire["matched"] === true ? [regex] : []),
    ...(wire["keyed"] === true || authed ? [sha2] : []),
    ...(authed ? auth : []),
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
    tests: testLines(context.service),
    crates: dependencyLines(context, scope.wire),
  };
  const crate = snakeCase(context.service.name);
  const hears = hasBroker(context.service) && context.service.listeners.length > 0;
  const main = {
    crate,
    // Imports stand in the order of their names.
    arcFirst: hears && crate > "std",
    arcLast: hears && crate < "std",
    times: context.service.patterns.everies.length > 0,
    hears,
    tools: context.service.patterns.tools.length > 0,
    database: databaseOf(context.service),
  };
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
    plan("src/custom.rs", "custom", {
      cruds: scope.service["cruds"] ?? [],
      database: databaseOf(context.service),
    }),
  ];
}
