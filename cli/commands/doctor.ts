import type { CommandContext } from "../context.ts";
import { styles } from "../render/style.ts";
import { exits, type CommandResult } from "../result.ts";

interface Tool {
  readonly name: string;
  readonly argv: readonly string[];
  readonly needs: string;
  readonly cure: string;
}

const tools: readonly Tool[] = [
  {
    name: "git",
    argv: ["git", "--version"],
    needs: "everything that compares or proposes",
    cure: "install git 2.30 or newer",
  },
  {
    name: "node",
    argv: ["node", "--version"],
    needs: "TypeScript services",
    cure: "put Node 22.18 or newer on the PATH",
  },
  { name: "npm", argv: ["npm", "--version"], needs: "TypeScript services", cure: "install npm" },
  {
    name: "cargo",
    argv: ["cargo", "--version"],
    needs: "Rust services",
    cure: "install Rust by rustup",
  },
  {
    name: "clippy",
    argv: ["cargo", "clippy", "--version"],
    needs: "the lint gate of Rust services",
    cure: "rustup component add clippy",
  },
  {
    name: "rustfmt",
    argv: ["rustfmt", "--version"],
    needs: "nothing (people's own formatting)",
    cure: "rustup component add rustfmt",
  },
  {
    name: "python3",
    argv: ["python3", "--version"],
    needs: "Python services",
    cure: "install Python 3.11 or newer",
  },
  {
    name: "venv",
    argv: ["python3", "-c", "import venv, ensurepip; print('ok')"],
    needs: "Python services",
    cure: "install python3-venv",
  },
  {
    name: "bwrap",
    argv: ["bwrap", "--version"],
    needs: "the sandbox bwrap (not required by `(sandbox none)`)",
    cure: "install bubblewrap",
  },
];

const optional = new Set(["rustfmt", "bwrap"]);

/** `flywheel doctor`: which toolchains work here, each by really starting it. */
export async function doctor(context: CommandContext): Promise<CommandResult> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(context.host.platform.environment))
    if (value !== undefined) env[name] = value;
  const found = await Promise.all(
    tools.map(async (tool) => {
      const done = await context.host.processes.run(tool.argv, {
        cwd: context.cwd,
        env,
        timeoutMs: 20_000,
        signal: context.signal,
      });
      const works = done.ended === "exited" && done.exit === 0;
      const version = works ? (done.stdout.trim().split("\n")[0] ?? "") : "";
      return { name: tool.name, works, version, needs: tool.needs, cure: tool.cure };
    }),
  );
  const style = styles(context.color);
  const lines = found.map((one) =>
    one.works
      ? `${style.good("✓")} ${one.name.padEnd(8)} ${one.version}`
      : `${optional.has(one.name) ? style.warn("–") : style.bad("✗")} ${one.name.padEnd(8)} needed by ${one.needs}: ${one.cure}`,
  );
  const lacking = found.filter((one) => !one.works && !optional.has(one.name));
  return {
    exit: lacking.length === 0 ? exits.done : exits.environment,
    document: {
      schema: "flywheel.doctor/1",
      tools: found.map(({ name, works, version, needs, cure }) => ({
        name,
        works,
        version,
        ...(works ? {} : { needs, cure, optional: optional.has(name) }),
      })),
      sandbox: { none: true },
    },
    text: lines.join("\n"),
  };
}
