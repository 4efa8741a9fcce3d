import type { GateCommands, Host, Service } from "#intent";

/** How a service's dependencies are put in place. */
export interface Setup {
  /** Files of the service whose content (and the toolchain) decides whether a cached setup is still right. */
  readonly manifests: readonly string[];
  /** Commands in order, run in the service's folder. */
  readonly commands: readonly string[];
  /** The folder inside the service that the commands fill; absent for cargo, whose cache is outside. */
  readonly result?: "node_modules" | ".venv";
}

const candidates: Readonly<Record<Service["language"], readonly string[]>> = {
  rust: ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "rust-toolchain", ".cargo/config.toml"],
  typescript: ["package.json", "package-lock.json", "npm-shrinkwrap.json", ".npmrc"],
  python: ["requirements.txt", "requirements-dev.txt", "pyproject.toml"],
};

/**
 * What has to run before a service's gates can. `root` is the absolute root of the run tree; `commands.setup` replaces the
 * language's default commands. A Python service without any manifest gets an empty environment, never the system's.
 */
export async function detectSetup(
  host: Host,
  root: string,
  service: Service,
  commands: GateCommands = {},
): Promise<Setup> {
  const directory =
    service.directory === "" || service.directory === "." ? root : `${root}/${service.directory}`;
  const manifests: string[] = [];
  for (const name of candidates[service.language]) {
    if ((await host.files.stat(`${directory}/${name}`))?.kind === "file") manifests.push(name);
  }
  const detected = commands.setup ?? defaultSetup(service.language, new Set(manifests));
  if (service.language === "rust") return { manifests, commands: detected };
  return {
    manifests,
    commands: detected,
    result: service.language === "python" ? ".venv" : "node_modules",
  };
}

function defaultSetup(
  language: Service["language"],
  manifests: ReadonlySet<string>,
): readonly string[] {
  if (language === "rust") return ["cargo fetch"];
  if (language === "typescript") {
    if (!manifests.has("package.json")) return [];
    const locked = manifests.has("package-lock.json") || manifests.has("npm-shrinkwrap.json");
    return [locked ? "npm ci --no-audit --no-fund" : "npm install --no-audit --no-fund"];
  }
  const installs = ["requirements.txt", "requirements-dev.txt"].filter((name) =>
    manifests.has(name),
  );
  return [
    "python3 -m venv .venv",
    ...installs.map(
      (name) => `.venv/bin/python -m pip install --disable-pip-version-check -q -r ${name}`,
    ),
  ];
}
