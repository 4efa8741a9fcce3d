import type { GateCommands, GateName, Host, Service, Universe } from "#intent";

import { isRecord, readJson, recordAt, textAt } from "./tools/json.ts";
import { toolFor } from "./tools/index.ts";
import { splitCommand } from "./command.ts";

/** The commands of a service's gates: its own, else those of the universe for its language; what is missing is left to the defaults. */
export function gateCommands(universe: Universe, service: Service): GateCommands {
  return { ...universe.gates[service.language], ...service.gates };
}

/** Commands that a gate runs where no intent says any. `directory` is the service's absolute folder. */
export async function defaultCommands(
  host: Host,
  service: Service,
  directory: string,
  gate: GateName,
): Promise<readonly string[]> {
  if (service.language === "rust") return rust[gate];
  if (service.language === "python") return python[gate];
  if (gate === "check") return ["tsc --noEmit"];
  if (gate === "lint") return ["oxlint"];
  return [await typescriptTest(host, directory)];
}

const rust: Readonly<Record<GateName, readonly string[]>> = {
  check: ["cargo check --all-targets"],
  lint: ["cargo clippy --all-targets -- -D warnings"],
  test: ["cargo test"],
};
const python: Readonly<Record<GateName, readonly string[]>> = {
  check: ["pyright"],
  lint: ["ruff check"],
  test: ["pytest"],
};

/** The script `test` of the package where it is a runner that we can read, else what the package depends on. */
async function typescriptTest(host: Host, directory: string): Promise<string> {
  const manifest = readJson((await host.files.readText(`${directory}/package.json`)) ?? "");
  if (!isRecord(manifest)) return "node --test";
  const script = textAt(recordAt(manifest, "scripts"), "test");
  const split = splitCommand(script);
  if ("argv" in split && toolFor(split.argv) !== undefined) return script;
  const dependencies = {
    ...recordAt(manifest, "dependencies"),
    ...recordAt(manifest, "devDependencies"),
  };
  return dependencies["vitest"] === undefined ? "node --test" : "vitest run";
}
