import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
} from "node:fs";
import { join } from "node:path";
import type { Service } from "#intent";
import { loadUniverse, setUp, toolEnvironment, type LoadedUniverse } from "#sentinel";
import { createHost } from "../../../cli/host/index.ts";
import { sharedCache } from "../tools.ts";

const host = createHost();

/** How a prepared service is started: a program with its arguments, and the folder to start it in. */
export interface Startable {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** What its environment has beside what everybody's has. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Installs what the services of a stamped universe need, compiles those that are compiled, and tells how each starts. */
export async function prepareServices(root: string): Promise<Startable[]> {
  const universe = await loadUniverse(host, root);
  const { model } = universe;
  if (model === undefined) throw new Error(`the intents of ${root} have no meaning`);
  const services = [...model.services.values()];
  return Promise.all(services.map((service) => prepare(universe, service, model.universe)));
}

/** A service whose packages are installed: its folder, and the environment in which its tools run. */
export interface Installed {
  readonly service: Service;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Installs what the services of a stamped universe need, and compiles nothing. */
export async function installServices(root: string): Promise<Installed[]> {
  const universe = await loadUniverse(host, root);
  const { model } = universe;
  if (model === undefined) throw new Error(`the intents of ${root} have no meaning`);
  const services = [...model.services.values()];
  return Promise.all(services.map((service) => install(universe, service, model.universe)));
}

async function prepare(
  loaded: LoadedUniverse,
  service: Service,
  universe: NonNullable<LoadedUniverse["model"]>["universe"],
): Promise<Startable> {
  const { cwd, environment } = await install(loaded, service, universe);
  return { name: service.name, argv: program(service, cwd, environment), cwd };
}

async function install(
  { root }: LoadedUniverse,
  service: Service,
  universe: NonNullable<LoadedUniverse["model"]>["universe"],
): Promise<Installed> {
  const cache = join(sharedCache(), "flywheel");
  const environment = toolEnvironment(host, cache);
  const ready = await setUp(host, {
    universe,
    service,
    root,
    setups: join(cache, "setup"),
    environment,
    signal: AbortSignal.timeout(10 * 60_000),
    emit: () => undefined,
  });
  if (!ready.ready) throw new Error(`${service.name} cannot be set up: ${ready.reason}`);
  return { service, cwd: join(root, service.directory), environment };
}

function program(
  service: Service,
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Startable["argv"] {
  if (service.language === "typescript") return [process.execPath, "src/main.ts"];
  if (service.language === "rust") return [builtBinary(service.name, cwd, environment)];
  return [join(cwd, ".venv/bin/python"), "-m", service.name.replaceAll("-", "_")];
}

/** A binary is kept by what it is made of, so that a warm run compiles nothing. */
function builtBinary(
  name: string,
  cwd: string,
  environment: Readonly<Record<string, string>>,
): string {
  const kept = join(sharedCache(), "fleet");
  mkdirSync(kept, { recursive: true });
  const binary = join(kept, `${name}-${digestOf(cwd)}`);
  if (existsSync(binary)) return binary;
  // A name of its own: other builds share the target folder, and theirs must not take the place of this one.
  const own = `fleet-${name}`;
  appendFileSync(
    join(cwd, "Cargo.toml"),
    `\n[[bin]]\nname = "${own}"\npath = "src/main.rs"\ntest = false\n`,
  );
  const built = spawnSync("cargo", ["build", "--quiet", "--bin", own], {
    cwd,
    env: environment,
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`${name} does not compile:\n${built.stderr}`);
  const beside = `${binary}.${host.randomId()}`;
  copyFileSync(join(environment["CARGO_TARGET_DIR"] ?? "", "debug", own), beside);
  renameSync(beside, binary);
  return binary;
}

/** A digest of a crate's manifest, lock file and sources, and of the compiler. */
function digestOf(crate: string): string {
  const digest = createHash("sha256").update(
    spawnSync("rustc", ["-vV"], { encoding: "utf8" }).stdout,
  );
  const sources = readdirSync(join(crate, "src"), { recursive: true, encoding: "utf8" });
  const files = ["Cargo.toml", "Cargo.lock", ...sources.map((path) => join("src", path))];
  for (const path of files.filter((each) => /\.(?:rs|toml|lock|json)$/.test(each)).toSorted())
    digest.update(`${path}\n`).update(readFileSync(join(crate, path)));
  return digest.digest("hex").slice(0, 24);
}
