import { join } from "node:path";
import { vi } from "vitest";
import { createHost } from "../../cli/host/index.ts";
import { buildProgram } from "../../cli/program.ts";
import type { CommandResult } from "../../cli/result.ts";
import { installation, sharedCache, type Ran } from "./tools.ts";

/**
 * Runs a command with `--json` as {@link flywheel} does, from its words to its document, but in this process: what
 * compilers and parsers have loaded serves the next command, too. The environment is the process's while it runs; no two
 * may run at once. For tests that run dozens of cascades; what a process of its own is for (signals, strays, what is
 * printed when) is shown by the others.
 */
export async function flywheelHere(
  args: readonly string[],
  state: string,
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const variables = {
    ANTHROPIC_API_KEY: "",
    XDG_CACHE_HOME: sharedCache(),
    XDG_STATE_HOME: state,
    NO_COLOR: "1",
    ...env,
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  let stderr = "";
  let came: CommandResult | undefined;
  try {
    const real = createHost();
    const host = { ...real, platform: { ...real.platform, bundle: join(installation, "dist") } };
    const program = await buildProgram("flywheel", async ({ root, base, quiet }, command) => {
      came = await command({
        host,
        cwd: installation,
        ...(root === undefined ? {} : { root }),
        ...(base === undefined ? {} : { base }),
        json: true,
        quiet: quiet === true,
        color: false,
        live: false,
        signal: new AbortController().signal,
        say: (line) => (stderr += `${line}\n`),
      });
    });
    const usage = await program.run(args);
    const result = came ?? usage;
    if (result === undefined) throw new Error(`${args.join(" ")} came to nothing`);
    return { exit: result.exit, stdout: `${JSON.stringify(result.document)}\n`, stderr };
  } finally {
    vi.unstubAllEnvs();
  }
}
